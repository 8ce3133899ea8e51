"""The frozen report as JSON, and what is drawn from it without a database."""

import json
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import openpyxl
import page
import pytest
from msgspec import structs

from exports.typesetting import typeset
from monitoring.choices import ExecutionLight
from monitoring.progress.document import from_json, json_schema, to_json
from monitoring.progress.figures import reason_beside, theme_figures
from monitoring.progress.rendering.docx import report_docx
from monitoring.progress.rendering.pdf import STYLESHEET, report_html
from monitoring.progress.rendering.sheets import report_workbook
from monitoring.progress.synopsis import synopsis_of
from tests.monitoring.progress.documents import (
    indicator_entry,
    measure_entry,
    report_document,
    second_report,
)

AT = datetime(2025, 5, 1, tzinfo=UTC)


def test_a_report_comes_back_from_its_json_and_the_same_report_is_the_same_text() -> None:
    document = second_report()
    assert from_json(to_json(document)) == document
    assert to_json(document) == to_json(second_report())


def test_the_schema_describes_every_field_and_lists_the_choices() -> None:
    schema = json.loads(json.dumps(json_schema()))
    parts = schema["$defs"]
    assert set(parts["ReportDocument"]["properties"]) == set(json.loads(to_json(report_document())))
    assert set(parts["MeasureEntry"]["properties"]["light"]["enum"]) == set(ExecutionLight.values)


def test_an_indicator_of_two_theme_fields_counts_in_each_and_is_drawn_once() -> None:
    other = report_document(measure_entry("2.1.1.1")).themes[0]
    document = report_document(indicators=(indicator_entry(themes=("1", "2")),))
    both = structs.replace(
        document, themes=(*document.themes, structs.replace(other, number="2", key=uuid4()))
    )
    first, second = theme_figures(both)
    assert (len(first.indicators), len(second.indicators)) == (1, 0)
    assert first.effect == second.effect != ()


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [("abgeschlossen", ""), ("abgeschlossen am 3.4.2025", "abgeschlossen am 3.4.2025"), ("x: y", "x: y")],
)
def test_a_reason_does_not_say_the_light_again(sentence: str, reason: str) -> None:
    assert reason_beside(ExecutionLight.DONE, sentence) == reason


def test_the_printed_report_says_everything() -> None:
    html = report_html(second_report())
    for words in (
        "Zum ersten Mal.",
        "Es geht voran.",
        "Schilder stehen.",
        "Nichts.",
        "fällig am 01.05.2024",
        "2024 ausgegeben: 800",
        "Verlauf von „Radverkehr 1“",
        "Verglichen wird mit dem Umsetzungsbericht 1 „Bericht 2024“",
        "Beendete Maßnahmen",
    ):
        assert words in html


def test_what_people_wrote_is_no_markup_in_print() -> None:
    html = report_html(report_document(measure_entry(title="<script>x</script>", done="a & <b>")))
    assert "<script>" not in html
    assert "a &amp; &lt;b&gt;" in html


@pytest.mark.slow
def test_the_pdf_of_a_report_is_accessible() -> None:
    pdf = typeset(report_html(second_report()), stylesheet=STYLESHEET)
    assert [finding.message for finding in page.validate_pdf_bytes(pdf).failures] == []


def test_the_word_file_has_the_texts_lights_and_values() -> None:
    with ZipFile(BytesIO(report_docx(second_report(), at=AT))) as file:
        text = file.read("word/document.xml").decode()
    for words in ("Zum ersten Mal.", "Maßnahme 1.1.1.1", "Schilder aufstellen", "abgeschlossen", "31", "800"):
        assert words in text


def test_the_workbook_has_a_sheet_for_everything_and_no_formula() -> None:
    document = report_document(measure_entry(title="=1+1"))
    book = openpyxl.load_workbook(BytesIO(report_workbook(document, at=AT)))
    assert book.sheetnames == [
        *("Maßnahmen", "Meilensteine", "Geld", "Indikatoren", "Werte", "Erläuterungen"),
    ]
    assert (book["Maßnahmen"]["B2"].value, book["Maßnahmen"]["B2"].data_type) == ("=1+1", "s")
    values = [[cell.value for cell in row[2:6]] for row in book["Werte"].iter_rows(min_row=2)]
    assert [(row[0], row[1], row[3]) for row in values] == [
        (None, None, 20),
        (None, None, 25),
        ("Stadtbezirk", "Eickel", 27),
    ]


def test_the_workbook_has_the_synopsis_of_measures_and_indicators() -> None:
    book = openpyxl.load_workbook(BytesIO(report_workbook(second_report(), at=AT)))
    assert [cell.value for cell in book["Synopse"][2]][2:4] == ["verspätet", "abgeschlossen"]
    assert [cell.value for cell in book["Synopse der Indikatoren"][2]] == [
        *("Radverkehr 1 (Prozent)", "auf dem Pfad: 25 (2025)", 25, "Ziel erreicht: 31 (2026)", 31),
    ]


def test_the_synopsis_for_word_processors_says_that_there_is_nothing() -> None:
    document = report_document(synopsis=synopsis_of(report_document(), [], [], done={}))
    assert document.synopsis is not None
    nothing = structs.replace(document.synopsis, measures=(), indicators=())
    packed = report_docx(structs.replace(document, synopsis=nothing), at=AT)
    text = ZipFile(BytesIO(packed)).read("word/document.xml").decode()
    assert text.count("Keine.") == 2
    assert text.count("Nichts.") == 2
