"""A notice on the pages of the strategy while a paper brings its texts before the committees."""

from django import template
from django.template import Context

from accounts.roles import Right
from committees.council.models import Paper

register = template.Library()


@register.inclusion_tag("committees/council/_submission_notice.html", takes_context=True)
def submission_notice(context: Context) -> dict[str, object]:
    """A notice that the texts rest, with the way to the paper. Nothing, and no query of its own, at any other time."""
    strategy = context["installation"]
    if not strategy or not strategy.is_submitted:
        return {"strategy": None}
    paper = Paper.objects.submitted().only("pk", "reference").first()
    can_amend = context["request"].user.has_right(Right.MANAGE_PAPERS)
    return {"strategy": strategy, "paper": paper, "can_amend": can_amend}
