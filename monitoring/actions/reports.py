"""Reports on measures: a department reports, coordination accepts or asks back. Only what is accepted counts."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Right
from editing.exceptions import RuleBroken
from monitoring.actions.measures import lock_measure
from monitoring.actions.report_files import take_files_along
from monitoring.actions.rows import still_there, written
from monitoring.adopted import adopted_strategy
from monitoring.choices import ReportStatus
from monitoring.models import IndicatorValue, MeasureReport, MeasureYear, ReportingRound
from monitoring.permissions import department_of
from strategy.models import Measure


@transaction.atomic
def report_measure(*, report: MeasureReport, by: User, at: datetime) -> MeasureReport:
    """Report on a measure. What coordination reports is accepted at once.

    A newer report takes the place of those that still wait. Raises RuleBroken for an incomplete one, and for another
    measure that the council has not adopted.
    """
    lock_measure(report.measure)
    _refuse_foreign(report)
    replaced = replace_waiting(report.measure, by)
    report.status, report.reported_at, report.reported_by = ReportStatus.REPORTED, at, by
    made = _accepted(report, by, at) if by.has_right(Right.MANAGE_IMPLEMENTATION) else written(report, by)
    take_files_along(report=made, replaced=replaced)
    return made


@transaction.atomic
def accept_report(*, report: MeasureReport, by: User, at: datetime) -> MeasureReport:
    """Let a report count. What it says was spent becomes that of its year. Raises RuleBroken if it does not wait."""
    lock_measure(report.measure)
    current = still_there(report)
    refuse_settled(current)
    current.revision += 1
    return _accepted(current, by, at)


@transaction.atomic
def return_report(*, report: MeasureReport, remark: str, by: User, at: datetime) -> MeasureReport:
    """Give a report back with a question; in a round its department has to answer again.

    Raises RuleBroken without a question, and if it does not wait.
    """
    lock_measure(report.measure)
    current = still_there(report)
    refuse_settled(current)
    current.status, current.return_remark = ReportStatus.RETURNED, remark.strip()
    current.revision += 1
    written(current, by)
    if current.round is not None:
        ask_again(round=current.round, department=department_of(current.measure), at=at)
    return current


def replace_waiting(measure: Measure, by: User) -> list[MeasureReport]:
    """Give back the reports that still wait, and return them: a newer one takes their place and their files."""
    replaced = list(MeasureReport.objects.waiting().filter(measure=measure))
    for waiting in replaced:
        waiting.status, waiting.return_remark = ReportStatus.RETURNED, _("durch eine neuere Meldung ersetzt")
        waiting.revision += 1
        written(waiting, by)
    return replaced


def _refuse_foreign(report: MeasureReport) -> None:
    """Refuse a measure of the working draft: a report would keep it from ever being removed."""
    if report.merged_with_id is None:
        return
    adopted = adopted_strategy()
    if adopted is None or adopted.measure(report.merged_with_id) is None:
        raise RuleBroken(_("Die andere Maßnahme steht nicht in der beschlossenen Fassung."))


def refuse_settled(reported: MeasureReport | IndicatorValue) -> None:
    if not reported.is_waiting:
        raise RuleBroken(_("Über diese Meldung ist inzwischen entschieden."))


def ask_again(*, round: ReportingRound, department: UUID | None, at: datetime) -> None:
    """Note that a department was asked back: it has to answer again, unless the round is closed."""
    open_answers = round.answers.filter(department=department, round__closed_at__isnull=True)
    open_answers.update(returned_at=at, answered_at=None, answered_by=None)


def mark_accepted(reported: MeasureReport | IndicatorValue, by: User, at: datetime) -> None:
    reported.status, reported.accepted_at, reported.accepted_by = ReportStatus.ACCEPTED, at, by


def _accepted(report: MeasureReport, by: User, at: datetime) -> MeasureReport:
    mark_accepted(report, by, at)
    written(report, by)
    if report.spent is not None and report.spent_year is not None and not _is_outdated(report):
        _spend(report.measure, report.spent_year, report.spent, by)
    return report


def _is_outdated(report: MeasureReport) -> bool:
    """Whether a newer report on the same year counts already."""
    newer = report.measure.reports.accepted().filter(
        spent_year=report.spent_year, reported_at__gt=report.reported_at
    )
    return newer.exists()


def _spend(measure: Measure, year: int, spent: Decimal, by: User) -> None:
    row, _is_new = MeasureYear.objects.select_for_update().get_or_create(measure=measure, year=year)
    if row.budget_spent != spent:
        row.budget_spent = spent
        row.revision += 1
        written(row, by)
