"""The mails about rounds: whose turn it is after a question, and what stands in them."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.formats import date_format

from accounts.models import Delivery, User
from accounts.roles import Role
from monitoring.actions.departments import add_member
from monitoring.actions.handover import hand_over
from monitoring.actions.reports import report_measure, return_report
from monitoring.actions.round_mails import clear_round_mails, send_round_mails
from monitoring.actions.round_rows import enter_value, save_draft
from monitoring.actions.rounds import answer_round, close_round
from monitoring.actions.values import return_value
from monitoring.choices import MeasureState, RoundMailKind
from monitoring.models import DepartmentAnswer, DepartmentMember, IndicatorValue, MeasureReport, RoundMail
from monitoring.reminders import Asked, Sent, due
from monitoring.round_facts import nobody_answers_for
from tests.builders import NOW, answer_for, make_department, make_indicator, make_round, make_user

DAY = timedelta(days=1)
DEADLINE = date(2026, 3, 31)


def deputy(sent: tuple[int, ...], returned_on: int | None, deadline: date = DEADLINE) -> Asked:
    """A deputy in a round of March, with mails and a question on days after its end."""
    return Asked(
        deadline=deadline,
        asked_on=date(2026, 3, 1),
        returned_on=None if returned_on is None else DEADLINE + returned_on * DAY,
        is_deputy=True,
        sent=tuple(
            Sent(kind=RoundMailKind.DEPUTY, deadline=DEADLINE, on=DEADLINE + day * DAY) for day in sent
        ),
    )


@pytest.mark.parametrize(
    ("asked", "day", "kind"),
    [
        (deputy(sent=(), returned_on=None), 7, None),
        (deputy(sent=(), returned_on=None), 8, RoundMailKind.DEPUTY),
        (deputy(sent=(8,), returned_on=None), 30, None),
        # A question after the first mail begins anew, also for the deputy.
        (deputy(sent=(8,), returned_on=20), 27, None),
        (deputy(sent=(8,), returned_on=20), 28, RoundMailKind.DEPUTY),
        (deputy(sent=(8, 28), returned_on=20), 40, None),
        (deputy(sent=(8,), returned_on=None, deadline=DEADLINE + 30 * DAY), 38, RoundMailKind.DEPUTY),
    ],
)
def test_the_deputy_is_asked_once_for_each_question(
    asked: Asked, day: int, kind: RoundMailKind | None
) -> None:
    assert due(asked, DEADLINE + day * DAY) == kind


@pytest.fixture
def answer(adopted: SimpleNamespace) -> DepartmentAnswer:
    """The answer of the department in a round of thirty days."""
    found: DepartmentAnswer = make_round(adopted.strategy, adopted.department, by=adopted.by).answers.get()
    return found


def handed_in(world: SimpleNamespace, answer: DepartmentAnswer, day: int) -> MeasureReport:
    """The report of the measure, once its department has answered on a day after the beginning."""
    draft = MeasureReport.objects.filter(round=answer.round, measure=world.measure).first()
    save_draft(
        answer=answer,
        measure=world.measure,
        values={"state": MeasureState.IN_PROGRESS},
        revision=draft.revision if draft else 1,
        by=world.reporter,
        at=NOW + day * DAY,
    )
    answer_round(answer=answer, by=world.reporter, at=NOW + day * DAY)
    return MeasureReport.objects.get(round=answer.round, measure=world.measure)


def texts_to(person: User) -> list[str]:
    return [mail.text for mail in Delivery.objects.filter(to=person).order_by("pk")]


def day_words(days: int) -> str:
    return date_format((NOW + days * DAY).date(), "j. F Y")


def test_a_question_is_named_with_its_row_and_the_day_of_the_answer(
    adopted: SimpleNamespace, answer: DepartmentAnswer
) -> None:
    indicator = make_indicator(
        adopted.strategy, by=adopted.by, responsible=adopted.department, name="Radwege"
    )
    value = enter_value(
        answer=answer,
        series=indicator.series.get(),
        value=IndicatorValue(value=13),
        seen=0,
        by=adopted.reporter,
        at=NOW,
    )
    report = handed_in(adopted, answer, 1)
    return_report(report=report, remark="Seit wann genau?", by=adopted.by, at=NOW + 2 * DAY)
    return_value(value=value, remark="Aus welcher Quelle?", by=adopted.by, at=NOW + 2 * DAY)
    send_round_mails(at=NOW + 2 * DAY)
    (text,) = texts_to(adopted.reporter)
    assert f"- 1.1.1.1 {adopted.measure.title}: Seit wann genau?\n- Radwege: Aus welcher Quelle?\n" in text
    assert f"Bitte antworten Sie bis zum {day_words(30)}." in text
    assert "abgelaufen" not in text


def test_what_was_answered_meanwhile_is_asked_of_nobody(
    adopted: SimpleNamespace, answer: DepartmentAnswer
) -> None:
    report = handed_in(adopted, answer, 1)
    return_report(report=report, remark="Seit wann genau?", by=adopted.by, at=NOW + 2 * DAY)
    newer = MeasureReport(measure=adopted.measure, state=MeasureState.COMPLETED)
    report_measure(report=newer, by=adopted.reporter, at=NOW + 3 * DAY)
    send_round_mails(at=NOW + 3 * DAY)
    (text,) = texts_to(adopted.reporter)
    assert ("eine Rückfrage an" in text, "Nachgefragt" in text, "Seit wann" in text) == (True, False, False)


def test_nobody_is_asked_for_an_answer_on_a_day_that_is_over(
    adopted: SimpleNamespace, answer: DepartmentAnswer
) -> None:
    other, colleague = make_department("FB 34"), make_user(Role.DEPARTMENT)
    answer_for(other, colleague)
    hand_over(measure=adopted.measure, to=other, note="x", by=adopted.by, at=NOW + 40 * DAY)
    send_round_mails(at=NOW + 40 * DAY)
    (text,) = texts_to(colleague)
    over = f"Die Frist ist am {day_words(30)} abgelaufen; bitte antworten Sie bis zum {day_words(47)}."
    assert over in text
    # Those who were to answer in time hear the same.
    assert over in texts_to(adopted.reporter)[0]


def test_a_deputy_hears_of_a_later_question(adopted: SimpleNamespace, answer: DepartmentAnswer) -> None:
    person = make_user(Role.DEPARTMENT)
    member = DepartmentMember(department=adopted.department, user=person, is_deputy=True)
    add_member(member=member, by=adopted.by, at=NOW)
    send_round_mails(at=NOW + 38 * DAY)
    report = handed_in(adopted, answer, 39)
    return_report(report=report, remark="Seit wann genau?", by=adopted.by, at=NOW + 50 * DAY)
    for day in range(39, 90):
        send_round_mails(at=NOW + day * DAY)
    first, second = texts_to(person)
    assert ("Sie vertreten dort" in first, "Seit wann genau?" in first) == (True, False)
    assert "Seit wann genau?" in second
    days = [(mail.sent_at - NOW).days for mail in RoundMail.objects.filter(user=person)]
    assert days == [38, 58]


def test_where_everybody_stands_in_the_first_mail_is_theirs(adopted: SimpleNamespace) -> None:
    department, person = make_department("FB 34"), make_user(Role.DEPARTMENT)
    member = DepartmentMember(department=department, user=person, is_deputy=True)
    add_member(member=member, by=adopted.by, at=NOW)
    make_round(adopted.strategy, department, by=adopted.by)
    send_round_mails(at=NOW)
    (text,) = texts_to(person)
    assert ("Wir bitten „FB 34“" in text, "Sie vertreten" in text) == (True, False)


def test_the_first_mail_of_a_deputy_says_that_they_can_answer(
    adopted: SimpleNamespace, answer: DepartmentAnswer
) -> None:
    person = make_user(Role.DEPARTMENT)
    member = DepartmentMember(department=adopted.department, user=person, is_deputy=True)
    add_member(member=member, by=adopted.by, at=NOW)
    for day in (0, 37, 38):
        send_round_mails(at=NOW + day * DAY)
    (text,) = texts_to(person)
    until = day_words(45)
    assert "Von „FB 33“ fehlt noch eine Antwort. Sie vertreten dort und können sie abgeben." in text
    assert f"Die Frist ist am {day_words(30)} abgelaufen; bitte antworten Sie bis zum {until}." in text
    assert f"/arbeitsbereich/umsetzung/tabelle/{answer.pk}/" in text


def test_nobody_answers_for_departments_without_an_account_that_can(adopted: SimpleNamespace) -> None:
    names = ("leer", "gesperrt", "andere Rolle", "nur vertreten")
    departments = [make_department(name) for name in names]
    _empty, blocked, moved, represented = departments
    answer_for(blocked, make_user(Role.DEPARTMENT, is_active=False))
    answer_for(moved, make_user(Role.READER))
    deputy = DepartmentMember(department=represented, user=make_user(Role.DEPARTMENT), is_deputy=True)
    add_member(member=deputy, by=adopted.by, at=NOW)
    assert nobody_answers_for([adopted.department, *departments]) == departments[:3]


def test_long_lists_of_questions_are_cut_with_their_number(
    adopted: SimpleNamespace, answer: DepartmentAnswer
) -> None:
    values: dict[str, Any] = {"by": adopted.reporter, "at": NOW}
    for number in range(12):
        indicator = make_indicator(
            adopted.strategy, by=adopted.by, responsible=adopted.department, name=f"Nr. {number:02}"
        )
        value = enter_value(
            answer=answer, series=indicator.series.get(), value=IndicatorValue(value=1), seen=0, **values
        )
        return_value(value=value, remark="Quelle?", by=adopted.by, at=NOW)
    send_round_mails(at=NOW)
    (text,) = texts_to(adopted.reporter)
    assert (text.count(": Quelle?"), "und bei 2 weiteren Zeilen" in text) == (10, True)


def test_mails_of_a_round_are_forgotten_after_the_time_of_the_settings(
    adopted: SimpleNamespace, answer: DepartmentAnswer, settings: Any
) -> None:
    settings.KEEP_MAILS_DAYS = 60
    send_round_mails(at=NOW)
    # Who has to be reminded is asked of them for as long as the round is open.
    assert clear_round_mails(at=NOW + 400 * DAY) == 0
    close_round(round=answer.round, by=adopted.by, at=NOW + 400 * DAY)
    assert clear_round_mails(at=NOW + 460 * DAY) == 0
    assert clear_round_mails(at=NOW + 461 * DAY) == 1
    assert not RoundMail.objects.exists()
