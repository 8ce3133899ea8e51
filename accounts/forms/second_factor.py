from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.wording import Worded

CODE = {"code": _("Code")}
CODE_HINT = {"code": _("Sechs Ziffern aus Ihrer Authenticator-App, oder ein Notfall-Code.")}


class AuthenticateForm(Worded, base.AuthenticateForm):
    labels = CODE
    hints = CODE_HINT


class ReauthenticateForm(Worded, base.ReauthenticateForm):
    labels = CODE
    hints = CODE_HINT


class ActivateAppForm(Worded, totp.ActivateTOTPForm):
    labels = {"code": _("Code aus der App")}
    hints = {"code": _("Sechs Ziffern. Die App zeigt alle 30 Sekunden andere.")}


class UnbrokenKey:
    """Refuses with a sentence what does not come from allauth's script; allauth lets some of it fail the page."""

    def clean_credential(self) -> object:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise forms.ValidationError(_("Dieser Schlüssel ist unbekannt.")) from error


class LoginKeyForm(UnbrokenKey, webauthn.LoginWebAuthnForm):
    pass


class AuthenticateKeyForm(UnbrokenKey, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticateKeyForm(UnbrokenKey, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddKeyForm(Worded, webauthn.AddWebAuthnForm):
    labels = {
        "name": _("Name des Schlüssels"),
        "passwordless": _("Mit diesem Schlüssel ohne Code und Passwort anmelden (Passkey)"),
    }
    hints = {"name": _("Damit Sie ihn später wiedererkennen, zum Beispiel „Diensthandy“.")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, object]:
        try:
            return super().clean()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise forms.ValidationError(_("Dieser Schlüssel lässt sich nicht einrichten.")) from error


class RenameKeyForm(Worded, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name des Schlüssels")}
