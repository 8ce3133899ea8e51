"""The uploaded file of an existing document: handing it out, keeping it, having it read again."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from editing.access import refusal_shown
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from files.file_types import SUFFIXES
from strategy.inventory.actions.concept_files import keep_file, read_file_again, remove_file
from strategy.inventory.forms.concepts import ConceptFileForm
from strategy.models import Concept, ConceptFile


@require_safe
def concept_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The file, to be saved and never shown by the browser inside of our pages."""
    upload = get_object_or_404(_readable(request), concept=pk)
    try:
        file = upload.file.open()
    except FileNotFoundError as error:
        # A restored database may know files that its disk does not have.
        raise Http404 from error
    name = (slugify(upload.concept.title)[:100] or "konzept") + SUFFIXES.get(upload.content_type, "")
    response = FileResponse(file, as_attachment=True, filename=name, content_type=upload.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def concept_file_upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add the file of a document, or replace it."""
    concept = get_object_or_404(Concept.objects.editable_by(request.user).select_related("upload"), pk=pk)
    page = FormPage(request, ConceptFileForm(request.POST or None, request.FILES or None))
    if page.is_valid():
        with page.saving(refused_at={RuleBroken: "file"}):
            keep_file(
                concept=concept, upload=page.form.cleaned_data["file"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Die Datei ist hochgeladen."))
            return redirect("strategy:concept-detail", pk)
    context = {
        "concept": concept,
        "upload": getattr(concept, "upload", None),
        "back_url": reverse("strategy:concept-detail", args=[pk]),
        "back_label": _("Abbrechen"),
    }
    return page.answer("strategy/inventory/concept_file_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def concept_file_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove the file. What was found in it stays."""
    upload = get_object_or_404(_editable(request), concept=pk)
    if request.method == "POST":
        with refusal_shown(request):
            remove_file(concept=upload.concept)
            messages.success(request, _("Die Datei ist entfernt."))
        return redirect("strategy:concept-detail", pk)
    return render(
        request, "strategy/inventory/concept_file_remove.html", {"upload": upload, "concept": upload.concept}
    )


@require_POST
def concept_file_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the text read once more, after a failure."""
    read_file_again(upload=get_object_or_404(_editable(request), concept=pk), by=request.user)
    return redirect("strategy:concept-detail", pk)


def _readable(request: SignedInRequest) -> QuerySet[ConceptFile]:
    return ConceptFile.objects.readable_by(request.user).select_related("concept")


def _editable(request: SignedInRequest) -> QuerySet[ConceptFile]:
    return ConceptFile.objects.editable_by(request.user).select_related("concept")
