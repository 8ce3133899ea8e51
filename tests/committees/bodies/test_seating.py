"""The picture of the seats."""

from itertools import combinations
from math import hypot

import pytest

from committees.bodies.seating import GroupSeats, seat_picture


def group(number: int, voting: int, other: int = 0) -> GroupSeats:
    return GroupSeats(number=number, voting=voting, other=other)


@pytest.mark.parametrize("count", [1, 2, 7, 32, 60, 150])
def test_circles_neither_touch_nor_leave_the_picture(count: int) -> None:
    picture = seat_picture([group(1, count)])
    marks = picture.marks
    assert len(marks) == count
    for one, other in combinations(marks, 2):
        assert hypot(one.x - other.x, one.y - other.y) > 2 * picture.radius
    for mark in marks:
        assert picture.radius <= mark.x <= picture.width - picture.radius
        assert picture.radius <= mark.y <= picture.height - picture.radius


def test_groups_sit_from_left_to_right_and_votes_come_first() -> None:
    marks = seat_picture([group(1, 1, 1), group(2, 1)]).marks
    assert [(mark.number, mark.is_voting) for mark in marks] == [(1, True), (1, False), (2, True)]
    assert [mark.x for mark in marks] == sorted(mark.x for mark in marks)


def test_body_without_seats_has_an_empty_picture() -> None:
    assert seat_picture([]).marks == ()
