"""The agenda of a meeting: its items, their order, their results."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from committees.meetings.actions.meetings import lock_meeting, refuse_stale
from committees.meetings.agenda_elements import kind_of
from committees.meetings.models import AgendaItem, Meeting, Poll
from editing.exceptions import RuleBroken

ITEMS_AT_MOST = 50
# Above every position: rows are lifted there and set down again, because the constraint is checked row by row.
LIFT = 10_000


@transaction.atomic
def add_agenda_item(*, meeting: Meeting, values: Mapping[str, object], by: User) -> AgendaItem:
    """Append an item. Raises RuleBroken for a cancelled meeting and for an agenda that nobody gets through."""
    current = lock_meeting(meeting)
    count = current.items.count()
    if count >= ITEMS_AT_MOST:
        raise RuleBroken(_("Eine Tagesordnung hat höchstens %d Punkte.") % ITEMS_AT_MOST)
    return _save(AgendaItem(meeting=current, position=count + 1), values, by)


@transaction.atomic
def save_agenda_item(
    *, item: AgendaItem, values: Mapping[str, object], revision: int, by: User
) -> AgendaItem:
    """Save some fields of an item from a form that was opened at `revision`.

    Raises StaleRevision when somebody else has changed one of these fields since, RuleBroken when the item was
    removed or its meeting cancelled.
    """
    current = _lock_item(item)
    refuse_stale(current, values, revision)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    current.revision += 1
    return _save(current, values, by)


@transaction.atomic
def move_agenda_item(*, item: AgendaItem, up: bool, by: User) -> bool:
    """Exchange an item with the one before or behind it. Returns False at the end of the agenda."""
    current = _lock_item(item)
    here, there = current.position, current.position + (-1 if up else 1)
    neighbour = current.meeting.items.filter(position=there).first()
    if neighbour is None:
        return False
    AgendaItem.objects.filter(pk=current.pk).update(position=LIFT)
    for row, position in ((neighbour, here), (current, there)):
        row.position = position
        row._history_user = by
        row.save(update_fields=["position"])
    return True


@transaction.atomic
def remove_agenda_item(*, item: AgendaItem, by: User) -> None:
    """Remove an item; the following ones move up.

    Raises RuleBroken when it has a result or a survey: what was recommended stays on record.
    """
    current = _lock_item(item)
    if current.result:
        raise RuleBroken(_("Dieser Punkt hat schon ein Ergebnis und bleibt auf der Tagesordnung stehen."))
    if Poll.objects.filter(agenda_item=current).exists():
        raise RuleBroken(_("Zu diesem Punkt gibt es eine Abfrage. Er bleibt auf der Tagesordnung stehen."))
    meeting, position = current.meeting, current.position
    current._history_user = by
    current.delete()
    meeting.items.filter(position__gt=position).update(position=F("position") + LIFT)
    meeting.items.filter(position__gt=LIFT).update(position=F("position") - LIFT - 1)


def _lock_item(item: AgendaItem) -> AgendaItem:
    meeting = lock_meeting(item.meeting)
    current = AgendaItem.objects.filter(pk=item.pk).first()
    if current is None:
        raise RuleBroken(_("Dieser Tagesordnungspunkt wurde inzwischen entfernt. Ihr Text steht noch hier."))
    current.meeting = meeting
    return current


def _save(item: AgendaItem, values: Mapping[str, object], by: User) -> AgendaItem:
    if "element_key" in values and values["element_key"] != item.element_key:
        key = values["element_key"]
        kind = kind_of(key) if isinstance(key, UUID) else ""
        if kind is None:
            raise RuleBroken(_("Dieses Ziel oder diese Maßnahme wurde inzwischen entfernt."))
        item.element_kind = kind
    for name, value in values.items():
        setattr(item, name, value)
    item._history_user = by
    item.save()
    return item
