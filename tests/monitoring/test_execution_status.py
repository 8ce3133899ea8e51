"""The light of a measure: properties that hold for all dates, and sentences that people read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from monitoring.choices import ExecutionLight, MeasureState
from monitoring.execution_status import ExecutionFacts, MilestoneFacts, execution_status

TODAY = date(2025, 3, 1)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
LATER = st.integers(1, 2000).map(lambda days: timedelta(days=days))


@st.composite
def courses(draw: st.DrawFn) -> ExecutionFacts:
    return ExecutionFacts(
        state=draw(st.none() | st.sampled_from(MeasureState)),
        planned_start=draw(st.none() | DAYS),
        planned_end=draw(st.none() | DAYS),
        actual_start=draw(st.none() | DAYS),
        milestones=tuple(
            MilestoneFacts(title="x", due_on=due_on, done_on=done_on)
            for due_on, done_on in draw(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=3))
        ),
    )


def is_late(facts: ExecutionFacts) -> bool:
    return execution_status(facts, TODAY).light == ExecutionLight.LATE


@given(courses(), LATER)
def test_a_later_deadline_never_worsens(facts: ExecutionFacts, later: timedelta) -> None:
    moved = [
        structs.replace(facts, **{name: day + later})
        for name in ("planned_start", "planned_end")
        if (day := getattr(facts, name)) is not None
    ]
    milestones = tuple(structs.replace(each, due_on=each.due_on + later) for each in facts.milestones)
    moved.append(structs.replace(facts, milestones=milestones))
    assert [is_late(each) for each in moved if not is_late(facts)] == [
        False for _each in moved if not is_late(facts)
    ]


@given(courses())
def test_what_nobody_reported_on_is_never_said_to_be_not_begun(facts: ExecutionFacts) -> None:
    status = execution_status(structs.replace(facts, state=None), TODAY)
    assert status.light in (ExecutionLight.NOT_ASSESSABLE, ExecutionLight.LATE)
    assert "nicht begonnen" not in status.sentence


@given(courses())
def test_a_milestone_that_passed_is_never_in_time(facts: ExecutionFacts) -> None:
    passed = MilestoneFacts(title="x", due_on=TODAY - timedelta(days=1))
    status = execution_status(structs.replace(facts, milestones=(passed,)), TODAY)
    assert status.light not in (ExecutionLight.ON_SCHEDULE, ExecutionLight.NOT_ASSESSABLE)


IN_PROGRESS, NOT_STARTED = MeasureState.IN_PROGRESS, MeasureState.NOT_STARTED
PASSED = MilestoneFacts("Konzept", date(2024, 3, 31))


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (ExecutionFacts(), "nicht bewertbar: zu dieser Maßnahme gibt es noch keine Meldung"),
        (
            ExecutionFacts(state=IN_PROGRESS),
            "nicht bewertbar: in Umsetzung, aber ohne Termin",
        ),
        (
            ExecutionFacts(state=IN_PROGRESS, milestones=(PASSED,)),
            "verspätet: „Konzept“ war bis 31.03.2024 vorgesehen und ist nicht erreicht",
        ),
        (
            ExecutionFacts(state=IN_PROGRESS, milestones=(PASSED, MilestoneFacts("Bau", date(2024, 9, 1)))),
            "verspätet: „Konzept“ war bis 31.03.2024 vorgesehen und ist nicht erreicht (und ein weiterer)",
        ),
        (
            ExecutionFacts(state=IN_PROGRESS, planned_end=date(2024, 12, 31)),
            "verspätet: sollte bis 31.12.2024 abgeschlossen sein, gemeldet ist „in Umsetzung“",
        ),
        (
            ExecutionFacts(state=NOT_STARTED, planned_start=date(2024, 12, 31)),
            "verspätet: sollte bis 31.12.2024 beginnen, gemeldet ist „nicht begonnen“",
        ),
        (
            ExecutionFacts(state=IN_PROGRESS, planned_end=date(2026, 12, 31)),
            "im Zeitplan: in Umsetzung, Abschluss bis 31.12.2026 vorgesehen",
        ),
        (
            ExecutionFacts(state=IN_PROGRESS, milestones=(MilestoneFacts("Bau", date(2026, 5, 1)),)),
            "im Zeitplan: in Umsetzung, als Nächstes „Bau“ bis 01.05.2026",
        ),
        (
            ExecutionFacts(state=IN_PROGRESS, planned_end=date(2024, 12, 31), actual_end=date(2025, 2, 1)),
            "abgeschlossen am 01.02.2025, vorgesehen war der 31.12.2024",
        ),
        (ExecutionFacts(state=MeasureState.PERMANENT_TASK), "läuft als Daueraufgabe"),
        (
            ExecutionFacts(
                state=MeasureState.COMPLETED, planned_end=date(2024, 6, 30), actual_end=date(2024, 9, 1)
            ),
            "abgeschlossen am 01.09.2024, vorgesehen war der 30.06.2024",
        ),
        (ExecutionFacts(state=MeasureState.BLOCKED, reason="kein Angebot"), "blockiert: kein Angebot"),
        (ExecutionFacts(state=MeasureState.MERGED, merged_with="Bau"), "zusammengeführt mit „Bau“"),
        (
            ExecutionFacts(state=MeasureState.MERGED),
            "zusammengeführt mit einer Maßnahme, die nicht mehr in der Strategie steht",
        ),
    ],
)
def test_the_reason_is_one_sentence(facts: ExecutionFacts, sentence: str) -> None:
    assert execution_status(facts, TODAY).sentence == sentence
