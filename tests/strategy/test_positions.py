import pytest

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import move_element
from strategy.actions.positions import close_gap, neighbour_of, next_position, refuse_if_fixed, swap
from strategy.models import Measure, Strategy, ThemeField
from tests.builders import NOW, make_goal, make_measure, make_strategic_goal, make_theme


@pytest.fixture
def measures(strategy: Strategy, coordination: User) -> list[Measure]:
    """Three measures below one goal, and one below another that must stay untouched."""
    above = make_strategic_goal(make_theme(strategy, by=coordination), by=coordination)
    goal, other = make_goal(above, by=coordination), make_goal(above, by=coordination)
    make_measure(other, by=coordination, title="Fremd")
    return [make_measure(goal, by=coordination, title=title) for title in ("A", "B", "C")]


def order() -> list[tuple[int, str]]:
    return list(Measure.objects.active().order_by("position", "title").values_list("position", "title"))


def test_next_position_follows_the_last_one(measures: list[Measure]) -> None:
    assert next_position(measures[0].siblings()) == 4
    assert next_position(Measure.objects.none()) == 1


def test_next_position_skips_a_number_that_a_retired_sibling_keeps(measures: list[Measure]) -> None:
    Measure.objects.filter(title="C").update(retired_at=NOW)
    assert next_position(measures[0].siblings()) == 4
    assert next_position(measures[0].siblings().active()) == 3


def test_close_gap_moves_only_the_siblings_behind(measures: list[Measure]) -> None:
    Measure.objects.filter(title="A").delete()
    close_gap(measures[0].siblings(), 1)
    assert order() == [(1, "B"), (1, "Fremd"), (2, "C")]


def test_close_gap_leaves_retired_siblings_alone(measures: list[Measure]) -> None:
    Measure.objects.filter(title__in=["A", "C"]).update(retired_at=NOW)
    close_gap(measures[0].siblings(), 1)
    assert order() == [(1, "B"), (1, "Fremd")]
    assert Measure.objects.get(title="C").position == 3


def test_swap_exchanges_two_siblings_and_tells_it(measures: list[Measure]) -> None:
    swap(measures[0], measures[2])
    assert order() == [(1, "C"), (1, "Fremd"), (2, "B"), (3, "A")]
    assert [measure.history.count() for measure in measures] == [2, 1, 2]


def test_neighbour_is_the_nearest_active_sibling(measures: list[Measure]) -> None:
    first, second, third = measures
    assert (neighbour_of(second, up=True), neighbour_of(second, up=False)) == (first, third)
    assert (neighbour_of(first, up=True), neighbour_of(third, up=False)) == (None, None)
    Measure.objects.filter(title="B").update(retired_at=NOW)
    assert (neighbour_of(first, up=False), neighbour_of(third, up=True)) == (third, first)


def test_candidate_without_a_position_has_no_neighbour(strategy: Strategy, coordination: User) -> None:
    make_theme(strategy, by=coordination)
    candidate = ThemeField.objects.filter(decision="open").first()
    assert neighbour_of(candidate, up=True) is None
    assert not move_element(element=candidate, up=False, by=coordination)


def test_fixed_numbers_refuse_with_the_given_sentence(strategy: Strategy) -> None:
    refuse_if_fixed(strategy, "Zu spät.")
    strategy.numbers_fixed_at = NOW
    with pytest.raises(RuleBroken, match=r"^Zu spät\.$"):
        refuse_if_fixed(strategy, "Zu spät.")
