"""Many elements at once are the same as one after the other."""

from typing import Any

import pytest

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import create_element
from strategy.actions.elements_in_bulk import create_elements
from strategy.actions.removal import remove_element
from strategy.document.actions.versions import freeze_version
from strategy.models import Measure, OperationalGoal, SdgTarget, Strategy
from tests.builders import NOW, make_goal, make_measure, make_programme

# Lock, parents, positions, rows, their history and their entries in the search, with savepoints.
STATEMENTS = 8


@pytest.fixture
def goals(strategy: Strategy, coordination: User) -> list[OperationalGoal]:
    """Two goals: with one measure, and with none."""
    first = make_programme(strategy, by=coordination).operational_goal
    return [first, make_goal(first.strategic_goal, by=coordination)]


def rows_below(goals: list[OperationalGoal]) -> list[tuple[Any, dict[str, Any]]]:
    targets = list(SdgTarget.objects.filter(code__in=["4.1", "13.1"]))
    return [
        (goals[0], {"title": "Eins", "sdg_targets": targets}),
        (goals[1], {"title": "Zwei", "department": "FB 33"}),
        (goals[0], {"title": "Drei", "sdg_targets": targets[:1]}),
    ]


def told(elements: list[Measure]) -> list[Any]:
    """What stands in the rows and in their histories, without keys and times."""
    return [
        (
            row.title,
            row.number,
            row.department,
            row.revision,
            [target.pk for target in row.sdg_targets.all()],
            [
                (
                    state.title,
                    state.position,
                    state.history_user,
                    sorted(t.sdgtarget_id for t in state.sdg_targets.all()),
                )
                for state in row.history.all()
            ],
        )
        for row in Measure.objects.with_ancestors().filter(pk__in=[e.pk for e in elements]).order_by("title")
    ]


def test_many_are_written_as_one_after_the_other(goals: list[OperationalGoal], coordination: User) -> None:
    single = [
        create_element(model=Measure, parent=parent, values=values, by=coordination)
        for parent, values in rows_below(goals)
    ]
    expected = told(single)
    for measure in reversed(single):
        remove_element(element=measure, by=coordination, at=NOW)
    assert told(create_elements(model=Measure, rows=rows_below(goals), by=coordination)) == expected


def test_fixed_numbers_of_removed_elements_stay_free(
    strategy: Strategy, goals: list[OperationalGoal], coordination: User
) -> None:
    last = make_measure(goals[0], by=coordination)
    freeze_version(strategy=strategy, note="", by=coordination, at=NOW)
    remove_element(element=last, by=coordination, at=NOW)
    Strategy.objects.update(numbers_fixed_at=NOW)
    rows = [(goals[0], {"title": "Neu"})]
    assert [measure.position for measure in create_elements(model=Measure, rows=rows, by=coordination)] == [3]


def test_a_removed_parent_is_refused(goals: list[OperationalGoal], coordination: User) -> None:
    remove_element(element=goals[1], by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match="wurde inzwischen entfernt"):
        create_elements(model=Measure, rows=rows_below(goals), by=coordination)
    assert Measure.objects.count() == 1


def test_the_number_of_statements_does_not_grow(
    goals: list[OperationalGoal], coordination: User, django_assert_num_queries: Any
) -> None:
    # SQLite takes some forty rows in one statement.
    goal = OperationalGoal.objects.with_ancestors().get(pk=goals[0].pk)
    for count in (1, 20):
        rows = [(goal, {"title": f"Neu {number}"}) for number in range(count)]
        with django_assert_num_queries(STATEMENTS):
            create_elements(model=Measure, rows=rows, by=coordination)
