"""The schedule of measures: strips whose positions follow the days, and the same in words."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.assessment import MeasureLine
from monitoring.choices import ExecutionLight, MeasureState
from monitoring.execution_status import ExecutionFacts, ExecutionStatus, MilestoneFacts
from monitoring.schedule import Bar, Schedule, schedule_of

TODAY = date(2025, 7, 2)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


def line_of(facts: ExecutionFacts) -> MeasureLine:
    return MeasureLine(
        key=uuid4(),
        number="1.1.1.1",
        title="Radweg",
        theme="1",
        facts=facts,
        status=ExecutionStatus(light=ExecutionLight.ON_SCHEDULE, sentence=""),
        next_milestone=None,
    )


def drawn(*facts: ExecutionFacts) -> Schedule:
    found = schedule_of(map(line_of, facts), TODAY)
    assert found is not None
    return found


def test_without_any_date_there_is_no_schedule() -> None:
    assert schedule_of([line_of(ExecutionFacts())], TODAY) is None


def test_strips_share_a_scale_of_whole_years_that_shows_today() -> None:
    schedule = drawn(
        ExecutionFacts(planned_start=date(2023, 1, 1), planned_end=date(2024, 1, 1)), ExecutionFacts()
    )
    assert [(year.words, year.x) for year in schedule.years] == [("2023", 0), ("2024", 33.3), ("2025", 66.7)]
    assert (schedule.rows[0].planned, schedule.today, schedule.ends) == (
        Bar(x=0, width=33.3),
        83.3,
        (2023, 2025),
    )
    assert (len(schedule.rows), schedule.without_dates) == (1, 1)


def test_what_has_begun_goes_on_until_today() -> None:
    (row,) = drawn(ExecutionFacts(actual_start=date(2025, 1, 1))).rows
    assert (row.actual, row.actual_words) == (Bar(x=0, width=49.86), "ab 01.01.2025")
    (ended,) = drawn(ExecutionFacts(actual_start=date(2025, 1, 1), actual_end=date(2025, 1, 1))).rows
    assert ended.actual == Bar(x=0, width=0.6)
    (coming,) = drawn(ExecutionFacts(actual_start=date(2025, 12, 1))).rows
    assert coming.actual is not None
    assert coming.actual.width == 0.6


def test_what_has_ended_without_a_day_goes_on_until_its_report() -> None:
    begun, told = date(2025, 1, 1), date(2025, 4, 2)
    (row,) = drawn(ExecutionFacts(state=MeasureState.GIVEN_UP, reported_on=told, actual_start=begun)).rows
    (same,) = drawn(ExecutionFacts(actual_start=begun, actual_end=told)).rows
    assert row.actual == same.actual


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 3, 1), date(2025, 4, 30), "01.03.2024 bis 30.04.2025"),
        (date(2024, 12, 31), date(2026, 12, 31), "2024 bis 2026"),
        (date(2024, 3, 1), None, "ab 01.03.2024"),
        (None, date(2025, 4, 30), "bis 30.04.2025"),
        (None, None, ""),
    ],
)
def test_a_plan_is_said_in_words(start: date | None, end: date | None, words: str) -> None:
    milestone = MilestoneFacts(title="x", due_on=TODAY)
    (row,) = drawn(ExecutionFacts(planned_start=start, planned_end=end, milestones=(milestone,))).rows
    assert row.planned_words == words
    assert (row.planned is None) == (not words)


def test_milestones_stand_where_they_were_reached_otherwise_where_they_are_due() -> None:
    facts = ExecutionFacts(
        milestones=(
            MilestoneFacts(title="Bau", due_on=date(2025, 12, 31)),
            MilestoneFacts(title="Plan", due_on=date(2025, 1, 1), done_on=TODAY),
            MilestoneFacts(title="Geld", due_on=date(2025, 7, 1)),
        )
    )
    (row,) = drawn(facts).rows
    assert [(each.words, each.is_done, each.is_overdue) for each in row.milestones] == [
        ("Plan: fällig 01.01.2025, erreicht 02.07.2025", True, False),
        ("Geld: fällig 01.07.2025, nicht erreicht", False, True),
        ("Bau: fällig 31.12.2025", False, False),
    ]
    assert row.milestones[0].x == 49.86


@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.none() | DAYS), min_size=1, max_size=5))
def test_nothing_lies_outside_of_the_picture(days: list[tuple[date, date | None, date | None]]) -> None:
    facts = [
        ExecutionFacts(
            planned_end=end,
            actual_start=start,
            milestones=(MilestoneFacts(title="x", due_on=due),),
        )
        for due, end, start in days
    ]
    schedule = drawn(*facts)
    bars = [bar for row in schedule.rows for bar in (row.planned, row.actual) if bar]
    places = [*(dot.x for row in schedule.rows for dot in row.milestones), schedule.today]
    # Of a hundred years the last day is so near to the edge that it is rounded there.
    assert all(0 <= x <= 100 for x in (*places, *(bar.x for bar in bars)))
    assert all(bar.x + bar.width < 101 for bar in bars)
    assert len(schedule.years) <= 8
