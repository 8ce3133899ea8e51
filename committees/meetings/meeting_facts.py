"""The facts on the page of a meeting and in its printed forms, gathered in a constant number of queries."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.meetings.agenda_elements import Subject, subjects_of
from committees.meetings.choices import AttendanceStatus
from committees.meetings.models import AgendaItem, Attendance, Meeting
from committees.meetings.models.polls import PollQuerySet


class AgendaLine(Struct, frozen=True):
    """An item of the agenda with what it is about, if that is still there."""

    item: AgendaItem
    subject: Subject | None


class AttendanceGroup(Struct, frozen=True):
    """Everybody with the same status, by name with their sending group."""

    status: AttendanceStatus
    people: tuple[str, ...]


def agenda_of(meeting: Meeting, polls: PollQuerySet | None = None) -> tuple[AgendaLine, ...]:
    """The agenda in its order; its items know those of `polls` that belong to them."""
    rows = meeting.items.all()
    items = list(rows if polls is None else rows.prefetch_related(Prefetch("polls", polls)))
    subjects = subjects_of(items)
    return tuple(
        AgendaLine(item=item, subject=subjects.get(item.element_key) if item.element_key else None)
        for item in items
    )


def attendance_of(meeting: Meeting) -> tuple[AttendanceGroup, ...]:
    """The people who were there, excused or absent; statuses without anybody are missing."""
    records = list(
        Attendance.objects.filter(meeting=meeting).select_related(
            "membership__user", "membership__seat_group"
        )
    )
    groups = (
        AttendanceGroup(
            status=status,
            people=tuple(_person(record) for record in records if record.status == status),
        )
        for status in AttendanceStatus
    )
    return tuple(group for group in groups if group.people)


def attendance_words(groups: tuple[AttendanceGroup, ...]) -> str:
    """The numbers in a line: "28 anwesend, 3 entschuldigt"."""
    return ", ".join(f"{len(group.people)} {group.status.label}" for group in groups)


def _person(record: Attendance) -> str:
    seat = record.membership
    if seat.seat_group is None:
        return seat.user.name
    return _("%(name)s (%(group)s)") % {"name": seat.user.name, "group": seat.seat_group.name}
