from django import template
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from gnk.navigation import Link, LinkGroup, help_link, link_groups, overview_link

register = template.Library()


@register.filter
def is_within(path: str, section: str) -> bool:
    """Say whether an address lies in a section of the public site. Every page lies below its start page."""
    return path == section if section == reverse("publication:home") else path.startswith(section)


@register.simple_tag
def overview_entry(user: User, path: str) -> Link:
    """Give the link to the overview: {% overview_entry request.user request.path as overview %}."""
    return overview_link(user, path)


@register.simple_tag
def help_entry(request: HttpRequest) -> Link:
    """Give the link to what the handbook says about this page: {% help_entry request as help %}."""
    match = request.resolver_match
    return help_link(request.path, match.view_name if match else "")


@register.simple_tag
def navigation_groups(user: User, path: str) -> tuple[LinkGroup, ...]:
    """Give the groups of the navigation: {% navigation_groups request.user request.path as groups %}."""
    return link_groups(user, path)
