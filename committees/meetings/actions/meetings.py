"""Meetings: planning them, writing their minutes, leading through them on the shared screen."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.meetings.models import AgendaItem, Meeting
from committees.meetings.signals import meeting_saved
from editing.exceptions import RuleBroken, StaleRevision
from editing.history import state_at_revision


@transaction.atomic
def create_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Save a new meeting from a form. Nobody is invited yet."""
    return _save(meeting, by)


@transaction.atomic
def save_meeting(*, meeting: Meeting, values: Mapping[str, object], revision: int, by: User) -> Meeting:
    """Save some fields of a meeting from a form that was opened at `revision`.

    Raises StaleRevision when somebody else has changed one of these fields since, RuleBroken for a cancelled
    meeting. Minutes can thus be written while somebody else corrects the place.
    """
    current = lock_meeting(meeting)
    refuse_stale(current, values, revision)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    for name, value in values.items():
        setattr(current, name, value)
    current.revision += 1
    _save(current, by)
    meeting_saved.send(sender=Meeting, meeting=current, by=by)
    return current


@transaction.atomic
def show_item(*, meeting: Meeting, item: AgendaItem | None, by: User) -> Meeting:
    """Let the shared screen show an item, or the whole agenda. Raises RuleBroken for a cancelled meeting."""
    current = lock_meeting(meeting)
    if item is not None and item.meeting_id != current.pk:
        raise RuleBroken(_("Dieser Punkt steht nicht auf der Tagesordnung."))
    # What the screen shows is no state of the meeting that anybody looks up in its history.
    Meeting.objects.filter(pk=current.pk).update(current_item=item)
    current.current_item = item
    return current


def lock_meeting(meeting: Meeting) -> Meeting:
    """Lock a meeting until the end of the transaction. Raises RuleBroken when it is cancelled."""
    current = Meeting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=meeting.pk)
    if current.cancelled_at is not None:
        raise RuleBroken(_("Diese Sitzung ist abgesagt. An ihr lässt sich nichts mehr ändern."))
    return current


def refuse_stale(current: Meeting | AgendaItem, values: Mapping[str, object], revision: int) -> None:
    """Raise StaleRevision when one of these fields has changed since a form was opened at `revision`."""
    if current.revision == revision:
        return
    base = state_at_revision(current, revision)
    if base is None or any(base[name] != getattr(current, name) for name in values):
        raise StaleRevision(current)


def _save(meeting: Meeting, by: User) -> Meeting:
    try:
        meeting.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    meeting._history_user = by
    meeting.save()
    return meeting
