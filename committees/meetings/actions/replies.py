"""Answering the invitation to a meeting: from the mail without signing in, or on its page."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.meetings.actions.invitations import invitees
from committees.meetings.actions.meetings import lock_meeting
from committees.meetings.choices import ReplyAnswer
from committees.meetings.models import Meeting, MeetingReply
from editing.exceptions import RuleBroken


def why_no_reply(meeting: Meeting, user: User, at: datetime) -> str:
    """The sentence that says why somebody cannot answer (any more); empty for those who can."""
    if meeting.cancelled_at is not None:
        return _("Diese Sitzung ist abgesagt.")
    if meeting.ends_at <= at:
        return _("Diese Sitzung ist schon vorbei.")
    if meeting.invited_at is None:
        return _("Zu dieser Sitzung ist noch keine Einladung verschickt.")
    if all(person.pk != user.pk for person in invitees(meeting)):
        return _("Am Tag dieser Sitzung haben Sie in diesem Gremium keinen Sitz.")
    return ""


@transaction.atomic
def reply_to_invitation(
    *, meeting: Meeting, user: User, answer: ReplyAnswer, substitute: str, at: datetime
) -> MeetingReply:
    """Keep the answer of a member instead of an earlier one. Raises RuleBroken as `why_no_reply` says."""
    current = lock_meeting(meeting)
    if reason := why_no_reply(current, user, at):
        raise RuleBroken(reason)
    values = {"answer": answer, "substitute": substitute, "replied_at": at}
    reply, _is_new = MeetingReply.objects.update_or_create(meeting=current, user=user, defaults=values)
    return reply
