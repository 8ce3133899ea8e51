"""The ways to what is told in other words, in the head and foot of the public site."""

from django import template

from translations.choices import Wording
from translations.models import PublishedTranslation, SignVideo

register = template.Library()


@register.inclusion_tag("publication/_other_words.html")
def other_words_links() -> dict[str, object]:
    """The links to Leichte Sprache and sign language, each while there is something behind it."""
    return {
        "has_easy": PublishedTranslation.objects.filter(wording=Wording.EASY).exists(),
        "has_videos": SignVideo.objects.exists(),
    }
