"""Tables as values, and as CSV that German Excel opens. Knows nothing of what they list.

`exports.workbooks` writes the same values as XLSX. No text of a table ever becomes a formula.
"""

import csv
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO

import msgspec
from django.utils.translation import gettext as _

from exports.xml_text import xml_text

Cell = str | int | Decimal | date | bool | None

# A cell of Excel holds no more; Excel counts in UTF-16, where an emoji takes two places.
CELL_AT_MOST = 32_767
NEWLINES = re.compile("\r\n?")
# Excel reads a text that begins like this as a formula or as its error. An apostrophe more keeps it a text; texts that
# begin with apostrophes before such a sign get one more as well, so that taking one away always gives the text back.
LIKE_A_FORMULA = re.compile(r"'*[=+\-@#\t\r\n]")
SHEET_NAME_AT_MOST = 31


class CellFormat(StrEnum):
    """The look of the cells of a column, and what may be typed into them."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    COUNT = "count"
    YEAR = "year"
    DECIMAL = "decimal"
    EURO = "euro"
    DATE = "date"
    YES_NO = "yes_no"


class SheetColumn(msgspec.Struct, frozen=True):
    """One column. `choices` become a drop-down; `explanation` stands on the sheet of explanations.

    Without `width` (in letters) the format decides.
    """

    heading: str
    format: CellFormat = CellFormat.TEXT
    explanation: str = ""
    allowed: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    width: int = 0


class Sheet(msgspec.Struct, frozen=True):
    """A titled table. The first `fixed` columns stay in view when one scrolls to the right."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fixed: int = 1


def cell_text(text: str) -> str:
    """The text as a cell can hold it: no control characters, one kind of newline, not too long."""
    plain = xml_text(NEWLINES.sub("\n", text))
    if 2 * len(plain) <= CELL_AT_MOST:
        return plain
    return plain.encode("utf-16-le")[: 2 * CELL_AT_MOST].decode("utf-16-le", "ignore")


def guarded(text: str) -> str:
    """The text for a CSV file, with an apostrophe before it if Excel would read it as a formula."""
    return f"'{text}" if LIKE_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`, for readers."""
    return text[1:] if text.startswith("'") and LIKE_A_FORMULA.match(text) else text


def yes_no(value: bool) -> str:
    return _("ja") if value else _("nein")


def write_csv(sheet: Sheet) -> bytes:
    """CSV as German Excel opens it: semicolons, decimal commas, German dates, a byte order mark before UTF-8."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(guarded(column.heading) for column in sheet.columns)
    writer.writerows(_csv_row(row) for row in sheet.rows)
    return ("\ufeff" + text.getvalue()).encode()


def sheet_name(title: str) -> str:
    """A name that Excel takes: short, without some signs, and not between apostrophes."""
    plain = "".join(sign for sign in title if sign not in "[]:*?/\\'")
    return " ".join(plain.split())[:SHEET_NAME_AT_MOST].strip()


def _csv_row(row: Iterable[Cell]) -> list[str]:
    return [_csv_cell(cell) for cell in row]


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell_text(cell))
        case bool():
            return yes_no(cell)
        case Decimal():
            return format(cell, "f").replace(".", ",")
        case date():
            return f"{cell:%d.%m.%Y}"
    return str(cell)
