"""What the interface for programs answers, as values: their types are its description.

Parts of the strategy stand in them as the document has them (`strategy.document`), and beside them what has become of
them since: accepted reports, resolutions, values.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar
from uuid import UUID

from msgspec import Struct

from committees.council.choices import ConsultationRole, Outcome
from monitoring.choices import Direction, EffectLight, ExecutionLight, Interval, MeasureState, Quality
from publication.data.licences import Licence
from strategy.choices import ResolutionStatus
from strategy.document.document import ChapterEntry, MeasureEntry, SdgEntry, SdgTargetEntry

Item = TypeVar("Item")


class Listing(Struct, Generic[Item], frozen=True):
    """A page of a list: `total` counts all pages, `next` and `previous` are addresses."""

    licence: Licence
    version: int | None
    total: int
    page: int
    pages: int
    next: str | None
    previous: str | None
    items: tuple[Item, ...]


class Single(Struct, Generic[Item], frozen=True):
    """One object. `version` is the published version that it stands in."""

    licence: Licence
    version: int
    item: Item


class Problem(Struct, frozen=True):
    """Why a request is not answered (RFC 9457), in a German sentence."""

    type: str
    title: str
    status: int
    detail: str


class ResourceLink(Struct, frozen=True):
    name: str
    url: str
    about: str


class Entrance(Struct, frozen=True):
    """The beginning: what there is, under which licence, and where it is described."""

    title: str
    municipality: str
    municipality_key: str
    licence: Licence
    current_version: int
    page: str
    description: str
    catalogue: str
    resources: tuple[ResourceLink, ...]


class FileItem(Struct, frozen=True):
    kind: str
    format: str
    url: str


class VersionItem(Struct, frozen=True):
    """A published version; `sha256` is the sum of its document, byte for byte."""

    number: int
    url: str
    page: str
    document: str
    is_current: bool
    adopted_on: date
    published_at: datetime
    resolution: str
    sha256: str
    files: tuple[FileItem, ...]


class ChapterItem(Struct, frozen=True):
    url: str
    heading: str
    chapter: ChapterEntry


class ThemeItem(Struct, frozen=True):
    """A theme field; what stands below it has lists of its own."""

    url: str
    page: str
    key: UUID
    number: str
    title: str
    description: str
    guideline: str
    initial_situation: str
    summary: str
    strategic_goals: tuple[str, ...]
    operational_goals: int
    measures: int


class StrategicGoalItem(Struct, frozen=True):
    """A strategic goal with the numbers of what stands above and below it."""

    url: str
    page: str
    key: UUID
    number: str
    theme: str
    statement: str
    explanation: str
    sdg_targets: tuple[str, ...]
    dns_codes: tuple[str, ...]
    nhs_codes: tuple[str, ...]
    operational_goals: tuple[str, ...]


class OperationalGoalItem(Struct, frozen=True):
    """An operational goal with the numbers of what stands above and below it."""

    url: str
    page: str
    key: UUID
    number: str
    theme: str
    strategic_goal: str
    short_title: str
    statement: str
    explanation: str
    indicator: str
    unit: str
    baseline_value: Decimal | None
    baseline_year: int | None
    target_value: Decimal | None
    target_year: int | None
    responsible: str
    participants: tuple[str, ...]
    sdg_targets: tuple[str, ...]
    dns_codes: tuple[str, ...]
    nhs_codes: tuple[str, ...]
    measures: tuple[str, ...]


class MilestoneItem(Struct, frozen=True):
    title: str
    due_on: date
    done_on: date | None


class Spent(Struct, frozen=True):
    """What was spent in a year, in Euro."""

    year: int
    amount: Decimal


class Implementation(Struct, frozen=True):
    """Where a measure stands by its last accepted report; `light` is that of today, with its reason."""

    state: MeasureState
    light: ExecutionLight
    reason: str
    reported_on: date
    progress: int | None
    done: str
    next_step: str
    department: str
    milestones: tuple[MilestoneItem, ...]
    spent: tuple[Spent, ...]


class MeasureItem(Struct, frozen=True):
    """A measure as it was adopted, its place, and what has become of it; None before the first accepted report."""

    url: str
    page: str
    theme: str
    strategic_goal: str
    operational_goal: str
    measure: MeasureEntry
    resolution_today: ResolutionStatus
    implementation: Implementation | None


class TargetItem(Struct, frozen=True):
    year: int
    value: Decimal


class ValueItem(Struct, frozen=True):
    """A value that counts today; `period` is the last day of its time, 31 December for a whole year."""

    period: date
    value: Decimal
    quality: Quality
    note: str


class SeriesItem(Struct, frozen=True):
    """The values of the whole, or of one part of a split: then `dimension` and `part` are named."""

    dimension: str
    part: str
    is_computed: bool
    values: tuple[ValueItem, ...]


class IndicatorItem(Struct, frozen=True):
    """An indicator with its accepted values, oldest first, and its light of today."""

    id: int
    url: str
    page: str
    name: str
    definition: str
    unit: str
    direction: Direction
    lower_bound: Decimal | None
    upper_bound: Decimal | None
    baseline_year: int | None
    interval: Interval
    responsible: str
    source: str
    source_licence: str
    themes: tuple[str, ...]
    operational_goals: tuple[str, ...]
    targets: tuple[TargetItem, ...]
    light: EffectLight
    reason: str
    series: tuple[SeriesItem, ...]


class VoteCount(Struct, frozen=True):
    yes: int
    no: int
    abstentions: int


class ResolutionItem(Struct, frozen=True):
    """A public resolution about the version, or about one of its measures (`measure` is its number)."""

    reference: str
    subject: str
    body: str
    role: ConsultationRole | None
    decided_on: date
    outcome: Outcome
    sentence: str
    wording: str
    votes: VoteCount | None
    measure: str | None


class DepartmentItem(Struct, frozen=True):
    """Who does it: how many goals and measures name it as responsible, and how many as taking part."""

    name: str
    operational_goals: int
    measures: int
    joint_operational_goals: int
    joint_measures: int


class SdgItem(Struct, frozen=True):
    """An SDG with its targets, and the numbers of what refers to it."""

    url: str
    page: str
    sdg: SdgEntry
    targets: tuple[SdgTargetEntry, ...]
    goals: tuple[str, ...]
    measures: tuple[str, ...]
