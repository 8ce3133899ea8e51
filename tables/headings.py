"""Finding the head of a table and recognising its columns by their German headings. Pure."""

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from hashlib import sha256
from typing import TypedDict

from django.utils.translation import gettext as _
from msgspec import Struct

from tables.cells import is_empty, shown
from tables.files.raw import RawCell, Sheet
from tables.kinds.column import Column

# Titles, letterheads and explanations above it.
SEARCHED = 30
NOT_LETTERS = re.compile(r"[\W_]+")
# Figures below such a heading are thousands, if they do not say their unit themselves.
IN_THOUSANDS = re.compile(r"\b(?:t(?= ?(?:€|euro?\b))|teuro?\b|tsd\b|tausend\b)", re.IGNORECASE)
REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")


class Head(Struct, frozen=True):
    """The place of the head of a table. The rows begin at `first_row`, counted from 0.

    `texts` has one entry per column of the sheet; `groups` what stands merged above it.
    """

    row: int
    first_row: int
    texts: tuple[str, ...]
    groups: tuple[str, ...]


class Certainty(IntEnum):
    """What says which field a column fills; the more certain first."""

    OWN_HEADING = 0
    MEMORY = 1
    ALIAS = 2
    GROUP = 3


class Assignment(Struct, frozen=True):
    """Which column of the sheet (counted from 0) fills which field; None leaves it out.

    `doubled` are columns left out because an earlier one fills their field. `remembered` are those that are filled
    or left out as somebody said for an earlier file with the same headings. `missing` are the names of required
    columns that the table does not have; it can still change rows that exist.
    """

    fields: dict[int, str | None]
    unassigned: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    remembered: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()

    def names(self) -> frozenset[str]:
        return frozenset(name for name in self.fields.values() if name)


class ColumnFact(TypedDict):
    """The facts about a column of the sheet for the pages; `name` is the field that it fills, or empty.

    `offer` is the field that its contents look like, which nobody has confirmed. `remark` says why one of our own
    columns is not read.
    """

    place: int
    heading: str
    sample: list[str]
    name: str
    doubled: bool
    remembered: bool
    offer: str
    remark: str
    in_thousands: bool


def heading_key(text: str) -> str:
    """A heading for comparing and remembering: letters and digits only, in small letters."""
    return NOT_LETTERS.sub("", text.casefold())


def head_key(texts: Sequence[str]) -> str:
    """The kind of a file by the headings of all its columns in their order; empty for a file without any."""
    keys = [heading_key(text) for text in texts]
    while keys and not keys[-1]:
        keys.pop()
    return sha256("\n".join(keys).encode()).hexdigest() if keys else ""


def column_label(heading: str, place: int) -> str:
    """A column as people find it in their file: its heading, or its letter."""
    return heading or _("Spalte %s (ohne Überschrift)") % column_letters(place)


