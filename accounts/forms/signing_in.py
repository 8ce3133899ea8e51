from allauth.account.forms import (
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
)
from django.utils.translation import gettext_lazy as _

from accounts.forms.wording import Worded

CODE = {"code": _("Code aus der E-Mail")}
CODE_HINT = {"code": _("Acht Buchstaben. Bindestrich und Groß- oder Kleinschreibung sind egal.")}


class RequestCodeForm(Worded, RequestLoginCodeForm):
    """Have a code mailed."""

    labels = {"email": _("E-Mail-Adresse")}


class CodeForm(Worded, ConfirmLoginCodeForm):
    """The code from the mail."""

    labels = CODE
    hints = CODE_HINT


class PasswordLoginForm(Worded, LoginForm):
    """Sign in by e-mail address and password, for those who have one."""

    labels = {"login": _("E-Mail-Adresse"), "password": _("Passwort")}


class ResetCodeForm(Worded, ConfirmPasswordResetCodeForm):
    """The code from the mail about a forgotten password."""

    labels = CODE
    hints = CODE_HINT


class ConfirmPasswordForm(Worded, ReauthenticateForm):
    """The password once more, before changing what protects the account."""

    labels = {"password": _("Passwort")}
