"""Meetings on other pages."""

from django import template
from django.template import Context
from django.utils import timezone

from committees.bodies.models import Committee
from committees.meetings.meeting_times import day_words, when_words
from committees.meetings.models import Meeting, MeetingReply

register = template.Library()

register.filter("day_words", day_words)


@register.filter
def meeting_when(meeting: Meeting) -> str:
    """The beginning and the end in words."""
    return when_words(meeting.starts_at, meeting.ends_at)


@register.inclusion_tag("committees/bodies/_body_meetings.html", takes_context=True)
def body_meetings(context: Context, committee: Committee) -> dict[str, object]:
    """The meetings of a body for its page: those to come, and the number of past ones."""
    now = timezone.now()
    meetings = Meeting.objects.readable_by(context["request"].user).filter(committee=committee)
    return {
        "coming": meetings.not_over(now),
        "past": meetings.over(now),
        "committee": committee,
        "rights": context["rights"],
    }


@register.inclusion_tag("committees/meetings/_next_meeting.html", takes_context=True)
def next_meeting(context: Context) -> dict[str, object]:
    """The next meeting of a body in which the person has a seat, for the guide. For others: of any body."""
    now, user = timezone.now(), context["request"].user
    meetings = Meeting.objects.readable_by(user).filter(cancelled_at__isnull=True).not_over(now)
    own = set(user.memberships.on(timezone.localdate(now)).values_list("committee_id", flat=True))
    coming = list(meetings.select_related("committee")[:20])
    mine = [meeting for meeting in coming if meeting.committee_id in own]
    meeting = next(iter(mine or coming), None)
    is_invited = meeting is not None and bool(mine) and meeting.invited_at is not None
    is_asked = is_invited and not MeetingReply.objects.filter(meeting=meeting, user=user).exists()
    return {"meeting": meeting, "now": now, "is_asked": is_asked}
