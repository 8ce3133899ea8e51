"""The tables that can be read back: the columns that reading knows, filled or as an empty template."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from editing.dialect import shown_text
from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from tables.cells import joined, label
from tables.choices import CellType
from tables.kinds.column import CellValue, Column
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.rows import TableRow
from tables.vocabulary import current_lists

FORMATS = {
    CellType.LONG_TEXT: CellFormat.LONG_TEXT,
    CellType.COSTS: CellFormat.LONG_TEXT,
    CellType.SOURCES: CellFormat.LONG_TEXT,
    CellType.PERSONS: CellFormat.LONG_TEXT,
    CellType.YEAR: CellFormat.YEAR,
    CellType.DECIMAL: CellFormat.DECIMAL,
    CellType.STATISTIC: CellFormat.DECIMAL,
    CellType.DATE: CellFormat.DATE,
    CellType.YES_NO: CellFormat.YES_NO,
}
NARROW = frozenset({CellType.NUMBER, CellType.GOAL})


def kind_sheet(kind: Kind, rows: Iterable[TableRow], lists: Lists | None = None) -> Sheet:
    """A table with the columns of its kind; without `lists` with those of the database."""
    columns = kind.columns(lists or current_lists())
    return Sheet(
        title=kind.label,
        columns=tuple(map(_sheet_column, columns)),
        rows=tuple(tuple(_cell(column, row.values[column.name]) for column in columns) for row in rows),
        fixed=_fixed(kind, columns),
    )


def template_sheet(kind: Kind) -> Sheet:
    """A table of a kind to fill in: its own, or an empty one with the columns that are read."""
    if (own := kind.template()) is not None:
        return own
    columns = tuple(column for column in kind.columns(current_lists()) if column.read)
    return Sheet(
        title=kind.label, columns=tuple(map(_sheet_column, columns)), rows=(), fixed=_fixed(kind, columns)
    )


def _fixed(kind: Kind, columns: tuple[Column, ...]) -> int:
    """The columns up to the title stay in view."""
    return 1 + [column.name for column in columns].index(kind.title_column)


def _sheet_column(column: Column) -> SheetColumn:
    one_of = column.type is CellType.CHOICE and column.read
    return SheetColumn(
        heading=column.heading,
        format=CellFormat.EURO if column.in_euros else FORMATS.get(column.type, CellFormat.TEXT),
        explanation=column.explanation,
        allowed="" if one_of else _allowed(column),
        choices=tuple(label for _value, label in column.choices) if one_of else (),
        required=column.required,
        width=14 if column.type in NARROW else 0,
    )


def _allowed(column: Column) -> str:
    if not column.read:
        return _("wird nur geschrieben, beim Einlesen nicht beachtet")
    if column.in_euros:
        return _("Betrag in Euro, zum Beispiel 12000 oder 1.234,50")
    if column.at_most:
        return _("%(type)s, höchstens %(count)d Zeichen") % {
            "type": str(column.type.label),
            "count": column.at_most,
        }
    return str(column.type.label)


def _cell(column: Column, value: CellValue) -> Cell:
    if isinstance(value, tuple):
        return joined(column, value)
    if column.type is CellType.PERIOD:
        return label(column, value)
    if column.choices and isinstance(value, str):
        return dict(column.choices).get(value, value)
    return shown_text(value) if column.in_dialect and isinstance(value, str) else value
