"""Reading files as Excel, LibreOffice and others write them."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tables.files.raw import FORMULA_WITHOUT_VALUE, Sheet, UnreadableFile
from tables.files.reading import read_sheets
from tests.tables.hostile import rows, workbook

FILES = Path(__file__).parent / "files"


def read(content: bytes, encoding: str | None = None) -> tuple[Sheet, ...]:
    return read_sheets(BytesIO(content), encoding=encoding)


def lines(content: bytes, encoding: str | None = None) -> tuple[tuple[Any, ...], ...]:
    return read(content, encoding)[0].rows


def test_workbook_of_libreoffice_gives_stored_values_with_their_types() -> None:
    visible, hidden = read((FILES / "measures.xlsx").read_bytes())

    assert visible.name == "Maßnahmen"
    assert visible.rows[4:] == (
        (
            "1.1.1.1",
            "1.1.1",
            "Bäume für die Straße",
            2027,
            date(2030, 12, 31),
            12000.5,
            24001,
            36001.5,
            "4.1, 4.5",
            "erste Zeile\nzweite Zeile",
            "12,5 %",
        ),
        (
            None,
            "1.1.2",
            "Schatten auf dem Schulhof",
            "2028",
            None,
            "1.234,50 €",
            "#DIV/0!",
            None,
            4.1,
            date(2027, 5, 1),
            True,
        ),
    )
    assert (hidden.name, hidden.hidden, hidden.rows) == ("Auswahllisten", True, ())


def test_workbook_of_openpyxl_keeps_formulas_without_value_apart() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Titel", "Kosten", "am"])
    page.append(["Radweg", "=1+1", datetime(2027, 5, 1, 14, 30)])
    page["A2"].font = Font(bold=True)
    book.create_sheet("sehr verborgen").sheet_state = "veryHidden"
    file = BytesIO()
    book.save(file)

    sheet, hidden = read(file.getvalue())

    assert sheet.rows[1] == ("Radweg", FORMULA_WITHOUT_VALUE, datetime(2027, 5, 1, 14, 30))
    assert hidden.hidden


def test_workbook_counting_from_1904_gives_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([date(2021, 10, 5)])
    file = BytesIO()
    book.save(file)

    assert lines(file.getvalue()) == ((date(2021, 10, 5),),)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c t="inlineStr"><is><r><t>Rad</t></r><r><t>weg</t></r><rPh><t>x</t></rPh></is></c>', "Radweg"),
        ('<c t="str"><f>A1</f><v></v></c>', FORMULA_WITHOUT_VALUE),
        ('<c t="str"><f>A1</f><v>_x005F_x000D_</v></c>', "_x000D_"),
        ('<c t="d"><v>2021-10-05</v></c>', date(2021, 10, 5)),
        ('<c t="b"><v>0</v></c>', False),
        ("<x:c><x:v>7</x:v></x:c>", 7),
    ],
)
def test_cells_are_read_in_every_way_they_can_be_written(cell: str, value: object) -> None:
    if value == FORMULA_WITHOUT_VALUE:
        cell = cell.replace(' t="str"', "")
    xml = rows(f"<row>{cell}</row>").replace("<worksheet>", '<worksheet xmlns:x="urn:x">')

    assert lines(workbook(xml)) == ((value,),)


@pytest.mark.parametrize("name", ["concepts_windows_1252.csv", "concepts_utf_8.csv"])
def test_csv_of_libreoffice_is_read_in_either_encoding(name: str) -> None:
    assert lines((FILES / name).read_bytes()) == (
        ("Titel", "Art", "Datum", "Vorlage des Rates", "gültig bis", "Zusammenfassung"),
        (
            "Klimafolgenanpassungskonzept",
            "Konzept",
            "05.10.2021",
            "2021/0734",
            "31.12.2030",
            "Hitze; Starkregen\nund Bäume",
        ),
        ("Straßenbaumkonzept", "Konzept", "2019-05-02", None, None, "10.000 Bäume für 12,5 Mio. €"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_in_the_encodings_of_excel(encoding: str) -> None:
    assert lines("Titel;Größe\nStraße;12,5 €\n".encode(encoding)) == (
        ("Titel", "Größe"),
        ("Straße", "12,5 €"),
    )


def test_csv_encoding_can_be_forced() -> None:
    assert lines("Größe".encode("cp850"), "cp850") == (("Größe",),)


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("utf-8", "Die Datei ist nicht im Zeichensatz „utf-8“ geschrieben."),
        ("zip", "Den Zeichensatz „zip“ gibt es hier nicht."),
    ],
)
def test_forcing_a_wrong_encoding_is_refused(encoding: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        lines("Größe".encode("cp1252"), encoding)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        'Titel;Kosten;SDG\nA;1,5;"4.1, 4.5"\nB;2,5;"4.1, 4.2"\n',
        'Titel,Kosten,SDG\nA,"1,5","4.1, 4.5"\nB,"2,5","4.1, 4.2"\n',
        "Titel\tKosten\tSDG\nA\t1,5\t4.1, 4.5\nB\t2,5\t4.1, 4.2\n",
        'sep=,\nTitel,Kosten,SDG\nA,"1,5","4.1, 4.5"\nB,"2,5","4.1, 4.2"\n',
    ],
    ids=["semicolon", "comma", "tab", "hint"],
)
def test_csv_delimiter_is_the_one_that_parts_all_lines_alike(text: str) -> None:
    assert lines(text.encode()) == (
        ("Titel", "Kosten", "SDG"),
        ("A", "1,5", "4.1, 4.5"),
        ("B", "2,5", "4.1, 4.2"),
    )


def test_csv_texts_protected_against_formulas_lose_their_apostrophe() -> None:
    assert lines(b"Titel;Text\n'=1+1;it's\n") == (("Titel", "Text"), ("=1+1", "it's"))


def test_reading_reports_its_progress_up_to_the_end() -> None:
    reports: list[tuple[int, int]] = []

    read_sheets(
        BytesIO((FILES / "measures.xlsx").read_bytes()),
        report=lambda done, total: reports.append((done, total)),
    )

    assert reports[-1][0] == reports[-1][1]


SWALLOWING = "In Zeile {} öffnet ein Anführungszeichen, das nicht geschlossen wird: „{}“. {}"
AS_A_SIGN = "Das Zeichen ist als Teil des Textes gelesen."
FOR_THEMSELVES = f"{AS_A_SIGN} Die Zeilen darunter sind jede für sich gelesen."
AS_TEXT = "Was darunter steht, ist als Text dieser Zelle gelesen."


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        (
            'a;b\n"offen;1\nzweite;2\n',
            (("a", "b"), ('"offen', "1"), ("zweite", "2")),
            (SWALLOWING.format(2, '"offen;1', FOR_THEMSELVES),),
        ),
        # The next mark closes it in the middle of a row.
        (
            'a;b\n"gut; ja";"offen\n3;"zweite"\n4;"zwei\nZeilen"\n',
            (("a", "b"), ("gut; ja", '"offen'), ("3", "zweite"), ("4", "zwei\nZeilen")),
            (SWALLOWING.format(2, '"gut; ja";"offen', FOR_THEMSELVES),),
        ),
        ('a;b\n1;"offen', (("a", "b"), ("1", '"offen')), (SWALLOWING.format(2, '1;"offen', AS_A_SIGN),)),
        (
            'a;b\n1;"offen\nund weiter\n',
            (("a", "b"), ("1", '"offen\nund weiter')),
            (SWALLOWING.format(2, '1;"offen', AS_TEXT),),
        ),
        # Marks that should have been doubled swallow nothing.
        (
            'a;b\n1;"Das "Haus" am Ring"\n2;5"-Rohr\n',
            (("a", "b"), ("1", 'Das "Haus" am Ring'), ("2", '5"-Rohr')),
            (),
        ),
        ('a;b\n1;"eins\nzum "Haus" hin"\n2;x\n', (("a", "b"), ("1", 'eins\nzum "Haus" hin'), ("2", "x")), ()),
    ],
)
def test_open_quotation_marks_swallow_nothing_and_are_told(
    text: str, expected: tuple[Any, ...], notes: tuple[str, ...]
) -> None:
    (sheet,) = read(text.encode())
    assert (sheet.rows, sheet.notes) == (expected, notes)


def test_open_quotation_mark_before_many_rows_is_told_by_its_line() -> None:
    below = "".join(f"{number};{'x' * 500}\n" for number in range(5_000))
    (sheet,) = read(f'a;b\n"offen;1\n{below}'.encode())
    assert (len(sheet.rows), len(sheet.notes)) == (5_002, 1)


def test_file_full_of_open_quotation_marks_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="In Zeile 22 fehlt wohl ein Anführungszeichen"):
        read(("a;b\n" + '1;"offen\n' * 500).encode())
