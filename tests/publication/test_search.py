"""The public search over a document: what is found, in which order, and what is marked."""

import pytest

from publication.search.everyday import synonyms
from publication.search.index import PIECE_LENGTH, pieces_of
from publication.search.vocabulary import errors_between, letters_of, nearest, parts_of
from search.passages import Piece, marked
from search.words import terms_of
from strategy.document.document import StrategyDocument
from tests.publication.conftest import (
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)
from tests.publication.searching import found, hits, index_of


def document_with(*titles: str, **values: str) -> StrategyDocument:
    """A document with a measure for each title."""
    measures = tuple(
        make_measure(f"1.1.1.{number}", **{"title": title, **values})
        for number, title in enumerate(titles, start=1)
    )
    goal = make_operational_goal("1.1.1", short_title="X", statement="X", measures=measures)
    strategic = make_strategic_goal("1.1", statement="X", operational_goals=(goal,))
    return make_document(make_theme("1", title="X", strategic_goals=(strategic,)))


@pytest.mark.parametrize(
    "question",
    [
        "Straßenbahn",
        "strassenbahn",
        "STRASSENBAHN",
        "Straß",
        "bahn vorlesen",
        "strassenb. vorl!",
        "büchereien straßenbahn",
        "buecher strassen",
        "Bucher bahn",
        "bu\u0308chereien vorlesen",
    ],
)
def test_folded_words_prefixes_and_parts_of_compounds_are_found(question: str) -> None:
    assert found(learning_document(), question)[0] == "1.1.1.1"


@pytest.mark.parametrize("question", ["1.1.1.1.1", "xyzzy", "", " ", "?!", "<>", "\u0301", "🚲"])
def test_what_stands_nowhere_finds_nothing(question: str) -> None:
    assert found(learning_document(), question) == []


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("ener", ["1.1.1.1"]),
        ("rat", []),
        ("RAT", []),
        ("beratung", ["1.1.1.1"]),
        ("eratung", ["1.1.1.1"]),
        ("sratung", []),
    ],
)
def test_words_are_looked_into_from_four_letters_on(question: str, numbers: list[str]) -> None:
    assert found(document_with("Energieberatung"), question) == numbers


@pytest.mark.parametrize(
    ("question", "numbers"), [("1.1.1.1", ["1.1.1.1"]), ("1.1.1", ["1.1.1", "1.1.1.1"]), ("11.1", [])]
)
def test_numbers_are_found(question: str, numbers: list[str]) -> None:
    assert found(document_with("C"), question) == numbers


@pytest.mark.parametrize("field", ["title", "description", "department", "partners", "target_group"])
def test_all_texts_of_a_measure_are_read(field: str) -> None:
    assert found(document_with("Anderes", **{field: "Zauberwort"}), "zauberwort") == ["1.1.1.1"]


def test_titles_come_before_other_texts() -> None:
    measures = (
        make_measure("1.1.1.1", title="Anderes", description="Hier steht Radweg."),
        make_measure("1.1.1.2", title="Radweg bauen"),
    )
    goal = make_operational_goal("1.1.1", measures=measures)
    document = make_document(
        make_theme("1", strategic_goals=(make_strategic_goal("1.1", operational_goals=(goal,)),))
    )
    assert found(document, "radweg") == ["1.1.1.2", "1.1.1.1"]


def test_a_question_finds_what_has_its_weightiest_words() -> None:
    document = document_with("Radwege bauen", "Schulen bauen", "Häuser bauen", "Brücken bauen")
    assert found(document, "Wo wird die Stadt einen Radweg bauen?")[0] == "1.1.1.1"
    assert found(document, "Was tut die Stadt für den Radweg?") == ["1.1.1.1"]


def test_a_word_that_stands_nowhere_is_named_and_the_others_are_sought() -> None:
    index = index_of(document_with("Radwege bauen"))
    answer = index.ask("Radweg Hubschrauber")
    assert [index.subjects[place].number for place in answer.found] == ["1.1.1.1"]
    assert answer.missing == ("Hubschrauber",)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Radweg", "Radverkehr fördern"),
        ("Müll", "Weniger Abfall"),
        ("Kindergarten", "Neue Kindertageseinrichtungen"),
        ("Bus", "Haltestellen"),
    ],
)
def test_everyday_words_find_those_of_the_administration(question: str, title: str) -> None:
    assert found(document_with(title, "Anderes"), question) == ["1.1.1.1"]


def test_a_leading_word_is_not_found_by_what_it_leads_to() -> None:
    assert found(document_with("Bus"), "Haltestelle") == []


def test_a_word_itself_comes_before_its_synonyms() -> None:
    assert found(document_with("Abfall vermeiden", "Müll vermeiden"), "Müll") == ["1.1.1.2", "1.1.1.1"]


