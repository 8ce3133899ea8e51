"""Answers to allauth: who may come in, in which words, and how mails and secrets are kept."""

import base64
import hashlib
from collections.abc import Mapping
from functools import partial

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.mail import absolute_url, deliver
from accounts.mail import render as render_mail
from accounts.models import User
from accounts.second_factor import is_required

WRONG_PASSWORD = _("E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides.")
WRONG_CODE = _("Dieser Code stimmt nicht. Bitte prüfen Sie ihn.")
# allauth's messages after an action that we show; the others would only say what one sees anyway.
MESSAGES = {
    "account/messages/password_changed.txt": _("Ab jetzt gilt Ihr neues Passwort."),
    "account/messages/password_set.txt": _("Ab jetzt gilt Ihr neues Passwort."),
    "mfa/messages/totp_activated.txt": _("Die Authenticator-App ist eingerichtet."),
    "mfa/messages/totp_deactivated.txt": _("Die Authenticator-App ist abgemeldet."),
    "mfa/messages/webauthn_added.txt": _("Der Schlüssel ist eingerichtet."),
    "mfa/messages/webauthn_removed.txt": _("Der Schlüssel ist entfernt."),
    "mfa/messages/recovery_codes_generated.txt": _("Die neuen Notfall-Codes gelten ab jetzt."),
}
# What happened to an account, for the mail that warns its owner.
NOTICES = {
    "account/email/password_changed": _("Das Passwort wurde geändert."),
    "account/email/password_reset": _("Das Passwort wurde neu gesetzt."),
    "account/email/password_set": _("Ein Passwort wurde eingerichtet."),
    "mfa/email/totp_activated": _("Eine Authenticator-App wurde eingerichtet."),
    "mfa/email/totp_deactivated": _("Die Authenticator-App wurde abgemeldet."),
    "mfa/email/webauthn_added": _("Ein Schlüssel (Passkey) wurde eingerichtet."),
    "mfa/email/webauthn_removed": _("Ein Schlüssel (Passkey) wurde entfernt."),
    "mfa/email/recovery_codes_generated": _("Neue Notfall-Codes wurden erzeugt."),
}
CODE_MAILS = {
    "account/email/login_code": "login_code",
    "account/email/password_reset_code": "password_code",
}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; closed and unknown accounts look the same from outside."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_PASSWORD,
        "enter_current_password": _(
            "Das ist nicht Ihr bisheriges Passwort. Bitte geben Sie es noch einmal ein."
        ),
        "incorrect_password": _("Dieses Passwort stimmt nicht."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _("Das waren zu viele Versuche. Bitte warten Sie einige Minuten."),
        "rate_limited": _("Das waren zu viele Anfragen. Bitte warten Sie einige Minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: object) -> User | None:
        """A closed account is answered like a wrong password, or the answer would say that it exists."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Reached when an account is closed between the code and its confirmation."""
        messages.error(request, gettext("Dieser Code gilt nicht mehr. Bitte fordern Sie einen neuen an."))
        return redirect("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, object] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        sentence = message or MESSAGES.get(message_template or "")
        if message_template == "account/messages/login_code_sent.txt" and "action" in request.POST:
            sentence = gettext("Wir haben einen neuen Code verschickt. Der alte gilt nicht mehr.")
        if sentence:
            messages.add_message(request, level, sentence, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, object]) -> None:
        """Our templates, in the background: the time of the answer does not say whether a mail was sent."""
        if template_prefix in NOTICES:
            values = {"what": NOTICES[template_prefix], "url": absolute_url(reverse("accounts:profile"))}
            subject, text = render_mail("security_notice", values)
        else:
            subject, text = render_mail(CODE_MAILS[template_prefix], {"code": context["code"]})
        transaction.on_commit(partial(deliver.enqueue, email, subject, text))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept encrypted; who must have a second factor cannot remove the last one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Ihre Rolle braucht einen zweiten Faktor. Richten Sie zuerst einen anderen ein."
        ),
        "cannot_generate_recovery_codes": _("Notfall-Codes gibt es erst mit einem zweiten Faktor."),
    }

    def get_totp_issuer(self) -> str:
        return gettext("Nachhaltigkeitsstrategie")

    def encrypt(self, text: str) -> str:
        return _secrets().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _secrets().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return (
            not is_required(authenticator.user)
            or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        )

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Schlüssel %(number)d") % {"number": number}


class IdentityProviderAdapter(DefaultSocialAccountAdapter):
    """The municipality's identity provider leads into existing accounts only; nothing of its data is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the active account with a verified address. Some providers send "true" as text; that is not enough."""
        verified = [
            address.email.lower() for address in sociallogin.email_addresses if address.verified is True
        ]
        user = User.objects.filter(email__in=verified, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(render(request, "accounts/identity_unknown.html", status=403))
        sociallogin.user = user

    def on_authentication_error(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        raise ImmediateHttpResponse(not_signed_in(request))


def not_signed_in(request: HttpRequest) -> HttpResponse:
    """The way back from an identity provider that refused or did not answer."""
    messages.error(
        request,
        gettext(
            "Die Anmeldung über das Konto der Kommune hat nicht geklappt. "
            "Versuchen Sie es noch einmal oder lassen Sie sich einen Code schicken."
        ),
    )
    return redirect("account_login")


def name_of(user: User) -> str:
    return user.name


def _secrets() -> MultiFernet:
    """Keys made from SECRET_KEY and its fallbacks; the newest encrypts."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
