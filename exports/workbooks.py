"""Tables as Excel workbooks: typed cells, filters, drop-downs, a sheet of explanations. The only writer of XLSX."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import msgspec
import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from exports.spreadsheets import (
    Cell,
    CellFormat,
    Sheet,
    SheetColumn,
    cell_text,
    guarded,
    sheet_name,
    yes_no,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LISTS = "Listen"
# The number formats of Excel, which shows them as the reader's country writes them. "@" is text: what somebody
# types there stays as it is, so that 1.2.3 does not become a day.
NUMBER_FORMATS = {
    CellFormat.TEXT: "@",
    CellFormat.LONG_TEXT: "@",
    CellFormat.YES_NO: "@",
    CellFormat.COUNT: "#,##0",
    CellFormat.YEAR: "0",
    CellFormat.DECIMAL: "General",
    CellFormat.EURO: '#,##0.00 "€"',
    CellFormat.DATE: "dd.mm.yyyy",
}
WIDTHS = {
    CellFormat.TEXT: 24,
    CellFormat.LONG_TEXT: 56,
    CellFormat.YES_NO: 12,
    CellFormat.COUNT: 12,
    CellFormat.YEAR: 10,
    CellFormat.DECIMAL: 16,
    CellFormat.EURO: 18,
    CellFormat.DATE: 13,
}
HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E3EDF7"}
# In points: two lines.
HEAD_HEIGHT = 32
A4, READABLE_WIDTH = 9, 240
YEARS: dict[str, object] = {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100}
DAYS: dict[str, object] = {
    "validate": "date",
    "criteria": "between",
    "minimum": date(1900, 1, 1),
    "maximum": date(2199, 12, 31),
}


class About(msgspec.Struct, frozen=True):
    """The contents of the sheet of explanations and of the properties of the file: `facts` are (what, value)."""

    title: str
    author: str
    at: datetime
    facts: tuple[tuple[str, str], ...] = ()


def write_workbook(sheets: Sequence[Sheet], *, about: About | None = None, free_rows: int = 0) -> bytes:
    """A workbook with one sheet for each table; with `about` also one that explains their columns.

    Drop-downs reach `free_rows` below the last row, for what people add. Texts are texts, never formulas.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        writer = _Writer(book)
        for sheet in sheets:
            writer.add(sheet, free_rows)
        if about is not None:
            writer.explain(sheets, about)
        writer.add_lists()
    return file.getvalue()


