"""The model of each kind of element: the rows' side of `strategy.document.tree`."""

from strategy.choices import ElementKind
from strategy.models.chapters import Chapter
from strategy.models.element import ElementQuerySet, NumberedElementQuerySet
from strategy.models.goals import OperationalGoal, StrategicGoal
from strategy.models.measures import Measure
from strategy.models.themes import ThemeField

GoalOrMeasure = StrategicGoal | OperationalGoal | Measure
ProgrammeElement = ThemeField | GoalOrMeasure
AnyElement = ProgrammeElement | Chapter

MODELS_BELOW_THEMES: dict[ElementKind, type[GoalOrMeasure]] = {
    ElementKind.STRATEGIC_GOAL: StrategicGoal,
    ElementKind.OPERATIONAL_GOAL: OperationalGoal,
    ElementKind.MEASURE: Measure,
}
PROGRAMME_MODELS: dict[ElementKind, type[ProgrammeElement]] = {
    ElementKind.THEME: ThemeField,
    **MODELS_BELOW_THEMES,
}
ELEMENT_MODELS: dict[ElementKind, type[AnyElement]] = {**PROGRAMME_MODELS, ElementKind.CHAPTER: Chapter}


def elements_of(kind: ElementKind) -> ElementQuerySet[AnyElement]:
    """All rows of a kind, retired ones included."""
    return ElementQuerySet(ELEMENT_MODELS[kind])


def programme_of(kind: ElementKind) -> ElementQuerySet[ProgrammeElement]:
    """All rows of a kind that belongs to the programme, retired ones included. Raises KeyError for another kind."""
    return ElementQuerySet(PROGRAMME_MODELS[kind])


def goals_or_measures(kind: ElementKind) -> NumberedElementQuerySet[GoalOrMeasure]:
    """All rows of a kind below the theme fields, retired ones included. Raises KeyError for another kind."""
    return NumberedElementQuerySet(MODELS_BELOW_THEMES[kind])
