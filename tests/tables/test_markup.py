"""Markup that other programs leave in cells becomes text, and what somebody typed stays."""

from io import BytesIO

import pytest

from tables.cells import interpret, is_same
from tables.files.reading import read_sheets
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES
from tables.markup import plain_text

COLUMNS = {column.name: column for column in MEASURES.columns(Lists())}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("**Zweck:** lesen<br>mehr<BR/>noch mehr", "**Zweck:** lesen\nmehr\nnoch mehr"),
        ("<p>Erster Absatz</p><p>Zweiter</p>", "Erster Absatz\n\nZweiter"),
        ("Ziele:<ul><li>eins</li><li>zwei</li></ul>", "Ziele:\n\n- eins\n\n- zwei"),
        ("Wärme &amp; Strom&nbsp;f&uuml;r alle &#8211; bald", "Wärme & Strom für alle – bald"),
        ("* eins\n* zwei\n• drei\n·\tvier", "- eins\n- zwei\n- drei\n- vier"),
        ("5 < 7 & 3 > 2, Bürger*innen und R&D;", "5 < 7 & 3 > 2, Bürger*innen und R&D;"),
        ("**fett** am Anfang", "**fett** am Anfang"),
    ],
)
def test_markup_becomes_text(cell: str, expected: str) -> None:
    assert plain_text(cell) == expected


def test_title_with_a_break_is_one_line() -> None:
    assert interpret(COLUMNS["title"], "Offener<br>Bücherschrank") == "Offener Bücherschrank"


def test_text_that_stands_in_the_database_with_markup_is_unchanged_when_it_comes_back() -> None:
    assert is_same(COLUMNS["note"], "Laden &amp; Café", interpret(COLUMNS["note"], "Laden &amp; Café"))


def test_decomposed_letters_and_soft_hyphens_are_composed_in_headings_and_cells() -> None:
    text = "Zusta\u0308ndig;Ku\u0308nftig\nBu\u0308cherei;Nach\u00adhaltig\n"
    (sheet,) = read_sheets(BytesIO(text.encode()))
    assert sheet.rows == (("Zuständig", "Künftig"), ("Bücherei", "Nachhaltig"))
