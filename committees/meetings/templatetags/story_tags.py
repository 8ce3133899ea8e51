"""The story of a theme field, goal or measure: the meetings and surveys it went through."""

from datetime import datetime
from uuid import UUID

from django import template
from django.utils import timezone

from committees.meetings.models import AgendaItem
from committees.meetings.result_facts import PollStory, stories_about

# Its time with the agenda item or the survey, of which there is one.
Step = tuple[datetime, AgendaItem | None, PollStory | None]

register = template.Library()


@register.inclusion_tag("committees/meetings/_story.html")
def how_it_came_about(element_kind: str, element_key: UUID) -> dict[str, object]:
    """The recommendations of meetings and surveys about an element, oldest first (5 queries at most)."""
    now = timezone.now()
    items = AgendaItem.objects.filter(
        element_kind=element_kind,
        element_key=element_key,
        meeting__cancelled_at__isnull=True,
        meeting__starts_at__lte=now,
    ).select_related("meeting__committee")
    steps: list[Step] = [(item.meeting.starts_at, item, None) for item in items]
    steps += [(story.at, None, story) for story in stories_about(element_key, now)]
    return {"steps": sorted(steps, key=lambda step: step[0])}
