"""A department that is merged into another while a round runs: its rows, its answer, its mails."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.models import Delivery
from accounts.roles import Role
from monitoring.actions.reports import return_report
from monitoring.actions.round_mails import send_round_mails
from monitoring.actions.round_rows import save_draft
from monitoring.actions.rounds import answer_round
from monitoring.adopted import adopted_strategy
from monitoring.choices import MeasureState, ReportStatus
from monitoring.models import DepartmentAnswer, MeasureReport, ReportingRound, RoundMail
from monitoring.permissions import own_answers
from monitoring.round_facts import RoundTable, answers_of, tables_of
from strategy.actions.departments import merge_departments
from tests.builders import NOW, answer_for, make_department, make_indicator, make_round, make_user

DAY = timedelta(days=1)


@pytest.fixture
def city(adopted: SimpleNamespace) -> SimpleNamespace:
    """FB 33 with a measure and an indicator; FB 34, into which it is merged, with an indicator and a colleague."""
    adopted.remaining, adopted.colleague = make_department("FB 34"), make_user(Role.DEPARTMENT)
    answer_for(adopted.remaining, adopted.colleague)
    for department in (adopted.department, adopted.remaining):
        make_indicator(adopted.strategy, by=adopted.by, responsible=department)
    return adopted


def merge(city: SimpleNamespace) -> None:
    merge_departments(department=city.department, into=city.remaining, by=city.by)


def write(city: SimpleNamespace, answer: DepartmentAnswer, revision: int = 1) -> MeasureReport:
    return save_draft(
        answer=answer,
        measure=city.measure,
        values={"state": MeasureState.IN_PROGRESS},
        revision=revision,
        by=city.reporter,
        at=NOW,
    )


def table_of(answer: DepartmentAnswer) -> RoundTable:
    adopted = adopted_strategy()
    assert adopted is not None
    (table,) = tables_of(adopted, [answer], NOW)
    return table


def test_its_answer_goes_on_with_what_was_written(city: SimpleNamespace) -> None:
    round = make_round(city.strategy, city.department, by=city.by)
    draft = write(city, round.answers.get())
    merge(city)
    (answer,) = answers_of(round)
    table = table_of(answer)
    assert answer.department == city.remaining
    assert [row.report for row in table.measures] == [draft]
    assert len(table.values) == 2
    # Those who answered for it find the table, and those of the other one as well.
    assert [list(own_answers(person)) for person in (city.reporter, city.colleague)] == [[answer]] * 2
    answer_round(answer=answer, by=city.colleague, at=NOW)
    assert MeasureReport.objects.get(pk=draft.pk).status == ReportStatus.REPORTED


def test_one_that_has_answered_is_asked_anew_about_the_rows_of_the_other(city: SimpleNamespace) -> None:
    round = make_round(city.strategy, city.department, city.remaining, by=city.by)
    draft = write(city, round.answers.get(department=city.department))
    answer_round(answer=round.answers.get(department=city.remaining), by=city.colleague, at=NOW)
    merge(city)
    (answer,) = answers_of(round)
    counted = ReportingRound.objects.with_answers().get()
    assert (answer.department, answer.answered_at) == (city.remaining, None)
    assert (counted.asked, counted.answered) == (1, 0)
    assert [row.report for row in table_of(answer).measures] == [draft]
    assert list(own_answers(city.reporter)) == [answer]
    answer_round(answer=answer, by=city.reporter, at=answer.asked_at)
    assert MeasureReport.objects.waiting().get() == draft


def test_what_it_had_answered_needs_no_second_answer(city: SimpleNamespace) -> None:
    round = make_round(city.strategy, city.department, city.remaining, by=city.by)
    for department in (city.department, city.remaining):
        answer_round(answer=round.answers.get(department=department), by=city.reporter, at=NOW)
    merge(city)
    assert [answer.answered_at for answer in answers_of(round)] == [NOW]


def test_mails_go_to_those_who_answer_now_and_nobody_is_told_twice(city: SimpleNamespace) -> None:
    round = make_round(city.strategy, city.department, by=city.by)
    send_round_mails(at=NOW)
    merge(city)
    send_round_mails(at=NOW + 8 * DAY)
    mails = RoundMail.objects.order_by("sent_at", "pk")
    assert [(mail.user, mail.kind) for mail in mails] == [
        (city.reporter, "opened"),
        (city.colleague, "opened"),
    ]
    assert {mail.answer for mail in mails} == set(answers_of(round))
    assert "„FB 34“" in Delivery.objects.get(to=city.colleague).text


def test_a_question_at_its_rows_goes_along(city: SimpleNamespace) -> None:
    round = make_round(city.strategy, city.department, city.remaining, by=city.by)
    asked = round.answers.get(department=city.department)
    write(city, asked)
    answer_round(answer=asked, by=city.reporter, at=NOW)
    return_report(report=MeasureReport.objects.get(), remark="Seit wann genau?", by=city.by, at=NOW)
    merge(city)
    send_round_mails(at=NOW)
    texts = [Delivery.objects.get(to=person).text for person in (city.reporter, city.colleague)]
    assert [text.count("Seit wann genau?") for text in texts] == [1, 1]
