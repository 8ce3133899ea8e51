"""The picture of the seats of a body: circles in half rings, in the order of the groups. Pure geometry."""

from collections.abc import Sequence
from math import cos, pi, sin

from msgspec import Struct

OUTER_RADIUS = 180.0
# The speaker's place in the middle stays free.
INNER_SHARE = 0.35
WIDEST_ROW = 44.0
# How much of the distance between two seats a circle fills.
SEAT_SHARE = 0.44
ROWS_AT_MOST = 20


class GroupSeats(Struct, frozen=True):
    """The numbers of people that a group sends: with a vote, and without."""

    number: int
    voting: int
    other: int


class SeatMark(Struct, frozen=True):
    x: float
    y: float
    number: int
    is_voting: bool


class SeatPicture(Struct, frozen=True):
    """Circles in a drawing of this width and height."""

    width: float
    height: float
    radius: float
    marks: tuple[SeatMark, ...]


def seat_picture(groups: Sequence[GroupSeats]) -> SeatPicture:
    """Draw the seats of the groups from left to right; within a group those with a vote come first."""
    seats = [
        (group.number, is_voting)
        for group in groups
        for is_voting, count in ((True, group.voting), (False, group.other))
        for _seat in range(count)
    ]
    radii, distance = _rows(len(seats))
    places = sorted(
        (
            place
            for radius, count in zip(radii, _shares(len(seats), radii), strict=True)
            for place in _row(radius, count)
        ),
        key=lambda place: (-place[0], place[1]),
    )
    margin = distance * SEAT_SHARE + 2
    marks = tuple(
        SeatMark(
            x=round(margin + OUTER_RADIUS + radius * cos(angle), 1),
            y=round(margin + OUTER_RADIUS - radius * sin(angle), 1),
            number=number,
            is_voting=is_voting,
        )
        for (angle, radius), (number, is_voting) in zip(places, seats, strict=True)
    )
    return SeatPicture(
        width=round(2 * (OUTER_RADIUS + margin), 1),
        height=round(OUTER_RADIUS + 2 * margin, 1),
        radius=round(distance * SEAT_SHARE, 1),
        marks=marks,
    )


def _rows(seats: int) -> tuple[list[float], float]:
    """The radii of as few rows as hold all seats, outermost first, and the distance of two seats."""
    for count in range(1, ROWS_AT_MOST + 1):
        distance = min(WIDEST_ROW, OUTER_RADIUS * (1 - INNER_SHARE) / count)
        radii = [OUTER_RADIUS - row * distance for row in range(count)]
        if sum(_capacity(radius, distance) for radius in radii) >= seats:
            break
    return radii, distance


def _capacity(radius: float, distance: float) -> int:
    return int(pi * radius / distance) + 1


def _shares(seats: int, radii: Sequence[float]) -> list[int]:
    """Part the seats among the rows by their length, so that all rows are equally dense."""
    shares, left, length = [], seats, sum(radii)
    for radius in radii:
        share = round(left * radius / length)
        shares.append(share)
        left, length = left - share, length - radius
    return shares


def _row(radius: float, count: int) -> list[tuple[float, float]]:
    """Angle and radius of the places of a row, spread over the half ring."""
    if count == 1:
        return [(pi / 2, radius)]
    return [(pi * (count - 1 - place) / (count - 1), radius) for place in range(count)]
