"""The indicators of the adopted goals become the first data of the monitoring."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from kern.quotes import inside_quotes
from monitoring.actions.indicators import add_target, create_indicator
from monitoring.actions.values import report_value
from monitoring.adopted import Adopted
from monitoring.choices import Direction
from monitoring.lights import figure_words
from monitoring.models import Indicator, IndicatorTarget, IndicatorValue
from strategy.departments import Directory
from strategy.document.document import OperationalGoalEntry
from strategy.models import OperationalGoal, SdgTarget, Strategy

SOURCE = "Beschlossene Fassung"


class TakenOver(Struct, frozen=True):
    """How many goals got an indicator, and a sentence for each figure that was left out."""

    goals: int
    left_out: tuple[str, ...]


@transaction.atomic
def take_over_adopted(*, strategy: Strategy, adopted: Adopted, by: User, at: datetime) -> TakenOver:
    """Make an indicator of each adopted goal that names one; goals with the same one share it.

    Goals that have an indicator are left alone, so it can be done again.
    """
    entries = [entry for entry in adopted.document.operational_goals() if entry.indicator]
    goals = OperationalGoal._base_manager.select_for_update().in_bulk([entry.key for entry in entries])
    served = set(Indicator.goals.through.objects.values_list("operationalgoal_id", flat=True))
    rows = {(row.name, row.unit): row for row in Indicator.objects.filter(strategy=strategy)}
    directory, left_out, taken = Directory(), list[str](), 0
    for entry in entries:
        if entry.key in served or entry.key not in goals:
            continue
        shared = rows.get((entry.indicator, entry.unit))
        if shared is None:
            shared = _indicator_of(strategy, entry, {name for name, _unit in rows}, directory)
            create_indicator(indicator=shared, related=_related(entry, goals[entry.key]), by=by)
            rows[entry.indicator, entry.unit] = shared
        else:
            shared.goals.add(goals[entry.key])
        left_out += filter(None, (_add_target(shared, entry, by), _add_baseline(shared, entry, by, at)))
        taken += 1
    return TakenOver(goals=taken, left_out=tuple(left_out))


def _indicator_of(
    strategy: Strategy, entry: OperationalGoalEntry, names: set[str], directory: Directory
) -> Indicator:
    is_taken = entry.indicator in names
    return Indicator(
        strategy=strategy,
        name=f"{entry.indicator[:180]} (Ziel {entry.number})" if is_taken else entry.indicator,
        unit=entry.unit,
        direction=_direction_of(entry),
        baseline_year=entry.baseline_year if entry.baseline_value is not None else None,
        source=SOURCE,
        responsible=directory.find(entry.responsible),
    )


def _related(entry: OperationalGoalEntry, goal: OperationalGoal) -> dict[str, Iterable[object]]:
    targets = list(SdgTarget.objects.filter(code__in=entry.sdg_targets))
    return {"goals": [goal], "themes": [], "sdg_targets": targets}


def _direction_of(entry: OperationalGoalEntry) -> Direction:
    baseline, target = entry.baseline_value, entry.target_value
    if baseline is None or target is None or baseline == target:
        return Direction.UNKNOWN
    return Direction.LESS if target < baseline else Direction.MORE


def _add_target(indicator: Indicator, entry: OperationalGoalEntry, by: User) -> str:
    """Add the target, or say why it was left out; empty if nothing was."""
    year, value = entry.target_year, entry.target_value
    if year is None or value is None:
        return ""
    if indicator.baseline_year is not None and year <= indicator.baseline_year:
        return _left_out(entry, value, year, _("Das Jahr liegt nicht nach dem Ausgangsjahr."))
    there = indicator.targets.filter(year=year).first()
    if there is None:
        add_target(target=IndicatorTarget(indicator=indicator, year=year, value=value), by=by)
    elif there.value != value:
        return _left_out(entry, value, year, _("Für dieses Jahr gibt es schon einen anderen Zielwert."))
    return ""


def _add_baseline(indicator: Indicator, entry: OperationalGoalEntry, by: User, at: datetime) -> str:
    """Add the baseline as a value, or say why it was left out; empty if nothing was."""
    year, value = entry.baseline_year, entry.baseline_value
    if year is None or value is None:
        return ""
    if indicator.terms.exists():
        return _left_out(entry, value, year, _("Der Indikator wird berechnet."))
    if year > at.year:
        return _left_out(entry, value, year, _("Das Jahr hat noch nicht begonnen."))
    series, period = indicator.series.get(dimension=""), date(year, 12, 31)
    there = series.values.current().filter(period=period).first()
    if there is None:
        report_value(value=IndicatorValue(series=series, period=period, value=value), by=by, at=at)
    elif there.value != value:
        return _left_out(entry, value, year, _("Für dieses Jahr gibt es schon einen anderen Wert."))
    return ""


def _left_out(entry: OperationalGoalEntry, value: Decimal, year: int, reason: str) -> str:
    words = {
        "number": entry.number,
        "name": inside_quotes(entry.indicator),
        "value": figure_words(value),
        "year": year,
        "reason": reason,
    }
    return _("Ziel %(number)s, „%(name)s“: %(value)s für %(year)d ist nicht übernommen. %(reason)s") % words