def column_letters(place: int) -> str:
    """The name of a column in spreadsheets: 0 is A, 27 is AB."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def choose_sheet(sheets: Sequence[Sheet], columns: Sequence[Column]) -> Sheet | None:
    """The visible sheet whose head names most columns, the first of them if several do."""
    visible = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
    return max(visible, key=lambda sheet: _recognised(find_head(sheet, columns), columns), default=None)


def find_head(sheet: Sheet, columns: Sequence[Column]) -> Head:
    """The row that names most columns, among the first. If none names any, the first that is more than a title."""
    candidates = [row for row, cells in enumerate(sheet.rows[:SEARCHED]) if any(map(_is_text, cells))]
    heads = [head_at(sheet, row) for row in candidates or [0]]
    best = max(heads, key=lambda head: _recognised(head, columns))
    if _recognised(best, columns):
        return best
    return next((head for head in heads if sum(map(bool, head.texts)) > 1), best)


def assign(columns: Sequence[Column], head: Head, remembered: Mapping[int, str]) -> Assignment:
    """Recognise the columns of a head. Our own headings count before everything else.

    `remembered` is what people assigned by hand for an earlier file with these headings: the place of a column →
    the name of its field, or "" for none.
    """
    known = {column.name for column in columns if column.read}
    own, aliases = _own_names(columns), _aliases(columns)
    wanted: dict[int, str | None] = {}
    certainty: dict[int, Certainty] = {}
    for place, text in enumerate(head.texts):
        kept = remembered.get(place)
        name = _named_by(own, text)
        if name is not None:
            wanted[place], certainty[place] = name or None, Certainty.OWN_HEADING
        elif kept is not None and (kept in known or not kept):
            wanted[place], certainty[place] = kept or None, Certainty.MEMORY
        else:
            wanted[place], certainty[place] = _recognise(own, aliases, text, head.groups[place])
    return _resolved(columns, head, wanted, certainty)


def assign_by_hand(columns: Sequence[Column], head: Head, chosen: Mapping[int, str]) -> Assignment:
    """The choice of a person: the place of a column of the sheet → name, or "" for none."""
    known = {column.name for column in columns if column.read}
    wanted: dict[int, str | None] = {
        place: chosen[place] if chosen.get(place) in known else None for place in range(len(head.texts))
    }
    return _resolved(columns, head, wanted, dict.fromkeys(wanted, Certainty.OWN_HEADING))


def rows_below(sheet: Sheet, head: Head) -> tuple[tuple[int, tuple[RawCell, ...]], ...]:
    """The rows with content below the head, each with its line in the file."""
    return tuple(
        (place + 1, cells)
        for place, cells in enumerate(sheet.rows)
        if place >= head.first_row and not all(map(is_empty, cells))
    )


def _is_text(cell: RawCell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def head_at(sheet: Sheet, row: int) -> Head:
    """The head that a row of a sheet would be, with what stands merged above it."""
    width = max(map(len, sheet.rows), default=0)
    texts = [_text_at(sheet, row, place) for place in range(width)]
    groups = [""] * width
    first_row = row + 1
    for merge in sheet.merges:
        # A merged cell that reaches into this row from above is the heading of its column; one that ends above
        # names a group of columns; one that begins here may reach below, and the rows begin behind it.
        content = _text_at(sheet, merge.first_row, merge.first_column)
        places = range(merge.first_column, min(merge.last_column + 1, width))
        if merge.first_row < row <= merge.last_row and places and not texts[merge.first_column]:
            texts[merge.first_column] = content
        elif merge.last_row == row - 1:
            for place in places:
                groups[place] = content
        if merge.first_row <= row:
            first_row = max(first_row, merge.last_row + 1)
    return Head(row=row, first_row=first_row, texts=tuple(texts), groups=tuple(groups))


def _text_at(sheet: Sheet, row: int, place: int) -> str:
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    return " ".join(shown(cells[place]).split())[:200] if place < len(cells) else ""


def _recognised(head: Head, columns: Sequence[Column]) -> int:
    return len(assign(columns, head, {}).names())


def in_thousands(head: Head, place: int) -> bool:
    """Say whether the heading of a column, or what stands above it, gives its figures in thousands of euros."""
    return bool(IN_THOUSANDS.search(f"{head.groups[place]} {head.texts[place]}"))


def contents(sheet: Sheet, head: Head, place: int) -> tuple[RawCell, ...]:
    """The cells with content below the heading of a column."""
    cells = (row[place] for row in sheet.rows[head.first_row :] if place < len(row))
    return tuple(cell for cell in cells if not is_empty(cell))


def own_column(columns: Sequence[Column], heading: str) -> Column | None:
    """The column that has this very heading in the tables that we write."""
    name = _named_by({heading_key(column.heading): column.name for column in columns}, heading)
    return next((column for column in columns if column.name == name), None)


def _own_names(columns: Sequence[Column]) -> dict[str, str]:
    """The names of columns by the headings that we write; empty for those that are not read."""
    return {heading_key(column.heading): column.name if column.read else "" for column in columns}


def _aliases(columns: Sequence[Column]) -> dict[str, str]:
    """The names of columns by what else they are called; what two are called means the first."""
    names: dict[str, str] = {}
    for column in columns:
        if column.read:
            for alias in column.aliases:
                names.setdefault(heading_key(alias), column.name)
    return names


def _named_by(names: Mapping[str, str], text: str) -> str | None:
    """What stands for a heading in names, with its remarks or without them; None if nothing does."""
    keys = (heading_key(text), heading_key(REMARK.sub("", text)))
    return next((names[key] for key in keys if key in names), None)


def _recognise(
    own: Mapping[str, str], aliases: Mapping[str, str], text: str, group: str
) -> tuple[str | None, Certainty]:
    """The column that a heading names, by its own words or with those of its group."""
    name = _named_by(aliases, text) if text else None
    if name is not None:
        return name, Certainty.ALIAS
    for words in (f"{group} {text}", f"{text} {group}") if group and text else ():
        if found := {**aliases, **own}.get(heading_key(words)):
            return found, Certainty.GROUP
    return None, Certainty.GROUP


def _resolved(
    columns: Sequence[Column],
    head: Head,
    wanted: Mapping[int, str | None],
    certainty: Mapping[int, Certainty],
) -> Assignment:
    """Each field once: certain ones first, then from left to right."""
    taken: dict[str, int] = {}
    for place in sorted(wanted, key=lambda place: (certainty[place], place)):
        name = wanted[place]
        if name is not None:
            taken.setdefault(name, place)
    fields: dict[int, str | None] = {}
    doubled = []
    for place, name in sorted(wanted.items()):
        fields[place] = name if name is not None and taken[name] == place else None
        if name is not None and taken[name] != place:
            doubled.append(place)
    return Assignment(
        fields=fields,
        unassigned=tuple(
            place
            for place, name in fields.items()
            if name is None and place not in doubled and head.texts[place]
        ),
        doubled=tuple(doubled),
        remembered=tuple(place for place, how in certainty.items() if how == Certainty.MEMORY),
        missing=tuple(column.name for column in columns if column.required and column.name not in taken),
    )
