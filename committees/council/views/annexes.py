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
from committees.council.forms.annexes import AnnexForm
from committees.council.models import Paper, PaperAnnex
from committees.council.views.ended import explains_end
from editing.access import refusal_shown
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from files.downloads import download


@require_http_methods(["GET", "HEAD", "POST"])
@explains_end
def annex_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay a file with a paper."""
    paper = get_object_or_404(Paper.objects.editable_by(request.user).with_version(), pk=pk)
    page = FormPage(request, AnnexForm(request.POST or None, request.FILES or None))
    if page.is_valid():
        values = page.form.cleaned_data
        with page.saving(refused_at={RuleBroken: "file"}):
            add_annex(
                paper=paper,
                title=values["title"],
                is_public=values["is_public"],
                upload=values["file"],
                by=request.user,
                at=timezone.now(),
            )
            return redirect("council:paper-detail", pk)
    return page.answer("committees/council/form.html", {"title": _("Anlage hochladen"), "paper": paper})


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
