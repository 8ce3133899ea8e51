from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def is_within(path: str, section: str) -> bool:
    """Say whether an address lies in a section of the navigation. Every page lies below the start pages."""
    starts = (reverse("strategy:guide"), reverse("publication:home"))
    return path == section if section in starts else path.startswith(section)
