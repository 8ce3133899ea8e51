"""The files and links that lie with theme fields, goals and measures (Unterlagen)."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from editing.access import refusal_shown
from editing.asking import Question, ask
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from files.downloads import download
from strategy.actions.attachments import attach, detach
from strategy.choices import ElementKind
from strategy.document.tree import PROGRAMME_KINDS
from strategy.forms.attachments import AttachmentForm
from strategy.links import page_of
from strategy.models import Attachment, ThemeField
from strategy.models.kinds import programme_of
from strategy.views.resting import explains_rest


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def attachment_add(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """Lay a file or a link with an element."""
    if kind not in PROGRAMME_KINDS:
        raise Http404
    element = get_object_or_404(programme_of(kind).attachable_by(request.user).with_ancestors(), pk=pk)
    if isinstance(element, ThemeField) and element.position is None:
        raise Http404
    page = FormPage(request, AttachmentForm(request.POST or None, request.FILES or None))
    if page.is_valid():
        values = page.form.cleaned_data
        with page.saving(refused_at={RuleBroken: "file"}):
            attach(
                element=element,
                title=values["title"],
                is_public=values["is_public"],
                upload=values["file"],
                link=values["link"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("„%(title)s“ liegt jetzt hier.") % {"title": values["title"]})
            return redirect(_section_of(kind, pk))
    context = {"element": element, "back_url": _section_of(kind, pk), "back_label": _("Abbrechen")}
    return page.answer("strategy/attachment_add.html", context)


@require_safe
def attachment_file(request: SignedInRequest, kind: ElementKind, pk: UUID, number: int) -> FileResponse:
    readable = Attachment.objects.readable_by(request.user).in_use().exclude(file="")
    found = get_object_or_404(readable, element_kind=kind, element_key=pk, pk=number)
    return download(found.file, name=slugify(found.title) or "unterlage", content_type=found.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def attachment_remove(request: SignedInRequest, kind: ElementKind, pk: UUID, number: int) -> HttpResponse:
    """Ask, then remove a file or link."""
    removable = Attachment.objects.removable_by(request.user)
    found = get_object_or_404(removable, element_kind=kind, element_key=pk, pk=number)
    back = _section_of(kind, pk)
    if request.method == "POST":
        with refusal_shown(request):
            detach(attachment=found, by=request.user)
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": found.title})
        return redirect(back)
    what = _("Die Datei ist danach gelöscht.") if found.file else _("Der Link steht danach nicht mehr hier.")
    seen = _("Auch auf der öffentlichen Website steht sie dann nicht mehr.")
    question = Question(
        title=_("Unterlage entfernen?"),
        sentences=[what, seen] if found.is_public else [what],
        texts=[found.title],
        yes=_("Ja, entfernen"),
        back=back,
    )
    return ask(request, question)


def _section_of(kind: ElementKind, key: UUID) -> str:
    return f"{page_of(kind, key)}#unterlagen"
