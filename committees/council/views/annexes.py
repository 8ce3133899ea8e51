"""The files that lie with a paper (Anlagen)."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from committees.council.actions.annexes import add_annex, remove_annex
from committees.council.models import Paper, PaperAnnex
from committees.council.views.ended import explains_end
from committees.council.views.pages import paper_form_page
from committees.meetings.forms.documents import AnnexForm
from editing.access import refusal_shown
from editing.exceptions import RuleBroken
from files.downloads import download


@require_http_methods(["GET", "HEAD", "POST"])
@explains_end
def annex_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay a file with a paper."""
    paper = get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)
    form = AnnexForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            add_annex(
                paper=paper,
                title=values["title"],
                is_public=values["is_public"],
                upload=values["file"],
                by=request.user,
                at=timezone.now(),
            )
        except RuleBroken as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("council:paper-detail", pk)
    return paper_form_page(request, form, paper=paper, title=_("Anlage hochladen"))


@require_safe
def annex_file(request: SignedInRequest, pk: int) -> FileResponse:
    papers = Paper.objects.readable_by(request.user)
    annex = get_object_or_404(PaperAnnex.objects.filter(paper__in=papers), pk=pk)
    return download(annex.file, name=slugify(annex.title) or "anlage", content_type=annex.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
def annex_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a file."""
    papers = Paper.objects.editable_by(request.user)
    annex = get_object_or_404(PaperAnnex.objects.filter(paper__in=papers).select_related("paper"), pk=pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_annex(annex=annex, by=request.user)
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": annex.title})
        return redirect("council:paper-detail", annex.paper_id)
    return render(request, "committees/council/annex_remove.html", {"annex": annex, "paper": annex.paper})
