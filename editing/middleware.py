"""For texts that are being written: the way back to their form, a receipt once they are saved, and a refusal."""

import logging
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import ERROR, get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from editing.exceptions import RuleBroken
from editing.kept_text import sent_texts

logger = logging.getLogger(__name__)

# The script names each text that it keeps and sends the name along with the form.
DRAFT_NAME = re.compile(r"[0-9a-f]{32}")
# Where the storage of messages keeps those that no page has shown.
QUEUED = "_queued_messages"
DAY = 24 * 60 * 60


def draft_receipts(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Leave a cookie "saved-<name>" when a form was accepted; static/js/drafts.js then forgets the text."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code == 302 and request.user.is_authenticated:
            name = request.POST.get("draft", "")
            if DRAFT_NAME.fullmatch(name) and not _was_refused(request):
                response.set_cookie(
                    f"saved-{name}", "1", max_age=DAY, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
                )
        return response

    return middleware


def back_to_the_form(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead somebody whose session expired back to the page with the form, not to the address it was sent to.

    That address may only take what is sent; the page is where the browser offers the kept text.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        asks_to_sign_in = response.status_code == 302 and not request.user.is_authenticated
        if request.method != "POST" or not asks_to_sign_in:
            return response
        page = request.headers.get("Referer", "")
        is_sign_in = urlsplit(response.headers["Location"]).path == resolve_url(settings.LOGIN_URL)
        if is_sign_in and url_has_allowed_host_and_scheme(page, request.get_host()):
            return redirect_to_login(urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl())
        return response

    return middleware


class UnexpectedRefusals:
    """Answer a broken rule that no view expected: 409 with its sentence and what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RuleBroken) or not request.user.is_authenticated:
            return None
        logger.warning("No view answers a broken rule", exc_info=exception, extra={"request": request})
        page = request.headers.get("Referer", "")
        context = {
            "sentence": str(exception),
            "texts": list(sent_texts(request)),
            "back_url": page
            if url_has_allowed_host_and_scheme(page, request.get_host())
            else resolve_url(settings.LOGIN_REDIRECT_URL),
        }
        return render(request, "editing/kept_text.html", context, status=409)


def _was_refused(request: HttpRequest) -> bool:
    # Reading the messages in the public way would use them up before they are shown.
    queued = getattr(get_messages(request), QUEUED)
    return any(message.level >= ERROR for message in queued)
