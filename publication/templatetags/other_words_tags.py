"""The ways to what is told in other words, in the head and foot of the public site."""

from django import template
from django.db.models import Exists
from django.http import HttpRequest
from django.template import Context

from publication.easy import keys_told
from strategy.models import Strategy
from translations.choices import Wording
from translations.models import PublishedTranslation, SignVideo

register = template.Library()

# Head and foot ask for the same: a page asks the database once.
KNOWN = "other_words"


@register.inclusion_tag("publication/_other_words.html", takes_context=True)
def other_words_links(context: Context) -> dict[str, bool]:
    """The links to Leichte Sprache and sign language, each while there is something behind it."""
    request: HttpRequest = context["request"]
    if not hasattr(request, KNOWN):
        keys = keys_told(context["document"])
        easy = PublishedTranslation.objects.shown().filter(wording=Wording.EASY, key__in=keys)
        videos = SignVideo.objects.shown().filter(key__in=keys)
        found = Strategy.objects.annotate(has_easy=Exists(easy), has_videos=Exists(videos))
        setattr(request, KNOWN, found.values("has_easy", "has_videos").first() or {})
    known: dict[str, bool] = getattr(request, KNOWN)
    return known
