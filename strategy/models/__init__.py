from strategy.discussion.models.comments import Comment, Proposal
from strategy.discussion.models.news import ActivityPreference
from strategy.document.models import StrategyVersion, VersionFile
from strategy.inventory.models.agreements import Agreement
from strategy.inventory.models.concepts import Concept, ConceptFile, ConceptKind, ConceptPage
from strategy.inventory.models.extracts import Contradiction, ElementBasis, Extract
from strategy.inventory.models.swot import SwotEntry
from strategy.models.attachments import Attachment
from strategy.models.chapters import Chapter
from strategy.models.departments import Department
from strategy.models.element import Element
from strategy.models.goals import OperationalGoal, StrategicGoal
from strategy.models.measures import Measure
from strategy.models.municipality import Municipality
from strategy.models.origins import MeasureOrigin
from strategy.models.phases import PhaseClosure
from strategy.models.reference import CatalogueField, Sdg, SdgTarget
from strategy.models.strategy import Strategy
from strategy.models.themes import ThemeField, WorkingGroupMember

__all__ = [
    "ActivityPreference",
    "Agreement",
    "Attachment",
    "CatalogueField",
    "Chapter",
    "Comment",
    "Concept",
    "ConceptFile",
    "ConceptKind",
    "ConceptPage",
    "Contradiction",
    "Department",
    "Element",
    "ElementBasis",
    "Extract",
    "Measure",
    "MeasureOrigin",
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
    "VersionFile",
    "WorkingGroupMember",
]
