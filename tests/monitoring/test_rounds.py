"""Reporting rounds: what a department writes, what is asked back, and who gets a mail when."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Delivery, User
from accounts.roles import Role
from editing.exceptions import RuleBroken, StaleRevision
from monitoring.actions.departments import add_member
from monitoring.actions.handover import hand_over
from monitoring.actions.reports import accept_report, return_report
from monitoring.actions.round_mails import send_round_mails, wait_for_a_mail, who_is_written_to
from monitoring.actions.round_rows import enter_value, fill_cells, leave_unchanged, save_draft
from monitoring.actions.rounds import accept_all, answer_round, close_round, extend_round, open_round
from monitoring.actions.values import return_value
from monitoring.choices import MeasureState, ReportStatus, RoundMailKind
from monitoring.exceptions import EnteredMeanwhile
from monitoring.models import (
    DepartmentAnswer,
    DepartmentMember,
    IndicatorSeries,
    IndicatorValue,
    MeasureExecution,
    MeasureReport,
    ReportingRound,
    RoundMail,
)
from monitoring.permissions import department_of
from strategy.models import Strategy
from tests.builders import (
    NOW,
    answer_for,
    make_department,
    make_indicator,
    make_measure,
    make_report,
    make_round,
    make_user,
    make_value,
)

DAY = timedelta(days=1)


def asked(world: SimpleNamespace) -> DepartmentAnswer:
    """The answer of the department in a round about the year of NOW."""
    answer: DepartmentAnswer = make_round(world.strategy, world.department, by=world.by).answers.get()
    return answer


def draft(
    world: SimpleNamespace, answer: DepartmentAnswer, revision: int = 1, **values: Any
) -> MeasureReport:
    values = {"state": MeasureState.IN_PROGRESS, **values}
    return save_draft(
        answer=answer, measure=world.measure, values=values, revision=revision, by=world.reporter, at=NOW
    )


def cells(world: SimpleNamespace, answer: DepartmentAnswer, revision: int, **values: Any) -> Any:
    return fill_cells(
        answer=answer, measure=world.measure, values=values, revision=revision, by=world.reporter, at=NOW
    )


def test_a_row_begins_where_the_last_report_stood(adopted: SimpleNamespace) -> None:
    make_report(adopted.measure, by=adopted.by, progress=40, done="Begonnen", next_step="Weiter")
    answer = asked(adopted)
    report = cells(adopted, answer, 1, spent=Decimal(500)).report
    assert (report.state, report.progress, report.next_step) == ("in_progress", 40, "Weiter")
    assert (report.done, report.spent_year, report.status) == ("", NOW.year, ReportStatus.DRAFT)


def test_no_change_is_one_click_and_names_the_day(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    click = {"answer": answer, "measure": adopted.measure, "by": adopted.reporter, "at": NOW}
    with pytest.raises(RuleBroken, match="noch keine angenommene Meldung"):
        leave_unchanged(**click)
    make_report(adopted.measure, by=adopted.by, progress=40, done="Begonnen")
    report = leave_unchanged(**click)
    day = timezone.localdate(NOW)
    assert report.done == f"Keine Änderung seit dem {day:%d.%m.%Y}."
    assert (report.state, report.progress) == ("in_progress", 40)
    with pytest.raises(RuleBroken, match="steht schon etwas"):
        leave_unchanged(**click)


def test_cells_that_somebody_else_has_changed_stay(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    draft(adopted, answer, done="Meins")
    first = cells(adopted, answer, 2, done="Neu", progress=10)
    assert (first.refused, first.report.done, first.report.progress) == ((), "Neu", 10)
    second = cells(adopted, answer, 2, done="Anders", obstacle="Geld")
    assert second.refused == ("done",)
    assert (second.report.done, second.report.obstacle) == ("Neu", "Geld")
    with pytest.raises(StaleRevision):
        draft(adopted, answer, 2)
    # Nobody has seen the row that somebody else has begun meanwhile.
    MeasureReport.objects.all().delete()
    draft(adopted, answer, done="Erstes")
    assert cells(adopted, answer, 1, done="Zweites").refused == ("done",)


def test_what_lies_before_coordination_rests(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    report = draft(adopted, answer)
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    with pytest.raises(RuleBroken, match="liegt bei der Koordination"):
        cells(adopted, answer, 3, done="Nachtrag")
    accept_all(reports=[report], values=[], by=adopted.by, at=NOW)
    with pytest.raises(RuleBroken, match="angenommen"):
        cells(adopted, answer, 4, done="Nachtrag")
    close_round(round=answer.round, by=adopted.by, at=NOW)
    with pytest.raises(RuleBroken, match="geschlossen"):
        cells(adopted, answer, 4, done="Nachtrag")


def test_an_incomplete_row_is_named_and_nothing_is_handed_in(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    draft(adopted, answer, state=MeasureState.BLOCKED)
    with pytest.raises(RuleBroken, match=f"„{adopted.measure.title}“: Zu diesem Stand gehört ein Grund"):
        answer_round(answer=answer, by=adopted.reporter, at=NOW)
    answer.refresh_from_db()
    assert (answer.answered_at, MeasureReport.objects.get().status) == (None, ReportStatus.DRAFT)


def test_a_question_opens_the_answer_again(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    draft(adopted, answer)
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    waiting = MeasureReport.objects.get()
    return_report(report=waiting, remark="Seit wann?", by=adopted.by, at=NOW + DAY)
    answer.refresh_from_db()
    assert (answer.answered_at, answer.returned_at) == (None, NOW + DAY)
    waiting.refresh_from_db()
    row = draft(adopted, answer, waiting.revision, done="Seit Mai")
    assert (row.status, row.return_remark) == (ReportStatus.DRAFT, "Seit wann?")
    answer_round(answer=answer, by=adopted.reporter, at=NOW + 2 * DAY)
    again = MeasureReport.objects.get()
    assert (again.status, again.return_remark, again.done) == (ReportStatus.REPORTED, "", "Seit Mai")


def test_all_are_accepted_but_what_was_decided_meanwhile(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    draft(adopted, answer)
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    indicator = make_indicator(adopted.strategy, by=adopted.by, responsible=adopted.department)
    value = make_value(indicator, 2020, 3, by=adopted.reporter)
    decided = make_report(adopted.other, by=adopted.by)
    reports = [MeasureReport.objects.waiting().get(), decided]
    assert accept_all(reports=reports, values=[value], by=adopted.by, at=NOW) == 2
    assert MeasureReport.objects.accepted().count() == 2
    assert IndicatorValue.objects.current().get() == value


def test_a_value_that_nobody_has_seen_is_not_replaced(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    indicator = make_indicator(adopted.strategy, by=adopted.by, responsible=adopted.department)
    series = indicator.series.get()

    def enter(value: int, seen: int) -> IndicatorValue:
        return enter_value(
            answer=answer,
            series=series,
            value=IndicatorValue(value=value),
            seen=seen,
            by=adopted.reporter,
            at=NOW,
        )

    first = enter(3, 0)
    assert (first.period, first.round, first.status) == (
        date(NOW.year, 12, 31),
        answer.round,
        ReportStatus.REPORTED,
    )
    with pytest.raises(EnteredMeanwhile, match=r"hier 3 \(endgültig\) eingetragen") as refused:
        enter(4, 0)
    assert refused.value.present == first
    second = enter(4, first.pk)
    assert IndicatorValue.objects.waiting().get() == second


def test_a_deadline_moves_to_a_day_to_come(adopted: SimpleNamespace) -> None:
    round = make_round(adopted.strategy, adopted.department, by=adopted.by)
    change = {"round": round, "revision": 1, "by": adopted.by, "at": NOW}
    with pytest.raises(RuleBroken, match="schon vorbei"):
        extend_round(deadline=NOW.date() - DAY, **change)
    assert extend_round(deadline=NOW.date() + 60 * DAY, **change).deadline == NOW.date() + 60 * DAY
    with pytest.raises(StaleRevision):
        extend_round(deadline=NOW.date() + 70 * DAY, **change)


def test_a_measure_is_handed_over_with_a_note_and_the_new_department_is_asked(
    adopted: SimpleNamespace,
) -> None:
    answer, other = asked(adopted), make_department("FB 34")
    change = {"measure": adopted.measure, "note": "Neue Aufgabe", "by": adopted.reporter, "at": NOW}
    with pytest.raises(RuleBroken, match="schon zuständig"):
        hand_over(to=adopted.department, **change)
    gone = make_department("FB 99", active_until=NOW.date())
    with pytest.raises(RuleBroken, match="gibt es nicht mehr"):
        hand_over(to=gone, **change)
    hand_over(to=other, **change)
    assert department_of(adopted.measure) == other.pk
    assert MeasureExecution.history.get().history_change_reason == "Neue Aufgabe"
    assert {each.department for each in answer.round.answers.all()} == {adopted.department, other}


def test_a_department_that_has_answered_is_asked_anew_about_what_it_is_handed(
    adopted: SimpleNamespace,
) -> None:
    other, colleague = make_department("FB 34"), make_user(Role.DEPARTMENT)
    answer_for(other, colleague)
    round = make_round(adopted.strategy, adopted.department, other, by=adopted.by)
    answer = round.answers.get(department=other)
    send_round_mails(at=NOW)
    answer_round(answer=answer, by=colleague, at=NOW)
    hand_over(measure=adopted.measure, to=other, note="x", by=adopted.by, at=NOW + 9 * DAY)
    answer.refresh_from_db()
    assert (answer.answered_at, answer.asked_at) == (None, NOW + 9 * DAY)
    send_round_mails(at=NOW + 9 * DAY)
    assert [mail.kind for mail in RoundMail.objects.filter(user=colleague)] == ["opened", "opened"]


def test_a_row_with_a_question_is_not_handed_in_as_it_was(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    draft(adopted, answer)
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    return_report(report=MeasureReport.objects.get(), remark="?", by=adopted.by, at=NOW)
    with pytest.raises(RuleBroken, match="Hier steht noch eine Rückfrage"):
        answer_round(answer=answer, by=adopted.reporter, at=NOW)
    revision = MeasureReport.objects.get().revision
    cells(adopted, answer, revision, done="Genauer")
    assert answer_round(answer=answer, by=adopted.reporter, at=NOW).answered_at == NOW


def test_a_question_about_a_measure_that_the_table_does_not_show_holds_up_nobody(
    adopted: SimpleNamespace,
) -> None:
    unseen = make_measure(adopted.goal, by=adopted.by)
    MeasureExecution.objects.create(measure=unseen, department=adopted.department)
    answer = asked(adopted)
    returned = make_report(unseen, by=adopted.reporter, round=answer.round)
    return_report(report=returned, remark="?", by=adopted.by, at=NOW)
    assert MeasureReport.objects.unanswered().get() == returned
    assert answer_round(answer=answer, by=adopted.reporter, at=NOW).answered_at == NOW


def asked_back(world: SimpleNamespace, answer: DepartmentAnswer) -> IndicatorSeries:
    """The series of an indicator whose value coordination has given back."""
    indicator = make_indicator(world.strategy, by=world.by, responsible=world.department, name="Radwege")
    series: IndicatorSeries = indicator.series.get()
    value = enter(world, answer, series, 13)
    return_value(value=value, remark="Quelle?", by=world.by, at=NOW)
    return series


def enter(
    world: SimpleNamespace, answer: DepartmentAnswer, series: IndicatorSeries, value: int, **more: Any
) -> IndicatorValue:
    standing = series.values.order_by("reported_at", "pk").last()
    return enter_value(
        answer=answer,
        series=series,
        value=IndicatorValue(value=value, **more),
        seen=standing.pk if standing else 0,
        by=world.reporter,
        at=NOW,
    )


def hand_in(world: SimpleNamespace, answer: DepartmentAnswer) -> DepartmentAnswer:
    return answer_round(answer=answer, by=world.reporter, at=NOW)


@pytest.mark.parametrize("again", [{"value": 14}, {"value": 13, "note": "Zählung im Mai"}])
def test_a_value_with_a_question_is_not_handed_in_as_it_was(
    adopted: SimpleNamespace, again: dict[str, Any]
) -> None:
    answer = asked(adopted)
    series = asked_back(adopted, answer)
    with pytest.raises(RuleBroken, match="„Radwege“: Hier steht noch eine Rückfrage"):
        hand_in(adopted, answer)
    enter(adopted, answer, series, **again)
    assert hand_in(adopted, answer).answered_at == NOW


def test_a_question_is_answered_by_leaving_the_value_that_counts(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    indicator = make_indicator(adopted.strategy, by=adopted.by, responsible=adopted.department)
    make_value(indicator, NOW.year, 12, by=adopted.by)
    series = indicator.series.get()
    with pytest.raises(RuleBroken, match="gibt es für diesen Zeitpunkt schon"):
        enter(adopted, answer, series, 12)
    correction = enter(adopted, answer, series, 13)
    return_value(value=correction, remark="Wirklich?", by=adopted.by, at=NOW)
    stays = enter(adopted, answer, series, 12, note="Nein, 12 stimmt")
    hand_in(adopted, answer)
    accept_all(reports=[], values=[stays], by=adopted.by, at=NOW)
    assert IndicatorValue.objects.current().get() == stays
    with pytest.raises(RuleBroken, match="gibt es für diesen Zeitpunkt schon"):
        enter(adopted, answer, series, 12)


def test_questions_that_are_settled_or_of_others_hold_up_nobody(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    series = asked_back(adopted, answer)
    # Coordination has found the figure itself.
    make_value(series.indicator, NOW.year, 15, by=adopted.by, at=NOW + DAY)
    # Another year, another department.
    other = make_indicator(adopted.strategy, by=adopted.by, responsible=make_department("FB 34"))
    for indicator, year in ((series.indicator, NOW.year - 1), (other, NOW.year)):
        foreign = make_value(indicator, year, 1, by=adopted.reporter)
        return_value(value=foreign, remark="?", by=adopted.by, at=NOW)
    assert hand_in(adopted, answer).answered_at == NOW


def test_who_has_another_role_now_is_not_written_to(adopted: SimpleNamespace) -> None:
    asked(adopted)
    type(adopted.reporter).objects.filter(pk=adopted.reporter.pk).update(role=Role.READER)
    assert (who_is_written_to([adopted.department]), send_round_mails(at=NOW)) == ([], 0)


def test_each_gets_one_mail_and_it_leads_to_the_table(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    assert who_is_written_to([adopted.department]) == [adopted.reporter]
    assert [send_round_mails(at=NOW), send_round_mails(at=NOW)] == [1, 0]
    mail = Delivery.objects.get()
    assert (mail.to, mail.text.count("http")) == (adopted.reporter, 1)
    assert f"/arbeitsbereich/umsetzung/tabelle/{answer.pk}/" in mail.text
    assert wait_for_a_mail([adopted.reporter], NOW + 6 * DAY) == {adopted.reporter.pk}
    assert wait_for_a_mail([adopted.reporter], NOW + 7 * DAY) == set()


def kinds_after(answer: DepartmentAnswer, days: range) -> list[tuple[int, str, str]]:
    """The mails of some days: the day after the beginning, to whom, why."""
    for number in days:
        send_round_mails(at=NOW + number * DAY)
    return [
        ((mail.sent_at - NOW).days, mail.user.name, mail.kind)
        for mail in RoundMail.objects.filter(answer=answer).select_related("user")
    ]


def test_reminders_come_before_and_after_the_deadline_and_to_the_deputy(adopted: SimpleNamespace) -> None:
    deputy = make_user(Role.DEPARTMENT)
    add_member(
        member=DepartmentMember(department=adopted.department, user=deputy, is_deputy=True),
        by=adopted.by,
        at=NOW,
    )
    answer = asked(adopted)
    name = adopted.reporter.name
    assert kinds_after(answer, range(60)) == [
        (0, name, RoundMailKind.OPENED),
        (23, name, RoundMailKind.BEFORE),
        (31, name, RoundMailKind.AFTER),
        (38, deputy.name, RoundMailKind.DEPUTY),
    ]


def test_a_later_deadline_reminds_again_and_an_answer_ends_it(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    kinds_after(answer, range(25))
    later = NOW.date() + 50 * DAY
    extend_round(round=answer.round, deadline=later, revision=1, by=adopted.by, at=NOW)
    days = [day for day, _name, _kind in kinds_after(answer, range(25, 45))]
    assert days == [0, 23, 43]
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    assert len(kinds_after(answer, range(45, 70))) == 3


def test_a_question_is_told_by_mail_once(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    send_round_mails(at=NOW)
    draft(adopted, answer)
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    return_report(report=MeasureReport.objects.get(), remark="?", by=adopted.by, at=NOW + 2 * DAY)
    assert [kind for _day, _name, kind in kinds_after(answer, range(2, 20))] == ["opened", "returned"]


def people_of_a_city(departments: list[Any], by: User) -> list[User]:
    """Somebody and a deputy for each department; one person answers for three."""
    people: list[User] = []
    for place, department in enumerate(departments):
        for is_deputy in (False, True):
            person = people[0] if place in (1, 2) and not is_deputy else make_user(Role.DEPARTMENT)
            people.append(person)
            member = DepartmentMember(department=department, user=person, is_deputy=is_deputy)
            add_member(member=member, by=by, at=NOW)
    return people


def test_in_a_year_with_twenty_departments_nobody_gets_two_mails_in_a_week(
    strategy: Strategy, coordination: User
) -> None:
    departments = [make_department(f"FB {number}") for number in range(20)]
    people = people_of_a_city(departments, coordination)
    # Two rounds overlap; the third is opened in the week after the second.
    openings = {5: 40, 60: 25, 64: 20, 200: 10}
    for today in range(365):
        at: datetime = NOW + today * DAY
        if today in openings:
            round = ReportingRound(
                strategy=strategy,
                title=f"Runde {today}",
                period_start=date(2021, 1, 1),
                period_end=date(2021, 12, 31),
                deadline=at.date() + openings[today] * DAY,
            )
            open_round(round=round, departments=departments, by=coordination, at=at)
        answers = DepartmentAnswer.objects.filter(answered_at__isnull=True, asked_at__lt=at - 5 * DAY)
        for answer in answers.select_related("round") if today % 6 == 0 else ():
            if (answer.pk * 7 + today) % 11 == 0:
                answer_round(answer=answer, by=people[0], at=at)
                if answer.pk % 3 == 0:
                    DepartmentAnswer.objects.filter(pk=answer.pk).update(answered_at=None, returned_at=at)
        before = RoundMail.objects.count()
        sent = send_round_mails(at=at)
        fresh = RoundMail.objects.all()[before:]
        assert [mail for mail in fresh if mail.answer.answered_at is not None] == []
        assert len({mail.user_id for mail in fresh}) == sent
    days = defaultdict(set)
    for mail in RoundMail.objects.all():
        days[mail.user_id].add(timezone.localdate(mail.sent_at))
    gaps = [(later - day).days for found in days.values() for day, later in pairwise(sorted(found))]
    assert min(gaps) == 7
    assert sum(len(found) for found in days.values()) == Delivery.objects.count()
    # Everybody was written to, and no more often than there was something to say.
    assert set(days) == {person.pk for person in people}
    assert set(RoundMail.objects.values_list("kind", flat=True)) == set(RoundMailKind)


def test_an_account_in_a_second_department_gets_the_first_mail_for_both(adopted: SimpleNamespace) -> None:
    other = make_department("FB 34")
    answer_for(other, adopted.reporter)
    make_round(adopted.strategy, adopted.department, other, by=adopted.by)
    assert send_round_mails(at=NOW) == 1
    assert "/arbeitsbereich/umsetzung/eigene/" in Delivery.objects.get().text
    assert RoundMail.objects.count() == 2


def test_nothing_unaccepted_counts(adopted: SimpleNamespace) -> None:
    answer = asked(adopted)
    draft(adopted, answer, spent=Decimal(500))
    answer_round(answer=answer, by=adopted.reporter, at=NOW)
    assert not adopted.measure.execution_years.exists()
    accept_report(report=MeasureReport.objects.get(), by=adopted.by, at=NOW)
    assert adopted.measure.execution_years.get().budget_spent == 500
