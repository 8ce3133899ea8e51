"""Calling the members of a body to a meeting: invitation, update, cancellation, each with a calendar file."""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mail import absolute_url, send
from accounts.models import User
from committees.bodies.models import Membership
from committees.meetings.actions.meetings import lock_meeting
from committees.meetings.calendar import Appointment, Contact, Method, calendar_file
from committees.meetings.meeting_times import when_words
from committees.meetings.models import Meeting
from committees.meetings.reply_tokens import reply_token
from editing.dialect import shown_text
from editing.exceptions import RuleBroken

# Whoever reads the invitation needs to know when one of these changes.
ANNOUNCED = ("title", "starts_at", "ends_at", "place", "video_link", "description")


@transaction.atomic
def invite_to_meeting(*, meeting: Meeting, by: User, at: datetime) -> int:
    """Send the invitation to all members and return their number.

    Raises RuleBroken when it was sent already, and for a meeting that is over, is cancelled or has no members.
    """
    current = _lock_coming(meeting, at)
    if current.invited_at is not None:
        raise RuleBroken(_("Die Einladung ist schon verschickt."))
    return _call(current, "meeting_invitation", by=by, at=at)


@transaction.atomic
def send_update(*, meeting: Meeting, sequence: int, by: User, at: datetime) -> int:
    """Send an invited meeting again as it stands now; calendar programs replace what they have.

    `sequence` is what the page showed: a second click sends nothing. Raises RuleBroken as `invite_to_meeting`.
    """
    current = _lock_coming(meeting, at)
    if current.invited_at is None:
        raise RuleBroken(_("Zu dieser Sitzung ist noch keine Einladung verschickt."))
    if current.sequence != sequence:
        raise RuleBroken(_("Die Aktualisierung ist schon verschickt."))
    current.sequence += 1
    return _call(current, "meeting_update", by=by, at=at)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, at: datetime) -> int:
    """Cancel a meeting for good. Everybody who was invited gets a mail; returns the number of mails."""
    current = _lock_coming(meeting, at)
    people = list(invitees(current)) if current.invited_at else []
    current.sequence += 1
    current.cancelled_at, current.cancelled_by = at, by
    current._history_user = by
    current.save()
    _mail(current, people, "meeting_cancelled", Method.CANCEL, by=by, at=at)
    return len(people)


def invitees(meeting: Meeting) -> Iterator[User]:
    """The members on the day of a meeting, each once, without those who left."""
    day = timezone.localdate(meeting.starts_at)
    seats = Membership.objects.filter(committee=meeting.committee_id, user__is_active=True).on(day)
    return iter({seat.user_id: seat.user for seat in seats.with_people()}.values())


def has_unsent_changes(meeting: Meeting) -> bool:
    """Tell whether an invited meeting has changed since the last mail about it (1 query)."""
    if meeting.invited_at is None or meeting.cancelled_at is not None:
        return False
    mailed = meeting.history.filter(invited_at__isnull=False, sequence=meeting.sequence)
    sent = mailed.order_by("history_date", "history_id").first()
    return sent is not None and any(getattr(sent, name) != getattr(meeting, name) for name in ANNOUNCED)


def appointment_of(meeting: Meeting) -> Appointment:
    """The appointment that calendars show of a meeting: with its agenda, complete without our page."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Appointment(
        uid=str(meeting.uid),
        sequence=meeting.sequence,
        title=f"{meeting.committee.name}: {meeting.title}",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        video_link=meeting.video_link,
        description=_description(meeting),
        url=page_of(meeting),
        organizer=Contact(name=name or meeting.committee.name, email=address),
    )


def page_of(meeting: Meeting) -> str:
    return absolute_url(reverse("meetings:meeting-detail", args=[meeting.pk]))


def _description(meeting: Meeting) -> str:
    agenda = "\n".join(f"{item.position}. {item.title}" for item in meeting.items.all())
    parts = [shown_text(meeting.description).strip()]
    if meeting.video_link:
        parts.append(_("Videokonferenz: %s") % meeting.video_link)
    if agenda:
        parts.append(_("Tagesordnung:") + "\n" + agenda)
    parts.append(_("Seite der Sitzung: %s") % page_of(meeting))
    return "\n\n".join(filter(None, parts))


def _lock_coming(meeting: Meeting, at: datetime) -> Meeting:
    current = lock_meeting(meeting)
    if current.ends_at <= at:
        raise RuleBroken(_("Diese Sitzung ist schon vorbei."))
    return current


def _call(meeting: Meeting, template: str, *, by: User, at: datetime) -> int:
    people = list(invitees(meeting))
    if not people:
        raise RuleBroken(
            _(
                "In diesem Gremium hat an dem Tag der Sitzung niemand einen Sitz. Vergeben Sie zuerst die Sitze."
            )
        )
    meeting.invited_at, meeting.invited_by = at, by
    meeting._history_user = by
    meeting.save()
    _mail(meeting, people, template, Method.REQUEST, by=by, at=at)
    return len(people)


def _mail(
    meeting: Meeting, people: list[User], template: str, method: Method, *, by: User, at: datetime
) -> None:
    appointment = appointment_of(meeting)
    context = {
        "meeting": meeting,
        "description": shown_text(meeting.description),
        "items": list(meeting.items.all()),
        "when": when_words(meeting.starts_at, meeting.ends_at),
        "by": by,
        "url": page_of(meeting),
    }
    for person in people:
        attendee = Contact(name=person.name, email=person.email)
        calendar = calendar_file(appointment, method=method, stamp=at, attendee=attendee)
        token = reply_token(meeting, person)
        reply = {"reply_url": absolute_url(reverse("meetings:invitation-reply", args=[token]))}
        send(
            template,
            to=person,
            by=by,
            context=context | reply,
            row=meeting,
            calendar=calendar,
            method=method,
        )