@pytest.mark.parametrize("question", ["Spilplatz", "Spielpaltz", "Spielplazt", "Spielplatzz", "Speilplatz"])
def test_typing_errors_are_forgiven_and_said(question: str) -> None:
    index = index_of(document_with("Spielplatz", "Parkplatz"))
    answer = index.ask(question)
    assert [index.subjects[place].number for place in answer.found] == ["1.1.1.1"]
    assert answer.readings == ((question, ("Spielplatz",)),)


@pytest.mark.parametrize("question", ["Spl", "Arten", "Plats", "Hausbau"])
def test_short_words_and_other_words_are_no_typing_errors(question: str) -> None:
    assert found(document_with("Spiel im Garten", "Latz", "Umbau"), question) == []


def test_a_compound_of_known_words_finds_its_parts() -> None:
    index = index_of(document_with("Schulhöfe und ihre Begrünung", "Begrünung", "Anderes"))
    answer = index.ask("Schulhofbegrünung")
    assert [index.subjects[place].number for place in answer.found] == ["1.1.1.1", "1.1.1.2"]
    assert answer.readings == (("Schulhofbegrünung", ("Schulhöfe", "Begrünung")),)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schulhofbegrunung", ("schulhof", "begrunung")),
        ("arbeitsplatz", ("arbeit", "platz")),
        ("sonnenschutzprogramm", ("sonne", "schutz", "programm")),
        ("platz", ()),
        ("xplatz", ()),
        ("a" * 100 + "platz", ()),
    ],
)
def test_compounds_are_taken_apart(word: str, parts: tuple[str, ...]) -> None:
    known = {"schulhof", "begrunung", "arbeit", "platz", "sonne", "schutz", "programm"}
    assert parts_of(word, known.__contains__) == parts


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("haus", "haus", 0),
        ("haus", "hasu", 1),
        ("haus", "maus", 1),
        ("haus", "hauss", 1),
        ("haus", "laub", 2),
    ],
)
def test_errors_are_counted_up_to_a_bound(one: str, other: str, errors: int) -> None:
    assert errors_between(one, other, 2) == errors
    assert errors_between(one, f"{other}verwaltung", 2) > 2


def test_the_nearest_words_are_those_with_the_fewest_errors() -> None:
    known = [(word, letters_of(word)) for word in ("haltestelle", "haltestellen", "herstelle")]
    assert nearest("haltstelle", known) == ("haltestelle",)


def test_synonyms_are_read_in_each_form_of_the_word() -> None:
    assert "radverkehr" in synonyms().of("radwege")
    assert "radweg" in synonyms().of("radverkehr")


def test_passage_is_cut_around_the_match() -> None:
    document = document_with("Kurz", description=f"{'vorher ' * 40}Treffer {'nachher ' * 60}")
    (hit,) = hits(document, "treffer")
    text = "".join(piece.text for piece in hit.passage)
    assert text.startswith("… vorher")
    assert text.endswith("nachher …")
    assert [piece.text for piece in hit.passage if piece.marked] == ["Treffer"]
    assert len(text) < 230


def test_passage_marks_the_synonym_that_was_found() -> None:
    (hit,) = hits(document_with("Kurz", description="Mehr Platz für den Radverkehr"), "Radweg")
    assert [piece.text for piece in hit.passage if piece.marked] == ["Radverkehr"]


def test_passage_survives_a_text_without_blanks() -> None:
    (hit,) = hits(document_with("Kurz", description="x" * 1000), "xxxx")
    assert "".join(piece.text for piece in hit.passage) == "x" * 220 + " …"


def test_the_best_piece_of_a_long_text_is_shown() -> None:
    description = "\n".join(("Anfang " * 60, "Mitte " * 60, "Hier steht Windrad.", "Ende " * 60))
    (hit,) = hits(document_with("Kurz", description=description), "Windrad")
    assert [piece.text for piece in hit.passage if piece.marked] == ["Windrad"]


def test_long_texts_are_kept_in_pieces_and_nothing_is_lost() -> None:
    text = "\n".join(f"Absatz {number} " + "wort " * 40 for number in range(20))
    pieces = pieces_of(text)
    assert "\n".join(pieces) == text
    assert max(map(len, pieces)) <= PIECE_LENGTH
    assert len(pieces) > 5


def test_marked_splits_a_text() -> None:
    assert marked("Für Füße, fürs Fest", terms_of(("fur",))) == (
        Piece(text="Für", marked=True),
        Piece(text=" Füße, ", marked=False),
        Piece(text="fürs", marked=True),
        Piece(text=" Fest", marked=False),
    )


def test_a_long_compound_is_taken_apart_in_few_steps() -> None:
    looked_up = []

    def is_word(text: str) -> bool:
        looked_up.append(text)
        return text == "sein"

    assert parts_of("xq" + "sein" * 14, is_word) == ()
    assert len(looked_up) < 3_000
