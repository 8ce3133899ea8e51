"""Giving a measure to another department."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from monitoring.actions.measures import lock_measure
from monitoring.actions.rows import written
from monitoring.models import DepartmentAnswer, MeasureExecution
from monitoring.permissions import department_of
from strategy.models import Department, Measure


def ask_in_rounds(department: Department, *, rounds: Collection[int], at: datetime) -> None:
    """Ask a department in some rounds, anew where it has answered: there are rows that it does not know."""
    answers = DepartmentAnswer.objects.filter(department=department, round__in=rounds)
    answers.filter(answered_at__isnull=False).update(
        asked_at=at, answered_at=None, answered_by=None, returned_at=None
    )
    DepartmentAnswer.objects.bulk_create(
        (DepartmentAnswer(round_id=key, department=department, asked_at=at) for key in rounds),
        ignore_conflicts=True,
    )


@transaction.atomic
def hand_over(*, measure: Measure, to: Department, note: str, by: User, at: datetime) -> MeasureExecution:
    """Let another department carry a measure out; open rounds that asked the former one ask it, too.

    The note stands in the history. Raises RuleBroken for the same department, and for one that exists no more.
    """
    lock_measure(measure)
    former = department_of(measure)
    if former == to.pk:
        raise RuleBroken(_("„%s“ ist schon zuständig.") % to)
    if to.merged_into_id is not None or not to.is_active(timezone.localdate(at)):
        raise RuleBroken(_("„%s“ gibt es nicht mehr.") % to)
    execution = MeasureExecution.objects.select_for_update(of=("self",)).filter(measure=measure).first()
    if execution is None:
        execution = MeasureExecution(measure=measure)
    else:
        execution.revision += 1
    execution.department = to
    execution._change_reason = note.strip()
    saved = written(execution, by)
    asked = DepartmentAnswer.objects.filter(department=former, round__closed_at__isnull=True)
    ask_in_rounds(to, rounds=list(asked.values_list("round", flat=True)), at=at)
    return saved
