"""Work in the background: what takes longer than a page may take."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from committees.council.models import Paper
from committees.council.rendering import paper_pdf
from exports.models import ExportFile
from exports.tasks import ExportKind
from exports.typesetting import OnPage
from jobs.kinds import register
from jobs.models import Job


@register
class PaperPdf(ExportKind):
    """The PDF of a paper with the strategy as its annex."""

    name = "paper-pdf"
    label = _("PDF einer Vorlage")

    def produce(self, export: ExportFile, on_page: OnPage) -> bytes:
        return paper_pdf(Paper.objects.with_version().get(pdf_file=export), on_page=on_page)

    def page(self, job: Job) -> str:
        return reverse("council:paper-detail", args=[Paper.objects.get(pdf_file__job=job).pk])
