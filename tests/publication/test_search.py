"""Search: what is found, and how it is shown."""

import pytest
from django.test import Client

from publication.search import build_index, search, terms
from search.passages import Piece, marked
from strategy.document.document import StrategyDocument
from strategy.models import StrategyVersion
from tests.publication.conftest import (
    MakeVersion,
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)


def found(document: StrategyDocument, query: str) -> list[str]:
    return [hit.number for group in search(build_index(document), query) for hit in group.hits]


def document_with_measure(**values: str) -> StrategyDocument:
    goal = make_operational_goal("1.1.1", measures=(make_measure("1.1.1.1", **values),))
    strategic = make_strategic_goal("1.1", operational_goals=(goal,))
    return make_document(make_theme("1", strategic_goals=(strategic,)))


@pytest.mark.parametrize(
    "query",
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
def test_search_finds_folded_words_prefixes_and_parts_of_compounds(query: str) -> None:
    assert found(learning_document(), query) == ["1.1.1.1"]


@pytest.mark.parametrize("query", ["Vorlesen Hubschrauber", "1.1.1.1.1", "xyzzy", "", " ", "?!", "<>"])
def test_search_needs_every_word(query: str) -> None:
    assert found(learning_document(), query) == []


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("ener", ["1.1.1.1"]),
        ("rat", []),
        ("RAT", []),
        ("beratung", ["1.1.1.1"]),
        ("eratung", ["1.1.1.1"]),
        ("sratung", []),
    ],
)
def test_search_looks_inside_words_from_four_letters_on(query: str, numbers: list[str]) -> None:
    assert found(document_with_measure(title="Energieberatung"), query) == numbers


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("1.1.1.1", ["1.1.1.1"]), ("1.1.1", ["1.1.1", "1.1.1.1"]), ("11.1", [])],
)
def test_search_finds_numbers(query: str, numbers: list[str]) -> None:
    goal = make_operational_goal(
        "1.1.1", short_title="A", statement="B", measures=(make_measure("1.1.1.1", title="C"),)
    )
    strategic = make_strategic_goal("1.1", statement="D", operational_goals=(goal,))
    document = make_document(make_theme("1", title="E", strategic_goals=(strategic,)))
    assert found(document, query) == numbers


@pytest.mark.parametrize("field", ["title", "description", "department", "partners", "target_group"])
def test_search_reads_the_texts_of_a_measure(field: str) -> None:
    assert found(document_with_measure(**{field: "Zauberwort"}), "zauberwort") == ["1.1.1.1"]


def test_search_puts_matching_titles_first() -> None:
    measures = (
        make_measure("1.1.1.1", title="Anderes", description="Hier steht Radweg."),
        make_measure("1.1.1.2", title="Radweg bauen"),
    )
    goal = make_operational_goal("1.1.1", measures=measures)
    strategic = make_strategic_goal("1.1", operational_goals=(goal,))
    document = make_document(make_theme("1", strategic_goals=(strategic,)))
    assert found(document, "radweg") == ["1.1.1.2", "1.1.1.1"]


def test_search_shows_fifty_of_a_kind_and_counts_the_rest() -> None:
    measures = tuple(make_measure(f"1.1.1.{number}", title="Radweg") for number in range(1, 54))
    goal = make_operational_goal("1.1.1", measures=measures)
    strategic = make_strategic_goal("1.1", operational_goals=(goal,))
    groups = search(build_index(make_document(make_theme("1", strategic_goals=(strategic,)))), "radweg")
    assert [(len(group.hits), group.total, group.left_out) for group in groups] == [(50, 53, 3)]


def test_passage_is_cut_around_the_match() -> None:
    document = document_with_measure(title="Kurz", description=f"{'vorher ' * 40}Treffer {'nachher ' * 60}")
    hit = search(build_index(document), "treffer")[0].hits[0]
    text = "".join(part.text for part in hit.passage)
    assert text.startswith("… vorher")
    assert text.endswith("nachher …")
    assert [part.text for part in hit.passage if part.marked] == ["Treffer"]
    assert len(text) < 230


def test_passage_survives_a_text_without_blanks() -> None:
    document = document_with_measure(title="Kurz", description="x" * 1000)
    hit = search(build_index(document), "xxxx")[0].hits[0]
    assert "".join(part.text for part in hit.passage) == "x" * 220 + " …"


def test_marked_splits_a_text() -> None:
    assert marked("Für Füße, fürs Fest", terms("fuer")) == (
        Piece(text="Für", marked=True),
        Piece(text=" Füße, ", marked=False),
        Piece(text="fürs", marked=True),
        Piece(text=" Fest", marked=False),
    )


def test_search_page_shows_the_form_for_an_empty_query(client: Client, version: StrategyVersion) -> None:
    html = client.get("/suche/", {"q": "  "}).content.decode()
    assert 'name="q"' in html
    assert "Treffer" not in html


def test_search_page_marks_what_was_found(client: Client, version: StrategyVersion) -> None:
    html = client.get("/suche/", {"q": "strassenbahn"}).content.decode()
    assert "1 Treffer" in html
    assert "Vorlesen in der <mark>Straßenbahn</mark>" in html
    assert 'href="/massnahmen/1.1.1.1/"' in html


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "ä" * 500, "lesen " * 100, "%", "((((", '" onfocus="x']
)
def test_search_page_survives_any_query(client: Client, version: StrategyVersion, query: str) -> None:
    response = client.get("/suche/", {"q": query})
    assert response.status_code == 200
    html = response.content.decode()
    assert "<script>alert" not in html
    assert '" onfocus' not in html


def test_search_page_escapes_what_it_marks(client: Client, make_version: MakeVersion) -> None:
    make_version(document_with_measure(title="<b>Radweg</b>", description="<i>Radweg</i> & mehr"))
    html = client.get("/suche/", {"q": "radweg"}).content.decode()
    assert "&lt;b&gt;<mark>Radweg</mark>&lt;/b&gt;" in html
    assert "&lt;i&gt;<mark>Radweg</mark>&lt;/i&gt; &amp; mehr" in html
