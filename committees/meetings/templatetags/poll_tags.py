"""Surveys on other pages."""

from django import template
from django.template import Context
from django.utils import timezone

from committees.bodies.models import Committee
from committees.meetings.models import AgendaItem, Poll
from committees.meetings.result_facts import running_words, standing_of, with_votes
from committees.meetings.result_tables import option_table
from committees.meetings.results import Result, score_words

register = template.Library()

register.filter("score_words", lambda result, score: score_words(result.rules, score))


@register.filter
def poll_running(poll: Poll) -> str:
    """The end of a survey in words."""
    return running_words(poll, poll.state(timezone.now()))


@register.inclusion_tag("committees/meetings/_poll_bars.html")
def poll_bars(result: Result) -> dict[str, object]:
    """The picture of a result: a bar for each option, its words beside it."""
    highest = result.highest or 1
    rows = [(option, round(100 * option.score / highest, 2)) for option in result.options]
    return {"result": result, "rows": rows}


@register.inclusion_tag("committees/bodies/_body_polls.html", takes_context=True)
def body_polls(context: Context, committee: Committee) -> dict[str, object]:
    """The surveys of a body, newest first, for its page."""
    polls = Poll.objects.readable_by(context["request"].user).filter(committee=committee)
    return {"polls": polls, "committee": committee, "rights": context["rights"]}


@register.inclusion_tag("committees/meetings/_my_open_polls.html", takes_context=True)
def my_open_polls(context: Context) -> dict[str, object]:
    """The open surveys in which the person has not voted yet, for the guide."""
    return {"polls": Poll.objects.waiting_for(context["request"].user, timezone.now())}


@register.inclusion_tag("committees/meetings/_item_polls.html", takes_context=True)
def screen_poll(context: Context, item: AgendaItem) -> dict[str, object]:
    """The surveys of an agenda item for the shared screen: participation always, the result when it may be seen."""
    now = timezone.now()
    found = with_votes(Poll.objects.readable_by(context["request"].user).filter(agenda_item=item))
    polls = []
    for poll in found.order_by("opens_at", "pk"):
        standing = standing_of(poll, now)
        polls.append((poll, standing, option_table(standing.result) if standing.result else None))
    return {"polls": polls}
