"""Wirkung: whether an indicator is on its path to the target, with the reason in one sentence. Pure.

The latest value is compared with what the path expects on its day. With everything else equal, a worse value never
has a better light; and a later deadline never has a worse one.
"""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from msgspec import Struct

from monitoring.choices import Direction, EffectLight, PathKind, Quality
from monitoring.lights import (
    Override,
    decimals_of,
    figure_words,
    period_words,
    when_words,
    with_unit,
)


class Point(Struct, frozen=True, order=True):
    """A value that is expected in a year, or was the baseline."""

    year: int
    value: Decimal


class ValueFacts(Struct, frozen=True):
    """A current value; `period` is its last day."""

    period: date
    value: Decimal
    quality: Quality = Quality.FINAL


class EffectFacts(Struct, frozen=True):
    """The facts about one indicator: current values in the order of time, targets in the order of their years."""

    direction: Direction
    unit: str = ""
    path: PathKind = PathKind.LINEAR
    baseline_year: int | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    targets: tuple[Point, ...] = ()
    values: tuple[ValueFacts, ...] = ()
    # How many years the latest value may be old.
    may_be_old: int = 2
    # The inputs that a computed indicator lacks for its latest period.
    missing: tuple[str, ...] = ()
    # Why nothing comes of the inputs that are there.
    problem: str = ""
    override: Override | None = None


class EffectStatus(Struct, frozen=True):
    light: EffectLight
    sentence: str


# From the worst to the best.
ORDER = (
    EffectLight.MISSED,
    EffectLight.AWAY,
    EffectLight.BEHIND,
    EffectLight.ON_PATH,
    EffectLight.REACHED,
)


def effect_status(facts: EffectFacts, today: date) -> EffectStatus:
    """The light of an indicator on a day, as computed; the override stands beside it."""
    if not facts.values:
        return _unknown(_no_value_words(facts))
    latest = facts.values[-1]
    if today.year - latest.period.year > facts.may_be_old:
        return _unknown(_("der letzte Wert ist von %s und damit zu alt") % period_words(latest.period))
    if facts.direction == Direction.WITHIN:
        return _within(facts, latest)
    if facts.direction == Direction.UNKNOWN:
        return _unknown(_("es ist nicht festgelegt, was besser ist"))
    if not facts.targets:
        return _unknown(_("es gibt keinen Zielwert"))
    return _on_the_way(facts, latest, today)


def shown_light(facts: EffectFacts, status: EffectStatus) -> EffectLight:
    """The light that is counted: what coordination says, otherwise what was computed."""
    return EffectLight(facts.override.light) if facts.override else status.light


def moment(period: date) -> Decimal:
    """A day on the scale of years: the last day of a year stands at the year itself, other days before it."""
    rest = Decimal((date(period.year, 12, 31) - period).days) / 366
    return Decimal(period.year) - rest


def baseline_of(facts: EffectFacts) -> Point | None:
    """Where the path begins: the value of the baseline year, or the first there is where none is named."""
    if facts.baseline_year is None:
        first = facts.values[0] if facts.values else None
    else:
        of_year = [each for each in facts.values if each.period.year == facts.baseline_year]
        first = of_year[-1] if of_year else None
    return Point(first.period.year, first.value) if first else None


def path_of(facts: EffectFacts) -> tuple[Point, ...]:
    """The points of the path: the baseline, and the targets behind it.

    A first value that stands for a baseline begins no path behind a target: that target has not become void.
    """
    start = baseline_of(facts)
    if start is None:
        return facts.targets
    if facts.baseline_year is None and any(target.year <= start.year for target in facts.targets):
        return facts.targets
    return (start, *(target for target in facts.targets if target.year > start.year))


def expected_at(facts: EffectFacts, at: Decimal) -> Decimal | None:
    """What the path expects at a moment; None before it begins.

    Where a target asks for no more than there is, it is a bound to keep at once: nobody has to come down to it.
    """
    points = path_of(facts)
    if not points or at < points[0].year:
        return None
    for begin, end in pairwise(points):
        if at < end.year:
            if not _is_better(facts.direction, end.value, begin.value):
                return end.value
            return _between(begin, end, at) if facts.path == PathKind.LINEAR else begin.value
    return points[-1].value


def _between(begin: Point, end: Point, at: Decimal) -> Decimal:
    share = (at - begin.year) / Decimal(end.year - begin.year)
    return begin.value + (end.value - begin.value) * share


def _is_better(direction: Direction, value: Decimal, other: Decimal) -> bool:
    return value > other if direction == Direction.MORE else value < other


