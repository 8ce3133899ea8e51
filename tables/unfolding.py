"""Tables of figures that go to the right: a column for each year, or for each indicator, become a row for each figure.

Pure. What is left of each row is repeated; what stood in the heading becomes a cell of its own.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

import msgspec
from django.utils.translation import gettext as _
from msgspec import Struct

from editing.typed import Unreadable
from editing.years import read_day_or_year
from tables.cells import is_empty, shown
from tables.files.limits import ROWS_AT_MOST
from tables.files.raw import RawCell, Sheet, UnreadableFile
from tables.headings import SEARCHED, Head, assign, column_letters, find_head, head_at
from tables.kinds.column import Column
from tables.signs import marked

# A row of one year only is a row of figures, if no other heading says that it is one of headings.
YEARS_AT_LEAST = 2


class Wide(Struct, frozen=True):
    """How a table goes to the right: its head, and the columns of figures with what their headings say.

    `heading` is the column that these headings fill.
    """

    head: Head
    figures: dict[int, str]
    heading: str


def unfolded(
    sheet: Sheet, columns: Sequence[Column], *, across: Column, period: Column, value: Column
) -> Sheet:
    """The sheet with one row for each figure. A sheet that has a row for each already stays as it is.

    `across` names what is measured. Raises UnreadableFile where the figures are more than the rows of a table may be.
    """
    wide = _wide(sheet, columns, across, period, value)
    if wide is None:
        return sheet
    kept = [place for place in range(len(wide.head.texts)) if place not in wide.figures]
    heading = next(column.heading for column in (across, period) if column.name == wide.heading)
    rows: list[tuple[RawCell, ...]] = [(*(wide.head.texts[place] for place in kept), heading, value.heading)]
    found_at = [""]
    for at, cells in _figures(sheet, wide):
        if len(rows) > ROWS_AT_MOST:
            raise UnreadableFile(
                _("Das Blatt „%s“ hat mehr als 10.000 Werte. Teilen Sie die Tabelle auf.") % sheet.name
            )
        line, place = at
        rows.append(
            (
                *(cells[each] if each < len(cells) else None for each in kept),
                wide.figures[place],
                cells[place],
            )
        )
        found_at.append(f"{column_letters(place)}{line + 1}")
    note = _("Die Werte stehen nebeneinander: Aus jeder Zelle der Spalten %s wird eine Zeile.") % _named(wide)
    return msgspec.structs.replace(
        sheet, rows=tuple(rows), merges=(), notes=(*sheet.notes, note), found_at=tuple(found_at)
    )


def _wide(
    sheet: Sheet, columns: Sequence[Column], across: Column, period: Column, value: Column
) -> Wide | None:
    head = find_head(sheet, columns)
    names = assign(columns, head, {}).names()
    if value.name in names or {across.name, period.name} <= names:
        return None
    if period.name in names:
        others = _not_ours(head, columns)
        return Wide(head=head, figures=others, heading=across.name) if others else None
    if names and (years := _years(head)):
        return Wide(head=head, figures=years, heading=period.name)
    of_years = _head_of_years(sheet)
    # Below a head that is known, a row with years in it is a row of figures, unless it belongs to the head.
    if of_years is None or (names and of_years.row > head.row + 1):
        return None
    return Wide(head=of_years, figures=_years(of_years), heading=period.name)


def _head_of_years(sheet: Sheet) -> Head | None:
    """The first row that names several years, whatever stands beside them."""
    for row in range(min(SEARCHED, len(sheet.rows))):
        found = head_at(sheet, row)
        if len(_years(found)) >= YEARS_AT_LEAST:
            return found
    return None


def _years(head: Head) -> dict[int, str]:
    """The columns whose headings are years or days."""
    found = {place: _year(text) for place, text in enumerate(head.texts)}
    return {place: text for place, text in found.items() if text}


def _year(text: str) -> str:
    """A heading without its footnotes, if it is a year or a day; otherwise nothing."""
    plain = marked(text).figure
    with suppress(Unreadable):
        if isinstance(read_day_or_year(plain), date):
            return plain
    return ""


def _not_ours(head: Head, columns: Sequence[Column]) -> dict[int, str]:
    """The columns with a heading that is none of ours: each is what an indicator is called."""
    fields = assign(columns, head, {}).fields
    return {place: text for place, text in enumerate(head.texts) if text and fields.get(place) is None}


def _figures(sheet: Sheet, wide: Wide) -> Iterator[tuple[tuple[int, int], Sequence[RawCell]]]:
    """The place of each figure with the cells of its row; empty cells say nothing."""
    for line in range(wide.head.first_row, len(sheet.rows)):
        cells = sheet.rows[line]
        for place in wide.figures:
            if place < len(cells) and not is_empty(cells[place]):
                yield (line, place), cells


def _named(wide: Wide) -> str:
    """The first and the last of the columns of figures, as people find them in the file."""
    named = [f"„{shown(text)}“" for text in wide.figures.values()]
    return (
        named[0] if len(named) == 1 else _("%(first)s bis %(last)s") % {"first": named[0], "last": named[-1]}
    )
