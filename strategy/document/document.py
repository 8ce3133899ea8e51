"""The document: an immutable value of the whole strategy. Everything the outside world sees is drawn from it.

It is built from rows (`strategy.document.drafting`), frozen as JSON in a StrategyVersion, and read back from there.
Every entry carries the stable `key` of its row beside its number. This module knows no database.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from kern.quotes import inside_quotes
from strategy.chapter_catalogue import CATALOGUE_TITLES
from strategy.choices import (
    ElementKind,
    Funding,
    ImplementationStatus,
    MeasureKind,
    ResolutionStatus,
    ThemeDecision,
)
from strategy.document.tree import TREE
from strategy.inventory.bracket import Cell
from strategy.inventory.choices import SWOT_TITLES, SwotKind
from strategy.money import FundingSource, YearlyCost

# 2 added what the inventory knows (SWOT, what goals and measures are based on), 3 the numbers of former lists,
# 4 who takes part, 5 what measures cost per year and who pays, and the titles of chapters, 6 what an excerpt is and the
# measures of others after which some of ours were made. Their fields have defaults: documents of earlier versions are
# read without them.
SCHEMA_VERSION = 6


class LogoEntry(Struct, frozen=True):
    """The logo, embedded: `data` is base64, `media_type` image/png or image/jpeg."""

    media_type: str
    data: str


class MunicipalityEntry(Struct, frozen=True):
    name: str
    kind: str
    ags: str
    contact: str
    accent_colour: str
    logo: LogoEntry | None

    @property
    def full_name(self) -> str:
        return f"{self.kind} {self.name}"


class SdgEntry(Struct, frozen=True):
    number: int
    title: str
    colour: str
    text_colour: str


class SdgTargetEntry(Struct, frozen=True):
    code: str
    sdg: int
    label: str


class ChapterEntry(Struct, frozen=True):
    """A written chapter: its name in the catalogue, and its title; documents before 5 go by the catalogue."""

    key: UUID
    kind: str
    text: str
    title: str = ""

    @property
    def number(self) -> str:
        """Chapters have none."""
        return ""

    @property
    def heading(self) -> str:
        return self.title or CATALOGUE_TITLES.get(self.kind, self.kind)


class BasisEntry(Struct, frozen=True):
    """An extract of an existing document on which a goal or measure is based; `key` is that of the extract."""

    key: int
    concept: str
    page: str

    def __str__(self) -> str:
        """The place where it stands: "Klimafolgenanpassungskonzept, S. 14"."""
        return f"{self.concept}, S. {self.page}" if self.page else self.concept


class OriginEntry(Struct, frozen=True):
    """The measure of another municipality after which one of ours was made, with the licence that allows it."""

    municipality: str
    title: str
    address: str
    licence: str
    licence_url: str
    attribution: str
    read_on: date
    # What the other municipality says about where it had the measure from, in its words.
    goes_back_to: str = ""

    @property
    def with_addresses(self) -> str:
        """The source for readers who cannot follow a link, with the addresses of licence and strategy."""
        addresses = ", ".join(filter(None, (self.licence_url, self.address)))
        return f"{self} ({addresses})"

    def __str__(self) -> str:
        """The source as the licence wants it to be named; whoever made it is named once."""
        named = f", {self.attribution}" if self.attribution not in ("", self.municipality) else ""
        source = _("„%(title)s“, %(municipality)s%(named)s, gelesen am %(day)s, %(licence)s") % {
            "title": inside_quotes(self.title),
            "municipality": self.municipality,
            "named": named,
            "day": date_format(self.read_on, "j. F Y"),
            "licence": self.licence,
        }
        if not self.goes_back_to:
            return source
        return source + _("; dort nach der Maßnahme %(source)s") % {"source": self.goes_back_to}


class MeasureEntry(Struct, frozen=True):
    """A measure. Costs in Euro, staff in full-time equivalents; None means not stated."""

    key: UUID
    number: str
    title: str
    description: str
    measure_kind: MeasureKind
    department: str
    partners: str
    target_group: str
    start_year: int | None
    end_year: int | None
    permanent: bool
    staff_fte: Decimal | None
    annual_cost: Decimal | None
    investment: Decimal | None
    funding: Funding | None
    budget_product: str
    milestones: str
    resolution_status: ResolutionStatus
    implementation_status: ImplementationStatus
    sdg_targets: tuple[str, ...]
    note: str
    based_on: tuple[BasisEntry, ...] = ()
    former_number: str = ""
    participants: tuple[str, ...] = ()
    yearly_costs: tuple[YearlyCost, ...] = ()
    funding_sources: tuple[FundingSource, ...] = ()
    adapted_from: OriginEntry | None = None

    @property
    def heading(self) -> str:
        return self.title

    @property
    def together_with(self) -> str:
        """Everybody who takes part beside the department: others of the administration, then partners."""
        return ", ".join(filter(None, (*self.participants, self.partners)))


class OperationalGoalEntry(Struct, frozen=True):
    key: UUID
    number: str
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
    sdg_targets: tuple[str, ...]
    dns_codes: tuple[str, ...]
    nhs_codes: tuple[str, ...]
    measures: tuple[MeasureEntry, ...]
    based_on: tuple[BasisEntry, ...] = ()
    former_number: str = ""
    participants: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return self.short_title or self.statement


class StrategicGoalEntry(Struct, frozen=True):
    key: UUID
    number: str
    statement: str
    explanation: str
    sdg_targets: tuple[str, ...]
    dns_codes: tuple[str, ...]
    nhs_codes: tuple[str, ...]
    operational_goals: tuple[OperationalGoalEntry, ...]
    based_on: tuple[BasisEntry, ...] = ()

    @property
    def heading(self) -> str:
        return self.statement

    def measures(self) -> Iterator[MeasureEntry]:
        return (measure for goal in self.operational_goals for measure in goal.measures)


class SwotStatement(Struct, frozen=True):
    """One statement of the SWOT view of a theme field, and where it comes from."""

    key: int
    kind: SwotKind
    text: str
    sources: tuple[str, ...]


class SwotField(NamedTuple):
    """One of the four fields of the SWOT view with its statements."""

    kind: SwotKind
    title: str
    statements: tuple[SwotStatement, ...]


class ThemeSection(Struct, frozen=True):
    """A selected theme field with everything below it."""

    key: UUID
    number: str
    title: str
    description: str
    guideline: str
    initial_situation: str
    summary: str
    strategic_goals: tuple[StrategicGoalEntry, ...]
    swot: tuple[SwotStatement, ...] = ()

    @property
    def heading(self) -> str:
        return self.title

    @property
    def swot_fields(self) -> tuple[SwotField, ...]:
        """All four fields in the order of the word; none at all without a single statement."""
        if not self.swot:
            return ()
        return tuple(
            SwotField(
                kind=kind,
                title=str(SWOT_TITLES[kind]),
                statements=tuple(statement for statement in self.swot if statement.kind == kind),
            )
            for kind in SwotKind
        )

    def walk(self) -> "Iterator[Visit]":
        """Meet the theme field itself and everything below it, each before what stands below it."""
        return _walk(ElementKind.THEME, self, ())

    def operational_goals(self) -> Iterator[OperationalGoalEntry]:
        return (goal for above in self.strategic_goals for goal in above.operational_goals)

    def measures(self) -> Iterator[MeasureEntry]:
        return (measure for goal in self.operational_goals() for measure in goal.measures)


# What refers to targets of the SDGs.
ReferringEntry = StrategicGoalEntry | OperationalGoalEntry | MeasureEntry
ElementEntry = ThemeSection | ReferringEntry | ChapterEntry
ENTRIES: dict[ElementKind, type[ElementEntry]] = {
    ElementKind.THEME: ThemeSection,
    ElementKind.STRATEGIC_GOAL: StrategicGoalEntry,
    ElementKind.OPERATIONAL_GOAL: OperationalGoalEntry,
    ElementKind.MEASURE: MeasureEntry,
    ElementKind.CHAPTER: ChapterEntry,
}


class Visit(NamedTuple):
    """An element met on a walk through the document, with the entries above it, the theme field first."""

    kind: ElementKind
    entry: ElementEntry
    parents: tuple[ElementEntry, ...]


def entries_below(kind: ElementKind, entry: ElementEntry) -> tuple[ElementEntry, ...]:
    """The entries directly below one, in their order."""
    name = TREE[kind].children
    below: tuple[ElementEntry, ...] = getattr(entry, name) if name else ()
    return below


def _walk(kind: ElementKind, entry: ElementEntry, parents: tuple[ElementEntry, ...]) -> Iterator[Visit]:
    yield Visit(kind, entry, parents)
    child = TREE[kind].child
    if child is not None:
        for below in entries_below(kind, entry):
            yield from _walk(child, below, (*parents, entry))


class CandidateEntry(Struct, frozen=True):
    """A candidate that is not part of the strategy, with the reason."""

    key: UUID
    title: str
    decision: ThemeDecision
    reason: str
    prescribed: bool


class ConceptEntry(Struct, frozen=True):
    """An existing document that was evaluated: a row of the bracket. It quotes nothing, for it may be internal.

    `cells` counts its extracts in each theme field, in the order of `themes`; `elsewhere` those of none of them.
    """

    key: int
    title: str
    kind: str
    department: str
    dated: date | None
    council_reference: str
    link: str
    cells: tuple[Cell, ...]
    elsewhere: Cell
    total: Cell


class ExcerptEntry(Struct, frozen=True):
    """What makes an excerpt of a document: the line of its cover, and what it leaves out."""

    label: str
    left_out: str


class StrategyDocument(Struct, frozen=True):
    """The whole strategy as one value, or an excerpt of it."""

    schema_version: int
    title: str
    target_year: int
    period_start: int | None
    period_end: int | None
    is_example: bool
    municipality: MunicipalityEntry
    chapters: tuple[ChapterEntry, ...]
    themes: tuple[ThemeSection, ...]
    other_candidates: tuple[CandidateEntry, ...]
    sdgs: tuple[SdgEntry, ...]
    sdg_targets: tuple[SdgTargetEntry, ...]
    concepts: tuple[ConceptEntry, ...] = ()
    excerpt: ExcerptEntry | None = None

    def walk(self) -> Iterator[Visit]:
        """Meet every element once: the chapters, then each theme field with everything below it."""
        for chapter in self.chapters:
            yield from _walk(ElementKind.CHAPTER, chapter, ())
        for theme in self.themes:
            yield from theme.walk()

    def strategic_goals(self) -> Iterator[StrategicGoalEntry]:
        return (goal for theme in self.themes for goal in theme.strategic_goals)

    def operational_goals(self) -> Iterator[OperationalGoalEntry]:
        return (goal for theme in self.themes for goal in theme.operational_goals())

    def measures(self) -> Iterator[MeasureEntry]:
        return (measure for theme in self.themes for measure in theme.measures())

    def chapter(self, kind: str) -> ChapterEntry | None:
        return next((chapter for chapter in self.chapters if chapter.kind == kind), None)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to decide on: no goal at all."""
        return next(self.strategic_goals(), None) is None


def to_json(document: StrategyDocument) -> str:
    """Write the document as canonical JSON: the same document always yields the same text."""
    return msgspec.json.encode(document, order="deterministic").decode()


def from_json(content: str) -> StrategyDocument:
    """Read a document written by `to_json`. Raises msgspec.ValidationError when it is none."""
    return msgspec.json.decode(content, type=StrategyDocument)


def checksum(content: str) -> str:
    """SHA-256 of the JSON text in hexadecimal, as `sha256sum` prints it for the downloaded file."""
    return hashlib.sha256(content.encode()).hexdigest()


def json_schema() -> dict[str, object]:
    """The JSON Schema of the document, published with the downloads."""
    return msgspec.json.schema(StrategyDocument, schema_hook=choices_schema)


def choices_schema(choices: type) -> dict[str, object]:
    """The JSON Schema of Django's choices, for whatever holds a part of the document."""
    # msgspec reads and writes Django's choices, but does not know them as an enumeration.
    if issubclass(choices, TextChoices):
        return {"enum": choices.values, "type": "string"}
    raise NotImplementedError(f"The document has a field of an unknown type: {choices}")
