"""Meetings and surveys on the activity page."""

from datetime import datetime

from django import template
from django.db.models import Q
from django.template import Context

from committees.meetings.models import Meeting, Poll

register = template.Library()


@register.inclusion_tag("committees/meetings/_recent.html", takes_context=True)
def recent_meetings_and_polls(context: Context, since: datetime, until: datetime) -> dict[str, object]:
    """Meetings that were called or cancelled and surveys that opened or closed from `since` on and before `until`."""
    user = context["request"].user
    period = (since, until)
    polls = Poll.objects.readable_by(user).filter(
        _within("opens_at", *period) | _within("closes_at", *period)
    )
    meetings = Meeting.objects.readable_by(user).filter(
        _within("invited_at", *period) | _within("cancelled_at", *period)
    )
    return {
        "polls": polls.select_related("committee").order_by("-opens_at", "-pk"),
        "meetings": meetings.select_related("committee").order_by("starts_at", "pk"),
        "until": until,
    }


def _within(field: str, since: datetime, until: datetime) -> Q:
    return Q(**{f"{field}__gte": since, f"{field}__lt": until})