class _Writer:
    """One workbook in the making."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.lists: dict[tuple[str, ...], str] = {}
        self.head = book.add_format(HEAD)
        self.required = book.add_format({**HEAD, "bg_color": "#B9D3EC"})
        self.styles = {
            kind: book.add_format({"num_format": number, "valign": "top", "text_wrap": "@" in number})
            for kind, number in NUMBER_FORMATS.items()
        }
        # Typing in such a cell does not make a formula of it either.
        self.guarded = book.add_format(
            {"num_format": "@", "valign": "top", "text_wrap": True, "quote_prefix": True}
        )

    def add(self, sheet: Sheet, free_rows: int) -> None:
        page = self.book.add_worksheet(sheet_name(sheet.title))
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, _width(column), self.styles[column.format])
            style = self.required if column.required else self.head
            page.write_string(0, index, cell_text(column.heading), style)
            if last := len(sheet.rows) + free_rows:
                self.restrict(page, index, column, last)
        for number, row in enumerate(sheet.rows, 1):
            for index, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                self.write(page, number, index, cell, column.format)
        if sheet.columns:
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
        page.freeze_panes(1, sheet.fixed)
        page.set_row(0, HEAD_HEIGHT)
        _set_up_print(page, sum(_width(column) for column in sheet.columns))

    def write(self, page: Worksheet, row: int, index: int, cell: Cell, kind: CellFormat) -> None:
        match cell:
            case None | "":
                return
            case bool():
                page.write_string(row, index, yes_no(cell), self.styles[CellFormat.YES_NO])
            case str():
                text = cell_text(cell)
                page.write_string(
                    row, index, text, self.styles[kind] if guarded(text) == text else self.guarded
                )
            case int() | Decimal():
                page.write_number(row, index, cell, self.styles[kind])
            case date():
                page.write_datetime(row, index, cell, self.styles[CellFormat.DATE])

    def restrict(self, page: Worksheet, index: int, column: SheetColumn, last: int) -> None:
        """A drop-down, or a check of what is typed, for all rows of a column."""
        choices = (yes_no(True), yes_no(False)) if column.format is CellFormat.YES_NO else column.choices
        if choices:
            rule: dict[str, object] = {
                "validate": "list",
                "source": self.place_of(choices),
                "error_message": _("Bitte wählen Sie eine Angabe aus der Liste."),
            }
        elif column.format is CellFormat.YEAR:
            rule = {**YEARS, "error_message": _("Bitte geben Sie ein Jahr von 1990 bis 2100 ein.")}
        elif column.format is CellFormat.DATE:
            rule = {**DAYS, "error_message": _("Bitte geben Sie ein Datum ein, zum Beispiel 31.12.2026.")}
        else:
            return
        page.data_validation(
            1, index, last, index, {**rule, "error_title": _("So geht es nicht"), "ignore_blank": True}
        )

    def place_of(self, choices: tuple[str, ...]) -> str:
        """The place of a list on the sheet of lists: written into the rule, Excel allows it 255 letters."""
        if choices not in self.lists:
            column = xlsxwriter.utility.xl_col_to_name(len(self.lists), col_abs=True)
            self.lists[choices] = f"={LISTS}!{column}$1:{column}${len(choices)}"
        return self.lists[choices]

    def add_lists(self) -> None:
        if not self.lists:
            return
        page = self.book.add_worksheet(LISTS)
        for index, choices in enumerate(self.lists):
            for row, choice in enumerate(choices):
                page.write_string(row, index, cell_text(choice), self.styles[CellFormat.TEXT])
        page.hide()

    def explain(self, sheets: Sequence[Sheet], about: About) -> None:
        self.book.set_properties(
            {
                "title": about.title,
                "author": about.author,
                "created": about.at.astimezone(UTC).replace(tzinfo=None),
                "comments": "\n".join(f"{what}: {value}" for what, value in about.facts),
            }
        )
        page = self.book.add_worksheet(_("Erläuterungen"))
        plain, bold = self.styles[CellFormat.LONG_TEXT], self.book.add_format({"bold": True, "valign": "top"})
        for index, width in enumerate((32, 60, 60, 12)):
            page.set_column(index, index, width)
        page.write_string(0, 0, about.title, self.book.add_format({"bold": True, "font_size": 14}))
        row = 1
        for what, value in about.facts:
            page.write_string(row, 0, what, bold)
            page.write_string(row, 1, cell_text(value), plain)
            row += 1
        for sheet in sheets:
            row += 1
            if len(sheets) > 1:
                page.write_string(row, 0, sheet.title, bold)
                row += 1
            for index, text in enumerate((_("Spalte"), _("Inhalt"), _("Erlaubte Angaben"), _("Pflicht"))):
                page.write_string(row, index, text, self.head)
            for column in sheet.columns:
                row += 1
                allowed = column.allowed or ", ".join(column.choices)
                cells = (column.heading, column.explanation, allowed, _("ja") if column.required else "")
                for index, text in enumerate(cells):
                    if text:
                        page.write_string(row, index, cell_text(text), plain)
            row += 1
        _set_up_print(page)


def _width(column: SheetColumn) -> int:
    return column.width or WIDTHS[column.format]


def _set_up_print(page: Worksheet, width: int = 0) -> None:
    page.set_landscape()
    page.set_paper(A4)
    # A wider table would be too small to read on one page: it gets several side by side.
    if width <= READABLE_WIDTH:
        page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&R&P / &N")
