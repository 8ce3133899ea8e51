"""Dates, milestones and years of a measure: coordination keeps them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from monitoring.actions.rows import changed, removed, written
from monitoring.lights import day_words
from monitoring.models import MeasureExecution, MeasureYear, Milestone
from strategy.models import Measure


@transaction.atomic
def save_execution(
    *, measure: Measure, values: Mapping[str, object], revision: int, by: User
) -> MeasureExecution:
    """Set the dates of a measure. Raises StaleRevision, and RuleBroken for an end to come."""
    lock_measure(measure)
    _refuse_future(values.get("actual_end"))
    found = MeasureExecution.objects.filter(measure=measure).first()
    if found is not None:
        return changed(found, values, revision, by)
    return written(MeasureExecution(measure=measure, **values), by)


@transaction.atomic
def add_milestone(*, milestone: Milestone, by: User) -> Milestone:
    """Add a milestone. Raises RuleBroken for one before the beginning of its measure, or reached in the future."""
    lock_measure(milestone.measure)
    _refuse_future(milestone.done_on)
    _refuse_before_the_beginning(milestone.measure, milestone.due_on)
    return written(milestone, by)


@transaction.atomic
def save_milestone(
    *, milestone: Milestone, values: Mapping[str, object], revision: int, by: User
) -> Milestone:
    """Change a milestone. Raises StaleRevision, and RuleBroken like `add_milestone`."""
    lock_measure(milestone.measure)
    _refuse_future(values.get("done_on"))
    saved = changed(milestone, values, revision, by)
    _refuse_before_the_beginning(saved.measure, saved.due_on)
    return saved


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: User) -> None:
    removed(milestone, by)


@transaction.atomic
def add_measure_year(*, year: MeasureYear, by: User) -> MeasureYear:
    """Add the money and posts of a year. Raises RuleBroken for a second row of the same year."""
    lock_measure(year.measure)
    return written(year, by)


@transaction.atomic
def save_measure_year(
    *, year: MeasureYear, values: Mapping[str, object], revision: int, by: User
) -> MeasureYear:
    lock_measure(year.measure)
    return changed(year, values, revision, by)


def lock_measure(measure: Measure) -> Measure:
    """Lock a measure, removed ones included: they stay measures of the version that was adopted."""
    return Measure._base_manager.select_for_update().get(pk=measure.pk)


def _refuse_future(day: object) -> None:
    """Refuse to enter as done what is still to come."""
    if isinstance(day, date) and day > timezone.localdate():
        raise RuleBroken(
            _("Der %s liegt in der Zukunft. Tragen Sie ein, was erreicht ist, sobald es so weit ist.")
            % day_words(day)
        )


def _refuse_before_the_beginning(measure: Measure, day: date) -> None:
    execution = MeasureExecution.objects.filter(measure=measure).first()
    start = execution.actual_start if execution else None
    if start is not None and day < start:
        raise RuleBroken(_("Der Meilenstein läge vor dem Beginn der Maßnahme am %s.") % day_words(start))
