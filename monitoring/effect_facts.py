"""What the database holds about the indicators, as values of `effect_status` and `formulas`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from msgspec import structs

from monitoring.choices import VALUE_MAY_BE_OLD, Direction, EffectLight, Interval, PathKind, Quality
from monitoring.effect_status import EffectFacts, Point, ValueFacts
from monitoring.formulas import Computed, Formula, Input, computed
from monitoring.lights import Override
from monitoring.models import FormulaTerm, Indicator, IndicatorTarget, IndicatorValue, Judgement
from monitoring.overrides import override_of


def effect_facts(indicators: Iterable[Indicator], moment: datetime) -> dict[int, EffectFacts]:
    """The facts about indicators as they counted at a moment, in 5 queries however many there are."""
    rows = {row.pk: row for row in indicators}
    formulas = formulas_of(rows.values(), moment)
    values = total_values(rows, moment)
    targets = _targets(rows)
    overrides = _overrides(rows, moment)
    return {
        key: _facts_of(row, values.get(key, ()), targets[key], overrides.get(key), formulas.get(key))
        for key, row in rows.items()
    }


def total_values(indicators: Iterable[int], moment: datetime) -> dict[int, tuple[ValueFacts, ...]]:
    """The values of the whole, without splits, that counted at a moment, by indicator (1 query)."""
    rows = IndicatorValue.objects.current_at(moment).of_totals()
    rows = rows.filter(series__indicator__in=list(indicators)).order_by("period")
    found: dict[int, list[ValueFacts]] = defaultdict(list)
    # No rows with all their fields: a city has thousands of values.
    for key, period, value, quality in rows.values_list("series__indicator", "period", "value", "quality"):
        found[key].append(ValueFacts(period=period, value=value, quality=Quality(quality)))
    return {key: tuple(values) for key, values in found.items()}


def formulas_of(indicators: Iterable[Indicator], moment: datetime) -> dict[int, Formula]:
    """The formulas of those indicators that are computed, with the values of their inputs (2 queries)."""
    rows = {row.pk: row for row in indicators}
    terms = list(FormulaTerm.objects.filter(indicator__in=list(rows)).select_related("input"))
    if not terms:
        return {}
    values = total_values({term.input_id for term in terms}, moment)
    parts: dict[int, tuple[list[Input], list[Input]]] = defaultdict(lambda: ([], []))
    for term in terms:
        above, below = parts[term.indicator_id]
        part = Input(name=term.input.name, values=values.get(term.input_id, ()))
        (below if term.is_divisor else above).append(part)
    return {
        key: Formula(terms=tuple(above), divisors=tuple(below), factor=rows[key].factor)
        for key, (above, below) in parts.items()
    }


def _targets(indicators: Iterable[int]) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = defaultdict(list)
    for row in IndicatorTarget.objects.filter(indicator__in=list(indicators)).order_by("year"):
        found[row.indicator_id].append(Point(year=row.year, value=row.value))
    return found


def _overrides(indicators: Iterable[int], moment: datetime) -> dict[int | None, Override]:
    rows = Judgement.objects.in_force(moment).filter(indicator__in=list(indicators))
    return {row.indicator_id: override_of(row, EffectLight(row.light)) for row in rows}


def _facts_of(
    row: Indicator,
    values: tuple[ValueFacts, ...],
    targets: list[Point],
    override: Override | None,
    formula: Formula | None,
) -> EffectFacts:
    facts = EffectFacts(
        direction=Direction(row.direction),
        unit=row.unit,
        path=PathKind(row.path),
        baseline_year=row.baseline_year,
        lower=row.lower_bound,
        upper=row.upper_bound,
        targets=tuple(targets),
        values=values,
        may_be_old=VALUE_MAY_BE_OLD[Interval(row.interval)],
        override=override,
    )
    return facts if formula is None else _with_results(facts, computed(formula))


def _with_results(facts: EffectFacts, results: tuple[Computed, ...]) -> EffectFacts:
    values = tuple(each.value for each in results if each.value is not None)
    if not results:
        return structs.replace(facts, values=values)
    return structs.replace(facts, values=values, missing=results[-1].missing, problem=results[-1].problem)
