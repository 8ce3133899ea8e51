"""What the demonstration shows of the inventory: thirty documents, what was found in them and what became of it."""

from collections import Counter

import pytest

from strategy.choices import ElementKind
from strategy.document.drafting import working_document
from strategy.document.tree import KINDS_BELOW_THEMES
from strategy.inventory.alike import candidate_of
from strategy.inventory.contradicting import CANDIDATES_AT_MOST, contradicting
from strategy.inventory.evaluation import inventory_of
from strategy.inventory.statements import statements_of
from strategy.likeness import most_alike
from strategy.models import Concept, Contradiction, ElementBasis, Extract, Strategy, SwotEntry
from strategy.models.kinds import goals_or_measures

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

from_goals_on = pytest.mark.parametrize("stage", ["goals", "council", "adopted"], indirect=True)
only_selection = pytest.mark.parametrize("stage", ["selection"], indirect=True)


def test_thirty_documents_of_five_kinds_are_nearly_all_evaluated(stage: str) -> None:
    assert Counter(Concept.objects.values_list("kind__title", flat=True)) == {
        "Konzept": 14,
        "Leitbild": 3,
        "Präventionsstrategie": 4,
        "Monitoring-Bericht": 5,
        "Rahmenvereinbarung": 4,
    }
    assert Counter(Concept.objects.values_list("evaluation_status", flat=True)) == {
        "evaluated": 28,
        "in_progress": 1,
        "open": 1,
    }
    assert Counter(Extract.objects.values_list("kind", flat=True)) == {
        "measure": 88,
        "goal": 66,
        "figure": 37,
        "resolution": 5,
    }


@only_selection
def test_nothing_is_taken_up_before_there_are_goals(stage: str) -> None:
    assert (ElementBasis.objects.count(), SwotEntry.objects.count()) == (0, 0)


@from_goals_on
def test_extracts_were_taken_up_set_aside_or_are_open(stage: str) -> None:
    assert ElementBasis.objects.in_use().count() == 172
    assert Extract.objects.exclude(set_aside_reason="").count() == 10
    assert Extract.objects.filter(uses=None, set_aside_reason="").count() == 14
    assert Contradiction.objects.count() == 3


@from_goals_on
def test_every_theme_field_has_a_whole_swot_and_a_foundation(stage: str) -> None:
    document = working_document(Strategy.objects.get())
    assert [[len(field.statements) for field in theme.swot_fields] for theme in document.themes] == [
        [2, 2, 2, 2]
    ] * 6
    assert all(any(goal.based_on for goal in theme.operational_goals()) for theme in document.themes)


@pytest.mark.parametrize("stage", ["adopted"], indirect=True)
def test_numeric_contradictions_that_people_marked_are_among_few_candidates(stage: str) -> None:
    strategy = Strategy.objects.get()
    found = contradicting(statements_of(strategy, inventory_of(strategy)))
    says = {
        frozenset((each.first.source, each.second.source)): {
            piece.text for _statement, pieces in each.sides for piece in pieces if piece.marked
        }
        for each in found
    }
    assert len(found) < CANDIDATES_AT_MOST
    assert says[frozenset(("Klimafolgenanpassungskonzept, S. 17", "Umweltbericht, S. 4"))] == {
        "ein Hektar",
        "ein halber Hektar",
    }
    energy = ("Integriertes Klimaschutzkonzept, S. 9", "Energiebericht der städtischen Gebäude, S. 3")
    assert says[frozenset(energy)] >= {"ein Fünftel", "zwölf Prozent"}


@pytest.mark.parametrize("stage", ["adopted"], indirect=True)
def test_what_an_extract_became_is_among_the_five_most_alike(stage: str) -> None:
    """The links that people made: nine of ten have the right goal or measure among the first five."""
    goals_only = frozenset({ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL})
    for kinds in (goals_only, frozenset(KINDS_BELOW_THEMES)):
        candidates = tuple(
            candidate_of(element) for kind in sorted(kinds) for element in goals_or_measures(kind)
        )
        links = ElementBasis.objects.in_use().filter(element_kind__in=kinds).select_related("extract")
        right = [
            str(link.element_key)
            in {found.key for found in most_alike(link.extract.quotation, candidates, at_most=5)}
            for link in links
        ]
        assert len(right) >= 80
        assert sum(right) / len(right) >= 0.90
