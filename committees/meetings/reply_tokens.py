"""The word in the address by which one person answers the invitation to one meeting, without signing in."""

from django.core import signing

from accounts.models import User
from committees.meetings.models import Meeting

# What a token is for: one of another kind answers nothing.
REPLY = "meeting-reply"


def reply_token(meeting: Meeting, user: User) -> str:
    """The word in the address by which one person answers for one meeting."""
    return signing.dumps([meeting.pk, user.pk], salt=REPLY)


def asked_by(token: str) -> tuple[Meeting, User] | None:
    """The meeting and the person of a token; None for a token that is none of ours, and for whoever left."""
    try:
        meeting_key, user_key = signing.loads(token, salt=REPLY)
    except signing.BadSignature:
        return None
    meeting = Meeting.objects.select_related("committee").filter(pk=meeting_key).first()
    user = User.objects.filter(pk=user_key, is_active=True).first()
    return (meeting, user) if meeting and user else None
