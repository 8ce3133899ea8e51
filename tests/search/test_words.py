"""Words as the search compares them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.passages import marked, passage_of
from search.words import (
    PART_AT_MOST,
    PARTS_AT_MOST,
    folded_words,
    parts_of_text,
    root_of,
    stem_of,
    stems_of_text,
    terms_of,
    words_of,
)
from tests.search.pairs import random_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Café, Bäume!", "cafe baume"),
        ("1.2.3 – Ziel", "1.2.3 ziel"),
        ("ÜBERGRÖSSE Uebergroesse u\u0308bergro\u0308sse", "ubergrosse ubergrosse ubergrosse"),
        ("a_b", "a b"),
        ("Haeuser, Goethe, Muell", "hauser gothe mull"),
        ("Neue Bauern, Quelle", "neue bauern quelle"),
        ("", ""),
    ],
)
def test_fold_keeps_words_without_case_accents_and_signs(text: str, folded: str) -> None:
    assert " ".join(folded_words(text)) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Schule", "Schulen"),
        ("Baum", "Bäume"),
        ("Kind", "Kindern"),
        ("Ziel", "Ziele"),
        ("Haus", "Häuser"),
        ("Rad", "Räder"),
        ("Kita", "Kitas"),
        ("Kreis", "Kreise"),
        ("Sanierung", "Sanierungen"),
        ("nachhaltig", "Nachhaltigkeit"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stems_of_text(one) == stems_of_text(other)


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("schulen", "schul"),
        ("sanierungen", "sanierung"),
        ("kitas", "kita"),
        ("kreis", "kreis"),
        ("burgern", "burger"),
        ("trager", "trager"),
    ],
)
def test_a_root_is_what_compounds_contain(word: str, root: str) -> None:
    assert root_of(word) == root


@pytest.mark.parametrize("word", ["er", "see", "rat", "haus", "bus"])
def test_short_words_keep_their_ending(word: str) -> None:
    assert (root_of(word), stem_of(word)) == (word, word)


def test_parts_of_a_text_begin_its_words_and_what_may_be_a_word_inside() -> None:
    assert parts_of_text("Traum, Abfall; im Traum 2030") == "traum abfall fall"
    assert parts_of_text("Klimaerwärmung").split() == [
        *("klimarwarmun", "marwarmung", "arwarmung", "erwarmung"),
        *("rwarmung", "warmung", "armung", "rmung", "mung"),
    ]


def test_parts_do_not_grow_faster_than_the_text() -> None:
    assert max(map(len, parts_of_text("donau" * 10).split())) == PART_AT_MOST
    assert parts_of_text("abc" * 1000) == "abcabcabcabc"
    assert len(parts_of_text(random_words(200_000))) == PARTS_AT_MOST


@pytest.mark.parametrize("query", ["", "der die das", "a", '"*%_-', "\N{OGHAM SPACE MARK}"])
def test_a_query_without_words_asks_for_nothing(query: str) -> None:
    assert words_of(query) == ()


def test_a_query_asks_for_each_word_once_and_for_no_more_than_twelve() -> None:
    assert words_of("Hitze hitze und Regen") == ("hitze", "regen")
    assert len(words_of(" ".join(f"w{number}" for number in range(100)))) == 12


def test_passage_marks_every_form_around_the_first_place() -> None:
    text = "Anfang. " * 60 + "Unsere Schulen und der Schulhof bleiben offen. " + "Ende. " * 60
    pieces = passage_of(text, terms_of(["schule"]))
    assert [piece.text for piece in pieces if piece.marked] == ["Schulen", "Schulhof"]
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")
    assert len("".join(piece.text for piece in pieces)) < 300


def test_a_compound_is_marked_from_the_part_on_that_was_found() -> None:
    pieces = marked("Große Grundschulen und ein Vorschulkind", terms_of(["schule"]))
    assert [(piece.text, piece.marked) for piece in pieces] == [
        ("Große Grund", False),
        ("schulen", True),
        (" und ein Vor", False),
        ("schulkind", True),
    ]


@settings(database=None, deadline=None)
@given(text=st.text(max_size=600), root=st.text(alphabet="abcs", min_size=1, max_size=3))
def test_passage_is_a_part_of_the_text(text: str, root: str) -> None:
    shown = "".join(piece.text for piece in passage_of(text, terms_of([root])))
    assert shown.removeprefix("… ").removesuffix(" …") in text


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Die Energieeinspar-\npotenziale sind groß.", "Energieeinsparpotenziale"),
        ("Die Energieeinspar- \n  potenziale sind groß.", "Energieeinsparpotenzial"),
        ("Die Energie\u00adeinspar\u00ad\npotenziale.", "Energieeinsparpotenziale"),
        ("Die Energieeinspar\u00adpotenziale.", "energieeinsparpotenziale"),
        ("Die Bu\u0308rger entscheiden.", "Bürger"),
        ("Die Bürger entscheiden.", "Bu\u0308rger"),
        ("Die Bürger entscheiden.", "Bür\u00adger"),
        ("Rad-\nund Fußverkehr", "und Fußverkehr Rad"),
        ("Nordrhein-\nWestfalen", "Nordrhein Westfalen"),
        ("Die Energieeinspar-\r\npotenziale sind groß.", "Energieeinsparpotenziale"),
        ("Die Energie\u00ad\r\neinsparung.", "Energieeinsparung"),
        ("Die Energieeinspar-\fpotenziale sind groß.", "Energieeinsparpotenziale"),
        ("die Kin-\nder der Stadt", "Kinder"),
        ("eine Werk-\r\nstatt für Räder", "Werkstatt"),
        ("mehr Natur-\nstatt Beton", "Natur Beton"),
    ],
)
def test_split_words_soft_hyphens_and_decomposed_letters_are_found(text: str, query: str) -> None:
    folded = folded_words(text)
    assert [word for word in words_of(query) if stem_of(word) not in map(stem_of, folded)] == []


def test_split_word_is_marked_as_a_whole() -> None:
    pieces = marked("Die Energieeinspar-\npotenziale sind groß.", terms_of(["energieeinsparpotenziale"]))
    assert [piece.text for piece in pieces if piece.marked] == ["Energieeinspar-\npotenziale"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rad-\nund Fußverkehr", ["rad", "und", "fussverkehr"]),
        ("Umwelt- und Klimaschutz", ["umwelt", "und", "klimaschutz"]),
        ("Umwelt- \r\n und Klimaschutz", ["umwelt", "und", "klimaschutz"]),
        ("die Stadt-\nin der Region", ["die", "stadt", "in", "der", "region"]),
        ("Tief-\nbzw. Hochbau", ["tief", "bzw", "hochbau"]),
        ("Natur-\nstatt Beton", ["natur", "statt", "naturstatt", "beton"]),
        ("Energie-\n\nsparen", ["energie", "sparen"]),
    ],
)
def test_hyphen_that_stands_for_a_part_splits_no_word(text: str, words: list[str]) -> None:
    assert folded_words(text) == words
