from collections.abc import Mapping

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.actions.first_person import check_first_code
from accounts.exceptions import UnusableCode
from accounts.models import FirstInvitation, User

ROOM_FOR_A_LINK = 500


class FirstPersonForm(forms.ModelForm):
    """The account of the first person, and the code of the link that lets them in."""

    code = forms.CharField(
        label=_("Einmal-Code"),
        max_length=ROOM_FOR_A_LINK,
        help_text=_(
            "Steht im Link hinter dem Zeichen # und ist meistens schon eingetragen. Sonst fügen Sie den Link ein."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "data-from-address": True}
        ),
    )
    password = forms.CharField(
        label=_("Passwort"),
        required=False,
        strip=False,
        help_text=_(
            "Freiwillig, mindestens 12 Zeichen. Ohne Passwort schicken wir Ihnen bei jeder Anmeldung einen Code per "
            "E-Mail. Solange noch keine E-Mails ankommen, brauchen Sie eines."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ("code", "name", "email", "password")

    class Meta:
        model = User
        fields = ("name", "email")
        help_texts = {"email": _("An diese Adresse gehen die Codes zum Anmelden.")}

    def __init__(self, data: Mapping[str, object] | None = None, *, invitation: FirstInvitation) -> None:
        super().__init__(data)
        self.invitation = invitation
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_code(self) -> str:
        """Take the code out of the link around it, and refuse one that is not that of the link that is valid."""
        code = str(self.cleaned_data["code"]).rpartition("#")[2].strip()
        try:
            check_first_code(self.invitation, code)
        except UnusableCode as refusal:
            raise ValidationError(str(refusal)) from refusal
        return code

    def validate_unique(self) -> None:
        """Say who has an account only to whoever brings the code."""
        if "code" in self.cleaned_data:
            super().validate_unique()

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("password"):
            person = User(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                validate_password(cleaned["password"], person)
            except ValidationError as errors:
                self.add_error("password", errors)
        return cleaned
