"""Two versions side by side: what changed, moved, came and went."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from accounts.models import User
from editing.wording import ChangeKind
from strategy.choices import ElementKind, Funding
from strategy.document.comparison import Comparison, Difference, compare
from strategy.document.document import MeasureEntry, StrategyDocument
from strategy.document.drafting import working_document
from strategy.models import Strategy
from tests.builders import make_goal, make_measure, make_strategic_goal, make_theme

replace = msgspec.structs.replace


@pytest.fixture
def document(strategy: Strategy, coordination: User) -> StrategyDocument:
    """One field with one strategic goal, two operational goals, and two measures below each of them."""
    theme = make_theme(strategy, by=coordination)
    above = make_strategic_goal(theme, by=coordination)
    for _ in range(2):
        goal = make_goal(above, by=coordination)
        for _ in range(2):
            make_measure(goal, by=coordination)
    return working_document(strategy)


def with_measures(document: StrategyDocument, *measures: tuple[MeasureEntry, ...]) -> StrategyDocument:
    """The document with these measures below its operational goals, in their order."""
    theme = document.themes[0]
    strategic = theme.strategic_goals[0]
    goals = tuple(
        replace(goal, measures=below)
        for goal, below in zip(strategic.operational_goals, measures, strict=True)
    )
    theme = replace(theme, strategic_goals=(replace(strategic, operational_goals=goals),))
    return replace(document, themes=(theme,))


def only(comparison: Comparison) -> Any:
    (element,) = comparison.only_changes()
    return element


def test_same_document_differs_in_nothing(document: StrategyDocument) -> None:
    comparison = compare(document, document)
    assert (comparison.is_empty, comparison.summary) == (True, "keine Unterschiede")
    assert len(comparison.elements) == len(document.chapters) + 8


def test_changed_fields_are_told_word_by_word_with_their_labels(document: StrategyDocument) -> None:
    (one, two), others = (goal.measures for goal in document.operational_goals())
    changed = replace(one, title=f"{one.title} neu", annual_cost=Decimal("12000.5"), funding=Funding.GRANTS)
    comparison = compare(document, with_measures(document, (changed, two), others))
    element = only(comparison)
    assert (element.kind, element.difference, element.number_after) == (
        ElementKind.MEASURE,
        Difference.CHANGED,
        "1.1.1.1",
    )
    told = {field.label: [(each.kind, each.text) for each in field.changes] for field in element.fields}
    assert told == {
        "Titel": [(ChangeKind.SAME, one.title), (ChangeKind.INSERTED, " neu")],
        "Laufende Kosten (Euro im Jahr)": [(ChangeKind.INSERTED, "12.000,5")],
        "Finanzierung": [(ChangeKind.INSERTED, "Fördermittel")],
    }
    assert comparison.summary == "1 Maßnahme geändert"


def test_new_and_withdrawn_stand_at_their_place(document: StrategyDocument) -> None:
    (one, two), others = (goal.measures for goal in document.operational_goals())
    fewer = with_measures(document, (replace(two, number="1.1.1.1"),), others)
    comparison = compare(document, fewer)
    gone, renumbered = comparison.only_changes()
    assert (gone.key, gone.difference, gone.number_before, gone.number_after) == (
        one.key,
        Difference.WITHDRAWN,
        "1.1.1.1",
        "",
    )
    assert (renumbered.difference, renumbered.is_renumbered) == (Difference.SAME, True)
    assert comparison.summary == "1 Maßnahme gestrichen, 1 umnummeriert"
    back = compare(fewer, document)
    assert back.summary == "1 Maßnahme neu, 1 umnummeriert"
    assert {field.label for field in back.only_changes()[0].fields} >= {"Titel"}


def test_moved_measure_is_neither_new_nor_withdrawn(document: StrategyDocument) -> None:
    (one, two), others = (goal.measures for goal in document.operational_goals())
    moved = with_measures(document, (one,), (*others, replace(two, number="1.1.2.3")))
    element = only(compare(document, moved))
    assert (element.key, element.difference, element.is_moved) == (two.key, Difference.SAME, True)
    assert compare(document, moved).summary == "1 verschoben"


def test_title_and_years_of_the_strategy_are_compared(document: StrategyDocument) -> None:
    comparison = compare(document, replace(document, target_year=2035))
    assert [fact.label for fact in comparison.facts] == ["Zieljahr"]
    assert not comparison.is_empty
