"""Giving a measure to another department."""

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
    DepartmentAnswer.objects.bulk_create(
        (
            DepartmentAnswer(round_id=key, department=to, asked_at=at)
            for key in asked.values_list("round", flat=True)
        ),
        ignore_conflicts=True,
    )
    return saved
