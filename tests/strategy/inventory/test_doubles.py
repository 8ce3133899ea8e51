"""What stands twice: goals and measures that say nearly the same, in the draft and in a table that is read in."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.inventory.alike import doubles_of
from strategy.models import Measure, Strategy
from tests.builders import make_goal, make_measure, make_programme
from tests.tables.test_imports import upload

OTHERS = ("Bibliothek öffnet sonntags", "Busse fahren elektrisch", "Spielplätze ohne Hindernisse")


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    """A measure that is like its own goal, and others that are like nothing."""
    above = make_programme(strategy, by=coordination).operational_goal.strategic_goal
    goal = make_goal(
        above, by=coordination, short_title="Schulhöfe entsiegeln", statement="Kinder spielen draußen."
    )
    for title in OTHERS:
        make_measure(goal, by=coordination, title=title)
    return make_measure(goal, by=coordination, title="Schulhöfe entsiegeln und begrünen")


def test_a_double_is_named_and_neither_what_stands_above_nor_below(
    coordination_client: Client, measure: Measure, coordination: User
) -> None:
    goal = measure.operational_goal
    assert (doubles_of(measure), doubles_of(goal)) == ((), ())
    other = make_goal(goal.strategic_goal, by=coordination, short_title="Grün", statement="Bäume wachsen.")
    double = make_measure(other, by=coordination, title="Begrünung und Entsiegelung der Schulhöfe")

    assert [each.element for each in doubles_of(measure)] == [double]
    page = coordination_client.get(reverse("strategy:element-detail", args=["measure", measure.pk]))
    assert "<mark>Entsiegelung</mark>" in page.content.decode()


def test_rows_of_a_table_show_what_may_be_there_already(
    coordination_client: Client, measure: Measure, coordination: User
) -> None:
    number = measure.operational_goal.number
    found = upload(
        f"Ziel;Maßnahme\n{number};Schulhöfe begrünen und entsiegeln\n{number};Trinkbrunnen\n", by=coordination
    )
    rows = coordination_client.get(reverse("tables:import-detail", args=[found.pk])).context["rows"]
    assert [[str(each.element) for each in row.alike][:1] for row in rows] == [
        ["Schulhöfe entsiegeln und begrünen"],
        [],
    ]
