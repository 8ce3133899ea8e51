import pytest

from accounts.models import User
from strategy.actions.numbering import fix_numbers
from strategy.document.drafting import working_document
from strategy.models import Measure, OperationalGoal, Strategy
from tests.builders import NOW, make_goal, make_measure, make_programme


@pytest.fixture
def goal(strategy: Strategy, coordination: User) -> OperationalGoal:
    """A goal with the measures A, B and C."""
    goal = make_programme(strategy, by=coordination).operational_goal
    Measure.objects.update(title="A")
    for title in "BC":
        make_measure(goal, by=coordination, title=title)
    return goal


def order() -> dict[str, int]:
    return dict(Measure.objects.values_list("title", "position"))


@pytest.fixture
def scattered(goal: OperationalGoal, coordination: User) -> OperationalGoal:
    """Positions with room between them, as nothing else than this test makes them."""
    for title, position in (("C", 30), ("B", 20), ("A", 10)):
        Measure.objects.filter(title=title).update(position=position)
    return goal


def test_numbers_of_the_document_are_kept_as_they_are(
    strategy: Strategy, scattered: OperationalGoal, coordination: User
) -> None:
    document = working_document(strategy)
    for title, position in (("A", 31), ("B", 32), ("C", 33)):
        Measure.objects.filter(title=title).update(position=position)
    fix_numbers(strategy=strategy, document=document, by=coordination, at=NOW)
    assert order() == {"A": 10, "B": 20, "C": 30}


def test_added_rows_follow_in_their_order(
    strategy: Strategy, goal: OperationalGoal, coordination: User
) -> None:
    document = working_document(strategy)
    for title in "DE":
        make_measure(goal, by=coordination, title=title)
    Measure.objects.filter(title="D").update(position=99)
    fix_numbers(strategy=strategy, document=document, by=coordination, at=NOW)
    assert order() == {"A": 1, "B": 2, "C": 3, "E": 4, "D": 5}


def test_rows_below_a_new_parent_count_from_one(
    strategy: Strategy, goal: OperationalGoal, coordination: User
) -> None:
    document = working_document(strategy)
    other = make_goal(goal.strategic_goal, by=coordination)
    for title in "XY":
        make_measure(other, by=coordination, title=title)
    fix_numbers(strategy=strategy, document=document, by=coordination, at=NOW)
    assert order() == {"A": 1, "B": 2, "C": 3, "X": 1, "Y": 2}
    other.refresh_from_db()
    assert other.position == 2


def test_retired_rows_keep_a_number_only_if_it_is_in_the_document(
    strategy: Strategy, goal: OperationalGoal, coordination: User
) -> None:
    Measure.objects.filter(title="A").update(retired_at=NOW)
    document = working_document(strategy)
    Measure.objects.filter(title="B").update(retired_at=NOW)
    fix_numbers(strategy=strategy, document=document, by=coordination, at=NOW)
    assert order() == {"A": 0, "B": 2, "C": 3}


def test_fixing_notes_when_and_by_whom(strategy: Strategy, goal: OperationalGoal, coordination: User) -> None:
    fix_numbers(strategy=strategy, document=working_document(strategy), by=coordination, at=NOW)
    strategy.refresh_from_db()
    assert (strategy.numbers_fixed_at, strategy.numbers_fixed_by) == (NOW, coordination)
