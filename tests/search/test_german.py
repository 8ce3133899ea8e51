"""Both searches find and mark the same: a table of German words and texts runs through each."""

from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from django.urls import reverse

from search.finding import find
from search.models import SearchEntry
from search.passages import passage_of
from search.words import terms_of, words_of
from strategy.models import Concept, Strategy
from tests.builders import make_concept
from tests.publication.conftest import (
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)
from tests.publication.searching import hits
from tests.search.pairs import BEFORE, FOUND, MISSED

# The marked words of each text that is found, in the order of the results.
Search = Callable[[str, Sequence[str]], list[list[str]]]


def search_the_working_area(query: str, texts: Sequence[str]) -> list[list[str]]:
    SearchEntry.objects.all().delete()
    strategy = Strategy.objects.get()
    for number, text in enumerate(texts, Concept.objects.count()):
        make_concept(strategy, title=f"X{number}", summary=text)
    words = words_of(query)
    entries = SearchEntry.objects.in_bulk([hit.entry for hit in find(words)])
    texts_found = [entries[hit.entry].text for hit in find(words)]
    return [
        [piece.text for piece in passage_of(text, terms_of(words)) if piece.marked] for text in texts_found
    ]


def search_the_publication(query: str, texts: Sequence[str]) -> list[list[str]]:
    measures = tuple(
        make_measure(f"9.9.9.{number}", title=f"X{number}", description=text)
        for number, text in enumerate(texts)
    )
    goal = make_operational_goal("9.9.9", short_title="X", statement="X", measures=measures)
    strategic = make_strategic_goal("9.9", statement="X", operational_goals=(goal,))
    document = make_document(make_theme("9", title="X", strategic_goals=(strategic,)))
    return [[piece.text for piece in hit.passage if piece.marked] for hit in hits(document, query)]


both_searches = pytest.mark.parametrize("search", [search_the_working_area, search_the_publication])


@both_searches
def test_words_are_found_in_their_forms_and_in_compounds(search: Search, strategy: Strategy) -> None:
    wrong = [
        (query, text, marks)
        for query, text, expected in FOUND
        if (marks := search(query, [text])) != [[expected]]
    ]
    assert wrong == []


@both_searches
def test_words_are_not_found_in_other_words(search: Search, strategy: Strategy) -> None:
    assert [(query, text) for query, text in MISSED if search(query, [text])] == []


@both_searches
@pytest.mark.parametrize(("query", "whole", "part"), BEFORE)
def test_whole_words_come_before_parts_of_words(
    search: Search, strategy: Strategy, query: str, whole: str, part: str
) -> None:
    parts_only, best_first = search(query, [part]), search(query, [part, whole])
    assert (len(best_first), best_first[1]) == (2, parts_only[0])


def test_a_page_marks_the_part_of_a_compound(reader_client: Client, strategy: Strategy) -> None:
    make_concept(strategy, title="Grundschule")
    shown = reader_client.get(reverse("search:results"), {"q": "schule"}).content.decode()
    assert "Grund<mark>schule</mark>" in shown
