"""Answers people who are not signed in from finished bytes, in front of everything else.

What a public page says depends on its address and on the state of the public (`publication.freshness`). So each
process keeps the answer of a view, packed and with its ETag, until that state is another one. A view says that its
answer is the same for everybody (`kept`); `is_for_everybody` looks whether that is so.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from urllib.parse import urlencode

import brotli
from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost, MiddlewareNotUsed, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.translation import override

from publication.freshness import PublicState, State
from publication.languages import language_of
from publication.ranges import part_of

View = Callable[..., HttpResponse]
# Path, query, and whether it came by https.
Key = tuple[str, str, bool]

# An answer that depends on more than these (in its Vary) is not kept.
VARYING = {"", "accept-encoding", "cookie"}
# What a page shows may depend on these cookies of ours: who is signed in, and what was just done.
OWN_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
# The part of the memory for addresses with a query: who invents queries pushes no page out.
SHARE_OF_QUERIES = 0.25
# From here on it costs milliseconds more for a few bytes less.
BROTLI_QUALITY = 5
SHARED_WITH = "Access-Control-Allow-Origin"
# What Python needs beside the bytes of a page, roughly.
BESIDE_THE_BYTES = 4_000


def kept(*parameters: str, strictly: bool = False) -> Callable[[View], View]:
    """Mark a view that answers all who are not signed in alike; of the query it reads these parameters only.

    With `strictly` the view itself refuses a query with any other parameter: its answer to that is not kept.
    """

    def mark(view: View) -> View:
        view.kept_parameters = parameters  # type: ignore[attr-defined]
        view.kept_strictly = strictly  # type: ignore[attr-defined]
        return view

    return mark


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether others may get this answer, too."""
    match = request.resolver_match
    return (
        match is not None
        and hasattr(match.func, "kept_parameters")
        and not request.META.get("HTTP_COOKIE")
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and VARYING.issuperset(_words(response, "Vary"))
        and {"private", "no-store"}.isdisjoint(_words(response, "Cache-Control"))
        and "'nonce-" not in response.get("Content-Security-Policy", "")
    )


def _words(response: HttpResponse, header: str) -> list[str]:
    return response.get(header, "").lower().replace(" ", "").split(",")


@lru_cache(maxsize=128)
def coding_for(accepted: str) -> str:
    """The best coding that an Accept-Encoding allows; empty for none."""
    words = [word.replace(" ", "").lower().partition(";q=") for word in accepted.split(",")]
    allowed = {name for name, _, weight in words if not weight or weight.strip("0.")}
    return next((coding for coding in ("br", "gzip") if coding in allowed), "")


class FinishedPage:
    """An answer in each coding, ready to be sent."""

    def __init__(self, response: HttpResponse) -> None:
        patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
        # Everybody may keep it, and asks each time whether it is still true.
        patch_cache_control(response, public=True, no_cache=True)
        body = response.content
        digest = sha256(body).hexdigest()[:32]
        bodies = {
            "": body,
            "gzip": gzip.compress(body, mtime=0),
            "br": brotli.compress(body, quality=BROTLI_QUALITY),
        }
        self._answers = {
            coding: (
                packed,
                {
                    **response.headers,
                    "ETag": f'"{digest}-{coding}"' if coding else f'"{digest}"',
                    "Content-Length": str(len(packed)),
                    **({"Content-Encoding": coding} if coding else {}),
                },
            )
            for coding, packed in bodies.items()
        }
        self.size = sum(map(len, bodies.values())) + BESIDE_THE_BYTES

    def answer(self, request: HttpRequest) -> HttpResponse:
        in_part = "HTTP_RANGE" in request.META and "Accept-Ranges" in self._answers[""][1]
        # Parts are those of the file as it lies on the reader's disk.
        coding = "" if in_part else coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body, headers = self._answers[coding]
        response = HttpResponse(body, headers=headers)
        if "HTTP_IF_NONE_MATCH" in request.META:
            known = get_conditional_response(request, etag=headers["ETag"], response=response)
            if known is not None and known.status_code == 304:
                # Django leaves it out, and without it a script of another site reads nothing.
                if SHARED_WITH in headers:
                    known.headers[SHARED_WITH] = headers[SHARED_WITH]
                return known
        return part_of(request, response) if in_part else response


class Shelf:
    """Pages of one state of the public; the ones that nobody asked for longest go when it is full."""

    def __init__(self, bytes_at_most: float) -> None:
        self._bytes_at_most = bytes_at_most
        self._bytes = 0
        self._state: State | None = None
        self._pages: OrderedDict[Key, FinishedPage] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key, state: State) -> FinishedPage | None:
        with self._lock:
            if state != self._state:
                self._pages.clear()
                self._bytes, self._state = 0, state
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, state: State, page: FinishedPage) -> None:
        with self._lock:
            # Another thread may know of a newer state by now, or have put the same page here.
            if state != self._state or key in self._pages or page.size > self._bytes_at_most:
                return
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > self._bytes_at_most:
                self._bytes -= self._pages.popitem(last=False)[1].size


class FinishedPages:
    """The middleware. It stands in front of all others: what they do to an answer is kept with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.FINISHED_PAGES_BYTES:
            raise MiddlewareNotUsed
        self._get_response = get_response
        self._state = PublicState()
        self._plain = Shelf(settings.FINISHED_PAGES_BYTES * (1 - SHARE_OF_QUERIES))
        self._queries = Shelf(settings.FINISHED_PAGES_BYTES * SHARE_OF_QUERIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_anonymous_reading(request):
            return self._get_response(request)
        query = plain_query(request.path_info, request.META.get("QUERY_STRING", ""))
        if query is None:
            # Whatever is not kept is answered without asking the database, as the signs of life must be.
            return self._get_response(request)
        key, state = (request.path_info, query, request.is_secure()), self._state()
        shelf = self._queries if query else self._plain
        page = shelf.find(key, state)
        if page is None:
            # The view sees what the page is kept under, in whatever form somebody asked for it.
            request.META["QUERY_STRING"] = query
            request.GET = QueryDict(query)
            response = self._get_response(request)
            if not is_for_everybody(request, response):
                return response
            page = FinishedPage(response)
            shelf.put(key, state, page)
        return page.answer(request)


def _is_anonymous_reading(request: HttpRequest) -> bool:
    if request.method not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in request.META:
        return False
    cookies = request.META.get("HTTP_COOKIE")
    if cookies and any(name in cookies for name in OWN_COOKIES):
        return False
    # htmx asks for parts of pages.
    if "HTTP_HX_REQUEST" in request.META or (settings.SECURE_SSL_REDIRECT and not request.is_secure()):
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


@lru_cache(maxsize=1024)
def plain_query(path: str, query: str) -> str | None:
    """The part of a query that the view of a path reads, always in the same form; None for what is not kept."""
    try:
        with override(language_of(path)):
            view = resolve(path).func
        parameters = getattr(view, "kept_parameters", None)
        if parameters is None:
            return None
        asked = QueryDict(query)
    except (Resolver404, BadRequest, SuspiciousOperation):
        return None
    if getattr(view, "kept_strictly", False) and any(
        name not in parameters or len(values) > 1 or not values[0] for name, values in asked.lists()
    ):
        return None
    return urlencode({name: asked[name] for name in parameters if asked.get(name)})
