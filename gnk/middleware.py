"""Bounds of every request: what no browser sends is refused, what is behind the sign-in kept nowhere, each noted."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from gnk.logs import REQUEST_ID, fields_of

logger = logging.getLogger("gnk.requests")
# As nginx makes them, or a UUID.
NUMBER_OF_A_PROXY = re.compile(r"[0-9a-fA-F-]{16,64}")
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError)


def requests_are_noted(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request a number, that of the proxy if it has one, and write one line about it: no address, nobody.

    Who gets an error is told the number in `X-Request-ID`: it leads to the lines in the log.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        number = REQUEST_ID.set(_number_of(request))
        try:
            response = get_response(request)
            milliseconds = round((perf_counter() - begun) * 1000)
            fields = {**fields_of(request, response.status_code), "ms": milliseconds}
            logger.info("answered", extra={"fields": fields})
            if response.status_code >= 500:
                response.headers["X-Request-ID"] = REQUEST_ID.get()
            return response
        finally:
            REQUEST_ID.reset(number)

    return middleware


def _number_of(request: HttpRequest) -> str:
    asked = str(request.META.get("HTTP_X_REQUEST_ID", ""))
    behind_proxy = settings.SECURE_PROXY_SSL_HEADER is not None
    return asked if behind_proxy and NUMBER_OF_A_PROXY.fullmatch(asked) else uuid4().hex


def refuse_malformed(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 with a sentence where address or form cannot be read as what they say they are.

    A view with an attribute `malformed` answers itself: machines want no page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        sentence = _fault_of(request)
        if not sentence:
            return get_response(request)
        answer = _own_answer(request.path_info)
        if answer is not None:
            return answer(sentence)
        # Without the request: whatever draws its parts would fail as well.
        return HttpResponse(render_to_string("400.html", {"sentence": sentence}), status=400)

    return middleware


def _own_answer(path: str) -> Callable[[str], HttpResponse] | None:
    try:
        return getattr(resolve(path).func, "malformed", None)
    except Resolver404:
        return None


def _fault_of(request: HttpRequest) -> str:
    """Why a request cannot be read; empty for one that can."""
    # Forms here are UTF-8; in any other encoding a text would be kept as something else than was typed.
    if str((request.content_params or {}).get("charset", "utf-8")).lower() not in ("utf-8", "utf8"):
        return _("Formulare werden hier nur in UTF-8 angenommen. Es ist nichts gespeichert.")
    try:
        asked = [request.path_info, *(text for name, texts in request.GET.lists() for text in (name, *texts))]
        names = list(request.POST)
    except UNREADABLE:
        return _("Das Formular ist nicht vollständig angekommen oder zu groß. Es ist nichts gespeichert.")
    # No database takes this sign, and no keyboard has it. In the fields of a form, the form says so itself.
    if any("\0" in text for text in (*asked, *names)):
        return _("Die Adresse enthält ein Zeichen, das es in keinem Text gibt (NUL).")
    return ""


def nothing_kept_behind_the_sign_in(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Forbid browsers and proxies to keep what somebody who is signed in was shown, files too.

    Public pages keep their caching for everybody who is not signed in.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # Without the cookie nobody is asked who it is: answers to machines do not depend on it.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
