"""What stands in the database, as tables show it and compare with it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from strategy.actions.removal import remove_element
from strategy.models import ConceptKind, Measure, Strategy
from tables.kinds.all import KINDS
from tables.kinds.concepts import CONCEPTS
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.rows import TableRow
from tables.vocabulary import current_lists
from tests.builders import (
    NOW,
    make_concept,
    make_department,
    make_goal,
    make_indicator,
    make_measure,
    make_membership,
    make_steering_group,
    make_strategic_goal,
    make_theme,
    make_user,
    make_value,
)

pytestmark = pytest.mark.django_db


def filled(row: TableRow) -> dict[str, object]:
    return {name: value for name, value in row.values.items() if value not in ("", None, (), False)}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_rows_have_a_value_for_each_column(kind: Kind, measure: Measure, coordination: User) -> None:
    make_concept(measure.strategy_of)
    make_steering_group("IHK")
    make_department("FB 33")
    make_value(make_indicator(measure.strategy_of, by=coordination), 2020, 5, by=coordination)
    names = [column.name for column in kind.columns(current_lists())]
    assert [sorted(row.values) for row in kind.rows(user=coordination)] == [sorted(names)]


def test_measures_know_their_goal_and_revision(measure: Measure, coordination: User) -> None:
    Measure.objects.all().delete()
    made = make_measure(
        measure.operational_goal,
        by=coordination,
        title="Bäume",
        description="Erstens\r\nZweitens\x0b",
        start_year=2024,
        annual_cost=Decimal("1500.00"),
        funding="grants",
        sdg_targets=["11.7"],
    )
    (row,) = MEASURES.rows(user=coordination)
    assert (row.key, row.number, row.title, row.revision) == (str(made.pk), "1.1.1.1", "Bäume", made.revision)
    assert filled(row) == {
        "number": "1.1.1.1",
        "operational_goal": "1.1.1",
        "title": "Bäume",
        # As a cell can hold it.
        "description": "Erstens\nZweitens",
        "measure_kind": "new",
        "start_year": 2024,
        "annual_cost": Decimal(1500),
        "funding": "grants",
        "implementation_status": "not_started",
        "resolution_status": "proposed",
        "sdg_targets": ("11.7",),
    }


def test_goals_know_what_they_stand_below(measure: Measure, coordination: User) -> None:
    goal = measure.operational_goal
    (row,) = OPERATIONAL_GOALS.rows(user=coordination)
    assert (row.number, row.title, row.values["strategic_goal"]) == ("1.1.1", goal.short_title, "1.1")


def test_only_the_working_draft_is_shown(measure: Measure, coordination: User) -> None:
    gone = make_measure(measure.operational_goal, by=coordination)
    remove_element(element=gone, by=coordination, at=NOW)
    assert [row.title for row in MEASURES.rows(user=coordination)] == [measure.title]


def test_rows_stand_in_the_order_of_their_numbers(measure: Measure, coordination: User) -> None:
    for _ in range(10):
        make_measure(measure.operational_goal, by=coordination)
    theme = make_theme(measure.strategy_of, by=coordination)
    make_measure(make_goal(make_strategic_goal(theme, by=coordination), by=coordination), by=coordination)
    numbers = [row.number for row in MEASURES.rows(user=coordination)]
    assert numbers == [*(f"1.1.1.{number}" for number in range(1, 12)), "2.1.1.1"]


def test_concepts_say_what_they_are(strategy: Strategy, coordination: User) -> None:
    kind = ConceptKind.objects.last()
    concept = make_concept(
        strategy, title="Klima", kind=kind, dated=date(2021, 10, 5), council_reference="2021/0734"
    )
    (row,) = CONCEPTS.rows(user=coordination)
    assert (row.key, row.number, row.title, row.revision) == (str(concept.pk), "", "Klima", 1)
    assert filled(row) == {
        "title": "Klima",
        "kind": kind.title,
        "dated": date(2021, 10, 5),
        "council_reference": "2021/0734",
        "evaluation_status": "open",
    }


def test_members_are_shown_with_former_seats_but_not_after_leaving(coordination: User) -> None:
    body = make_steering_group()
    ada = make_user(Role.STEERING_MEMBER, name="Ada", email="ada@example.org")
    make_membership(body, ada, since=date(2019, 1, 1), until=date(2019, 12, 31), role="chair", has_vote=False)
    make_membership(body, ada, since=date(2021, 1, 1), group="IHK")
    left = make_user(Role.STEERING_MEMBER, is_active=False, left_at=NOW)
    make_membership(body, left)
    rows = MEMBERS.rows(user=coordination)
    assert [filled(row) for row in rows] == [
        {
            "name": "Ada",
            "email": "ada@example.org",
            "committee": body.name,
            "role": "chair",
            "since": date(2019, 1, 1),
            "until": date(2019, 12, 31),
        },
        {
            "name": "Ada",
            "email": "ada@example.org",
            "committee": body.name,
            "seat_group": "IHK",
            "role": "member",
            "has_vote": True,
            "since": date(2021, 1, 1),
        },
    ]


@pytest.mark.parametrize("role", list(Role))
def test_members_are_for_those_who_manage_bodies(role: Role, db: None) -> None:
    make_steering_group("IHK")
    seen = len(MEMBERS.rows(user=make_user(role)))
    assert seen == (1 if role in (Role.COORDINATION, Role.COMMITTEE_OFFICE) else 0)


def test_closed_accounts_see_nothing(measure: Measure) -> None:
    closed = make_user(Role.COORDINATION, is_active=False)
    assert [kind.rows(user=closed) for kind in KINDS] == [()] * len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_rows_take_the_same_number_of_queries(kind: Kind, measure: Measure, coordination: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            kind.rows(user=coordination)
        return len(captured)

    make_concept(measure.strategy_of)
    make_steering_group("IHK")
    before = queries()
    for _ in range(2):
        theme = make_theme(measure.strategy_of, by=coordination)
        make_measure(make_goal(make_strategic_goal(theme, by=coordination), by=coordination), by=coordination)
        make_concept(measure.strategy_of, kind=ConceptKind.objects.last())
        make_steering_group("IHK", "Kirchen")
    assert queries() == before
