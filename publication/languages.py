"""The language of a public page stands in its address, and nowhere else: German without a word, English below /en/."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import override

ENGLISH = "en"
PREFIX = f"/{ENGLISH}/"
# What programs read has one address; only pages are there in both languages.
FILES = re.compile(r"/en/(?:api/.*|unterlagen/.*|gebaerdensprache/\d+/.*|daten/schema/.*|.*\.[a-z]+)")


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
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(in_language(path, "") + (f"?{query}" if query else ""))
        with override(language_of(path)):
            return get_response(request)

    return middleware
