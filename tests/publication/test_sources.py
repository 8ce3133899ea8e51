"""Where a theme field stands, and what goals and measures are based on, as anonymous people see it."""

import pytest
from django.test import Client
from msgspec import structs

from strategy.document.document import BasisEntry, StrategyDocument, SwotStatement
from strategy.inventory.choices import SwotKind
from tests.publication.conftest import MakeVersion, learning_document
from tests.publication.searching import found

BASIS = (BasisEntry(key=1, concept="Leseförderplan <b>", page="14–15"),)
STATEMENT = SwotStatement(
    key=1, kind=SwotKind.OPPORTUNITY, text="Förderung durch den Bund.", sources=("Leitbild, S. 2", "Workshop")
)


def document_with_sources() -> StrategyDocument:
    """One theme field, one goal of each level and a measure, each of which is based on something."""
    (theme,) = learning_document().themes
    (strategic,) = theme.strategic_goals
    (goal,) = strategic.operational_goals
    (measure,) = goal.measures
    measure = structs.replace(measure, based_on=BASIS)
    goal = structs.replace(goal, based_on=BASIS, measures=(measure,))
    strategic = structs.replace(strategic, based_on=BASIS, operational_goals=(goal,))
    theme = structs.replace(theme, swot=(STATEMENT,), strategic_goals=(strategic,))
    return structs.replace(learning_document(), themes=(theme,))


def test_theme_shows_the_fields_with_their_sources(client: Client, make_version: MakeVersion) -> None:
    make_version(document_with_sources())
    html = client.get("/themenfelder/1/").content.decode()
    situation = html.partition("Ausgangslage: Wo stehen wir?")[2].partition("</details>")[0]
    assert "<p>Viele Büchereien.</p>" in situation
    chances = situation.partition("Chancen</h2>")[2].partition("</section>")[0]
    assert "Förderung durch den Bund." in chances
    assert "Quelle: Leitbild, S. 2; Workshop" in chances
    assert situation.count("Nichts genannt.") == 3


def test_theme_shows_the_fields_without_a_text(client: Client, make_version: MakeVersion) -> None:
    value = document_with_sources()
    theme = structs.replace(value.themes[0], initial_situation="")
    make_version(structs.replace(value, themes=(theme,)))
    assert "Förderung durch den Bund." in client.get("/themenfelder/1/").content.decode()


def test_theme_without_statements_shows_no_empty_fields(client: Client, make_version: MakeVersion) -> None:
    make_version(learning_document())
    assert "Chancen" not in client.get("/themenfelder/1/").content.decode()


@pytest.mark.parametrize("path", ["/ziele/1.1/", "/ziele/1.1.1/", "/massnahmen/1.1.1.1/"])
def test_page_says_what_it_is_based_on(client: Client, make_version: MakeVersion, path: str) -> None:
    make_version(document_with_sources())
    html = client.get(path).content.decode()
    answer = html.partition("Worauf es beruht")[2].partition("</section>")[0]
    assert "<li>Leseförderplan &lt;b&gt;, S. 14–15</li>" in answer


@pytest.mark.parametrize("path", ["/ziele/1.1/", "/ziele/1.1.1/", "/massnahmen/1.1.1.1/"])
def test_page_without_a_basis_does_not_ask(client: Client, make_version: MakeVersion, path: str) -> None:
    make_version(learning_document())
    assert "Worauf es beruht" not in client.get(path).content.decode()


def test_search_finds_statements_and_what_goals_are_based_on() -> None:
    assert found(document_with_sources(), "Förderung Bund") == ["1"]
    assert sorted(found(document_with_sources(), "Leseförderplan")) == ["1.1", "1.1.1", "1.1.1.1"]
