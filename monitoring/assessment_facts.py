"""What the database holds about the implementation, as values of `assessment`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from monitoring.adopted import Adopted
from monitoring.assessment import (
    Assessment,
    IndicatorLine,
    MeasureLine,
    indicator_line,
    measure_lines,
    theme_lights,
)
from monitoring.effect_facts import effect_facts
from monitoring.execution_facts import execution_facts
from monitoring.models import Indicator
from strategy.document.document import StrategyDocument


def assessed(adopted: Adopted, moment: datetime) -> Assessment:
    """Where the implementation stood at a moment, in a constant number of queries."""
    document = adopted.document
    measures = adopted_measure_lines(adopted, moment)
    indicators = indicator_lines(document, Indicator.objects.all(), moment)
    return Assessment(
        measures=measures,
        indicators=indicators,
        themes=theme_lights(document, measures, indicators),
    )


def adopted_measure_lines(adopted: Adopted, moment: datetime) -> tuple[MeasureLine, ...]:
    """The measures in the order of the strategy."""
    facts = execution_facts(adopted.document.measures(), moment, titles=adopted.titles())
    return measure_lines(adopted.document, facts, timezone.localdate(moment))


def indicator_lines(
    document: StrategyDocument, indicators: QuerySet[Indicator], moment: datetime
) -> tuple[IndicatorLine, ...]:
    """Indicators in the order of their names."""
    rows = list(indicators.select_related("responsible"))
    facts, today = effect_facts(rows, moment), timezone.localdate(moment)
    goals = _keys(Indicator.goals.through.objects.values_list("indicator_id", "operationalgoal_id"))
    themes = _keys(Indicator.themes.through.objects.values_list("indicator_id", "themefield_id"))
    numbers = {goal.key: goal.number for goal in document.operational_goals()}
    places = {key: place for place, key in enumerate(numbers)}
    theme_numbers = {theme.key: theme.number for theme in document.themes}
    themes_of_goals = {
        goal.key: theme.number for theme in document.themes for goal in theme.operational_goals()
    }
    lines = []
    for row in rows:
        own = {theme_numbers[key] for key in themes[row.pk] if key in theme_numbers}
        own |= {themes_of_goals[key] for key in goals[row.pk] if key in themes_of_goals}
        line = indicator_line(
            key=row.pk,
            name=row.name,
            unit=row.unit,
            department=str(row.responsible or ""),
            themes=tuple(sorted(own)),
            goals=tuple(
                numbers[key] for key in sorted(goals[row.pk] & places.keys(), key=places.__getitem__)
            ),
            facts=facts[row.pk],
            today=today,
        )
        lines.append(line)
    return tuple(lines)


def _keys(pairs: Iterable[tuple[int, UUID]]) -> dict[int, set[UUID]]:
    found: dict[int, set[UUID]] = defaultdict(set)
    for indicator, key in pairs:
        found[indicator].add(key)
    return found
