from django import template
from django.template import Context

from accounts.models import User
from gnk.beginning import is_beginning, steps

register = template.Library()


@register.inclusion_tag("gnk/_beginning.html", takes_context=True)
def beginning(context: Context) -> dict[str, object]:
    """Draw the steps of the first hour on a page that is one of them: {% beginning %}; nothing once it is over."""
    request = context["request"]
    page = request.resolver_match.view_name
    if not isinstance(request.user, User) or not is_beginning(request.user):
        return {}
    numbered = list(enumerate(steps(), start=1))
    here = next(((number, step) for number, step in numbered if step.page == page), None)
    # Before there is a strategy there are no other pages.
    is_open = numbered[1][1].is_done
    return {"steps": numbered, "here": here, "is_open": is_open, "count": len(numbered)} if here else {}


@register.inclusion_tag("gnk/_beginning_goes_on.html", takes_context=True)
def beginning_goes_on(context: Context) -> dict[str, object]:
    """Say on the overview how the first hour goes on: {% beginning_goes_on %}; nothing once it is over."""
    user = context["request"].user
    if not isinstance(user, User) or not is_beginning(user):
        return {}
    all_steps = steps()
    return {
        "next": next(step for step in all_steps if not step.is_done),
        "done": sum(step.is_done for step in all_steps),
        "count": len(all_steps),
    }
