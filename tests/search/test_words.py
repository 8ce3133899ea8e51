"""Words as the search compares them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlighting import passage_of
from search.words import fold, root_of, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Café, Bäume!", "cafe baume"),
        ("1.2.3 – Ziel", "1 2 3 ziel"),
        ("Haeuser, Goethe, Muell", "hauser gothe mull"),
        ("Neue Bauern, Quelle", "neue bauern quelle"),
        ("", ""),
    ],
)
def test_fold_keeps_words_without_case_accents_and_signs(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("Schule", "Schulen"), ("Baum", "Bäume"), ("Kind", "Kindern"), ("Ziel", "Ziele"), ("Haus", "Häuser")],
)
def test_forms_of_a_word_have_one_root(one: str, other: str) -> None:
    assert root_of(fold(one)) == root_of(fold(other))


@pytest.mark.parametrize("word", ["er", "see", "rat", "haus", "bus"])
def test_short_words_keep_their_ending(word: str) -> None:
    assert root_of(word) == word


@pytest.mark.parametrize("query", ["", "der die das", "a", '"*%_-', "\N{OGHAM SPACE MARK}"])
def test_a_query_without_words_asks_for_nothing(query: str) -> None:
    assert words_of(query) == ()


def test_a_query_asks_for_each_word_once_and_for_no_more_than_twelve() -> None:
    assert words_of("Hitze hitze und Regen") == ("hitze", "regen")
    assert len(words_of(" ".join(f"w{number}" for number in range(100)))) == 12


def test_passage_marks_every_form_around_the_first_place() -> None:
    text = "Anfang. " * 60 + "Unsere Schulen und der Schulhof bleiben offen. " + "Ende. " * 60
    pieces = passage_of(text, ["schul"])
    assert [piece.text for piece in pieces if piece.marked] == ["Schulen", "Schulhof"]
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")
    assert len("".join(piece.text for piece in pieces)) < 300


@settings(database=None, deadline=None)
@given(text=st.text(max_size=600), root=st.text(alphabet="abcs", min_size=1, max_size=3))
def test_passage_is_a_part_of_the_text(text: str, root: str) -> None:
    shown = "".join(piece.text for piece in passage_of(text, [root]))
    assert shown.removeprefix("… ").removesuffix(" …") in text
