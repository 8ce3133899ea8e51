"""Long texts in a DOCX: what is typed is what stands in the file."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from editing.dialect import plain_text
from editing.word_blocks import word_blocks
from exports.wordprocessing import write_document
from tests.editing.test_dialect import LINES

pytestmark = pytest.mark.pure
AT = datetime(2021, 10, 5, 12, tzinfo=UTC)


def written(text: str) -> str:
    """All words of a DOCX of the text, from top to bottom, without spaces."""
    content = write_document(
        word_blocks(text, heading_level=2), title="Titel", author="Stadt", language="de-DE", at=AT
    )
    found = []
    for item in Document(BytesIO(content)).iter_inner_content():
        if isinstance(item, Table):
            found += [cell.text for row in item.rows for cell in row.cells]
        else:
            found.append(item.text)
    return re.sub(r"\s", "", "".join(found))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=8).map("\n".join))
def test_all_words_of_the_page_stand_in_the_file(text: str) -> None:
    assert written(text) == re.sub(r"\s", "", plain_text(text))


def test_two_pages_of_a_chapter_keep_their_structure() -> None:
    text = (
        "## Beteiligung\n\nAlle Bürger*innen sind **herzlich** eingeladen:\n\n"
        "3. Auftakt\n4. Werkstatt\n   - Mobilität\n   - Energie\n\n"
        "| Jahr | Wert |\n|---|---|\n| 2020 | 5 |\n\n15. März 2027\n20. April 2027"
    )
    content = write_document(
        word_blocks(text, heading_level=2), title="Titel", author="Stadt", language="de-DE", at=AT
    )
    book = Document(BytesIO(content))
    assert [(line.style.name, line.text) for line in book.paragraphs] == [
        ("Heading 2", "Beteiligung"),
        ("Normal", "Alle Bürger*innen sind herzlich eingeladen:"),
        ("List Number", "Auftakt"),
        ("List Number", "Werkstatt"),
        ("List Bullet 2", "Mobilität"),
        ("List Bullet 2", "Energie"),
        ("Normal", ""),
        ("Normal", "15. März 2027\n20. April 2027"),
    ]
    assert [run.text for run in book.paragraphs[1].runs if run.bold] == ["herzlich"]
    assert [[cell.text for cell in row.cells] for row in book.tables[0].rows] == [
        ["Jahr", "Wert"],
        ["2020", "5"],
    ]
