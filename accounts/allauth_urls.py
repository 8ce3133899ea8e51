"""Those addresses of allauth that we use, with German paths. Nobody signs up, so that most of them are missing.

The names are allauth's own, because it looks them up. Everything else of accounts stands in `urls`.
"""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from accounts.views import second_factor, signing_in


def _page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 422 to a form with errors, as all our pages do."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        forms = [context.get("form"), context.get("webauthn_form")]
        if (
            request.method == "POST"
            and response.status_code == 200
            and any(form and form.errors for form in forms)
        ):
            response.status_code = 422
        return response

    return wrapper


def _entrance(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that people reach before they have signed in."""
    return login_not_required(_page(view))


def _before(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A step on the way to a forgotten password; whoever is inside goes on into the working area."""
    step = _entrance(view)

    @login_not_required
    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return step(request, *args, **kwargs)

    return wrapper


def _inside(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return login_required(_page(view))


urlpatterns = [
    path("anmelden/", _entrance(signing_in.login), name="account_login"),
    path("anmelden/code/", _entrance(account.request_login_code), name="account_request_login_code"),
    path("anmelden/code/eingeben/", _entrance(account.confirm_login_code), name="account_confirm_login_code"),
    path("anmelden/zweiter-faktor/", _entrance(mfa.authenticate), name="mfa_authenticate"),
    path("anmelden/passkey/", _entrance(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("abmelden/", login_not_required(require_POST(account.logout)), name="account_logout"),
    path("bestaetigen/", _inside(account.reauthenticate), name="account_reauthenticate"),
    path("bestaetigen/code/", _inside(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "bestaetigen/passkey/", _inside(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("passwort/", _inside(account.password_change), name="account_change_password"),
    path("passwort/einrichten/", _inside(account.password_set), name="account_set_password"),
    path("passwort/vergessen/", _entrance(account.password_reset), name="account_reset_password"),
    path(
        "passwort/vergessen/code/",
        _before(account.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path(
        "passwort/vergessen/neu/",
        _before(account.complete_password_reset),
        name="account_complete_password_reset",
    ),
    path(
        "passwort/vergessen/fertig/",
        _entrance(account.password_reset_from_key_done),
        name="account_password_reset_completed",
    ),
    path("zweiter-faktor/", _inside(second_factor.index), name="mfa_index"),
    path("zweiter-faktor/app/", _inside(totp.activate_totp), name="mfa_activate_totp"),
    path("zweiter-faktor/app/abmelden/", _inside(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("zweiter-faktor/schluessel/", _inside(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("zweiter-faktor/schluessel/neu/", _inside(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("zweiter-faktor/schluessel/<int:pk>/", _inside(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "zweiter-faktor/schluessel/<int:pk>/entfernen/",
        _inside(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    # allauth's own page notes that it was looked at, and a GET of ours never writes.
    path(
        "zweiter-faktor/notfall-codes/",
        _inside(second_factor.recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "zweiter-faktor/notfall-codes/neu/",
        _inside(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
