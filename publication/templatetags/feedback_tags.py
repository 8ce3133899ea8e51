"""What people outside wrote: how much waits for an answer, and what was published on the page that it is about."""

from django import template
from django.conf import settings
from django.template import Context

from accounts.roles import Right
from publication.languages import in_language
from publication.models import Feedback, PublishedFeedback

register = template.Library()


@register.inclusion_tag("publication/_unanswered_feedback.html", takes_context=True)
def unanswered_feedback_hint(context: Context) -> dict[str, object]:
    """How many wait for an answer, for those who give it."""
    may_answer = context["request"].user.has_right(Right.EDIT_CHAPTERS)
    return {"count": Feedback.objects.unanswered().count() if may_answer else 0}


@register.inclusion_tag("publication/_published_feedback.html", takes_context=True)
def published_feedback(context: Context) -> dict[str, object]:
    """What was asked about this page and answered for everybody."""
    return {
        "published": PublishedFeedback.objects.filter(
            path=in_language(context["request"].path, settings.LANGUAGE_CODE)
        )
    }


@register.inclusion_tag("publication/_feedback_link.html", takes_context=True)
def feedback_link(context: Context) -> dict[str, object]:
    """The link in the foot. Only a page for everybody is named in it: other addresses may hold the code of a link."""
    request = context["request"]
    is_public = hasattr(getattr(request.resolver_match, "func", None), "kept_parameters")
    return {"page": request.path if is_public else ""}
