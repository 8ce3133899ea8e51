"""A frozen document with its amendments: changed texts, new entries, entries struck out. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import get_origin
from uuid import UUID

import msgspec
from msgspec import Struct

from editing.amounts import without_zeros
from strategy.choices import ElementKind
from strategy.document.document import ENTRIES, ElementEntry, MeasureEntry, StrategyDocument, entries_below
from strategy.document.tree import TREE
from strategy.money import (
    SOURCES,
    YEARLY,
    contradictions,
    in_order_of_sources,
    in_order_of_years,
    short_form,
)


class ChangeKind(StrEnum):
    """The kind of a change to an element; the same words as the kinds of amendments."""

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
    values: Mapping[str, object] = {}


class ImpossibleChange(Exception):
    """A change that does not fit the document: what it names is not there, or it says something that cannot be."""


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


def entries_of(document: StrategyDocument) -> dict[UUID, ElementEntry]:
    """Every chapter, theme field, goal and measure by its key."""
    return {visit.entry.key: visit.entry for visit in document.walk()}


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
        self.values: dict[UUID, dict[str, object]] = defaultdict(dict)
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

    def entry(self, entry: ElementEntry, kind: ElementKind, number: str) -> ElementEntry:
        """An entry with its own changes and those below it."""
        entry = self.changed(entry, kind)
        if entry.number != number:
            entry = msgspec.structs.replace(entry, number=number)
        shape = TREE[kind]
        if shape.child is None:
            return entry
        before = entries_below(kind, entry)
        kept = [each for each in before if not self._is_withdrawn(each, shape.child)]
        new = [self._new(change, shape.child) for change in self.added.pop(entry.key, ())]
        numbers = self._numbers(entry, before, kept, new)
        children = tuple(
            self.entry(each, shape.child, given) for each, given in zip([*kept, *new], numbers, strict=True)
        )
        return msgspec.structs.replace(entry, **{shape.children: children})

    def changed(self, entry: ElementEntry, kind: ElementKind) -> ElementEntry:
        """An entry with the new texts that a change brings, if one does."""
        if entry.key not in self.values:
            return entry
        self.unused.discard(entry.key)
        return self._converted({**msgspec.to_builtins(entry), **self.values[entry.key]}, kind)

    def _is_withdrawn(self, entry: ElementEntry, kind: ElementKind) -> bool:
        if entry.key not in self.withdrawn:
            return False
        # Changes of what goes along with it find their place, too: they have just become void.
        self._drop_below(entry, kind)
        return True

    def _drop_below(self, entry: ElementEntry, kind: ElementKind) -> None:
        self.unused -= {entry.key, *(change.element_key for change in self.added.pop(entry.key, ()))}
        child = TREE[kind].child
        if child is not None:
            for each in entries_below(kind, entry):
                self._drop_below(each, child)

    def _new(self, change: ElementChange, kind: ElementKind) -> ElementEntry:
        if change.element_kind != kind:
            raise ImpossibleChange(f"{change.element_kind} does not belong here: {change.element_key}")
        self.unused.discard(change.element_key)
        identity = {"key": str(change.element_key), "number": ""}
        return self._converted({**_blank(kind), **identity, **change.values}, kind)

    def _converted(self, values: dict[str, object], kind: ElementKind) -> ElementEntry:
        """An entry as it is read back from rows: codes in their order, amounts without zeros at the end."""
        try:
            entry = msgspec.convert(values, ENTRIES[kind], strict=False)
        except msgspec.ValidationError as error:
            raise ImpossibleChange(str(error)) from error
        amendable = TREE[kind].amendable
        normal: dict[str, object] = {
            name: without_zeros(value)
            for name in amendable
            if isinstance(value := getattr(entry, name), Decimal)
        }
        if "sdg_targets" in amendable:
            codes: tuple[str, ...] = getattr(entry, "sdg_targets", ())
            unknown = set(codes) - set(self.codes)
            if unknown:
                raise ImpossibleChange(f"Unknown SDG targets: {sorted(unknown)}")
            normal["sdg_targets"] = tuple(sorted(codes, key=self.codes.__getitem__))
        if isinstance(entry, MeasureEntry):
            normal |= _normal_money(entry)
        if "participants" in amendable:
            normal["participants"] = tuple(sorted(set(getattr(entry, "participants", ()))))
        return msgspec.structs.replace(entry, **normal)

    def _numbers(
        self,
        above: ElementEntry,
        before: Sequence[ElementEntry],
        kept: Sequence[ElementEntry],
        new: Sequence[ElementEntry],
    ) -> list[str]:
        """The numbers of what is kept below an entry and of what is new there."""
        if not self.fixed_numbers:
            return [f"{above.number}.{position}" for position in range(1, len(kept) + len(new) + 1)]
        positions = [int(entry.number.rpartition(".")[2]) for entry in before]
        last = max([self.last_positions.get(above.key, 0), *positions])
        behind = [f"{above.number}.{position}" for position in range(last + 1, last + len(new) + 1)]
        return [*(entry.number for entry in kept), *behind]

    def refuse_unused(self) -> None:
        if self.unused:
            raise ImpossibleChange(f"Not in the document: {sorted(map(str, self.unused))}")


def _normal_money(measure: MeasureEntry) -> dict[str, object]:
    """The rows of a measure in their order. Raises ImpossibleChange when its figures are not those of the rows."""
    costs, sources = in_order_of_years(measure.yearly_costs), in_order_of_sources(measure.funding_sources)
    said = contradictions(msgspec.structs.asdict(measure), short_form(costs, sources))
    if sentence := next(said, ""):
        raise ImpossibleChange(sentence)
    return {YEARLY: costs, SOURCES: sources}


def _blank(kind: ElementKind) -> dict[str, object]:
    """The fields of a new entry of which nothing is said."""
    shape = TREE[kind]
    below: dict[str, object] = {shape.children: []} if shape.children else {}
    return {**{name: _empty(kind, name) for name in shape.amendable}, **below, **shape.begins_with}


def _empty(kind: ElementKind, name: str) -> object:
    """An empty text or list, or nothing, as the field asks for."""
    accepted = ENTRIES[kind].__annotations__[name]
    if accepted is str:
        return ""
    return [] if get_origin(accepted) is tuple else None


def _refuse_unknown_fields(change: ElementChange) -> None:
    shape = TREE[change.element_kind]
    unknown = set(change.values) - shape.amendable
    if unknown:
        raise ImpossibleChange(f"No fields to amend: {sorted(unknown)}")
    if change.kind != ChangeKind.CHANGE and shape.parent is None:
        raise ImpossibleChange(f"{change.element_kind} can neither come nor go.")
    if (change.kind == ChangeKind.ADD) != (change.parent_key is not None):
        raise ImpossibleChange("A new entry, and only a new one, names the one above it.")
