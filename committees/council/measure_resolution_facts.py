"""The resolutions about single measures as the database has them, as values of `measure_resolutions`."""

from collections import defaultdict
from uuid import UUID

from committees.council.choices import Outcome
from committees.council.measure_resolutions import Decision, MeasureLine, lines_of
from committees.council.models import MeasureResolution
from strategy.choices import ResolutionStatus
from strategy.document.choices import VersionStatus
from strategy.document.document import StrategyDocument
from strategy.document.models import StrategyVersionQuerySet
from strategy.document.published import frozen_document
from strategy.models import StrategyVersion


def decisions_by_measure(*measures: UUID) -> dict[UUID, tuple[Decision, ...]]:
    """The resolutions about some measures, or about all, oldest first (1 query)."""
    records = MeasureResolution.objects.select_related("committee").order_by("decided_on", "pk")
    if measures:
        records = records.filter(measure__in=measures)
    found: dict[UUID, list[Decision]] = defaultdict(list)
    for record in records:
        found[record.measure_id].append(
            Decision(
                key=record.pk,
                reference=record.reference,
                body=record.committee.name,
                outcome=Outcome(record.outcome),
                day=record.decided_on,
                note=record.note,
            )
        )
    return {measure: tuple(decisions) for measure, decisions in found.items()}


def adopted_statuses() -> dict[UUID, ResolutionStatus]:
    """The status of each measure when the council first adopted it: until then people set the status by hand."""
    statuses: dict[UUID, ResolutionStatus] = {}
    for version in _adopted_versions().order_by("adopted_on", "number"):
        for measure in frozen_document(version).measures():
            statuses.setdefault(measure.key, measure.resolution_status)
    return statuses


def adopted_version() -> StrategyVersion | None:
    """The version that the council adopted last."""
    return _adopted_versions().order_by("-adopted_on", "-number").first()


def version_with_measure(key: UUID) -> StrategyVersion | None:
    """The newest adopted version that a measure stands in."""
    versions = _adopted_versions().filter(content__contains=str(key))
    return versions.order_by("-adopted_on", "-number").first()


def measure_lines(version: StrategyVersion) -> tuple[MeasureLine, ...]:
    """All measures of an adopted version with their resolutions."""
    return lines_of(frozen_document(version), adopted_statuses(), decisions_by_measure())


def current_statuses(document: StrategyDocument) -> dict[UUID, ResolutionStatus]:
    """The status of the measures of an adopted document today (2 queries)."""
    lines = lines_of(document, adopted_statuses(), decisions_by_measure())
    return {line.key: line.status for line in lines}


def _adopted_versions() -> StrategyVersionQuerySet:
    return StrategyVersion.objects.filter(status=VersionStatus.ADOPTED).without_content()
