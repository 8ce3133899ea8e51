"""The documents and pictures with the reports on measures."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.roles import Right
from editing.access import refusal_shown
from editing.asking import Question, ask
from editing.exceptions import RuleBroken
from editing.saving import FormPage
from files.downloads import download
from monitoring.actions.report_files import add_file, remove_file, save_file
from monitoring.exceptions import PictureUndescribed
from monitoring.forms.report_files import ABOUT_PICTURES, ReportFileEditForm, ReportFileForm, kept_in_reports
from monitoring.models import MeasureReport, ReportFile
from monitoring.permissions import changeable_report_files, readable_report_files, reportable_reports
from monitoring.views.ends import form_page


@require_http_methods(["GET", "HEAD", "POST"])
def report_file_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a document or a picture to a report."""
    reports = reportable_reports(request.user).select_related("measure")
    report = get_object_or_404(reports, pk=pk)
    form = ReportFileForm(request.POST or None, request.FILES or None, decides=_decides(request))
    page = FormPage(request, form)
    if page.is_valid():
        values = dict(page.form.cleaned_data)
        upload = values.pop("file")
        with page.saving(refused_at={PictureUndescribed: "alternative_text", RuleBroken: "file"}):
            added = add_file(report=report, upload=upload, by=request.user, at=timezone.now(), **values)
            messages.success(request, _("„%(title)s“ liegt jetzt hier.") % {"title": values["title"]})
            if not added.is_picture and any(values[name] for name in ABOUT_PICTURES):
                messages.info(request, _("Ihre Angaben zum Bild entfallen: Die Datei ist kein Bild."))
            return redirect(_place_of(report))
    return form_page(page, report.measure, _("Datei oder Bild hinzufügen"))


@require_http_methods(["GET", "HEAD", "POST"])
def report_file_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a file is called, what a picture shows, and who sees it."""
    file = _changeable(request, pk)
    form = ReportFileEditForm(request.POST or None, instance=file, decides=_decides(request))
    page = FormPage(request, form)
    if page.is_valid():
        with page.saving(refused_at={PictureUndescribed: "alternative_text"}):
            revision = page.form.cleaned_data["revision"]
            save_file(file=file, values=page.form.values(), revision=revision, by=request.user)
            messages.success(request, _("Gespeichert."))
            return redirect(_place_of(file.report))
    return form_page(page, file.report.measure, _("Angaben zur Datei"))


@require_http_methods(["GET", "HEAD", "POST"])
def report_file_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then remove a file."""
    file = _changeable(request, pk)
    back = _place_of(file.report)
    if request.method == "POST":
        with refusal_shown(request):
            remove_file(file=file, by=request.user)
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": file.title})
        return redirect(back)
    sentences = [_("Die Datei ist danach gelöscht.")]
    kept = kept_in_reports(file)
    if kept:
        sentences.append(kept)
    elif file.is_public:
        sentences.append(_("Auch auf der öffentlichen Website steht sie dann nicht mehr."))
    question = Question(
        title=_("Datei entfernen?"),
        sentences=sentences,
        texts=[file.title],
        yes=_("Ja, entfernen"),
        back=back,
    )
    return ask(request, question)


@require_safe
def report_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The file itself."""
    file = get_object_or_404(readable_report_files(request.user), pk=pk)
    return download(file.file, name=slugify(file.title) or "datei", content_type=file.content_type)


def _changeable(request: SignedInRequest, pk: int) -> ReportFile:
    files = changeable_report_files(request.user).select_related("report__measure")
    return get_object_or_404(files, pk=pk)


def _decides(request: SignedInRequest) -> bool:
    return request.user.has_right(Right.MANAGE_IMPLEMENTATION)


def _place_of(report: MeasureReport) -> str:
    return f"{reverse('monitoring:measure-detail', args=[report.measure_id])}#meldung-{report.pk}"
