"""Reporting rounds: which departments are asked, and whether they have answered."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from kern.quotes import inside_quotes
from monitoring.actions.measures import lock_measure
from monitoring.actions.report_files import take_files_along
from monitoring.actions.reports import accept_report, replace_waiting
from monitoring.actions.rows import changed, still_there, written
from monitoring.actions.values import accept_value, lock_series
from monitoring.adopted import adopted_strategy
from monitoring.choices import ReportStatus
from monitoring.models import DepartmentAnswer, IndicatorValue, MeasureReport, ReportingRound
from monitoring.round_facts import asked_rows
from strategy.departments import Directory
from strategy.models import Department, Measure


@transaction.atomic
def open_round(
    *, round: ReportingRound, departments: Iterable[Department], by: User, at: datetime
) -> ReportingRound:
    """Open a round and ask departments. Raises RuleBroken without any."""
    asked = list(departments)
    if not asked:
        raise RuleBroken(_("Wählen Sie mindestens einen Fachbereich, der gefragt wird."))
    round.opened_at, round.opened_by = at, by
    written(round, by)
    DepartmentAnswer.objects.bulk_create(
        DepartmentAnswer(round=round, department=department, asked_at=at) for department in asked
    )
    return round


@transaction.atomic
def answer_round(*, answer: DepartmentAnswer, by: User, at: datetime) -> DepartmentAnswer:
    """Hand in what a department has written in a round: its drafts lie before coordination from now on.

    Raises RuleBroken with the title of a measure whose draft is incomplete, and of a measure or an indicator whose
    question is not answered.
    """
    # Measures before the answer, as at each cell: nobody decides about one of them meanwhile.
    measures = list(
        Measure._base_manager.select_for_update().filter(pk__in=_measures_asked(answer)).order_by("pk")
    )
    current = lock_answer(answer)
    reports = MeasureReport.objects.filter(round=current.round_id, measure__in=measures)
    _refuse_unanswered(reports.unanswered())
    _refuse_unanswered_value(current)
    for draft in reports.filter(status=ReportStatus.DRAFT).select_for_update(of=("self",)):
        _hand_in(draft, by, at)
    current.answered_at, current.answered_by = at, by
    current.save()
    return current


def _measures_asked(answer: DepartmentAnswer) -> list[UUID]:
    """Those that the table of the department shows: a question about another one holds up nobody."""
    adopted = adopted_strategy()
    if adopted is None:
        return []
    rows = asked_rows(adopted, Directory())
    return [entry.key for entry in rows.measures.get(answer.department_id, ())]


def lock_answer(answer: DepartmentAnswer) -> DepartmentAnswer:
    """The answer of a department as it stands now. Raises RuleBroken once its round is closed."""
    current = DepartmentAnswer.objects.select_for_update().get(pk=answer.pk)
    # Not locked: otherwise all departments of a round would wait for each other at every cell.
    if not current.round.is_open:
        raise RuleBroken(_("Diese Berichtsrunde ist geschlossen."))
    return current


def _hand_in(draft: MeasureReport, by: User, at: datetime) -> None:
    replaced = replace_waiting(draft.measure, by)
    draft.status, draft.reported_at, draft.reported_by = ReportStatus.REPORTED, at, by
    draft.return_remark = ""
    draft.revision += 1
    try:
        written(draft, by)
    except RuleBroken as broken:
        raise RuleBroken(f"{_quoted_title(draft)}: {broken}") from broken
    take_files_along(report=draft, replaced=replaced)


def _refuse_unanswered(reports: QuerySet[MeasureReport]) -> None:
    report = reports.order_by("measure").first()
    if report is not None:
        sentence = _("%s: Hier steht noch eine Rückfrage. Bitte ergänzen Sie zuerst die Zeile.")
        raise RuleBroken(sentence % _quoted_title(report))


def _refuse_unanswered_value(answer: DepartmentAnswer) -> None:
    """Refuse to hand in while the question at a value of the year is as it was, whether it came in a round or not."""
    values = IndicatorValue.objects.unanswered().of_totals().filter(period=answer.round.value_period)
    asked = values.filter(
        series__indicator__responsible=answer.department_id, series__indicator__terms__isnull=True
    )
    value = asked.select_related("series__indicator").first()
    if value is not None:
        sentence = _(
            "„%s“: Hier steht noch eine Rückfrage. Bitte tragen Sie den Wert neu ein oder antworten in der Anmerkung."
        )
        raise RuleBroken(sentence % inside_quotes(str(value.series.indicator)))


def _quoted_title(report: MeasureReport) -> str:
    adopted = adopted_strategy()
    title = adopted.titles().get(report.measure_id, "") if adopted else ""
    return f"„{inside_quotes(title)}“"


@transaction.atomic
def accept_all(
    *,
    reports: Collection[MeasureReport],
    values: Collection[IndicatorValue],
    by: User,
    at: datetime,
) -> int:
    """Let several reports and values count, those that still wait; return how many."""
    count = 0
    # One order for all, so that two never wait for each other.
    for report in sorted(reports, key=lambda report: report.measure_id):
        lock_measure(report.measure)
        if still_there(report).is_waiting:
            accept_report(report=report, by=by, at=at)
            count += 1
    for value in sorted(values, key=lambda value: value.series_id):
        lock_series(value.series)
        if IndicatorValue.objects.select_for_update().get(pk=value.pk).is_waiting:
            accept_value(value=value, by=by, at=at)
            count += 1
    return count


@transaction.atomic
def extend_round(
    *, round: ReportingRound, deadline: date, revision: int, by: User, at: datetime
) -> ReportingRound:
    """Give the departments more time. Raises RuleBroken for a day that is over, and once the round is closed."""
    if not still_there(round).is_open:
        raise RuleBroken(_("Diese Berichtsrunde ist geschlossen."))
    if deadline < timezone.localdate(at):
        raise RuleBroken(_("Dieser Tag ist schon vorbei."))
    return changed(round, {"deadline": deadline}, revision, by)


@transaction.atomic
def close_round(*, round: ReportingRound, by: User, at: datetime) -> ReportingRound:
    """End a round; departments can still report, but no longer in it."""
    current = still_there(round)
    if not current.is_open:
        raise RuleBroken(_("Diese Berichtsrunde ist schon geschlossen."))
    current.closed_at = at
    current.revision += 1
    return written(current, by)
