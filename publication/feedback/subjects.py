"""Which page of the public site a feedback is about."""

import re
from html import unescape

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.translation import override
from msgspec import Struct

from publication.languages import in_language
from publication.models import PAGE_TITLE_AT_MOST

# Without the name of the site, which stands behind the last dash.
TITLE = re.compile(r"<title>(?P<page>.*) – .*?</title>", re.DOTALL)
# What tells a view where it is, and nothing about who asks.
WHERE = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT")


class PublicPage(Struct, frozen=True):
    """A page that everybody may read: its address and its title."""

    path: str
    title: str


def public_page(path: str, asking: HttpRequest) -> PublicPage | None:
    """The public page at an address of ours, as it is called today; None for anything else.

    It is drawn as somebody gets it who is not signed in: so a title stands nowhere twice, and a page that is not there
    is none. `asking` says on which host. An English page stands for the German one: those who answer read German.
    """
    path = in_language(path, settings.LANGUAGE_CODE)
    try:
        with override(settings.LANGUAGE_CODE):
            response = _drawn(path, asking)
    except (Http404, BadRequest, SuspiciousOperation):
        return None
    if response is None or response.status_code != 200 or response.streaming:
        return None
    if not response.get("Content-Type", "").startswith("text/html"):
        return None
    found = TITLE.search(response.content.decode())
    title = " ".join(unescape(found["page"]).split())[:PAGE_TITLE_AT_MOST] if found else ""
    return PublicPage(path, title) if title else None


def _drawn(path: str, asking: HttpRequest) -> HttpResponse | None:
    match = resolve(path)
    if not hasattr(match.func, "kept_parameters"):
        return None
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.META = {name: asking.META[name] for name in WHERE if name in asking.META}
    request.user, request.resolver_match = AnonymousUser(), match
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer
