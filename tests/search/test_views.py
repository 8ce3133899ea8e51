"""The page of the search."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from search.views import RESULTS_PER_PAGE
from strategy.models import Strategy
from tests.builders import make_concept, make_programme, make_user

ADDRESS = reverse("search:results")


def page(client: Client, **query: str) -> str:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def test_result_leads_to_its_page_with_the_word_marked(reader_client: Client, strategy: Strategy) -> None:
    concept = make_concept(strategy, title="Freiraum", summary="Alle <b>Schulhöfe</b> & Gärten")
    shown = page(reader_client, q="schulhof")
    assert f'href="{reverse("strategy:concept-detail", args=[concept.pk])}"' in shown
    assert "Alle &lt;b&gt;<mark>Schulhöfe</mark>&lt;/b&gt; &amp; Gärten" in shown


def test_result_offers_a_proposal_to_whoever_cannot_change_it(
    client: Client, strategy: Strategy, coordination: User
) -> None:
    measure = make_programme(strategy, by=coordination)
    proposal = f'href="{reverse("strategy:proposal-add", args=["measure", measure.pk])}"'
    shown = {}
    for role in (Role.STEERING_MEMBER, Role.COORDINATION, Role.READER):
        client.force_login(make_user(role))
        shown[role] = proposal in page(client, q=measure.title)
    assert shown == {Role.STEERING_MEMBER: True, Role.COORDINATION: False, Role.READER: False}


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "a OR b",
        "NEAR(",
        "x*",
        "100 %",
        "_",
        "-",
        "\\",
        "😀",
        "(((",
        "w:*",
        "ß" * 10_000,
        "!&|",
    ],
)
def test_hostile_queries_get_a_page(reader_client: Client, strategy: Strategy, query: str) -> None:
    page(reader_client, q=query)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("der die das", "kein Wort, nach dem sich suchen lässt"), ("Sternwarte", "wurde nichts gefunden")],
)
def test_a_fruitless_query_is_answered(
    reader_client: Client, strategy: Strategy, query: str, sentence: str
) -> None:
    assert sentence in page(reader_client, q=query)


def test_results_are_paged_and_filtered(reader_client: Client, strategy: Strategy) -> None:
    for number in range(RESULTS_PER_PAGE + 1):
        make_concept(strategy, title=f"Sternwarte {number}")
    assert len(re.findall("search-result__title", page(reader_client, q="Sternwarte"))) == RESULTS_PER_PAGE
    last = page(reader_client, q="Sternwarte", art="concept", seite="2")
    assert len(re.findall("search-result__title", last)) == 1
    assert "search-result__title" not in page(reader_client, q="Sternwarte", art="measure")
