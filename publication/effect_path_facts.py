"""What the database knows of the way of a goal or measure, as the values of `effect_path`."""

from collections.abc import Sequence

from django.utils import timezone
from msgspec import structs

from committees.council.measure_resolution_facts import decisions_by_measure
from monitoring.assessment_facts import indicator_lines
from monitoring.execution_facts import last_reports
from monitoring.models import Indicator
from publication.current import Published
from publication.effect_path import Adoption, Known, Reported, Stage, path_of_goal, path_of_measure
from publication.lookup import MeasurePlace, OperationalGoalPlace
from strategy.document.document import MeasureEntry, OperationalGoalEntry


def way_of_measure(current: Published, place: MeasurePlace) -> tuple[Stage, ...]:
    """The way of a measure, in a constant number of queries."""
    decisions = decisions_by_measure(place.measure.key).get(place.measure.key, ())
    known = _known(current, place.goal, (place.measure,))
    return path_of_measure(current.document, place, structs.replace(known, decisions=decisions))


def way_of_goal(current: Published, place: OperationalGoalPlace) -> tuple[Stage, ...]:
    """The way of an operational goal, in a constant number of queries."""
    return path_of_goal(current.document, place, _known(current, place.goal, place.goal.measures))


def _known(current: Published, goal: OperationalGoalEntry, measures: Sequence[MeasureEntry]) -> Known:
    now, version = timezone.now(), current.version
    reports = last_reports((measure.key for measure in measures), now)
    rows = Indicator.objects.filter(goals=goal.key)
    return Known(
        adoption=Adoption(
            version=version.number, day=version.adopted_on, reference=version.resolution_reference
        ),
        decisions=(),
        indicators=tuple(indicator_lines(current.document, rows, now)),
        sources=dict(rows.values_list("pk", "source")),
        reports=tuple(
            Reported(
                measure=measure,
                state=str(reports[measure.key].get_state_display()),
                day=timezone.localdate(reports[measure.key].reported_at),
            )
            for measure in measures
            if measure.key in reports
        ),
    )
