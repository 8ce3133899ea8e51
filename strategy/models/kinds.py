"""The model of each kind of element."""

from typing import Any

from strategy.choices import ElementKind
from strategy.models.chapters import Chapter
from strategy.models.goals import OperationalGoal, StrategicGoal
from strategy.models.measures import Measure
from strategy.models.themes import ThemeField

ELEMENT_MODELS: dict[ElementKind, type[Any]] = {
    ElementKind.THEME: ThemeField,
    ElementKind.STRATEGIC_GOAL: StrategicGoal,
    ElementKind.OPERATIONAL_GOAL: OperationalGoal,
    ElementKind.MEASURE: Measure,
    ElementKind.CHAPTER: Chapter,
}
