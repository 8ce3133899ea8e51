"""Where the implementation stands: every adopted measure and every indicator with its light. Pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from msgspec import Struct

from monitoring.choices import EffectLight, ExecutionLight, MeasureState
from monitoring.effect_status import EffectFacts, EffectStatus, ValueFacts, effect_status
from monitoring.effect_status import shown_light as shown_effect
from monitoring.execution_status import (
    ExecutionFacts,
    ExecutionStatus,
    MilestoneFacts,
    coming,
    execution_status,
)
from monitoring.execution_status import shown_light as shown_execution
from strategy.document.document import MeasureEntry, StrategyDocument, ThemeSection


class MeasureLine(Struct, frozen=True):
    """A measure of the adopted strategy, and where it stands."""

    key: UUID
    number: str
    title: str
    theme: str
    facts: ExecutionFacts
    status: ExecutionStatus
    next_milestone: MilestoneFacts | None

    @property
    def light(self) -> ExecutionLight:
        return shown_execution(self.facts, self.status)

    @property
    def state(self) -> MeasureState | None:
        return self.facts.state

    @property
    def department(self) -> str:
        return self.facts.department


class IndicatorLine(Struct, frozen=True):
    """An indicator, the numbers of the theme fields it belongs to, and where it stands."""

    key: int
    name: str
    unit: str
    department: str
    themes: tuple[str, ...]
    goals: tuple[str, ...]
    facts: EffectFacts
    status: EffectStatus

    @property
    def light(self) -> EffectLight:
        return shown_effect(self.facts, self.status)

    @property
    def latest(self) -> ValueFacts | None:
        return self.facts.values[-1] if self.facts.values else None


class LightCount(Struct, frozen=True):
    light: ExecutionLight | EffectLight
    count: int


class ThemeLights(Struct, frozen=True):
    """Both lights of a theme field, each counted by itself: they never mix."""

    number: str
    title: str
    execution: tuple[LightCount, ...]
    effect: tuple[LightCount, ...]


class Assessment(Struct, frozen=True):
    """The whole of it on one day."""

    measures: tuple[MeasureLine, ...]
    indicators: tuple[IndicatorLine, ...]
    themes: tuple[ThemeLights, ...]

    @property
    def execution(self) -> tuple[LightCount, ...]:
        return counted(ExecutionLight, (line.light for line in self.measures))

    @property
    def effect(self) -> tuple[LightCount, ...]:
        return counted(EffectLight, (line.light for line in self.indicators))

    @property
    def late(self) -> tuple[MeasureLine, ...]:
        """What is late or halted, in the order of the strategy."""
        wanted = (ExecutionLight.LATE, ExecutionLight.HALTED)
        return tuple(line for line in self.measures if line.light in wanted)

    @property
    def unreported(self) -> tuple[MeasureLine, ...]:
        return tuple(line for line in self.measures if line.state is None)

    @property
    def behind(self) -> tuple[IndicatorLine, ...]:
        """What is off its path."""
        wanted = (EffectLight.MISSED, EffectLight.AWAY, EffectLight.BEHIND)
        return tuple(line for line in self.indicators if line.light in wanted)


def measure_lines(
    document: StrategyDocument, facts: dict[UUID, ExecutionFacts], today: date
) -> tuple[MeasureLine, ...]:
    """The measures of the adopted document in its order."""
    return tuple(
        measure_line(entry, theme, facts[entry.key], today)
        for theme in document.themes
        for entry in theme.measures()
    )


def measure_line(entry: MeasureEntry, theme: ThemeSection, facts: ExecutionFacts, today: date) -> MeasureLine:
    return MeasureLine(
        key=entry.key,
        number=entry.number,
        title=entry.title,
        theme=theme.number,
        facts=facts,
        status=execution_status(facts, today),
        next_milestone=next(iter(coming(facts, today)), None),
    )


def theme_lights(
    document: StrategyDocument, measures: Iterable[MeasureLine], indicators: Iterable[IndicatorLine]
) -> tuple[ThemeLights, ...]:
    """Both lights for each theme field; an indicator counts in each that it belongs to."""
    execution: dict[str, list[ExecutionLight]] = {theme.number: [] for theme in document.themes}
    effect: dict[str, list[EffectLight]] = {theme.number: [] for theme in document.themes}
    for line in measures:
        execution[line.theme].append(line.light)
    for each in indicators:
        for number in each.themes:
            effect[number].append(each.light)
    return tuple(
        ThemeLights(
            number=theme.number,
            title=theme.title,
            execution=counted(ExecutionLight, execution[theme.number]),
            effect=counted(EffectLight, effect[theme.number]),
        )
        for theme in document.themes
    )


def indicator_line(
    *,
    key: int,
    name: str,
    unit: str,
    department: str,
    themes: tuple[str, ...],
    goals: tuple[str, ...],
    facts: EffectFacts,
    today: date,
) -> IndicatorLine:
    return IndicatorLine(
        key=key,
        name=name,
        unit=unit,
        department=department,
        themes=themes,
        goals=goals,
        facts=facts,
        status=effect_status(facts, today),
    )


def counted(
    kind: type[ExecutionLight] | type[EffectLight], lights: Iterable[ExecutionLight | EffectLight]
) -> tuple[LightCount, ...]:
    """How often each light is there, in the order of their kind, without those that are not."""
    counts = Counter(lights)
    return tuple(LightCount(light=light, count=counts[light]) for light in kind if counts[light])
