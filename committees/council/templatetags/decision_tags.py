from django import template

from committees.council.models import Paper
from committees.council.story_facts import stories_of
from strategy.models import StrategyVersion

register = template.Library()


@register.inclusion_tag("committees/council/_resolution_story.html")
def resolution_story(version: StrategyVersion, address: str = "") -> dict[str, object]:
    """The decisions about a version, for the public and in short; `address` is that of the whole story."""
    return {"stories": stories_of(Paper.objects.public_about(version), public=True), "address": address}


@register.inclusion_tag("committees/council/_decision_story.html")
def decision_story(version: StrategyVersion, changes: str = "") -> dict[str, object]:
    """The whole story of a version for the public; `changes` is the address of its synopsis."""
    return {"stories": stories_of(Paper.objects.public_about(version), public=True), "changes": changes}
