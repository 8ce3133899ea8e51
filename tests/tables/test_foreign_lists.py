"""Lists of other cities come in whole, after at most two decisions; what cannot be read is seen."""

from collections import Counter

import pytest

from accounts.models import User
from strategy.models import Measure, OperationalGoal, Strategy
from tables.choices import RowState
from tables.kinds.measures import MEASURES
from tables.matching import ForAll
from tables.models import ImportRow, TableImport
from tests.builders import make_programme
from tests.tables.foreign_lists import GOALS, TITLES, goal_list, list_without_goals, surplus_list
from tests.tables.test_imports import states, take_over, upload
from tests.tables.test_tray import decided


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    return make_programme(strategy, by=coordination)


def problems_of(found: TableImport) -> Counter[str]:
    """The headings of the cells that cannot be taken, and how many there are of each."""
    contents = found.rows.values_list("content", flat=True)
    return Counter(problem["heading"] for content in contents for problem in content["problems"])


def test_list_with_numbers_of_its_own_and_no_goals(measure: Measure, coordination: User) -> None:
    found = upload(surplus_list(), by=coordination)
    rows = list(found.rows.order_by("line"))
    assert len(rows) == 34
    # Neither its number nor its missing goal keeps a row out.
    assert set(problems_of(found)) <= {"Umsetzungsstand", "Finanzierung"}
    assert [row.content["number"] for row in rows] == [f"Ü{place}" for place in range(1, 35)]


def test_list_whose_goals_are_texts(measure: Measure, coordination: User) -> None:
    found = upload(goal_list(), by=coordination)
    assert states(found) == [RowState.TRAY] * 48
    above = str(measure.operational_goal.strategic_goal_id)
    take_over(decided(found, ForAll(goals_below=above), by=coordination), by=coordination)
    goals = OperationalGoal.objects.filter(short_title__in=GOALS)
    assert {goal.short_title: goal.measures.count() for goal in goals} == dict.fromkeys(GOALS, 12)
    first = Measure.objects.get(former_number="922")
    assert (first.title, first.description, first.start_year, str(first.staff_fte), first.note) == (
        TITLES[1],
        "Erster Absatz1.\nZweiter Absatz",
        2028,
        "0.50",
        "Personal: 0,5 VZÄ (E 11)",
    )
    assert states(upload(goal_list(), by=coordination)) == [RowState.UNCHANGED] * 48


@pytest.mark.parametrize("has_goal_for_all", [False, True])
def test_list_without_numbers_and_goals(measure: Measure, coordination: User, has_goal_for_all: bool) -> None:
    found = upload(list_without_goals(), by=coordination)
    assert states(found) == [RowState.TRAY] * 55
    if has_goal_for_all:
        decided(found, ForAll(parent=str(measure.operational_goal_id)), by=coordination)
    take_over(found, by=coordination)
    came = Measure.objects.filter(title__in=TITLES)
    waiting = ImportRow.objects.waiting(MEASURES).count()
    assert (came.count(), waiting) == ((55, 0) if has_goal_for_all else (0, 55))
    assert states(upload(list_without_goals(), by=coordination)) == [RowState.UNCHANGED] * 55
