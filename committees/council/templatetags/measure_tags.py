"""The resolutions about a single measure on the pages of other rooms."""

from uuid import UUID

from django import template
from django.template import Context

from accounts.roles import Right
from committees.council.measure_resolution_facts import adopted_statuses, decisions_by_measure
from strategy.models import Measure

register = template.Library()


@register.inclusion_tag("committees/council/_measure_resolutions.html", takes_context=True)
def measure_resolutions(context: Context, measure: Measure) -> dict[str, object]:
    """The resolutions about a measure for the working area, with the way to record one (2 queries)."""
    user, strategy = context["request"].user, measure.strategy_of
    is_adopted = measure.pk in adopted_statuses()
    return {
        "measure": measure,
        "is_adopted": is_adopted,
        "decisions": decisions_by_measure(measure.pk).get(measure.pk, ()),
        "can_record": is_adopted and not strategy.is_submitted and user.has_right(Right.MANAGE_PAPERS),
    }


@register.inclusion_tag("committees/council/_public_measure_resolutions.html")
def own_resolutions(measure: UUID) -> dict[str, object]:
    """The resolutions about a measure for the public, without the notes of the office (1 query)."""
    return {"decisions": decisions_by_measure(measure).get(measure, ())}
