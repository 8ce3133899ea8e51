"""The rights to one meeting."""

from django.utils import timezone

from accounts.models import User
from accounts.roles import Right
from committees.bodies.choices import MembershipRole
from committees.meetings.models import Meeting


def leads(user: User, meeting: Meeting) -> bool:
    """Tell whether somebody prepares or chairs a meeting, and so sees who is coming."""
    if user.has_right(Right.MANAGE_MEETINGS):
        return True
    seats = user.memberships.on(timezone.localdate(meeting.starts_at)).filter(committee=meeting.committee_id)
    return seats.filter(role__in=(MembershipRole.CHAIR, MembershipRole.DEPUTY)).exists()
