"""The bracket (Klammer): what the strategy takes up from the documents that existed before it.

Pure functions over values: `evaluation` builds an inventory from the rows. An extract that belongs to two
theme fields counts in both columns, but once in every sum over a whole row or over everything.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from msgspec import Struct

from strategy.inventory.choices import EvaluationStatus, ExtractKind

LETTERS_IN_A_LIST = 160


class FieldFacts(Struct, frozen=True):
    """A chosen theme field: a column of the bracket."""

    key: UUID
    number: str
    title: str


class ExtractFacts(Struct, frozen=True):
    """A passage of a concept. `uses` are the goals and measures of the working draft that are based on it."""

    key: int
    kind: ExtractKind
    quotation: str
    page: str
    fields: tuple[UUID, ...]
    uses: tuple[UUID, ...]
    set_aside_reason: str

    @property
    def is_taken_up(self) -> bool:
        return bool(self.uses)

    @property
    def short(self) -> str:
        """The beginning of the quotation on one line, for lists."""
        line = " ".join(self.quotation.split())
        return line if len(line) <= LETTERS_IN_A_LIST else line[: LETTERS_IN_A_LIST - 2].rstrip() + " …"

    @property
    def is_unsettled_goal(self) -> bool:
        """Say whether it is a goal of which nobody has decided yet whether the strategy takes it up."""
        return self.kind == ExtractKind.GOAL and not self.uses and not self.set_aside_reason


class ConceptFacts(Struct, frozen=True):
    """An existing document with what was found in it: a row of the bracket."""

    key: int
    title: str
    kind: str
    department: str
    dated: date | None
    council_reference: str
    valid_until: date | None
    link: str
    status: EvaluationStatus
    extracts: tuple[ExtractFacts, ...]

    @property
    def is_evaluated(self) -> bool:
        return self.status == EvaluationStatus.EVALUATED


class ContradictionFacts(Struct, frozen=True):
    """Two extracts that do not fit together, named by their keys."""

    key: int
    first: int
    second: int
    note: str


class Inventory(Struct, frozen=True):
    """Everything that was found before the strategy, in the order of the concepts' titles."""

    fields: tuple[FieldFacts, ...] = ()
    concepts: tuple[ConceptFacts, ...] = ()
    contradictions: tuple[ContradictionFacts, ...] = ()

    @property
    def evaluated(self) -> int:
        return sum(concept.is_evaluated for concept in self.concepts)

    @property
    def not_evaluated(self) -> int:
        return len(self.concepts) - self.evaluated

    @property
    def percent(self) -> int:
        """Share of the concepts that are evaluated, rounded down so that 100 means all."""
        return 100 * self.evaluated // len(self.concepts) if self.concepts else 0

    def count(self, status: EvaluationStatus) -> int:
        return sum(concept.status == status for concept in self.concepts)

    def concept(self, key: int) -> ConceptFacts:
        return next(concept for concept in self.concepts if concept.key == key)

    def passages(self) -> "Iterator[Passage]":
        return (Passage(concept=c, extract=extract) for c in self.concepts for extract in c.extracts)


class Passage(Struct, frozen=True):
    """An extract together with the concept in which it stands."""

    concept: ConceptFacts
    extract: ExtractFacts

    @property
    def source(self) -> str:
        """The place where it stands: "Klimafolgenanpassungskonzept, S. 14"."""
        return f"{self.concept.title}, S. {self.extract.page}" if self.extract.page else self.concept.title


class Disagreement(Struct, frozen=True):
    """Two passages that contradict each other."""

    key: int
    note: str
    first: Passage
    second: Passage

    @property
    def is_open(self) -> bool:
        """Say whether both still stand: setting one of them aside settles it."""
        return not (self.first.extract.set_aside_reason or self.second.extract.set_aside_reason)