def _within(facts: EffectFacts, latest: ValueFacts) -> EffectStatus:
    lower, upper = facts.lower, facts.upper
    if lower is None or upper is None:
        return _unknown(_("es gibt keinen Bereich, in dem der Wert bleiben soll"))
    words = {
        "value": _said(facts, latest),
        "lower": figure_words(lower),
        "upper": with_unit(figure_words(upper), facts.unit),
    }
    if lower <= latest.value <= upper:
        return EffectStatus(
            EffectLight.ON_PATH, _("im Bereich: %(value)s, vorgesehen sind %(lower)s bis %(upper)s") % words
        )
    return EffectStatus(
        EffectLight.BEHIND, _("außerhalb: %(value)s, vorgesehen sind %(lower)s bis %(upper)s") % words
    )


def _on_the_way(facts: EffectFacts, latest: ValueFacts, today: date) -> EffectStatus:
    last = facts.targets[-1]
    bound = (
        _("mindestens %(value)s bis %(year)d")
        if facts.direction == Direction.MORE
        else _("höchstens %(value)s bis %(year)d")
    )
    goal = bound % {"value": with_unit(figure_words(last.value), facts.unit), "year": last.year}
    said = _said(facts, latest)
    if not _is_better(facts.direction, last.value, latest.value):
        return EffectStatus(
            EffectLight.REACHED, _("Ziel erreicht: %(said)s, vorgesehen %(goal)s") % _words(said, goal)
        )
    deadline = date(last.year, 12, 31)
    if latest.period >= deadline and today > deadline:
        return EffectStatus(
            EffectLight.MISSED, _("Ziel verfehlt: %(said)s, vorgesehen %(goal)s") % _words(said, goal)
        )
    return _beside_the_path(facts, latest, goal)


def _beside_the_path(facts: EffectFacts, latest: ValueFacts, goal: str) -> EffectStatus:
    start, at = baseline_of(facts), moment(latest.period)
    exactly = expected_at(facts, at)
    is_baseline = start is not None and start.year >= latest.period.year and facts.targets[0].year > at
    if start is None or exactly is None or is_baseline:
        return _unknown(_nothing_to_compare(facts, start))
    expected = _rounded(facts, exactly)
    words = {
        "said": _said(facts, latest),
        "value": figure_words(latest.value),
        "expected": figure_words(expected),
        "expected_with_unit": with_unit(figure_words(expected), facts.unit),
        "when": when_words(latest.period, latest.quality),
        "start": figure_words(start.value),
        "since": start.year,
        "goal": goal,
    }
    if not _is_better(facts.direction, expected, latest.value):
        sentence = _("auf dem Pfad: %(said)s, erwartet sind %(expected)s, Ziel %(goal)s")
        return EffectStatus(EffectLight.ON_PATH, sentence % words)
    if start.year < latest.period.year and _is_better(facts.direction, start.value, latest.value):
        sentence = _("entfernt sich vom Ziel: %(said)s, im Jahr %(since)d waren es %(start)s, Ziel %(goal)s")
        return EffectStatus(EffectLight.AWAY, sentence % words)
    sentence = _("hinter dem Pfad: %(value)s statt %(expected_with_unit)s (%(when)s), Ziel %(goal)s")
    return EffectStatus(EffectLight.BEHIND, sentence % words)


def _rounded(facts: EffectFacts, expected: Decimal) -> Decimal:
    """What is expected, as exact as the figures that people entered: a sentence never says "28 statt 28"."""
    entered = [each.value for each in facts.values] + [each.value for each in facts.targets]
    return round(expected, decimals_of(entered))


def _said(facts: EffectFacts, latest: ValueFacts) -> str:
    return (
        f"{with_unit(figure_words(latest.value), facts.unit)} ({when_words(latest.period, latest.quality)})"
    )


def _words(said: str, goal: str) -> dict[str, str]:
    return {"said": said, "goal": goal}


def _unknown(reason: str) -> EffectStatus:
    return EffectStatus(EffectLight.NOT_ASSESSABLE, _("nicht bewertbar: %s") % reason)


def _no_value_words(facts: EffectFacts) -> str:
    if facts.missing:
        return _("zur Berechnung fehlt: %s") % ", ".join(facts.missing)
    return facts.problem or _("es gibt noch keinen Wert")


def _nothing_to_compare(facts: EffectFacts, start: Point | None) -> str:
    if start is None and facts.baseline_year is not None:
        return _("für das Ausgangsjahr %d fehlt der Wert") % facts.baseline_year
    return _("seit dem Ausgangswert gibt es noch keinen neuen Wert")
