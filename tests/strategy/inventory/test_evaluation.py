"""From rows to the inventory: everything that was found, and only what the working draft takes up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from strategy.actions.removal import remove_element
from strategy.actions.themes import merge_themes
from strategy.inventory.bracket import Cell, bracket_of
from strategy.inventory.choices import EvaluationStatus, ExtractKind
from strategy.inventory.evaluation import inventory_of
from strategy.models import ConceptKind, Extract, Strategy, ThemeField
from tests.builders import (
    NOW,
    make_basis,
    make_concept,
    make_contradiction,
    make_extract,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_theme,
    make_version,
)


def test_inventory_holds_concepts_with_their_extracts(strategy: Strategy, coordination: User) -> None:
    theme = make_theme(strategy, by=coordination)
    kind = ConceptKind.objects.create(title="Rahmenvertrag")
    concept = make_concept(
        strategy,
        title="Klimakonzept",
        kind=kind,
        department="FB 51",
        dated=date(2018, 5, 1),
        council_reference="2018/0100",
        valid_until=date(2025, 12, 31),
        link="https://example.org/klima",
        evaluation_status=EvaluationStatus.EVALUATED,
        evaluated_at=NOW,
    )
    extract = make_extract(
        concept,
        themes=[theme],
        kind=ExtractKind.FIGURE,
        quotation="191 kg",
        page="7",
        set_aside_reason="Alt.",
    )

    inventory = inventory_of(strategy)

    (found,) = inventory.concepts
    assert (found.key, found.title, found.kind, found.department) == (
        concept.pk,
        "Klimakonzept",
        "Rahmenvertrag",
        "FB 51",
    )
    assert (found.dated, found.valid_until) == (date(2018, 5, 1), date(2025, 12, 31))
    assert (found.council_reference, found.link) == ("2018/0100", "https://example.org/klima")
    assert found.is_evaluated
    (passage,) = found.extracts
    assert (passage.key, passage.kind, passage.quotation, passage.page) == (
        extract.pk,
        ExtractKind.FIGURE,
        "191 kg",
        "7",
    )
    assert (passage.fields, passage.uses, passage.set_aside_reason) == ((theme.pk,), (), "Alt.")
    assert [(field.key, field.number, field.title) for field in inventory.fields] == [
        (theme.pk, "1", theme.title)
    ]


def test_all_three_kinds_of_elements_take_up_an_extract(strategy: Strategy, coordination: User) -> None:
    theme = make_theme(strategy, by=coordination)
    strategic = make_strategic_goal(theme, by=coordination)
    goal = make_goal(strategic, by=coordination)
    measure = make_measure(goal, by=coordination)
    extract = make_extract(make_concept(strategy), themes=[theme])
    for element in (measure, strategic, goal):
        make_basis(extract, element)

    assert inventory_of(strategy).concepts[0].extracts[0].uses == (measure.pk, strategic.pk, goal.pk)


def test_a_removed_element_takes_nothing_up_any_more(strategy: Strategy, coordination: User) -> None:
    theme = make_theme(strategy, by=coordination)
    goal = make_strategic_goal(theme, by=coordination)
    make_strategic_goal(theme, by=coordination)
    make_basis(make_extract(make_concept(strategy), themes=[theme]), goal)
    make_version(strategy, by=coordination)
    assert bracket_of(inventory_of(strategy)).total == Cell(extracts=1, taken_up=1)

    remove_element(element=goal, by=coordination, at=NOW)

    assert bracket_of(inventory_of(strategy)).total == Cell(extracts=1)


def test_what_was_found_for_a_merged_candidate_belongs_to_the_new_field(
    strategy: Strategy, coordination: User
) -> None:
    theme = make_theme(strategy, by=coordination)
    first, second = ThemeField.objects.filter(strategy=strategy, decision="open").order_by("title")[:2]
    concept = make_concept(strategy)
    make_extract(concept, themes=[first, second])
    make_extract(concept, themes=[theme, second])

    merged = merge_themes(
        strategy=strategy, parts=[first, second], title="Beides", description="", by=coordination
    )

    fields = [extract.fields for extract in inventory_of(strategy).concepts[0].extracts]
    assert fields == [(merged.pk,), (theme.pk, merged.pk)]


def test_contradictions_name_their_extracts(strategy: Strategy) -> None:
    first, second = (make_extract(make_concept(strategy)) for _ in range(2))
    row = make_contradiction(second, first, "2030 oder 2035?")

    (found,) = inventory_of(strategy).contradictions

    assert (found.key, found.first, found.second, found.note) == (
        row.pk,
        first.pk,
        second.pk,
        "2030 oder 2035?",
    )


@pytest.mark.slow
def test_inventory_takes_the_same_queries_for_1500_extracts(strategy: Strategy, coordination: User) -> None:
    theme = make_theme(strategy, by=coordination)
    goal = make_strategic_goal(theme, by=coordination)
    make_basis(make_extract(make_concept(strategy), themes=[theme]), goal)
    with CaptureQueriesContext(connection) as few:
        inventory_of(strategy)
    concepts = [make_concept(strategy) for _ in range(30)]
    rows = Extract.objects.bulk_create(
        Extract(concept=concepts[n % 30], kind=ExtractKind.GOAL, quotation=f"Stelle {n}") for n in range(1500)
    )
    Extract.themes.through.objects.bulk_create(
        Extract.themes.through(extract=row, themefield=theme) for row in rows
    )

    with CaptureQueriesContext(connection) as many:
        inventory = inventory_of(strategy)

    assert bracket_of(inventory).total == Cell(extracts=1501, taken_up=1)
    assert len(many) == len(few) == 6
