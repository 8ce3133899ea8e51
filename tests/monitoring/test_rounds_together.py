"""With real transactions: departments write and hand in while coordination decides; nobody waits for ever."""

from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from monitoring.actions.reports import accept_report, return_report
from monitoring.actions.round_rows import enter_value, fill_cells, save_draft
from monitoring.actions.rounds import accept_all, answer_round
from monitoring.actions.values import return_value
from monitoring.choices import MeasureState, ReportStatus
from monitoring.models import DepartmentAnswer, IndicatorValue, MeasureReport
from strategy.models import Measure, Strategy
from tests.accounts.conftest import needs_postgresql
from tests.builders import (
    NOW,
    answer_for,
    make_adopted_version,
    make_department,
    make_indicator,
    make_measure,
    make_programme,
    make_round,
    make_user,
)
from tests.together import at_once, one_after_the_other

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), needs_postgresql]
ROUNDS = 8
AT_COORDINATION = "Diese Meldung liegt bei der Koordination. Sie können sie gerade nicht ändern."


@pytest.fixture
def desk(strategy: Strategy, coordination: User) -> SimpleNamespace:
    """A department with four measures and an indicator."""
    department, reporter = make_department("FB 33"), make_user(Role.DEPARTMENT)
    measure = make_programme(strategy, by=coordination)
    for _number in range(3):
        make_measure(measure.operational_goal, by=coordination)
    Measure.objects.update(department=department)
    indicator = make_indicator(strategy, by=coordination, responsible=department)
    make_adopted_version(strategy, by=coordination)
    answer_for(department, reporter)
    return SimpleNamespace(
        strategy=strategy,
        by=coordination,
        reporter=reporter,
        department=department,
        measures=list(Measure.objects.order_by("pk")),
        series=indicator.series.get(),
    )


def begin(desk: SimpleNamespace) -> DepartmentAnswer:
    """A round in which each measure has its draft."""
    answer: DepartmentAnswer = make_round(desk.strategy, desk.department, by=desk.by).answers.get()
    for measure in desk.measures:
        save_draft(
            answer=answer,
            measure=measure,
            values={"state": MeasureState.IN_PROGRESS},
            revision=1,
            by=desk.reporter,
            at=NOW,
        )
    return answer


def fill(desk: SimpleNamespace, answer: DepartmentAnswer, measure: Measure) -> Any:
    return fill_cells(
        answer=answer, measure=measure, values={"done": "Neu"}, revision=2, by=desk.reporter, at=NOW
    )


def hand_in(desk: SimpleNamespace, answer: DepartmentAnswer) -> DepartmentAnswer:
    return answer_round(answer=answer, by=desk.reporter, at=NOW)


def test_a_save_waits_for_an_answer_that_is_handed_in(desk: SimpleNamespace) -> None:
    answer = begin(desk)
    answers = one_after_the_other(
        lambda: hand_in(desk, answer), lambda: fill(desk, answer, desk.measures[-1])
    )
    assert answers == ["done", AT_COORDINATION]
    assert not MeasureReport.objects.exclude(status=ReportStatus.REPORTED, done="").exists()


def test_an_answer_waits_for_a_save_in_flight_and_takes_it_along(desk: SimpleNamespace) -> None:
    answer = begin(desk)
    answers = one_after_the_other(
        lambda: fill(desk, answer, desk.measures[-1]), lambda: hand_in(desk, answer)
    )
    assert answers == ["done", "done"]
    report = MeasureReport.objects.get(measure=desk.measures[-1])
    assert (report.status, report.done) == (ReportStatus.REPORTED, "Neu")


def test_an_answer_waits_for_an_acceptance_and_replaces_nothing_that_counts(desk: SimpleNamespace) -> None:
    former = begin(desk)
    hand_in(desk, former)
    answer, waiting = begin(desk), MeasureReport.objects.get(round=former.round, measure=desk.measures[0])
    answers = one_after_the_other(
        lambda: accept_report(report=waiting, by=desk.by, at=NOW), lambda: hand_in(desk, answer)
    )
    waiting.refresh_from_db()
    assert (answers, waiting.status) == (["done", "done"], ReportStatus.ACCEPTED)


def all_at_once(
    desk: SimpleNamespace, answer: DepartmentAnswer, waiting: list[MeasureReport], number: int
) -> list[str]:
    """A department saves, enters a value and hands in, while coordination accepts what waits and asks back."""

    def save() -> None:
        for measure in reversed(desk.measures):
            fill(desk, answer, measure)

    def enter() -> IndicatorValue:
        seen = desk.series.values.order_by("pk").last()
        return enter_value(
            answer=answer,
            series=desk.series,
            value=IndicatorValue(value=number),
            seen=seen.pk if seen else 0,
            by=desk.reporter,
            at=NOW,
        )

    def ask_back() -> None:
        for entered in IndicatorValue.objects.waiting():
            return_value(value=entered, remark="?", by=desk.by, at=NOW)
        return_report(report=waiting[0], remark="?", by=desk.by, at=NOW)

    def accept() -> int:
        return accept_all(reports=waiting, values=[], by=desk.by, at=NOW)

    return at_once(save, enter, ask_back, accept, lambda: hand_in(desk, answer))


def test_nobody_waits_for_somebody_who_waits(desk: SimpleNamespace) -> None:
    """Eight rounds, in each of which coordination decides on the reports of the one before."""
    hand_in(desk, begin(desk))
    for number in range(1, ROUNDS + 1):
        answer, waiting = begin(desk), list(MeasureReport.objects.waiting().order_by("-pk"))
        told = all_at_once(desk, answer, waiting, number)
        assert not [each for each in told if "deadlock" in each or not each], told
        drafts = MeasureReport.objects.filter(round=answer.round, status=ReportStatus.DRAFT)
        answer.refresh_from_db()
        assert answer.answered_at is None or not drafts.exists()
