"""The Beratungsfolge of a paper: its steps and their order."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.actions.papers import lock_paper
from committees.council.models import Consultation, Paper
from committees.council.route import may_move, place_of_new
from editing.exceptions import RuleBroken

# What the form of a step says; everything else is changed by other actions.
FIELDS = ("committee", "role", "meeting", "date", "agenda_number")


@transaction.atomic
def save_consultation(*, consultation: Consultation, by: User) -> Consultation:
    """Add a step to the Beratungsfolge or change one. The day of a meeting is the day of the step.

    A new step stands before a decision that is still open; a decision or Kenntnisnahme stands last. Raises RuleBroken
    for a second decision, for a meeting of another body, and for a step with an outcome: that is a record, and
    another body or role would turn it into a statement that nobody made.
    """
    paper = lock_paper(consultation.paper)
    saved = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if saved is not None and not saved.is_open:
        raise RuleBroken(
            _(
                "Diese Beratung hat schon ein Ergebnis. Gremium und Zuständigkeit stehen damit fest; "
                "Ergebnis und Tag berichtigen Sie über „Ergebnis“."
            )
        )
    if saved is None and consultation.pk is not None:
        raise RuleBroken(_("Diese Beratung wurde inzwischen entfernt."))
    current: Consultation = saved or consultation
    for name in FIELDS:
        setattr(current, name, getattr(consultation, name))
    _take_day_of_meeting(current)
    if saved is not None:
        _save(current, by)
        return current
    steps = steps_of(paper)
    place = place_of_new(steps, current.role)
    current.position = place + 1
    _save(current, by)
    put_in_order([*steps[:place], current, *steps[place:]], by=by)
    return current


@transaction.atomic
def move_consultation(*, consultation: Consultation, up: bool, by: User) -> bool:
    """Exchange a step with the one before or behind it. Returns False when there is none.

    Raises RuleBroken when one of the two has an outcome: what happened keeps its place.
    """
    paper = lock_paper(consultation.paper)
    steps = steps_of(paper)
    here = next((index for index, step in enumerate(steps) if step.pk == consultation.pk), None)
    if here is None:
        raise RuleBroken(_("Diese Beratung wurde inzwischen entfernt."))
    there = here + (-1 if up else 1)
    if not 0 <= there < len(steps):
        return False
    if not may_move(steps, here, up=up):
        raise RuleBroken(_("Was schon beraten ist, behält seine Stelle in der Beratungsfolge."))
    steps[here], steps[there] = steps[there], steps[here]
    put_in_order(steps, by=by)
    return True


@transaction.atomic
def remove_consultation(*, consultation: Consultation, by: User) -> None:
    """Remove a step that has no outcome yet; the following ones move up."""
    paper = lock_paper(consultation.paper)
    current = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if current is None:
        return
    if not current.is_open:
        raise RuleBroken(_("Diese Beratung hat schon ein Ergebnis und bleibt im Verlauf stehen."))
    current._history_user = by
    current.delete()
    put_in_order(steps_of(paper), by=by)


def steps_of(paper: Paper) -> list[Consultation]:
    """The steps of a locked paper in their order."""
    return list(paper.consultations.select_for_update(of=("self",)).select_related("committee"))


def put_in_order(steps: Sequence[Consultation], *, by: User) -> None:
    """Number the steps of a locked paper as they come, from 1 on."""
    for position, step in enumerate(steps, start=1):
        if step.position != position:
            step.position = position
            step._history_user = by
            step.save(update_fields=["position"])


def _take_day_of_meeting(step: Consultation) -> None:
    meeting = step.meeting
    if meeting is None:
        return
    if meeting.committee_id != step.committee_id:
        raise RuleBroken(
            _("„%(meeting)s“ ist keine Sitzung von „%(committee)s“.")
            % {"meeting": meeting.title, "committee": step.committee.name}
        )
    if meeting.cancelled_at is not None:
        raise RuleBroken(_("„%(meeting)s“ ist abgesagt.") % {"meeting": meeting.title})
    step.date = timezone.localdate(meeting.starts_at)


def _save(step: Consultation, by: User) -> None:
    try:
        step.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    step._history_user = by
    step.save()
