"""The indicators of the adopted goals become the first data of the monitoring."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from monitoring.actions.indicators import add_target, create_indicator
from monitoring.actions.values import report_value
from monitoring.adopted import Adopted
from monitoring.choices import Direction
from monitoring.models import Indicator, IndicatorTarget, IndicatorValue
from strategy.document.document import OperationalGoalEntry
from strategy.models import OperationalGoal, Strategy

SOURCE = "Beschlossene Fassung"


@transaction.atomic
def take_over_adopted(*, strategy: Strategy, adopted: Adopted, by: User, at: datetime) -> int:
    """Make an indicator of each adopted goal that names one; goals with the same one share it.

    Goals that have an indicator are left alone, so it can be done again. Returns how many goals got one.
    """
    goals = OperationalGoal._base_manager.select_for_update().in_bulk(
        [entry.key for entry in adopted.document.operational_goals() if entry.indicator]
    )
    served = set(Indicator.goals.through.objects.values_list("operationalgoal_id", flat=True))
    names = {(row.name, row.unit): row for row in Indicator.objects.filter(strategy=strategy)}
    taken = 0
    for entry in adopted.document.operational_goals():
        if not entry.indicator or entry.key in served or entry.key not in goals:
            continue
        shared = names.get((entry.indicator, entry.unit))
        if shared is None:
            shared = _indicator_of(strategy, entry, goals[entry.key], {name for name, _unit in names}, by)
            names[entry.indicator, entry.unit] = shared
        else:
            shared.goals.add(goals[entry.key])
        _add_figures(shared, entry, by=by, at=at)
        taken += 1
    return taken


def _indicator_of(
    strategy: Strategy, entry: OperationalGoalEntry, goal: OperationalGoal, names: set[str], by: User
) -> Indicator:
    is_taken = entry.indicator in names
    indicator = Indicator(
        strategy=strategy,
        name=f"{entry.indicator[:180]} (Ziel {entry.number})" if is_taken else entry.indicator,
        unit=entry.unit,
        direction=_direction_of(entry),
        baseline_year=entry.baseline_year if entry.baseline_value is not None else None,
        source=SOURCE,
        responsible=goal.responsible,
    )
    related: dict[str, Iterable[object]] = {
        "goals": [goal],
        "themes": [],
        "sdg_targets": list(goal.sdg_targets.all()),
    }
    return create_indicator(indicator=indicator, related=related, by=by)


def _direction_of(entry: OperationalGoalEntry) -> Direction:
    baseline, target = entry.baseline_value, entry.target_value
    if baseline is None or target is None or baseline == target:
        return Direction.UNKNOWN
    return Direction.LESS if target < baseline else Direction.MORE


def _add_figures(indicator: Indicator, entry: OperationalGoalEntry, *, by: User, at: datetime) -> None:
    """The baseline as its first value and the target, where the indicator has none of these years."""
    if entry.target_value is not None and entry.target_year is not None:
        _add_target(indicator, entry.target_year, entry.target_value, by)
    if entry.baseline_value is None or entry.baseline_year is None or entry.baseline_year > at.year:
        return
    series, period = indicator.series.get(dimension=""), date(entry.baseline_year, 12, 31)
    if not series.values.filter(period=period).exists():
        value = IndicatorValue(series=series, period=period, value=entry.baseline_value)
        report_value(value=value, by=by, at=at)


def _add_target(indicator: Indicator, year: int, value: Decimal, by: User) -> None:
    is_later = indicator.baseline_year is None or year > indicator.baseline_year
    if is_later and not indicator.targets.filter(year=year).exists():
        add_target(target=IndicatorTarget(indicator=indicator, year=year, value=value), by=by)
