"""The public documents and pictures of the accepted reports on a published measure."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from msgspec import Struct

from monitoring.models import ReportFile
from publication.current import Published

SHOWN_AT_ONCE = 6


class ReportFiles(Struct, frozen=True):
    """What everybody may see of the reports on a measure, the newest first."""

    pictures: tuple[ReportFile, ...]
    documents: tuple[ReportFile, ...]

    @property
    def newest_pictures(self) -> tuple[ReportFile, ...]:
        """Those that a page loads at once."""
        return self.pictures[:SHOWN_AT_ONCE]

    @property
    def older_pictures(self) -> tuple[ReportFile, ...]:
        return self.pictures[SHOWN_AT_ONCE:]


def report_files_of(measure: UUID) -> ReportFiles:
    """The public files of a measure (1 query)."""
    found = ReportFile.objects.public().filter(report__measure=measure).select_related("report")
    newest_first = list(found.order_by("-report__reported_at", "pk"))
    return ReportFiles(
        pictures=tuple(file for file in newest_first if file.is_picture),
        documents=tuple(file for file in newest_first if not file.is_picture),
    )


def report_file_or_404(current: Published, pk: int) -> ReportFile:
    """A file to hand out to anybody. Raises Http404 unless it is public and its measure is published."""
    found = get_object_or_404(ReportFile.objects.public().select_related("report"), pk=pk)
    if all(entry.key != found.report.measure_id for entry in current.document.measures()):
        raise Http404(f"No published measure {found.report.measure_id}")
    return found
