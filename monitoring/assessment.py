"""Where the implementation stands: every adopted measure and every indicator with its light. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
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


class GroupLights(Struct, frozen=True):
    """Both lights of a theme field, a department or an SDG, each counted by itself: they never mix."""

    number: str
    title: str
    execution: tuple[LightCount, ...]
    effect: tuple[LightCount, ...]


class Assessment(Struct, frozen=True):
    """The whole of it on one day."""

    measures: tuple[MeasureLine, ...]
    indicators: tuple[IndicatorLine, ...]
    themes: tuple[GroupLights, ...]

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
) -> tuple[GroupLights, ...]:
    """Both lights for each theme field; an indicator counts in each that it belongs to."""
    return _grouped(
        {theme.number: (theme.number, theme.title) for theme in document.themes},
        ((line.theme, line.light) for line in measures),
        ((number, line.light) for line in indicators for number in line.themes),
    )


def department_lights(
    measures: Iterable[MeasureLine], indicators: Iterable[IndicatorLine]
) -> tuple[GroupLights, ...]:
    """Both lights for each department that has a measure or an indicator, by its name; at the end those of nobody."""
    measures, indicators = tuple(measures), tuple(indicators)
    return _grouped(
        {name: ("", name) for name in departments_in(measures, indicators)},
        ((line.department, line.light) for line in measures),
        ((line.department, line.light) for line in indicators),
    )


def departments_in(measures: Iterable[MeasureLine], indicators: Iterable[IndicatorLine]) -> list[str]:
    """Who is responsible for something, by name; at the end nobody, if there is such a line."""
    names = {line.department for line in measures} | {line.department for line in indicators}
    return sorted(names, key=lambda name: (not name, name.casefold()))


def sdg_lights(
    document: StrategyDocument, measures: Iterable[MeasureLine], indicators: Iterable[IndicatorLine]
) -> tuple[GroupLights, ...]:
    """Both lights for each SDG that something refers to; an indicator counts where its goals do."""
    of_measures = {entry.key: _sdgs(entry.sdg_targets) for entry in document.measures()}
    of_goals = {goal.number: _sdgs(goal.sdg_targets) for goal in document.operational_goals()}
    found = _grouped(
        {str(sdg.number): (str(sdg.number), sdg.title) for sdg in document.sdgs},
        ((sdg, line.light) for line in measures for sdg in of_measures[line.key]),
        (
            (sdg, line.light)
            for line in indicators
            for sdg in set[str]().union(*(of_goals[goal] for goal in line.goals))
        ),
    )
    return tuple(group for group in found if group.execution or group.effect)


def _sdgs(codes: Iterable[str]) -> set[str]:
    """The SDGs of some targets: 4 of 4.7."""
    return {code.split(".")[0] for code in codes}


def _grouped(
    groups: Mapping[str, tuple[str, str]],
    execution: Iterable[tuple[str, ExecutionLight]],
    effect: Iterable[tuple[str, EffectLight]],
) -> tuple[GroupLights, ...]:
    """The lights of each group, given with its key; `groups` has number and title of each key, in their order."""
    measures: dict[str, list[ExecutionLight]] = {key: [] for key in groups}
    indicators: dict[str, list[EffectLight]] = {key: [] for key in groups}
    for key, light in execution:
        measures[key].append(light)
    for key, each in effect:
        indicators[key].append(each)
    return tuple(
        GroupLights(
            number=number,
            title=title,
            execution=counted(ExecutionLight, measures[key]),
            effect=counted(EffectLight, indicators[key]),
        )
        for key, (number, title) in groups.items()
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
