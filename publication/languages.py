"""The language of a public page stands in its address, and nowhere else: German without a word, English below /en/."""

import re
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import override

ENGLISH = "en"
PREFIX = f"/{ENGLISH}/"
# What programs read has one address, and Leichte Sprache is German: other pages are there in both languages.
# A target of the Agenda 2030 has one letter behind its dot.
FILES = re.compile(
    r"/en/(?!/)(?:api/.*|unterlagen/.*|gebaerdensprache/\d+/.*|daten/schema/.*|leichte-sprache/.*"
    r"|.*\.[a-z]{2,})"
)


def language_of(path: str) -> str:
    """The language that an address asks for."""
    return ENGLISH if path.startswith(PREFIX) else settings.LANGUAGE_CODE


def in_language(path: str, language: str) -> str:
    """The address of the same page in a language."""
    german = path.removeprefix(PREFIX.rstrip("/")) if path.startswith(PREFIX) else path
    return f"{PREFIX.rstrip('/')}{german}" if language == ENGLISH else german


def language_is_in_the_address(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer in the language of the address. It stands in front of the finished pages, which are kept by address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if FILES.fullmatch(path):
            return _sent_to(request, in_language(path, ""))
        if path == PREFIX.rstrip("/"):
            return _sent_to(request, PREFIX)
        with override(language_of(path)):
            return get_response(request)

    return middleware


def _sent_to(request: HttpRequest, path: str) -> HttpResponse:
    """Another address here, never one of another host, with the same question."""
    query = request.META.get("QUERY_STRING", "")
    address = quote("/" + path.lstrip("/"))
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
