"""Work in the background: what takes longer than a page may take."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exports.models import ExportFile
from exports.tasks import ExportKind
from exports.typesetting import OnPage
from jobs.kinds import register
from jobs.models import Job
from monitoring.models import FrozenReport
from monitoring.progress.rendering.pdf import report_pdf


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
