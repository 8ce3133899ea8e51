"""The schedule of measures, as strips beside the rows of a table that says the same in words. Pure.

As all our pictures a strip fits every width: positions are shares of it in percent.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from msgspec import Struct

from monitoring.assessment import MeasureLine
from monitoring.choices import ENDED_STATES
from monitoring.execution_status import ExecutionFacts, MilestoneFacts
from monitoring.lights import day_words, period_words

YEARS_AT_MOST = 8
# What begins and ends on one day is seen as well.
NARROWEST = 0.6


class Bar(Struct, frozen=True):
    x: float
    width: float


class Mark(Struct, frozen=True):
    """The beginning of a year."""

    x: float
    words: str


class MilestoneDot(Struct, frozen=True):
    """A milestone in its strip and in words: where it was reached, otherwise where it is due."""

    x: float
    words: str
    is_done: bool
    is_overdue: bool


class ScheduleRow(Struct, frozen=True):
    """A measure: what was planned and what happened, each as words and as a bar."""

    line: MeasureLine
    planned_words: str
    actual_words: str
    planned: Bar | None
    actual: Bar | None
    milestones: tuple[MilestoneDot, ...]


class Schedule(Struct, frozen=True):
    """The rows with dates, the scale that their strips share, and how many measures have no date."""

    rows: tuple[ScheduleRow, ...]
    years: tuple[Mark, ...]
    # The first and the last year, where a strip stands without its head.
    ends: tuple[int, int]
    today: float
    without_dates: int


class Frame(Struct, frozen=True):
    """The days that the strips show, whole years."""

    first: date
    last: date

    def x(self, day: date) -> float:
        return round(100 * (day - self.first).days / (self.last - self.first).days, 2)

    def bar(self, start: date, end: date) -> Bar:
        x = self.x(min(start, end))
        return Bar(x=x, width=round(max(self.x(max(start, end)) - x, NARROWEST), 2))


def schedule_of(lines: Iterable[MeasureLine], today: date) -> Schedule | None:
    """The schedule on a day, which it always shows; None while no measure has a date."""
    all_lines = list(lines)
    dated = [line for line in all_lines if _days_of(line.facts)]
    if not dated:
        return None
    days = [today, *(day for line in dated for day in _days_of(line.facts))]
    frame = Frame(first=date(min(days).year, 1, 1), last=date(max(days).year + 1, 1, 1))
    return Schedule(
        rows=tuple(_row_of(line, frame, today) for line in dated),
        years=_years(frame),
        ends=(frame.first.year, frame.last.year - 1),
        today=frame.x(today),
        without_dates=len(all_lines) - len(dated),
    )


def _days_of(facts: ExecutionFacts) -> list[date]:
    milestones = [each.done_on or each.due_on for each in facts.milestones]
    spans = (facts.planned_start, facts.planned_end, facts.actual_start, facts.actual_end)
    return [*(day for day in spans if day is not None), *milestones]


def _row_of(line: MeasureLine, frame: Frame, today: date) -> ScheduleRow:
    facts = line.facts
    planned = (facts.planned_start, facts.planned_end)
    return ScheduleRow(
        line=line,
        # A plan may name years only.
        planned_words=_span_words(planned, period_words),
        actual_words=_span_words((facts.actual_start, facts.actual_end), day_words),
        planned=_bar(frame, planned),
        actual=_bar(frame, (facts.actual_start, _seen_end(facts, today))),
        milestones=tuple(
            _dot(each, frame, today) for each in sorted(facts.milestones, key=lambda each: each.due_on)
        ),
    )


def _seen_end(facts: ExecutionFacts, today: date) -> date | None:
    """Where the bar of what happened ends: what has begun goes on today, until a report says that it has ended."""
    if facts.actual_end is not None or facts.actual_start is None:
        return facts.actual_end
    end = facts.reported_on if facts.state in ENDED_STATES else today
    return end if end is not None and facts.actual_start <= end else None


def _bar(frame: Frame, span: Sequence[date | None]) -> Bar | None:
    days = [day for day in span if day is not None]
    return frame.bar(days[0], days[-1]) if days else None


def _dot(milestone: MilestoneFacts, frame: Frame, today: date) -> MilestoneDot:
    is_overdue = milestone.done_on is None and milestone.due_on < today
    words = {"title": milestone.title, "due": day_words(milestone.due_on)}
    if milestone.done_on is not None:
        told = _("%(title)s: fällig %(due)s, erreicht %(done)s") % {
            **words,
            "done": day_words(milestone.done_on),
        }
    elif is_overdue:
        told = _("%(title)s: fällig %(due)s, nicht erreicht") % words
    else:
        told = _("%(title)s: fällig %(due)s") % words
    day = milestone.done_on or milestone.due_on
    return MilestoneDot(
        x=frame.x(day), words=told, is_done=milestone.done_on is not None, is_overdue=is_overdue
    )


def _span_words(span: tuple[date | None, date | None], words: Callable[[date], str]) -> str:
    start, end = span
    if start is not None and end is not None:
        return _("%(start)s bis %(end)s") % {"start": words(start), "end": words(end)}
    if start is not None:
        return _("ab %s") % words(start)
    return _("bis %s") % words(end) if end is not None else ""


def _years(frame: Frame) -> tuple[Mark, ...]:
    """The years below the strips, every so many that their words do not touch."""
    count = frame.last.year - frame.first.year
    step = -(-count // YEARS_AT_MOST)
    return tuple(
        Mark(x=frame.x(date(year, 1, 1)), words=str(year))
        for year in range(frame.first.year, frame.last.year, step)
    )
