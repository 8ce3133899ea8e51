"""Tables as files: what Excel would make of them, read back with another library than the one that wrote them."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.spreadsheets import (
    CELL_AT_MOST,
    Cell,
    CellFormat,
    Sheet,
    SheetColumn,
    cell_text,
    guarded,
    sheet_name,
    unguarded,
    write_csv,
)
from exports.workbooks import About, write_workbook

COLUMNS = (
    SheetColumn(heading="Titel", required=True, explanation="Wie sie heißt."),
    SheetColumn(heading="Art", choices=("neu", "laufend, seit Jahren")),
    SheetColumn(heading="Beginn", format=CellFormat.YEAR),
    SheetColumn(heading="Kosten", format=CellFormat.EURO),
    SheetColumn(heading="Datum", format=CellFormat.DATE),
    SheetColumn(heading="dauerhaft", format=CellFormat.YES_NO),
)
ROW: tuple[Cell, ...] = ("=1+1", "neu", 2026, Decimal("-1234.50"), date(2026, 11, 23), True)
ABOUT = About(
    title="Maßnahmen",
    author="Stadt Musterstadt",
    at=datetime(2026, 11, 23, 7, tzinfo=UTC),
    facts=(("Stand", "Entwurf"),),
)
LIKE_FORMULAS = ("=1+1", "+49 2323", "-1", "@SUM(A1)", "\t=1", "\n=1", "'=1", "''-1")


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet(title="Maßnahmen", columns=COLUMNS, rows=rows)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def texts(*values: str) -> Sheet:
    return Sheet(title="T", columns=(SheetColumn(heading="A"),), rows=tuple((value,) for value in values))


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_workbook_holds_typed_cells() -> None:
    page = opened(write_workbook([sheet(ROW, ("", None, None, None, None, False))]))["Maßnahmen"]
    cells = [(cell.value, cell.data_type) for cell in page[2]]
    assert cells == [
        ("=1+1", "s"),
        ("neu", "s"),
        (2026, "n"),
        (-1234.5, "n"),
        (datetime(2026, 11, 23), "d"),
        ("ja", "s"),
    ]
    assert [cell.value for cell in page[3]] == [None, None, None, None, None, "nein"]


def test_workbook_shows_german_formats() -> None:
    page = opened(write_workbook([sheet(ROW)]))["Maßnahmen"]
    formats = [cell.number_format for cell in page[2]]
    assert formats == ["@", "@", "0", '#,##0.00 "€"', "dd.mm.yyyy", "@"]


@pytest.mark.parametrize("text", LIKE_FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = opened(write_workbook([texts(text)]))["T"]["A2"]
    # Edited in Excel, such a cell stays a text, too.
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert csv_rows(write_csv(texts(text))) == [["A"], [f"'{text}"]]


def test_sheet_can_be_filtered_and_its_head_stays_in_view() -> None:
    page = opened(write_workbook([sheet(ROW, ROW)]))["Maßnahmen"]
    assert (page.auto_filter.ref, page.freeze_panes) == ("A1:F3", "B2")


def test_choices_become_a_list_beside_the_table() -> None:
    book = opened(write_workbook([sheet(ROW)], free_rows=100))
    rules = {
        str(rule.sqref): (rule.type, rule.formula1)
        for rule in book["Maßnahmen"].data_validations.dataValidation
    }
    assert rules == {
        "B2:B102": ("list", "Listen!$A$1:$A$2"),
        "C2:C102": ("whole", "1990"),
        "E2:E102": ("date", "1"),
        "F2:F102": ("list", "Listen!$B$1:$B$2"),
    }
    assert book["Listen"].sheet_state == "hidden"
    assert [[cell.value for cell in column] for column in book["Listen"].columns] == [
        ["neu", "laufend, seit Jahren"],
        ["ja", "nein"],
    ]


def test_a_sheet_explains_the_columns() -> None:
    book = opened(write_workbook([sheet()], about=ABOUT))
    rows = [tuple(cell or "" for cell in row) for row in book["Erläuterungen"].values]
    assert rows == [
        ("Maßnahmen", "", "", ""),
        ("Stand", "Entwurf", "", ""),
        ("", "", "", ""),
        ("Spalte", "Inhalt", "Erlaubte Angaben", "Pflicht"),
        ("Titel", "Wie sie heißt.", "", "ja"),
        ("Art", "", "neu, laufend, seit Jahren", ""),
        ("Beginn", "", "", ""),
        ("Kosten", "", "", ""),
        ("Datum", "", "", ""),
        ("dauerhaft", "", "", ""),
    ]
    properties = book.properties
    assert (properties.title, properties.creator, properties.description, properties.created) == (
        "Maßnahmen",
        "Stadt Musterstadt",
        "Stand: Entwurf",
        datetime(2026, 11, 23, 7),
    )


def test_csv_is_written_as_german_excel_expects_it() -> None:
    content = write_csv(sheet(ROW, ('Ä; "ö"\nß', None, 2027, Decimal("1E+3"), None, False)))
    assert content.decode() == (
        "\ufeffTitel;Art;Beginn;Kosten;Datum;dauerhaft\r\n"
        "'=1+1;neu;2026;-1234,50;23.11.2026;ja\r\n"
        '"Ä; ""ö""\nß";;2027;1000;;nein\r\n'
    )


def test_texts_are_cut_to_what_a_cell_holds() -> None:
    assert cell_text("ä" * 40_000) == "ä" * CELL_AT_MOST
    # Excel counts two for an emoji and must not get half of one.
    assert cell_text("🌳" * 20_000) == "🌳" * (CELL_AT_MOST // 2)


def test_what_no_file_can_hold_is_left_out() -> None:
    assert cell_text("a\x00b\x0bc\ufffed\ud800e\r\nf\rg\th") == "abcde\nf\ng\th"


def test_sheets_get_names_that_excel_takes() -> None:
    assert sheet_name("Ziele: [a]/b*? 'x' " + "y" * 40) == "Ziele ab x yyyyyyyyyyyyyyyyyyyyy"[:31]


@given(st.text())
def test_guarded_texts_are_read_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@\t\r\n")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(alphabet="'=+-@ab\n\t🌳;\"", min_size=1, max_size=8), min_size=1, max_size=50))
def test_texts_survive_both_formats(values: list[str]) -> None:
    page = opened(write_workbook([texts(*values)]))["T"]
    assert [row[0].value for row in page.iter_rows(min_row=2)] == values
    assert csv_rows(write_csv(texts(*values)))[1:] == [[guarded(value)] for value in values]
