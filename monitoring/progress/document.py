"""The Umsetzungsbericht: an immutable value of all it says. Page, PDF, DOCX, tables and JSON are drawn from it. Pure.

It is built from rows (`monitoring.progress.drafting`), frozen as JSON in a FrozenReport, and read back from there.
It names no person.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
from msgspec import Struct

from monitoring.assessment import LightCount, counted
from monitoring.choices import (
    ENDED_STATES,
    Direction,
    EffectLight,
    ExecutionLight,
    MeasureState,
    PathKind,
)
from monitoring.effect_status import EffectStatus
from monitoring.progress.appendix import Appendix
from monitoring.progress.values import ValueEntry, YearValue
from strategy.document.document import MunicipalityEntry, choices_schema

# 2: the appendix by the Berichtsrahmen, and pictures of theme fields.
SCHEMA_VERSION = 2


class ReportMilestone(Struct, frozen=True):
    title: str
    due_on: date
    done_on: date | None


class MoneyYear(Struct, frozen=True):
    """What is planned and what was spent in a year, in euros; None where it is not stated."""

    year: int
    planned: Decimal | None
    spent: Decimal | None


class MeasureEntry(Struct, frozen=True):
    """A measure of the adopted strategy: its light with the computed reason, and what was reported in the period.

    `judgement` is the reason of coordination where it set the light. `state` is that of the last accepted report.
    """

    key: UUID
    number: str
    title: str
    department: str
    light: ExecutionLight
    sentence: str
    judgement: str
    state: MeasureState | None
    reported_on: date | None
    progress: int | None
    done: str
    next_step: str
    merged_with: str
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    milestones: tuple[ReportMilestone, ...]
    money: tuple[MoneyYear, ...]


class GoalEntry(Struct, frozen=True):
    """An operational goal with its measures, and the keys of its indicators."""

    key: UUID
    number: str
    title: str
    measures: tuple[MeasureEntry, ...]
    indicators: tuple[int, ...]


class PictureEntry(Struct, frozen=True):
    """A picture from an accepted report, whole: `data` is Base64. A decorative one has no alternative text."""

    title: str
    alternative_text: str
    media_type: str
    width: int
    height: int
    data: str
    # Of the measure that it was reported with.
    measure: str


class ThemeEntry(Struct, frozen=True):
    """A theme field with what coordination says about it."""

    key: UUID
    number: str
    title: str
    text: str
    goals: tuple[GoalEntry, ...]
    pictures: tuple[PictureEntry, ...] = ()

    def measures(self) -> Iterator[MeasureEntry]:
        return (measure for goal in self.goals for measure in goal.measures)


class PartEntry(Struct, frozen=True):
    """The values of one part of a split, such as a district."""

    dimension: str
    name: str
    values: tuple[ValueEntry, ...]


class IndicatorEntry(Struct, frozen=True):
    """An indicator with its light, its values, targets and the path to them. Themes and goals by their numbers."""

    key: int
    name: str
    unit: str
    definition: str
    source: str
    department: str
    themes: tuple[str, ...]
    goals: tuple[str, ...]
    light: EffectLight
    sentence: str
    judgement: str
    direction: Direction
    path_kind: PathKind
    baseline_year: int | None
    lower: Decimal | None
    upper: Decimal | None
    values: tuple[ValueEntry, ...]
    targets: tuple[YearValue, ...]
    path: tuple[YearValue, ...]
    parts: tuple[PartEntry, ...]

    @property
    def status(self) -> EffectStatus:
        """The light with its reason, as what is no report has it, too."""
        return EffectStatus(light=self.light, sentence=self.sentence)

    @property
    def latest(self) -> ValueEntry | None:
        return self.values[-1] if self.values else None


class StrategyEntry(Struct, frozen=True):
    """The adopted version that the report tells about."""

    title: str
    version: int
    adopted_on: date


class MeasureMove(Struct, frozen=True):
    """A measure beside what the previous report said; None for a light that one of both does not have."""

    key: UUID
    number: str
    title: str
    before: ExecutionLight | None
    after: ExecutionLight | None
    promised: str
    became: str

    @property
    def has_left(self) -> bool:
        """Whether the strategy has this measure no more."""
        return self.after is None

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


class IndicatorMove(Struct, frozen=True):
    """An indicator beside what the previous report said."""

    key: int
    name: str
    unit: str
    before: EffectLight | None
    after: EffectLight | None
    value_before: ValueEntry | None
    value_after: ValueEntry | None

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


class Synopsis(Struct, frozen=True):
    """What has changed since the previous report: what moved, and what became of what it announced."""

    number: int
    title: str
    day: date
    measures: tuple[MeasureMove, ...]
    indicators: tuple[IndicatorMove, ...]

    def moved_measures(self) -> list[MeasureMove]:
        return [move for move in self.measures if move.is_moved]

    def promises(self) -> list[MeasureMove]:
        return [move for move in self.measures if move.promised]


class ReportDocument(Struct, frozen=True):
    """The whole report as one value."""

    schema_version: int
    number: int
    title: str
    period_start: date
    period_end: date
    # As of when it tells.
    day: date
    is_example: bool
    strategy: StrategyEntry
    municipality: MunicipalityEntry
    introduction: str
    themes: tuple[ThemeEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    money: tuple[MoneyYear, ...]
    proposals: str
    synopsis: Synopsis | None
    appendix: Appendix | None = None

    def measures(self) -> Iterator[MeasureEntry]:
        return (measure for theme in self.themes for measure in theme.measures())

    @property
    def measure_count(self) -> int:
        return sum(1 for _measure in self.measures())

    @property
    def names_spending(self) -> bool:
        """Whether it says what was spent, not only what was planned."""
        return any(money.spent is not None for money in self.money)

    def ended(self) -> list[MeasureEntry]:
        """The measures from which nothing more is expected."""
        return [
            measure
            for measure in self.measures()
            if measure.state in ENDED_STATES or measure.light in (ExecutionLight.DONE, ExecutionLight.ENDED)
        ]

    def execution(self) -> tuple[LightCount, ...]:
        return counted(ExecutionLight, (measure.light for measure in self.measures()))

    def effect(self) -> tuple[LightCount, ...]:
        return counted(EffectLight, (indicator.light for indicator in self.indicators))

    def indicators_of(self, theme: ThemeEntry) -> list[IndicatorEntry]:
        return [indicator for indicator in self.indicators if theme.number in indicator.themes]


def to_json(document: ReportDocument) -> str:
    """Write the report as canonical JSON: the same report always yields the same text."""
    return msgspec.json.encode(document, order="deterministic").decode()


def from_json(content: str) -> ReportDocument:
    """Read a report written by `to_json`. Raises msgspec.ValidationError when it is none."""
    return msgspec.json.decode(content, type=ReportDocument)


def json_schema() -> dict[str, object]:
    """The JSON Schema of the report, published with the downloads."""
    return msgspec.json.schema(ReportDocument, schema_hook=choices_schema)
