"""What the drawings of a report count and draw: lights by theme field, curves, values side by side. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from monitoring.assessment import LightCount, counted
from monitoring.choices import EffectLight, ExecutionLight, Quality
from monitoring.curve import Curve, curve_of
from monitoring.effect_status import EffectFacts, Point, ValueFacts, expected_at
from monitoring.effect_status import moment as moment_of
from monitoring.lights import decimals_of, period_words
from monitoring.progress.document import GoalEntry, IndicatorEntry, ReportDocument, ThemeEntry

# So many values stand beside each other across a printed page.
COLUMNS = 8


class ValueColumn(Struct, frozen=True):
    """A year or day with its value, what the path expects there, and the target; None where there is none."""

    period: str
    value: Decimal | None
    quality: Quality | None
    expected: Decimal | None
    target: Decimal | None


class IndicatorFigures(Struct, frozen=True):
    """An indicator with its picture, and its values in bands that fit across a page."""

    entry: IndicatorEntry
    curve: Curve | None
    bands: tuple[tuple[ValueColumn, ...], ...]


class GoalFigures(Struct, frozen=True):
    """An operational goal with both of its lights counted: they never mix."""

    goal: GoalEntry
    execution: tuple[LightCount, ...]
    effect: tuple[LightCount, ...]


class ThemeFigures(Struct, frozen=True):
    """A theme field with both of its lights, its goals and the indicators that belong to it first."""

    theme: ThemeEntry
    execution: tuple[LightCount, ...]
    effect: tuple[LightCount, ...]
    goals: tuple[GoalFigures, ...]
    indicators: tuple[IndicatorFigures, ...]


def theme_figures(document: ReportDocument) -> tuple[ThemeFigures, ...]:
    """The theme fields in their order. An indicator of several is drawn in the first, and counts in each."""
    lights = {indicator.key: indicator.light for indicator in document.indicators}
    first: dict[int, UUID] = {}
    for theme in document.themes:
        for indicator in document.indicators_of(theme):
            first.setdefault(indicator.key, theme.key)
    return tuple(
        ThemeFigures(
            theme=theme,
            execution=counted(ExecutionLight, (measure.light for measure in theme.measures())),
            effect=counted(EffectLight, (each.light for each in document.indicators_of(theme))),
            goals=tuple(_goal(goal, lights) for goal in theme.goals),
            indicators=tuple(
                indicator_figures(each) for each in document.indicators if first.get(each.key) == theme.key
            ),
        )
        for theme in document.themes
    )


def _goal(goal: GoalEntry, lights: dict[int, EffectLight]) -> GoalFigures:
    return GoalFigures(
        goal=goal,
        execution=counted(ExecutionLight, (measure.light for measure in goal.measures)),
        effect=counted(EffectLight, (lights[key] for key in goal.indicators)),
    )


def indicator_figures(entry: IndicatorEntry) -> IndicatorFigures:
    facts = facts_of(entry)
    return IndicatorFigures(entry=entry, curve=curve_of(facts), bands=_bands(value_columns(entry, facts)))


def _bands(columns: Sequence[ValueColumn]) -> tuple[tuple[ValueColumn, ...], ...]:
    return tuple(tuple(columns[start : start + COLUMNS]) for start in range(0, len(columns), COLUMNS))


def facts_of(entry: IndicatorEntry) -> EffectFacts:
    """The frozen facts as the curve takes them."""
    return EffectFacts(
        direction=entry.direction,
        unit=entry.unit,
        path=entry.path_kind,
        baseline_year=entry.baseline_year,
        lower=entry.lower,
        upper=entry.upper,
        targets=tuple(Point(each.year, each.value) for each in entry.targets),
        values=tuple(ValueFacts(each.period, each.value, each.quality) for each in entry.values),
    )


def value_columns(entry: IndicatorEntry, facts: EffectFacts) -> Sequence[ValueColumn]:
    """Values and targets in the order of time, each beside what the path expects."""
    exact = decimals_of([each.value for each in entry.values] + [each.value for each in entry.targets])
    targets = {each.year: each.value for each in entry.targets}
    columns = [
        (
            moment_of(each.period),
            ValueColumn(
                period=period_words(each.period),
                value=each.value,
                quality=each.quality,
                expected=_expected(facts, moment_of(each.period), exact),
                target=targets.pop(each.period.year, None) if _is_year(each.period) else None,
            ),
        )
        for each in entry.values
    ]
    columns += [
        (
            Decimal(year),
            ValueColumn(period=str(year), value=None, quality=None, expected=None, target=value),
        )
        for year, value in targets.items()
    ]
    return [column for _moment, column in sorted(columns, key=lambda pair: pair[0])]


def _is_year(period: date) -> bool:
    return (period.month, period.day) == (12, 31)


def _expected(facts: EffectFacts, at: Decimal, exact: int) -> Decimal | None:
    expected = expected_at(facts, at)
    return None if expected is None else round(expected, exact)


def reason_beside(light: ExecutionLight | EffectLight, sentence: str) -> str:
    """The reason for a light without the words of the light, which most reasons begin with."""
    words = str(light.label)
    if sentence == words:
        return ""
    return sentence.removeprefix(f"{words}: ")
