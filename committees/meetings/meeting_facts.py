"""The facts on the page of a meeting and in its printed forms, gathered in a constant number of queries."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from committees.meetings.agenda_elements import Subject, subjects_of
from committees.meetings.choices import AttendanceStatus, ReplyAnswer
from committees.meetings.models import AgendaItem, Attendance, Meeting, MeetingReply
from committees.meetings.models.polls import PollQuerySet


class AgendaLine(Struct, frozen=True):
    """An item of the agenda with what it is about, if that is still there."""

    item: AgendaItem
    subject: Subject | None


class AttendanceGroup(Struct, frozen=True):
    """Everybody with the same status, by name with their sending group."""

    status: AttendanceStatus
    people: tuple[str, ...]


class ReplyGroup(Struct, frozen=True):
    """Everybody who gave the same answer to the invitation; `label` is "offen" for those who gave none."""

    label: str
    people: tuple[str, ...]


def replies_to(meeting: Meeting, invited: Iterable[User]) -> tuple[ReplyGroup, ...]:
    """The answers to the invitation of those who are invited, those without one last; empty groups are missing."""
    replies = {reply.user_id: reply for reply in meeting.replies.all()}
    people: dict[str, list[str]] = {label: [] for label in [*map(str, ReplyAnswer.labels), _("offen")]}
    for user in invited:
        reply = replies.get(user.pk)
        label = str(reply.get_answer_display()) if reply else _("offen")
        people[label].append(_answered(user, reply, meeting))
    return tuple(ReplyGroup(label=label, people=tuple(names)) for label, names in people.items() if names)


def _answered(user: User, reply: MeetingReply | None, meeting: Meeting) -> str:
    notes = []
    if reply and reply.substitute:
        notes.append(reply.words)
    if reply and meeting.invited_at and reply.replied_at < meeting.invited_at:
        notes.append(_("vor der letzten E-Mail"))
    return f"{user.name} ({', '.join(notes)})" if notes else user.name


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
