"""The picture of an indicator: its values, and the path to the targets. Pure.

As all our pictures it fits every width: horizontal positions are shares of it in percent, vertical ones are pixels.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from msgspec import Struct

from monitoring.choices import Direction, PathKind, Quality
from monitoring.effect_status import EffectFacts, Point, moment, path_of
from monitoring.lights import figure_words, period_words

HEIGHT, TOP, BOTTOM = 260, 16, 34
# The words of the scale stand at the left, where no value lies.
LEFT, RIGHT = 11.0, 4.0
LINES, YEARS_AT_MOST = 4, 8


class Dot(Struct, frozen=True):
    """A value in the picture, or a target."""

    x: float
    y: float
    words: str
    is_certain: bool = True


class Segment(Struct, frozen=True):
    x1: float
    y1: float
    x2: float
    y2: float


class Mark(Struct, frozen=True):
    """A line of the scale or a year below it, with its words."""

    at: float
    words: str


class Curve(Struct, frozen=True):
    values: tuple[Dot, ...]
    targets: tuple[Dot, ...]
    line: tuple[Segment, ...]
    path: tuple[Segment, ...]
    # The range to keep within, as its upper and its lower edge; none otherwise.
    band: tuple[float, float] | None
    scale: tuple[Mark, ...]
    years: tuple[Mark, ...]
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    left: float = LEFT
    right: float = 100 - RIGHT

    @property
    def band_height(self) -> float:
        return round(self.band[1] - self.band[0], 1) if self.band else 0


class Frame(Struct, frozen=True):
    """The part of the world that the picture shows."""

    first: Decimal
    last: Decimal
    low: Decimal
    high: Decimal

    def x(self, year: Decimal) -> float:
        share = (year - self.first) / (self.last - self.first)
        return round(LEFT + float(share) * (100 - LEFT - RIGHT), 2)

    def y(self, value: Decimal) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(TOP + (1 - float(share)) * (HEIGHT - TOP - BOTTOM), 1)


def curve_of(facts: EffectFacts) -> Curve | None:
    """The picture, or None while there is less than two points to draw."""
    points = path_of(facts) if facts.direction != Direction.WITHIN else ()
    if len(facts.values) + len(facts.targets) < 2:
        return None
    frame = _frame(facts, points)
    dots = tuple(
        Dot(
            x=frame.x(moment(each.period)),
            y=frame.y(each.value),
            words=f"{period_words(each.period)}: {figure_words(each.value)}",
            is_certain=each.quality == Quality.FINAL,
        )
        for each in facts.values
    )
    corners = _corners(points, facts.path)
    bounds = (facts.lower, facts.upper)
    band = (
        (frame.y(bounds[1]), frame.y(bounds[0])) if bounds[0] is not None and bounds[1] is not None else None
    )
    return Curve(
        values=dots,
        targets=tuple(_target(frame, target) for target in facts.targets),
        line=_segments([(dot.x, dot.y) for dot in dots]),
        path=_segments([(frame.x(Decimal(point.year)), frame.y(point.value)) for point in corners]),
        band=band,
        scale=_scale(frame),
        years=_years(frame),
    )


def _target(frame: Frame, target: Point) -> Dot:
    return Dot(
        x=frame.x(Decimal(target.year)),
        y=frame.y(target.value),
        words=f"{target.year}: {figure_words(target.value)}",
    )


def _frame(facts: EffectFacts, points: Sequence[Point]) -> Frame:
    years = [moment(each.period) for each in facts.values] + [Decimal(each.year) for each in facts.targets]
    figures = [each.value for each in facts.values] + [each.value for each in (*facts.targets, *points)]
    figures += [bound for bound in (facts.lower, facts.upper) if bound is not None]
    low, high = min(figures), max(figures)
    # A picture that begins at zero says more; where it would squeeze everything, it begins near the lowest.
    if low >= 0 and low < (high - low) * 2:
        low = Decimal(0)
    room = (high - low) / 10 or abs(high) / 10 or Decimal(1)
    first, last = min(years), max(years)
    return Frame(
        first=first,
        last=last if last > first else first + 1,
        low=low if low == 0 else low - room,
        high=high + room,
    )


def _corners(points: Sequence[Point], path: PathKind) -> list[Point]:
    """The corners of the path; in steps a value holds until the year of the next."""
    if path == PathKind.LINEAR:
        return list(points)
    corners = list(points[:1])
    for before, after in pairwise(points):
        corners += [Point(after.year, before.value), after]
    return corners


def _segments(places: Iterable[tuple[float, float]]) -> tuple[Segment, ...]:
    return tuple(Segment(x1=a[0], y1=a[1], x2=b[0], y2=b[1]) for a, b in pairwise(places))


def _scale(frame: Frame) -> tuple[Mark, ...]:
    step = _round_step((frame.high - frame.low) / LINES)
    value = (frame.low / step).to_integral_value(ROUND_CEILING) * step
    marks = []
    while value <= frame.high:
        marks.append(Mark(at=frame.y(value), words=figure_words(value)))
        value += step
    return tuple(marks)


def _round_step(rough: Decimal) -> Decimal:
    """The round number (1, 2 or 5 with zeros) that is at least as large."""
    power = Decimal(10) ** rough.adjusted()
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough)


def _years(frame: Frame) -> tuple[Mark, ...]:
    first = int(frame.first.to_integral_value(ROUND_CEILING))
    last = int(frame.last.to_integral_value(ROUND_FLOOR))
    step = max(1, -(-(last - first + 1) // YEARS_AT_MOST))
    return tuple(Mark(at=frame.x(Decimal(year)), words=str(year)) for year in range(first, last + 1, step))
