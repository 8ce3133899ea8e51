"""Frozen reports in memory. They never change, so each process parses one once."""

from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from monitoring.models import FrozenReport
from monitoring.progress.document import ReportDocument, from_json


def report_document(report: FrozenReport) -> ReportDocument:
    """Return the document of a frozen report without fetching its content again when it was read before."""
    return _parsed(report.pk)


def spending_is_named() -> str:
    """The sentence for whoever is about to make a report public that names what was spent."""
    return _("Er nennt auch, was für Maßnahmen ausgegeben ist.")


@lru_cache(maxsize=16)
def _parsed(key: UUID) -> ReportDocument:
    return from_json(FrozenReport.objects.values_list("content", flat=True).get(pk=key))