class Cell(Struct, frozen=True):
    """The number of extracts, and how many of them the strategy takes up."""

    extracts: int = 0
    taken_up: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where there is nothing to take up."""
        return self.taken_up / self.extracts if self.extracts else 0.0

    @property
    def percent(self) -> int:
        """The share from 0 to 100, rounded down so that 100 means all."""
        return 100 * self.taken_up // self.extracts if self.extracts else 0


class BracketRow(Struct, frozen=True):
    """One concept. `elsewhere` counts its extracts that belong to no chosen theme field."""

    concept: ConceptFacts
    cells: tuple[Cell, ...]
    elsewhere: Cell
    total: Cell


class Bracket(Struct, frozen=True):
    """Concepts x theme fields, with the sums of rows and columns."""

    fields: tuple[FieldFacts, ...]
    rows: tuple[BracketRow, ...]
    columns: tuple[Cell, ...]
    elsewhere: Cell
    total: Cell

    @property
    def largest(self) -> int:
        """The largest single count, for shades; at least 1."""
        cells = (cell.extracts for row in self.rows for cell in (*row.cells, row.elsewhere))
        return max(cells, default=0) or 1


class Baseless(Struct, frozen=True):
    """A theme field without a foundation: nothing was found for it, or nothing of it was taken up."""

    field: FieldFacts
    extracts: int


def bracket_of(inventory: Inventory) -> Bracket:
    """Count the extracts of each concept in each chosen theme field."""
    chosen = {field.key for field in inventory.fields}
    rows = tuple(_row(concept, inventory.fields, chosen) for concept in inventory.concepts)
    columns = tuple(add_cells(row.cells[index] for row in rows) for index in range(len(inventory.fields)))
    return Bracket(
        fields=inventory.fields,
        rows=rows,
        columns=columns,
        elsewhere=add_cells(row.elsewhere for row in rows),
        total=add_cells(row.total for row in rows),
    )


def _row(concept: ConceptFacts, fields: tuple[FieldFacts, ...], chosen: set[UUID]) -> BracketRow:
    found: Counter[UUID] = Counter()
    used: Counter[UUID] = Counter()
    for extract in concept.extracts:
        found.update(extract.fields)
        if extract.is_taken_up:
            used.update(extract.fields)
    return BracketRow(
        concept=concept,
        cells=tuple(Cell(extracts=found[field.key], taken_up=used[field.key]) for field in fields),
        elsewhere=count_extracts(
            extract for extract in concept.extracts if chosen.isdisjoint(extract.fields)
        ),
        total=count_extracts(concept.extracts),
    )


def count_extracts(extracts: Iterable[ExtractFacts]) -> Cell:
    """Each extract counts once, whatever its theme fields."""
    listed = list(extracts)
    return Cell(extracts=len(listed), taken_up=sum(extract.is_taken_up for extract in listed))


def add_cells(cells: Iterable[Cell]) -> Cell:
    """The sum of cells that share no extract."""
    listed = list(cells)
    return Cell(extracts=sum(c.extracts for c in listed), taken_up=sum(c.taken_up for c in listed))


def unsettled_goals(inventory: Inventory) -> tuple[Passage, ...]:
    """The goals of concepts that no element is based on and that nobody has set aside with a reason."""
    return tuple(passage for passage in inventory.passages() if passage.extract.is_unsettled_goal)


def fields_without_foundation(bracket: Bracket) -> tuple[Baseless, ...]:
    """The theme fields for which nothing was found, or of whose extracts none was taken up."""
    return tuple(
        Baseless(field=field, extracts=cell.extracts)
        for field, cell in zip(bracket.fields, bracket.columns, strict=True)
        if not cell.taken_up
    )


def disagreements(inventory: Inventory) -> tuple[Disagreement, ...]:
    """All contradictions with their passages, in the order in which they were marked."""
    passages = {passage.extract.key: passage for passage in inventory.passages()}
    return tuple(
        Disagreement(key=row.key, note=row.note, first=passages[row.first], second=passages[row.second])
        for row in inventory.contradictions
    )


def by_concept(passages: Iterable[Passage]) -> tuple[tuple[ConceptFacts, tuple[Passage, ...]], ...]:
    """Group passages by their concept, in their order."""
    groups: dict[int, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(passage.concept.key, []).append(passage)
    return tuple((group[0].concept, tuple(group)) for group in groups.values())
