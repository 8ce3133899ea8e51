"""What cells mean: certain ones are understood, doubtful ones are refused with a reason."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn, write_csv
from exports.workbooks import write_workbook
from tables.cells import interpret, is_same, label
from tables.choices import CellType
from tables.codes import number_and_title, own_number
from tables.files.raw import FORMULA_WITHOUT_VALUE, FormulaError
from tables.files.reading import read_sheets
from tables.kinds.column import CellValue, Column
from tables.misread import Misread

D = Decimal
SDG = frozenset({"4.1", "4.5", "4.c", "13.1", "17.1", "17.10"})


def column(kind: CellType, **fields: Any) -> Column:
    return Column(name="field", heading="Feld", type=kind, **fields)


AMOUNT = column(CellType.DECIMAL, digits=(12, 2), negative=False, in_euros=True)
POSTS = column(CellType.DECIMAL, digits=(6, 2), negative=False, in_posts=True)
FIGURE = column(CellType.DECIMAL, digits=(14, 3))
TARGETS = column(CellType.CODES, codes=SDG)
KIND = column(CellType.CHOICE, choices=(("new", "neu"), ("third_party", "Dritte")))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1.234", D(1234)),
        ("1.234.567", D(1234567)),
        ("0.125", D("0.125")),
        ("12,5", D("12.5")),
        ("12.5", D("12.5")),
        ("1,234.50", D("1234.50")),
        ("12 000,-", D(12000)),
        ("-3,5", D("-3.5")),
        ("12 %", D(12)),
        (12000.5, D("12000.5")),
        (0.1 + 0.2, D("0.3")),
        (12000 / 7, D("1714.286")),
        (0, D(0)),
        ("k. A.", None),
        ("  ", None),
        (None, None),
    ],
)
def test_figures_are_read_in_german_and_other_notations(raw: Any, value: Decimal | None) -> None:
    assert interpret(FIGURE, raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("05.10.2021", date(2021, 10, 5)),
        ("5.10.21", date(2021, 10, 5)),
        ("2021-10-05", date(2021, 10, 5)),
        (datetime(2021, 10, 5, 12, 30), date(2021, 10, 5)),
        (date(2021, 10, 5), date(2021, 10, 5)),
        ("", None),
    ],
)
def test_days_are_read_in_german_iso_and_as_excel_stores_them(raw: Any, value: date | None) -> None:
    assert interpret(column(CellType.DATE), raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (CellType.YEAR, 2027, 2027),
        (CellType.YEAR, "2027", 2027),
        (CellType.YEAR, 2027.0, 2027),
        (CellType.YEAR, date(2027, 5, 1), 2027),
        (CellType.YEAR, "01.05.2027", 2027),
        (CellType.YEAR, "Mai 2027", 2027),
        (CellType.NUMBER, "1.02.3.", "1.02.3."),
        (CellType.NUMBER, "M  7\n", "M 7"),
        (CellType.GOAL, "Rad­verkehr\nstärken", "Radverkehr stärken"),
        (CellType.GOAL, "k. A.", ""),
        (CellType.NUMBER, 1.2, "1.2"),
        (CellType.NUMBER, 1, "1"),
        (CellType.TEXT, 51.01, "51,01"),
        (CellType.TEXT, "  zwei\n Zeilen ", "zwei Zeilen"),
        (CellType.LONG_TEXT, " erste\r\nzweite ", "erste\nzweite"),
        (CellType.LONG_TEXT, date(2027, 5, 1), "01.05.2027"),
        (CellType.EMAIL, " <A.Kaya@Herne.example> ", "a.kaya@herne.example"),
        (CellType.LINK, "www.herne.example/a", "https://www.herne.example/a"),
        (CellType.CODES, "11.2.a; 13.1", ("11.2.a", "13.1")),
    ],
)
def test_cells_are_read_by_the_type_of_their_column(kind: CellType, raw: Any, value: CellValue) -> None:
    assert interpret(column(kind), raw) == value


@pytest.mark.parametrize("raw", ["ja", "JA", "x", "✓", "wahr", "1", 1, True, 1.0])
def test_yes_is_recognised(raw: Any) -> None:
    assert interpret(column(CellType.YES_NO), raw) is True


@pytest.mark.parametrize("raw", ["nein", "-", "falsch", "0", 0, False, "", None])
def test_no_and_nothing_are_no(raw: Any) -> None:
    assert interpret(column(CellType.YES_NO), raw) is False


@pytest.mark.parametrize("raw", ["Dritte", "  dritte ", "DRITTE", "third_party"])
def test_choices_are_found_by_label_or_value(raw: str) -> None:
    assert interpret(KIND, raw) == "third_party"


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("4.1, 4.5", ("4.1", "4.5")),
        ("SDG 4.1 und 4.c", ("4.1", "4.c")),
        ("4.1; 4.1\n13.1", ("4.1", "13.1")),
        (4.1, ("4.1",)),
        ("", ()),
    ],
)
def test_sdg_targets_are_read_from_lists_and_from_numbers(raw: Any, codes: tuple[str, ...]) -> None:
    assert interpret(TARGETS, raw) == codes


BECAME_A_DAY = (
    "Excel hat aus der Nummer ein Datum gemacht. "
    "Formatieren Sie die Spalte als Text und schreiben Sie die Nummer neu."
)


@pytest.mark.parametrize(
    ("where", "raw", "reason"),
    [
        (column(CellType.TEXT, required=True), " ", "Diese Angabe fehlt."),
        (column(CellType.TEXT, at_most=5), "sechs!", "Der Text hat 6 Zeichen, höchstens 5 sind möglich."),
        (column(CellType.TEXT), FormulaError("#BEZUG!"), "Die Formel meldet einen Fehler: #BEZUG!."),
        (
            column(CellType.TEXT),
            FORMULA_WITHOUT_VALUE,
            "Die Formel hat kein gespeichertes Ergebnis. Öffnen und speichern Sie die Datei in Excel.",
        ),
        (
            column(CellType.TEXT),
            date(2021, 2, 1),
            "Excel hat daraus ein Datum gemacht. Formatieren Sie die Zelle als Text und schreiben Sie neu.",
        ),
        (TARGETS, date(2027, 1, 4), BECAME_A_DAY),
        (TARGETS, "04. Jan", BECAME_A_DAY),
        (column(CellType.NUMBER), date(2003, 2, 1), BECAME_A_DAY),
        (TARGETS, 17.1, "Excel hat aus der Nummer eine Zahl gemacht: 17.1 oder 17.10?"),
        (TARGETS, "4,1", "Bitte schreiben Sie die Nummer mit Punkt: 4.1."),
        (TARGETS, "4.99", "Die Nummer 4.99 gibt es nicht."),
        (TARGETS, "Bildung", "„Bildung“ ist keine solche Nummer."),
        (column(CellType.YEAR), "2021-2025", "„2021-2025“ ist ein Zeitraum, kein Jahr. Zum Beispiel: 2027"),
        (
            column(CellType.YEAR),
            date(1905, 7, 13),
            "Das Jahr 1905 passt nicht. Möglich sind Jahre von 1990 bis 2100.",
        ),
        (column(CellType.DATE), "31.02.2021", "„31.02.2021“ ist kein Datum. Zum Beispiel: 05.10.2021"),
        (column(CellType.DATE), 44474, "„44474“ ist kein Datum. Zum Beispiel: 05.10.2021"),
        (AMOUNT, -1, "Ein negativer Betrag ist hier nicht möglich."),
        (AMOUNT, "1,2345", "Höchstens 2 Stellen nach dem Komma sind möglich."),
        (AMOUNT, 1e300, "Die Zahl ist zu groß."),
        (AMOUNT, "ca. 500", "„ca. 500“ ist keine genaue Angabe."),
        (AMOUNT, True, "„ja“ ist kein Betrag. Zum Beispiel: 12.000,50"),
        (AMOUNT, "50 %", "„50 %“ ist kein Betrag. Zum Beispiel: 12.000,50"),
        (POSTS, "50 €", "„50 €“ ist keine Zahl von Vollzeitstellen. Zum Beispiel: 0,5"),
        (column(CellType.YES_NO), "vielleicht", "„vielleicht“ heißt weder ja noch nein."),
        (KIND, "alt", "„alt“ steht nicht in der Liste."),
        (column(CellType.EMAIL), "A. Kaya", "„a. kaya“ ist keine gültige E-Mail-Adresse."),
        (
            column(CellType.LINK),
            "javascript:alert(1)",
            "„javascript:alert(1)“ ist keine Adresse im Internet.",
        ),
    ],
)
def test_doubtful_cells_are_refused_with_a_reason(where: Column, raw: Any, reason: str) -> None:
    with pytest.raises(Misread) as misread:
        interpret(where, raw)

    assert misread.value.reason == reason


def test_refused_choice_names_what_is_allowed() -> None:
    with pytest.raises(Misread) as misread:
        interpret(KIND, "alt")

    assert misread.value.allowed == "neu, Dritte"


def test_references_to_sdg_targets_have_no_order_but_codes_have() -> None:
    codes = column(CellType.CODES)

    assert is_same(TARGETS, ("4.1", "4.5"), ("4.5", "4.1"))
    assert not is_same(codes, ("4.1", "4.5"), ("4.5", "4.1"))


def written_and_read(value: Cell, kind: CellFormat) -> tuple[Any, Any]:
    """A cell written as XLSX and as CSV, as the readers give it back."""
    columns = (SheetColumn(heading="Titel"), SheetColumn(heading="Feld", format=kind))
    sheet = Sheet(title="T", columns=columns, rows=(("A", value),))
    found = []
    for content in (write_workbook([sheet]), write_csv(sheet)):
        cells = read_sheets(BytesIO(content))[0].rows[1]
        found.append(cells[1] if len(cells) > 1 else None)
    return found[0], found[1]


@settings(max_examples=25)
@given(st.decimals(min_value=-(10**10), max_value=10**10, places=3))
def test_written_figures_are_read_back(value: Decimal) -> None:
    for raw in written_and_read(value, CellFormat.DECIMAL):
        assert is_same(FIGURE, interpret(FIGURE, raw), value)


@settings(max_examples=25)
@given(st.dates(min_value=date(1900, 3, 1), max_value=date(2199, 12, 31)))
def test_written_days_are_read_back(value: date) -> None:
    for raw in written_and_read(value, CellFormat.DATE):
        assert interpret(column(CellType.DATE), raw) == value


@settings(max_examples=25)
@given(st.booleans())
def test_written_yes_and_no_are_read_back(value: bool) -> None:
    for raw in written_and_read(value, CellFormat.YES_NO):
        assert interpret(column(CellType.YES_NO), raw) is value


@settings(max_examples=25)
@example("#WERT!")
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_written_texts_are_read_back(value: str) -> None:
    text = column(CellType.LONG_TEXT)
    for raw in written_and_read(value, CellFormat.LONG_TEXT):
        assert is_same(text, interpret(text, raw), value)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(sorted(SDG)), unique=True))
def test_written_codes_are_read_back(codes: list[str]) -> None:
    for raw in written_and_read(", ".join(codes), CellFormat.TEXT):
        assert is_same(TARGETS, interpret(TARGETS, raw), tuple(codes))


def test_labels_show_values_as_people_read_them() -> None:
    shown = [label(KIND, "third_party"), label(FIGURE, D("1234.50")), label(TARGETS, ("4.1", "4.5"))]

    assert shown == ["Dritte", "1.234,5", "4.1, 4.5"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.02.3.", ("1.2.3", "")),
        ("1.2.3 Lesen im Quartier", ("1.2.3", "Lesen im Quartier")),
        ("Ziel 1.2: Lesen", ("1.2", "Lesen")),
        ("OZ 1.2.3", ("1.2.3", "")),
        ("M 3.4", ("", "M 3.4")),
        ("Ü1", ("", "Ü1")),
        ("2030 leben alle gut", ("2030", "leben alle gut")),
    ],
)
def test_number_stands_at_the_beginning_of_a_text(text: str, found: tuple[str, str]) -> None:
    assert number_and_title(text) == found


def test_number_of_ours_has_its_number_of_parts() -> None:
    assert [own_number(text, 4) for text in ("1.2.3.04", "1.2.3", "341", "Ü1")] == ["1.2.3.4", "", "", ""]
