"""The addresses of the interface for programs: lasting, and the same whoever asks."""

from urllib.parse import urlencode

from django.urls import reverse

from accounts.mail import absolute_url


def item_url(resource: str, key: object, version: int) -> str:
    """The address of an object as a version has it."""
    path = reverse("publication:api-item", args=[resource, key])
    return absolute_url(f"{path}?{urlencode({'version': version})}")


def list_url(resource: str, query: dict[str, str] | None = None) -> str:
    """The address of a list, with what narrows it."""
    path = reverse("publication:api-list", args=[resource])
    return absolute_url(f"{path}?{urlencode(query)}" if query else path)


def page_url(name: str, *arguments: object) -> str:
    """The address of the page that people read."""
    return absolute_url(reverse(f"publication:{name}", args=arguments))
