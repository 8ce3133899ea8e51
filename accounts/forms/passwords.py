from allauth.account import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.wording import Worded

NEW = {"password1": _("Neues Passwort"), "password2": _("Neues Passwort noch einmal")}
NEW_HINT = {"password1": _("Mindestens 12 Zeichen. Gut sind mehrere Wörter, die nicht zusammengehören.")}


class ForgottenPasswordForm(Worded, forms.ResetPasswordForm):
    labels = {"email": _("E-Mail-Adresse")}


class ResetPasswordForm(Worded, forms.ResetPasswordKeyForm):
    labels = NEW
    hints = NEW_HINT


class SetPasswordForm(Worded, forms.SetPasswordForm):
    labels = NEW
    hints = NEW_HINT


class ChangePasswordForm(Worded, forms.ChangePasswordForm):
    labels = {"oldpassword": _("Bisheriges Passwort"), **NEW}
    hints = NEW_HINT
