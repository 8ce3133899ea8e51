"""Finding the head of a table and recognising its columns by their German headings. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import TypedDict

from msgspec import Struct

from tables.cells import is_empty, shown
from tables.files.raw import RawCell, Sheet
from tables.kinds.column import Column

# Titles, letterheads and explanations above it.
SEARCHED = 30
NOT_LETTERS = re.compile(r"[\W_]+")
REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")


class Head(Struct, frozen=True):
    """The place of the head of a table. The rows begin at `first_row`, counted from 0.

    `texts` has one entry per column of the sheet; `groups` what stands merged above it.
    """

    row: int
    first_row: int
    texts: tuple[str, ...]
    groups: tuple[str, ...]


class Assignment(Struct, frozen=True):
    """Which column of the sheet (counted from 0) fills which field; None leaves it out.

    `doubled` are columns left out because an earlier one fills their field. `missing` are the names of required
    columns that the table does not have; it can still change rows that exist.
    """

    fields: dict[int, str | None]
    unassigned: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()

    def names(self) -> frozenset[str]:
        return frozenset(name for name in self.fields.values() if name)


class ColumnFact(TypedDict):
    """The facts about a column of the sheet for the page of columns; `name` is the field that it fills, or empty."""

    place: int
    heading: str
    sample: list[str]
    name: str
    doubled: bool


def heading_key(text: str) -> str:
    """A heading for comparing and remembering: letters and digits only, in small letters."""
    return NOT_LETTERS.sub("", text.casefold())


def choose_sheet(sheets: Sequence[Sheet], columns: Sequence[Column]) -> Sheet | None:
    """The visible sheet whose head names most columns, the first of them if several do."""
    visible = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
    return max(visible, key=lambda sheet: _recognised(find_head(sheet, columns), columns), default=None)


def find_head(sheet: Sheet, columns: Sequence[Column]) -> Head:
    """The row that names most columns, among the first; the first row with content if none names any."""
    candidates = [row for row, cells in enumerate(sheet.rows[:SEARCHED]) if any(map(_is_text, cells))]
    heads = [_head_at(sheet, row) for row in candidates or [0]]
    return max(heads, key=lambda head: _recognised(head, columns))


def assign(columns: Sequence[Column], head: Head, remembered: Mapping[str, str]) -> Assignment:
    """Recognise the columns of a head. What people assigned by hand earlier counts before our own headings.

    `remembered` maps headings, as `heading_key` writes them, to names of columns, or to "" for none.
    """
    known = {column.name for column in columns if column.read}
    names = _names(columns)
    wanted: dict[int, str | None] = {}
    certain: dict[int, bool] = {}
    for place, text in enumerate(head.texts):
        kept = remembered.get(heading_key(text)) if text else None
        if kept is not None and (kept in known or not kept):
            wanted[place], certain[place] = kept or None, True
        else:
            wanted[place], certain[place] = _recognise(names, text, head.groups[place])
    return _resolved(columns, head, wanted, certain)


def assign_by_hand(columns: Sequence[Column], head: Head, chosen: Mapping[int, str]) -> Assignment:
    """The choice of a person: the place of a column of the sheet → name, or "" for none."""
    known = {column.name for column in columns if column.read}
    wanted: dict[int, str | None] = {
        place: chosen[place] if chosen.get(place) in known else None for place in range(len(head.texts))
    }
    return _resolved(columns, head, wanted, dict.fromkeys(wanted, True))


def rows_below(sheet: Sheet, head: Head) -> tuple[tuple[int, tuple[RawCell, ...]], ...]:
    """The rows with content below the head, each with its line in the file."""
    return tuple(
        (place + 1, cells)
        for place, cells in enumerate(sheet.rows)
        if place >= head.first_row and not all(map(is_empty, cells))
    )


def sample(sheet: Sheet, head: Head, place: int, count: int = 3) -> tuple[str, ...]:
    """The first contents of a column, which help to assign it by hand."""
    cells = (row[place] for row in sheet.rows[head.first_row : head.first_row + 200] if place < len(row))
    return tuple(shown(cell)[:80] for cell in cells if not is_empty(cell))[:count]


def _is_text(cell: RawCell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _head_at(sheet: Sheet, row: int) -> Head:
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


def _names(columns: Sequence[Column]) -> dict[str, str]:
    """The names of columns by their headings; headings count before what else they are called."""
    names: dict[str, str] = {}
    for column in columns:
        names.setdefault(heading_key(column.heading), column.name if column.read else "")
    for column in columns:
        if column.read:
            for alias in column.aliases:
                names.setdefault(heading_key(alias), column.name)
    return names


def _recognise(names: Mapping[str, str], text: str, group: str) -> tuple[str | None, bool]:
    """The column that a heading names, and whether by its own words rather than with those of its group."""
    if not text:
        return None, False
    for key in (heading_key(text), heading_key(REMARK.sub("", text))):
        if key in names:
            return names[key] or None, True
    for words in (f"{group} {text}", f"{text} {group}") if group else ():
        if names.get(heading_key(words)):
            return names[heading_key(words)], False
    return None, False


def _resolved(
    columns: Sequence[Column],
    head: Head,
    wanted: Mapping[int, str | None],
    certain: Mapping[int, bool],
) -> Assignment:
    """Each field once: certain ones first, then from left to right."""
    taken: dict[str, int] = {}
    for place in sorted(wanted, key=lambda place: (not certain[place], place)):
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
        missing=tuple(column.name for column in columns if column.required and column.name not in taken),
    )
