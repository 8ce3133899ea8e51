"""Markup that other programs leave in cells becomes text, and what somebody typed stays."""

from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
        ("Ziele:<ul><li>eins</li><li>zwei</li></ul>", "Ziele:\n- eins\n- zwei"),
        ("<ul>\n  <li> eins</li>\n  <li>\n<p>zwei</p></li>\n</ul>\nDanach", "- eins\n- zwei\n\nDanach"),
        ("<ol><li>eins<ul><li>darin</li></ul></li></ol>", "- eins\n- darin"),
        ("Wärme &amp; Strom&nbsp;f&uuml;r alle &#8211; bald", "Wärme & Strom für alle – bald"),
        ("* eins\n* zwei\n• drei\n·\tvier", "- eins\n- zwei\n- drei\n- vier"),
        ("5 < 7 & 3 > 2, Bürger*innen und R&D;", "5 < 7 & 3 > 2, Bürger*innen und R&D;"),
        ("**fett** am Anfang", "**fett** am Anfang"),
        ("&amp;amp; &amp;lt;br&amp;gt;neu", "&\nneu"),
        ("Nach&shy;haltig &uuml;ber u&#776;ber", "Nachhaltig über über"),
        ("•\xa0eins\n\t◦ zwei", "- eins\n- zwei"),
        ("·5\n•5\n∙10 €", "·5\n•5\n∙10 €"),
        ("•eins\n●rot\n*kursiv*", "•eins\n●rot\n*kursiv*"),
        ("&#0;&#13;a", "\ufffd\na"),
    ],
)
def test_markup_becomes_text(cell: str, expected: str) -> None:
    assert plain_text(cell) == expected


PIECES = st.sampled_from(
    [
        *(
            "<br>",
            "<p>",
            "</p>",
            "<ul>",
            "<li>",
            "</li>",
            "</ul>",
            "<b>",
            "<",
            ">",
            "&",
            ";",
            "#",
            "amp;",
            "38;",
        ),
        *(
            "&amp;",
            "&lt;",
            "&gt;",
            "&nbsp;",
            "&bull;",
            "&num;",
            "&semi;",
            "&#38;",
            "&#10;",
            "&shy;",
            "&#776;",
        ),
        *("• ", "·5", "* ", "- ", "\n", " ", "\t", "\xa0", "\0", "u", "ü", "lesen", "12,5"),
    ]
)


@example(["&", "&num;", "38;", "&num;", "38;"])
@given(st.lists(PIECES, max_size=30))
def test_text_without_markup_is_left_alone_the_second_time(pieces: list[str]) -> None:
    once = plain_text("".join(pieces))
    assert plain_text(once) == once


def test_text_of_endless_layers_takes_no_time_and_stays_as_it_is() -> None:
    nested = "&num;".join(["&", *["38;"] * 5_000])
    assert plain_text(nested) in {nested, "&"}
    assert plain_text("&" + "amp;" * 8_000 + "lt;") == "<"
    assert plain_text("<li>" * 5_000) == plain_text("<li>" * 5_000 + " " * 20_000)


def test_title_with_a_break_is_one_line() -> None:
    assert interpret(COLUMNS["title"], "Offener<br>Bücherschrank") == "Offener Bücherschrank"


def test_text_that_stands_in_the_database_with_markup_is_unchanged_when_it_comes_back() -> None:
    assert is_same(COLUMNS["note"], "Laden &amp; Café", interpret(COLUMNS["note"], "Laden &amp; Café"))


def test_decomposed_letters_and_soft_hyphens_are_composed_in_headings_and_cells() -> None:
    text = "Zusta\u0308ndig;Ku\u0308nftig\nBu\u0308cherei;Nach\u00adhaltig\n"
    (sheet,) = read_sheets(BytesIO(text.encode()))
    assert sheet.rows == (("Zuständig", "Künftig"), ("Bücherei", "Nachhaltig"))
