"""Finding things in the published document. Pure functions: a document in, places in it out."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from editing.asked import number_of
from strategy.choices import ElementKind
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    ReferringEntry,
    SdgEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)


class StrategicGoalPlace(Struct, frozen=True):
    """A strategic goal and what stands above it."""

    theme: ThemeSection
    goal: StrategicGoalEntry


class OperationalGoalPlace(Struct, frozen=True):
    """An operational goal and what stands above it."""

    theme: ThemeSection
    strategic: StrategicGoalEntry
    goal: OperationalGoalEntry


class MeasurePlace(Struct, frozen=True):
    """A measure and what stands above it."""

    theme: ThemeSection
    strategic: StrategicGoalEntry
    goal: OperationalGoalEntry
    measure: MeasureEntry


class Target(Struct, frozen=True):
    """A target of an SDG, such as 4.7; the label is empty for codes that the document does not know."""

    code: str
    sdg: int
    label: str


class Reference(Struct, frozen=True):
    """A goal or measure that refers to an SDG, and the targets that it names."""

    kind: ElementKind
    number: str
    title: str
    targets: tuple[Target, ...]


class ThemeReferences(Struct, frozen=True):
    """The references of a theme field to one SDG: goals first, then measures."""

    theme: ThemeSection
    goals: tuple[Reference, ...]
    measures: tuple[Reference, ...]


def find_theme(document: StrategyDocument, number: str) -> ThemeSection | None:
    return next((theme for theme in document.themes if theme.number == number), None)


def find_strategic_goal(document: StrategyDocument, number: str) -> StrategicGoalPlace | None:
    return next((place for place in strategic_goal_places(document) if place.goal.number == number), None)


def find_operational_goal(document: StrategyDocument, number: str) -> OperationalGoalPlace | None:
    return next((place for place in operational_goal_places(document) if place.goal.number == number), None)


def find_measure(document: StrategyDocument, number: str) -> MeasurePlace | None:
    return next((place for place in measure_places(document) if place.measure.number == number), None)


def find_sdg(document: StrategyDocument, number: int) -> SdgEntry | None:
    return next((sdg for sdg in document.sdgs if sdg.number == number), None)


def strategic_goal_places(document: StrategyDocument) -> Iterator[StrategicGoalPlace]:
    """All strategic goals in the order of the document."""
    for _kind, entry, parents in document.walk():
        match (*parents, entry):
            case ThemeSection() as theme, StrategicGoalEntry() as goal:
                yield StrategicGoalPlace(theme=theme, goal=goal)


def operational_goal_places(document: StrategyDocument) -> Iterator[OperationalGoalPlace]:
    """All operational goals in the order of the document."""
    for _kind, entry, parents in document.walk():
        match (*parents, entry):
            case ThemeSection() as theme, StrategicGoalEntry() as strategic, OperationalGoalEntry() as goal:
                yield OperationalGoalPlace(theme=theme, strategic=strategic, goal=goal)


def measure_places(document: StrategyDocument) -> Iterator[MeasurePlace]:
    """All measures in the order of the document."""
    for place in operational_goal_places(document):
        for measure in place.goal.measures:
            yield MeasurePlace(theme=place.theme, strategic=place.strategic, goal=place.goal, measure=measure)


def neighbours(
    document: StrategyDocument, theme: ThemeSection
) -> tuple[ThemeSection | None, ThemeSection | None]:
    """The theme fields before and after one."""
    position = document.themes.index(theme)
    before = document.themes[position - 1] if position else None
    after = document.themes[position + 1] if position + 1 < len(document.themes) else None
    return before, after


def targets(document: StrategyDocument, codes: tuple[str, ...]) -> tuple[Target, ...]:
    """The targets that codes such as "4.7" name, with their labels, in the order of the codes."""
    labels = {target.code: target.label for target in document.sdg_targets}
    return tuple(Target(code=code, sdg=sdg_number(code), label=labels.get(code, "")) for code in codes)


def sdg_number(code: str) -> int:
    """The SDG of a target: 4 for "4.7"; 0 for a code that names none."""
    goal = code.partition(".")[0]
    return number_of(goal) or 0


def references_to(document: StrategyDocument, number: int) -> tuple[ThemeReferences, ...]:
    """All references to an SDG, theme field by theme field; fields without a reference are left out."""
    labels = {target.code: target.label for target in document.sdg_targets}
    found = []
    for theme in document.themes:
        goals: list[Reference] = []
        measures: list[Reference] = []
        for kind, entry, _parents in theme.walk():
            if not isinstance(entry, ReferringEntry):
                continue
            codes = [code for code in entry.sdg_targets if sdg_number(code) == number]
            if codes:
                named = tuple(Target(code=code, sdg=number, label=labels.get(code, "")) for code in codes)
                reference = Reference(kind=kind, number=entry.number, title=entry.heading, targets=named)
                (measures if kind == ElementKind.MEASURE else goals).append(reference)
        if goals or measures:
            found.append(ThemeReferences(theme=theme, goals=tuple(goals), measures=tuple(measures)))
    return tuple(found)


def targets_named_in(themes: Iterable[ThemeReferences]) -> tuple[Target, ...]:
    """The targets with a label that some reference names, each once, in the order of their codes."""
    references = (reference for entry in themes for reference in (*entry.goals, *entry.measures))
    named = {target for reference in references for target in reference.targets if target.label}
    return tuple(sorted(named, key=lambda target: [part.rjust(2) for part in target.code.split(".")]))
