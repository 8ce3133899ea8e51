"""Work in the background: what takes longer than a page may take."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exports.models import ExportFile
from exports.tasks import ExportKind
from exports.typesetting import OnPage
from jobs.kinds import register
from jobs.models import Job
from monitoring.models import FrozenReport, ProgressReport
from monitoring.progress.drafting import previewed_report
from monitoring.progress.rendering.pdf import preview_pdf, report_pdf


@register
class ReportPdf(ExportKind):
    """The PDF of a frozen Umsetzungsbericht."""

    name = "report-pdf"
    label = _("PDF eines Umsetzungsberichts")

    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        return report_pdf(FrozenReport.objects.get(pdf_file=export), on_page=on_page)

    def page(self, job: Job) -> str:
        report = FrozenReport.objects.without_content().get(pdf_file__job=job)
        return reverse("monitoring:frozen-report", args=[report.number])


@register
class ReportPreview(ExportKind):
    """The PDF of a draft, as it would be frozen when the work begins; the argument of the job is its key."""

    name = "report-preview"
    label = _("Vorschau eines Umsetzungsberichts")

    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        document = previewed_report(_draft_of(export.job))
        if document is None:
            raise LookupError("the council has adopted nothing")
        return preview_pdf(document, on_page=on_page)

    def page(self, job: Job) -> str:
        return reverse("monitoring:progress-preview", args=[_draft_of(job).pk])


def _draft_of(job: Job) -> ProgressReport:
    return ProgressReport.objects.get(pk=job.arguments["report"])
