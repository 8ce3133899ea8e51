"""The geometry of the picture of a Beratungsfolge: the template draws it, nothing is measured in the browser.

All measures are units of the view box. There are two pictures of one route: `tall` has one station below the other, for
small screens and print, `wide` has some of them beside each other. What a shape says, a word beside it says too.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from textwrap import wrap

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.choices import (
    AGREEING_OUTCOMES,
    CHANGING_OUTCOMES,
    POSTPONING_OUTCOMES,
    ConsultationRole,
    Outcome,
)
from committees.council.outcome_words import outcome_word

LINE = 19
# The way itself runs so far from the edge; the arcs of adjournments and referrals find room there.
RAIL, SHAPE = 36, 11
TALL_WIDTH, TALL_TEXT, TALL_LETTERS, TALL_GAP = 320, 62, 30, 22
WIDE_COLUMN, WIDE_LETTERS, WIDE_GAP, PER_ROW = 210, 24, 34, 5


class Mark(StrEnum):
    """The shape of a station."""

    OPEN = "open"
    NEXT = "next"
    ADOPTED = "adopted"
    CHANGED = "changed"
    REJECTED = "rejected"
    NOTED = "noted"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"


class Stop(Struct, frozen=True):
    """The facts of one step. `arose_from` is the index of the step that made it necessary."""

    body: str
    role: ConsultationRole
    day: date | None
    agenda_number: str
    outcome: Outcome
    arose_from: int | None = None


class Station(Struct, frozen=True):
    """One step as it is drawn. Each line of text has its own place; `facts` follow the name of the body."""

    number: int
    mark: Mark
    x: int
    y: int
    text_x: int
    names: tuple[tuple[int, str], ...]
    facts: tuple[tuple[int, str], ...]
    word: str
    word_y: int


class Arc(Struct, frozen=True):
    """An arrow from a step to the one that it made necessary: its line and its head."""

    line: str
    head: str


class Drawing(Struct, frozen=True):
    """A picture: stations, the way between them, and an arrow for each step that arose from another one."""

    width: int
    height: int
    stations: tuple[Station, ...]
    way: str
    arcs: tuple[Arc, ...]


class RoutePicture(Struct, frozen=True):
    tall: Drawing
    wide: Drawing
    sentence: str


def draw_route(stops: Sequence[Stop], *, is_running: bool) -> RoutePicture | None:
    """Both pictures and a sentence that says the same; None for a paper without steps.

    `is_running`: the paper is with the bodies, so that the first open step is the next one.
    """
    if not stops:
        return None
    first_open = next((index for index, stop in enumerate(stops) if stop.outcome == Outcome.OPEN), None)
    following = first_open if is_running else None
    return RoutePicture(
        tall=_draw_tall(stops, following),
        wide=_draw_wide(stops, following),
        sentence=_sentence(stops, following),
    )


def mark_of(outcome: Outcome, *, is_next: bool) -> Mark:
    if outcome == Outcome.OPEN:
        return Mark.NEXT if is_next else Mark.OPEN
    if outcome in CHANGING_OUTCOMES:
        return Mark.CHANGED
    if outcome in AGREEING_OUTCOMES:
        return Mark.ADOPTED
    if outcome in POSTPONING_OUTCOMES:
        return Mark.POSTPONED
    return {
        Outcome.REJECTED: Mark.REJECTED,
        Outcome.NOTED: Mark.NOTED,
        Outcome.WITHDRAWN: Mark.WITHDRAWN,
    }.get(outcome, Mark.SILENT)


def _draw_tall(stops: Sequence[Stop], following: int | None) -> Drawing:
    stations, top = [], SHAPE + 4
    for index, stop in enumerate(stops):
        stations.append(
            _station(index, stop, following, x=RAIL, y=top, text_x=TALL_TEXT, below=5, letters=TALL_LETTERS)
        )
        top = stations[-1].word_y + TALL_GAP
    way = f"M{RAIL} {stations[0].y}V{stations[-1].y}"
    arcs = tuple(
        _side_arc(stations[stop.arose_from], station)
        for stop, station in zip(stops, stations, strict=True)
        if stop.arose_from is not None
    )
    height = stations[-1].word_y + 10
    return Drawing(width=TALL_WIDTH, height=height, stations=tuple(stations), way=way, arcs=arcs)


def _draw_wide(stops: Sequence[Stop], following: int | None) -> Drawing:
    stations: list[Station] = []
    way, top = "", RAIL
    for begin in range(0, len(stops), PER_ROW):
        row = [
            _station(
                begin + column,
                stop,
                following,
                x=SHAPE + 4 + column * WIDE_COLUMN,
                y=top,
                text_x=4 + column * WIDE_COLUMN,
                below=SHAPE + LINE,
                letters=WIDE_LETTERS,
            )
            for column, stop in enumerate(stops[begin : begin + PER_ROW])
        ]
        way += _way_of_row(row, stations[-1] if stations else None)
        stations += row
        top = max(station.word_y for station in row) + WIDE_GAP + SHAPE
    arcs = tuple(
        _arc_above(stations[stop.arose_from], station)
        for stop, station in zip(stops, stations, strict=True)
        if stop.arose_from is not None and stations[stop.arose_from].y == station.y
    )
    columns = min(len(stops), PER_ROW)
    height = max(station.word_y for station in stations) + 10
    return Drawing(width=columns * WIDE_COLUMN, height=height, stations=tuple(stations), way=way, arcs=arcs)


def _way_of_row(row: Sequence[Station], before: Station | None) -> str:
    """The line through a row; from the row above it comes around the texts."""
    through = f"H{row[-1].x}"
    if before is None:
        return f"M{row[0].x} {row[0].y}{through}"
    turn = row[0].y - SHAPE - WIDE_GAP // 2
    edge = before.x + WIDE_COLUMN - SHAPE - 12
    return f"M{before.x} {before.y}H{edge}V{turn}H{row[0].x}V{row[0].y}{through}"


def _station(
    index: int,
    stop: Stop,
    following: int | None,
    *,
    x: int,
    y: int,
    text_x: int,
    below: int,
    letters: int,
) -> Station:
    baseline = y + below
    names = wrap(f"{index + 1}  {stop.body}", letters, subsequent_indent="") or [str(index + 1)]
    facts = wrap(_facts(stop), letters + 4)
    first_fact = baseline + LINE * len(names)
    is_next = index == following
    return Station(
        number=index + 1,
        mark=mark_of(stop.outcome, is_next=is_next),
        x=x,
        y=y,
        text_x=text_x,
        names=tuple((baseline + LINE * line, words) for line, words in enumerate(names)),
        facts=tuple((first_fact + LINE * line, words) for line, words in enumerate(facts)),
        word=_word(stop, is_next=is_next),
        word_y=first_fact + LINE * len(facts),
    )


def _facts(stop: Stop) -> str:
    day = date_format(stop.day, "SHORT_DATE_FORMAT") if stop.day else _("Tag offen")
    words = [str(stop.role.label), day, stop.agenda_number]
    if stop.arose_from is not None:
        words.append(_("wegen Nr. %d") % (stop.arose_from + 1))
    # What belongs together stays in one line.
    return ", ".join(word.replace(" ", "\N{NO-BREAK SPACE}") for word in words if word)


def _word(stop: Stop, *, is_next: bool) -> str:
    return _("als Nächstes") if is_next else outcome_word(stop.outcome, stop.role)


def _side_arc(source: Station, target: Station) -> Arc:
    """The arc from a station to a later one, on the side where no text is."""
    edge, bend = source.x - SHAPE - 2, source.x - SHAPE - 28
    return Arc(
        line=f"M{edge} {source.y}C{bend} {source.y} {bend} {target.y} {edge} {target.y}",
        head=f"M{edge - 7} {target.y - 5}L{edge} {target.y}L{edge - 7} {target.y + 5}",
    )


def _arc_above(source: Station, target: Station) -> Arc:
    top = source.y - SHAPE - 2
    return Arc(
        line=f"M{source.x} {top}C{source.x} {top - 24} {target.x} {top - 24} {target.x} {top}",
        head=f"M{target.x - 5} {top - 7}L{target.x} {top}L{target.x + 5} {top - 7}",
    )


def _sentence(stops: Sequence[Stop], following: int | None) -> str:
    done = sum(stop.outcome != Outcome.OPEN for stop in stops)
    words = _("%(done)d von %(all)d Beratungen haben ein Ergebnis.") % {"done": done, "all": len(stops)}
    if following is None:
        return words
    stop = stops[following]
    when = _(" am %s") % date_format(stop.day) if stop.day else ""
    return words + _(" Als Nächstes: %(body)s%(when)s.") % {"body": stop.body, "when": when}
