from django import template
from django.template.context import Context

from handbook.models import PutAway
from handbook.sections import section_of_role

register = template.Library()


@register.inclusion_tag("handbook/_welcome.html", takes_context=True)
def welcome(context: Context) -> dict[str, object]:
    """Draw the sentences for somebody's first visit, until they are put away: {% welcome %}."""
    user = context["request"].user
    return {
        "section": None if PutAway.objects.of(user).exists() else section_of_role(user.role),
        "csrf_token": context.get("csrf_token"),
    }
