"""Coordination and committee office set up a second factor before they see anything else."""

from collections.abc import Callable, Mapping, Sequence
from time import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from accounts.second_factor import is_missing, is_required

LAST_ASKED = "last-asked"
IDLE_AT_MOST = 12 * 60 * 60
WRITTEN_EVERY = 10 * 60

# What one needs for setting up, and the way out.
OPEN_TO_ALL = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
    }
)


def idle_sessions_end(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever needs a second factor and has asked for nothing in 12 hours.

    The moment is written at most once in ten minutes: most requests change no session.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if isinstance(user, User) and is_required(user):
            now = int(time())
            last = request.session.get(LAST_ASKED)
            if isinstance(last, int) and now - last > IDLE_AT_MOST:
                logout(request)
            elif not isinstance(last, int) or now - last > WRITTEN_EVERY:
                request.session[LAST_ASKED] = now
        return get_response(request)

    return middleware


class SecondFactorMiddleware:
    """Lead an account without the second factor that its role needs to the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        if (match and match.view_name in OPEN_TO_ALL) or not is_missing(user):
            return None
        target = reverse("mfa_index")
        # htmx would put the page into a part of the page that it asked from.
        return HttpResponseClientRedirect(target) if request.htmx else redirect(target)  # type: ignore[attr-defined]
