from strategy.models.activity import ActivityPreference
from strategy.models.chapters import Chapter
from strategy.models.concepts import Concept, ConceptFile, ConceptKind, ConceptPage
from strategy.models.discussion import Comment, Proposal
from strategy.models.element import Element
from strategy.models.extracts import Contradiction, ElementBasis, Extract
from strategy.models.goals import OperationalGoal, StrategicGoal
from strategy.models.measures import Measure
from strategy.models.municipality import Municipality
from strategy.models.phases import PhaseClosure
from strategy.models.presence import EditingPresence
from strategy.models.reference import CatalogueField, Sdg, SdgTarget
from strategy.models.strategy import Strategy
from strategy.models.swot import SwotEntry
from strategy.models.themes import ThemeField, WorkingGroupMember
from strategy.models.versions import StrategyVersion

__all__ = [
    "ActivityPreference",
    "CatalogueField",
    "Chapter",
    "Comment",
    "Concept",
    "ConceptFile",
    "ConceptKind",
    "ConceptPage",
    "Contradiction",
    "EditingPresence",
    "Element",
    "ElementBasis",
    "Extract",
    "Measure",
    "Municipality",
    "OperationalGoal",
    "PhaseClosure",
    "Proposal",
    "Sdg",
    "SdgTarget",
    "StrategicGoal",
    "Strategy",
    "StrategyVersion",
    "SwotEntry",
    "ThemeField",
    "WorkingGroupMember",
]
