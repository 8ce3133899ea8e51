"""The frozen reports on the implementation that citizens may read."""

from typing import NamedTuple

from django.http import Http404

from committees.council.models import Paper
from committees.council.models.papers import PaperQuerySet
from monitoring.models import FrozenReport
from monitoring.progress.document import ReportDocument
from monitoring.progress.published import report_document
from publication.current import published_or_404


class PublishedReport(NamedTuple):
    """A published report and its document."""

    report: FrozenReport
    document: ReportDocument


def published_reports() -> list[FrozenReport]:
    """All published reports, the newest first. They stay, whatever the strategy of today says."""
    return list(FrozenReport.objects.published().without_content().select_related("pdf_file"))


def published_report_or_404(number: int) -> PublishedReport:
    """A published report by its number. Raises Http404, for all of them before a version is published."""
    published_or_404()
    reports = FrozenReport.objects.published().without_content().select_related("pdf_file")
    report = reports.filter(number=number).first()
    if report is None:
        raise Http404(f"No published report {number}")
    return PublishedReport(report, report_document(report))


def council_papers(report: FrozenReport) -> PaperQuerySet:
    """The public papers that brought a report before the council."""
    papers: PaperQuerySet = Paper.objects.public().filter(report_paper__report=report)
    return papers
