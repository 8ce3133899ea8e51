"""The accepted reports on measures that belong to a period."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from monitoring.models import MeasureReport


def reports_of_period(
    measures: Iterable[UUID], start: date, end: date, *, moment: datetime
) -> dict[UUID, list[MeasureReport]]:
    """What counted at a moment, by measure, the oldest first (1 query).

    A report belongs to the period in which that of its round ends; without a round, to that of its day.
    """
    in_round = Q(round__period_end__range=(start, end))
    by_itself = Q(round__isnull=True, reported_at__date__range=(start, end))
    rows = MeasureReport.objects.accepted_until(moment).filter(
        in_round | by_itself, measure__in=list(measures)
    )
    found: dict[UUID, list[MeasureReport]] = defaultdict(list)
    for row in rows.order_by("reported_at", "pk"):
        found[row.measure_id].append(row)
    return found
