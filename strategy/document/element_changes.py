"""What amendments make of a frozen document: changed texts, new entries, entries struck out. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from editing.amounts import without_zeros
from strategy.choices import ElementKind
from strategy.document.document import (
    ChapterEntry,
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)


class ChangeKind(StrEnum):
    """What a change does with an element; the same words as the kinds of amendments."""

    CHANGE = "change"
    ADD = "add"
    WITHDRAW = "withdraw"


class ElementChange(Struct, frozen=True):
    """One change of a document. `values` are JSON values of the entry's fields, by their names.

    A new entry has its future key in `element_key` and the key of the one above it in `parent_key`.
    """

    kind: ChangeKind
    element_kind: ElementKind
    element_key: UUID
    parent_key: UUID | None = None
    values: Mapping[str, Any] = {}


class ImpossibleChange(Exception):
    """A change that does not fit the document: what it names is not there, or it says something that cannot be."""


ENTRIES: dict[ElementKind, type[Any]] = {
    ElementKind.THEME: ThemeSection,
    ElementKind.STRATEGIC_GOAL: StrategicGoalEntry,
    ElementKind.OPERATIONAL_GOAL: OperationalGoalEntry,
    ElementKind.MEASURE: MeasureEntry,
    ElementKind.CHAPTER: ChapterEntry,
}
GOAL_FIELDS = frozenset({"statement", "explanation", "sdg_targets", "dns_codes", "nhs_codes"})
# What a body can change. Where an element stands, what it is based on and how far it is are no texts of the draft.
AMENDABLE: dict[ElementKind, frozenset[str]] = {
    ElementKind.THEME: frozenset({"guideline", "initial_situation", "summary"}),
    ElementKind.STRATEGIC_GOAL: GOAL_FIELDS,
    ElementKind.OPERATIONAL_GOAL: GOAL_FIELDS
    | {"short_title", "indicator", "unit", "baseline_value", "baseline_year"}
    | {"target_value", "target_year", "responsible"},
    ElementKind.MEASURE: frozenset(
        {"title", "description", "measure_kind", "department", "partners", "target_group"}
        | {"start_year", "end_year", "permanent", "staff_fte", "annual_cost", "investment", "funding"}
        | {"budget_product", "milestones", "implementation_status", "sdg_targets", "note"}
    ),
    ElementKind.CHAPTER: frozenset({"text"}),
}
# Kinds that can come and go; theme fields and chapters are given.
BELOW: dict[ElementKind, ElementKind] = {
    ElementKind.STRATEGIC_GOAL: ElementKind.THEME,
    ElementKind.OPERATIONAL_GOAL: ElementKind.STRATEGIC_GOAL,
    ElementKind.MEASURE: ElementKind.OPERATIONAL_GOAL,
}
# What a new entry has where nothing is said.
EMPTY: dict[ElementKind, dict[str, Any]] = {
    ElementKind.STRATEGIC_GOAL: {"operational_goals": []},
    ElementKind.OPERATIONAL_GOAL: {"measures": []},
    ElementKind.MEASURE: {
        "measure_kind": "new",
        "permanent": False,
        "resolution_status": "proposed",
        "implementation_status": "not_started",
    },
}
CHILDREN: dict[ElementKind, tuple[str, ElementKind]] = {
    ElementKind.THEME: ("strategic_goals", ElementKind.STRATEGIC_GOAL),
    ElementKind.STRATEGIC_GOAL: ("operational_goals", ElementKind.OPERATIONAL_GOAL),
    ElementKind.OPERATIONAL_GOAL: ("measures", ElementKind.MEASURE),
}


def amended_document(
    document: StrategyDocument,
    changes: Iterable[ElementChange],
    *,
    fixed_numbers: bool,
    last_positions: Mapping[UUID, int] | None = None,
) -> StrategyDocument:
    """Apply changes to a document. What no change names stays byte for byte what it is.

    Numbers follow the order again unless they are fixed; then new entries follow behind the last number below their
    parent, which `last_positions` knows also of entries that the document does not hold any more. Raises
    ImpossibleChange.
    """
    codes = {target.code: place for place, target in enumerate(document.sdg_targets)}
    work = _Amending(changes, fixed_numbers, last_positions or {}, codes)
    amended = msgspec.structs.replace(
        document,
        themes=tuple(work.entry(theme, ElementKind.THEME, theme.number) for theme in document.themes),
        chapters=tuple(work.changed(chapter, ElementKind.CHAPTER) for chapter in document.chapters),
    )
    work.refuse_unused()
    return amended


def only_differences(document: StrategyDocument, change: ElementChange) -> ElementChange:
    """A change without the fields that say what they said before, its values as an entry says them.

    Two changes to the same text are then equal, whoever wrote 1200.5 or 1200.50. Raises ImpossibleChange.
    """
    amended = amended_document(document, [change], fixed_numbers=True)
    if change.kind == ChangeKind.WITHDRAW:
        return change
    before, after = (entries_of(each).get(change.element_key) for each in (document, amended))
    normal = msgspec.to_builtins(after)
    values = {
        name: normal[name]
        for name in change.values
        if before is None or getattr(before, name) != getattr(after, name)
    }
    return msgspec.structs.replace(change, values=values)


def entries_of(document: StrategyDocument) -> dict[UUID, Any]:
    """Every chapter, theme field, goal and measure by its key."""
    entries: tuple[Any, ...] = (
        *document.chapters,
        *document.themes,
        *document.strategic_goals(),
        *document.operational_goals(),
        *document.measures(),
    )
    return {entry.key: entry for entry in entries}


class _Amending:
    """The changes by the place where they belong, and which of them have found it."""

    def __init__(
        self,
        changes: Iterable[ElementChange],
        fixed_numbers: bool,
        last_positions: Mapping[UUID, int],
        codes: Mapping[str, int],
    ) -> None:
        self.fixed_numbers, self.last_positions, self.codes = fixed_numbers, last_positions, codes
        self.values: dict[UUID, dict[str, Any]] = defaultdict(dict)
        self.withdrawn: set[UUID] = set()
        self.added: dict[UUID, list[ElementChange]] = defaultdict(list)
        self.unused: set[UUID] = set()
        for change in changes:
            _refuse_unknown_fields(change)
            self.unused.add(change.element_key)
            if change.kind == ChangeKind.WITHDRAW:
                self.withdrawn.add(change.element_key)
            elif change.kind == ChangeKind.ADD and change.parent_key is not None:
                self.added[change.parent_key].append(change)
            else:
                self.values[change.element_key] |= change.values

    def entry(self, entry: Any, kind: ElementKind, number: str) -> Any:
        """An entry with its own changes and those below it."""
        entry = self.changed(entry, kind)
        if entry.number != number:
            entry = msgspec.structs.replace(entry, number=number)
        if kind not in CHILDREN:
            return entry
        field, below = CHILDREN[kind]
        entries = [self._kept(each, below) for each in getattr(entry, field)]
        new = [self._new(change, below) for change in self.added.pop(entry.key, ())]
        if not new and None not in entries and self.fixed_numbers:
            children = tuple(self.entry(each, below, each.number) for each in getattr(entry, field))
        else:
            children = tuple(self._numbered(entry, below, [each for each in entries if each], new))
        return msgspec.structs.replace(entry, **{field: children})

    def changed(self, entry: Any, kind: ElementKind) -> Any:
        """An entry with the new texts that a change brings, if one does."""
        if entry.key not in self.values:
            return entry
        self.unused.discard(entry.key)
        return self._converted({**msgspec.to_builtins(entry), **self.values[entry.key]}, kind)

    def _kept(self, entry: Any, kind: ElementKind) -> Any:
        if entry.key not in self.withdrawn:
            return entry
        # Changes of what goes along with it find their place, too: they have just become void.
        self._drop_below(entry, kind)
        return None

    def _drop_below(self, entry: Any, kind: ElementKind) -> None:
        self.unused -= {entry.key, *(change.element_key for change in self.added.pop(entry.key, ()))}
        if kind in CHILDREN:
            field, below = CHILDREN[kind]
            for each in getattr(entry, field):
                self._drop_below(each, below)

    def _new(self, change: ElementChange, kind: ElementKind) -> Any:
        if change.element_kind != kind:
            raise ImpossibleChange(f"{change.element_kind} does not belong here: {change.element_key}")
        self.unused.discard(change.element_key)
        blank = {name: _blank(kind, name) for name in AMENDABLE[kind]}
        identity = {"key": str(change.element_key), "number": ""}
        return self._converted({**blank, **EMPTY[kind], **identity, **change.values}, kind)

    def _converted(self, values: dict[str, Any], kind: ElementKind) -> Any:
        """An entry as it is read back from rows: codes in their order, amounts without zeros at the end."""
        try:
            entry = msgspec.convert(values, ENTRIES[kind], strict=False)
        except msgspec.ValidationError as error:
            raise ImpossibleChange(str(error)) from error
        normal: dict[str, Any] = {
            name: without_zeros(value)
            for name in AMENDABLE[kind]
            if isinstance(value := getattr(entry, name), Decimal)
        }
        if "sdg_targets" in AMENDABLE[kind]:
            unknown = set(entry.sdg_targets) - set(self.codes)
            if unknown:
                raise ImpossibleChange(f"Unknown SDG targets: {sorted(unknown)}")
            normal["sdg_targets"] = tuple(sorted(entry.sdg_targets, key=self.codes.__getitem__))
        return msgspec.structs.replace(entry, **normal)

    def _numbered(self, above: Any, kind: ElementKind, entries: list[Any], new: list[Any]) -> Iterable[Any]:
        if not self.fixed_numbers:
            for position, entry in enumerate([*entries, *new], start=1):
                yield self.entry(entry, kind, f"{above.number}.{position}")
            return
        field, _kind = CHILDREN[BELOW[kind]]
        positions = [int(entry.number.rpartition(".")[2]) for entry in getattr(above, field)]
        last = max([self.last_positions.get(above.key, 0), *positions])
        for entry in entries:
            yield self.entry(entry, kind, entry.number)
        for position, entry in enumerate(new, start=last + 1):
            yield self.entry(entry, kind, f"{above.number}.{position}")

    def refuse_unused(self) -> None:
        if self.unused:
            raise ImpossibleChange(f"Not in the document: {sorted(map(str, self.unused))}")


def _blank(kind: ElementKind, name: str) -> Any:
    """What a field of a new entry holds when nothing is said: an empty text or list, or nothing."""
    accepted = ENTRIES[kind].__annotations__[name]
    if accepted is str:
        return ""
    return [] if accepted == tuple[str, ...] else None


def _refuse_unknown_fields(change: ElementChange) -> None:
    unknown = set(change.values) - AMENDABLE[change.element_kind]
    if unknown:
        raise ImpossibleChange(f"No fields to amend: {sorted(unknown)}")
    if change.kind != ChangeKind.CHANGE and change.element_kind not in BELOW:
        raise ImpossibleChange(f"{change.element_kind} can neither come nor go.")
    if (change.kind == ChangeKind.ADD) != (change.parent_key is not None):
        raise ImpossibleChange("A new entry, and only a new one, names the one above it.")
