"""Reporting rounds: which departments are asked, and whether they have answered."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from kern.quotes import inside_quotes
from monitoring.actions.rows import still_there, written
from monitoring.adopted import adopted_strategy
from monitoring.choices import ReportStatus
from monitoring.models import DepartmentAnswer, MeasureReport, ReportingRound
from monitoring.permissions import measures_of_departments
from strategy.models import Department


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

    Raises RuleBroken with the title of a measure whose draft is incomplete.
    """
    current = DepartmentAnswer.objects.select_for_update().get(pk=answer.pk)
    if not still_there(answer.round).is_open:
        raise RuleBroken(_("Diese Berichtsrunde ist geschlossen."))
    drafts = MeasureReport.objects.filter(
        round=current.round_id,
        status=ReportStatus.DRAFT,
        measure__in=measures_of_departments([current.department_id]),
    )
    for draft in drafts.select_for_update(of=("self",)):
        _hand_in(draft, by, at)
    current.answered_at, current.answered_by = at, by
    current.save()
    return current


def _hand_in(draft: MeasureReport, by: User, at: datetime) -> None:
    draft.status, draft.reported_at, draft.reported_by = ReportStatus.REPORTED, at, by
    draft.revision += 1
    try:
        written(draft, by)
    except RuleBroken as broken:
        adopted = adopted_strategy()
        title = adopted.titles().get(draft.measure_id, "") if adopted else ""
        raise RuleBroken(f"„{inside_quotes(title)}“: {broken}") from broken


@transaction.atomic
def close_round(*, round: ReportingRound, by: User, at: datetime) -> ReportingRound:
    """End a round; departments can still report, but no longer in it."""
    current = still_there(round)
    if not current.is_open:
        raise RuleBroken(_("Diese Berichtsrunde ist schon geschlossen."))
    current.closed_at = at
    current.revision += 1
    return written(current, by)
