"""DOCX: real headings, lists that begin with 1, tables whose header is repeated."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from exports.wordprocessing import (
    Block,
    Entries,
    Entry,
    Heading,
    Paragraph,
    Run,
    Table,
    numbered,
    write_document,
)

pytestmark = pytest.mark.pure
AT = datetime(2021, 10, 5, 12, tzinfo=UTC)


def read(*blocks: Block) -> Any:
    content = write_document(blocks, title="Titel", author="Stadt", language="de-DE", at=AT)
    return Document(BytesIO(content))


def test_document_has_title_author_language_and_the_size_of_a4() -> None:
    book = read(Paragraph(text="Text"))
    about = book.core_properties
    assert (about.title, about.author, about.language) == ("Titel", "Stadt", "de-DE")
    assert {words.get(qn("w:val")) for words in book.styles.element.iter(qn("w:lang"))} == {"de-DE"}
    assert (round(book.sections[0].page_width.cm, 1), round(book.sections[0].page_height.cm, 1)) == (
        21.0,
        29.7,
    )


def test_headings_have_their_level() -> None:
    book = read(Heading(level=1, text="Eins"), Heading(level=3, text="Drei"))
    assert [(line.text, line.style.name) for line in book.paragraphs] == [
        ("Eins", "Heading 1"),
        ("Drei", "Heading 3"),
    ]


def test_each_list_has_a_numbering_of_its_own() -> None:
    book = read(numbered(("a", "b")), numbered(("c",)))
    numbers = [line._p.pPr.numPr.numId.val for line in book.paragraphs]
    assert numbers[0] == numbers[1] != numbers[2]


def starts_of(book: Any) -> list[int]:
    """The number that each numbering of the document begins with, in the order in which they appear."""
    numbering = book.part.numbering_part.numbering_definitions._numbering
    found = dict.fromkeys(
        line._p.pPr.numPr.numId.val for line in book.paragraphs if line._p.pPr.numPr is not None
    )
    return [
        next(
            override.startOverride.val
            for each in numbering.num_lst
            if each.numId == number
            for override in each.lvlOverride_lst
        )
        for number in found
    ]


def test_list_begins_with_its_number_and_goes_on_behind_the_list_inside() -> None:
    book = read(
        Entries(
            entries=(
                Entry(text="drei", number=3),
                Entry(text="eins", depth=1, number=1),
                Entry(text="Punkt", depth=1),
                Entry(text="weiter", depth=0, number=3, continues=True),
                Entry(text="vier", number=4),
                Entry(text="neu", depth=1, number=1),
            )
        )
    )
    assert [line.style.name for line in book.paragraphs] == [
        "List Number",
        "List Number 2",
        "List Bullet 2",
        "List Continue",
        "List Number",
        "List Number 2",
    ]
    assert starts_of(book) == [3, 1, 1]


def test_words_are_bold_and_lead_to_their_address() -> None:
    words = (Run(text="Siehe "), Run(text="Herne", is_bold=True, address="https://herne.example/a?b=1&c=2"))
    line = read(Paragraph(text=words)).paragraphs[0]
    link = line.hyperlinks[0]
    assert (line.text, link.text, link.url) == ("Siehe Herne", "Herne", "https://herne.example/a?b=1&c=2")
    assert [run.bold for run in link.runs] == [True]


def test_header_of_a_table_is_repeated_and_figures_stand_to_the_right() -> None:
    table = read(Table(header=("Was", "Euro"), rows=(("Bus", "1,00"),), figures=frozenset({1}))).tables[0]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False]
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, WD_ALIGN_PARAGRAPH.RIGHT]


def test_first_column_names_the_rows_without_a_header() -> None:
    table = read(Table(header=(), rows=(("Status", "öffentlich"),))).tables[0]
    assert [cell.paragraphs[0].runs[0].bold for cell in table.rows[0].cells] == [True, None]


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    assert read(Paragraph(text="a\x00b\x0bc\ufffe")).paragraphs[0].text == "abc"


def test_file_says_when_and_by_nobody_else_what_it_says() -> None:
    book = read(Paragraph(text="Text"))
    assert book.core_properties.created == book.core_properties.modified == AT
    assert [part.partname for part in book.part.package.iter_parts() if "app.xml" in part.partname] == []


def test_columns_hold_their_longest_word() -> None:
    table = read(Table(header=("Nr.", "Zuständigkeit"), rows=(("1", "Gleichstellungsbeauftragte"),))).tables[
        0
    ]
    number, text = (column.width.cm for column in table.columns)
    assert number < 2.5
    assert text > 0.22 * len("Gleichstellungsbeauftragte")
    assert round(number + text, 1) == 16.0
