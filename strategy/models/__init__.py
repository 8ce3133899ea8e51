from strategy.models.chapters import Chapter
from strategy.models.element import Element
from strategy.models.goals import OperationalGoal, StrategicGoal
from strategy.models.measures import Measure
from strategy.models.municipality import Municipality
from strategy.models.phases import PhaseClosure
from strategy.models.reference import CatalogueField, Sdg, SdgTarget
from strategy.models.strategy import Strategy
from strategy.models.themes import ThemeField
from strategy.models.versions import StrategyVersion

__all__ = [
    "CatalogueField",
    "Chapter",
    "Element",
    "Measure",
    "Municipality",
    "OperationalGoal",
    "PhaseClosure",
    "Sdg",
    "SdgTarget",
    "StrategicGoal",
    "Strategy",
    "StrategyVersion",
    "ThemeField",
]
