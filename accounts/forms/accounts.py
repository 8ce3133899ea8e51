from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User

CONSENT_CHOICES = (
    ("yes", _("Ja, mein Name darf veröffentlicht werden.")),
    ("no", _("Nein, mein Name soll nicht veröffentlicht werden.")),
)


class AccountForm(forms.ModelForm):
    """Name, address and role of an account. The actions save it."""

    class Meta:
        model = User
        fields = ("name", "email", "role")
        help_texts = {
            "email": _("An diese Adresse gehen die Einladung und jeder Code zum Anmelden."),
            "role": _("Die Rolle sagt, was die Person im Arbeitsbereich tun darf."),
        }

    def __init__(self, data: QueryDict | None = None, *, instance: User | None = None, button: str) -> None:
        super().__init__(data, instance=instance)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.helper = _form_helper("name", "email", "role", button=button)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ConsentForm(forms.Form):
    """May the name stand in the published strategy?"""

    consent = forms.ChoiceField(
        label=_("Darf Ihr Name in der veröffentlichten Strategie stehen?"),
        choices=CONSENT_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie Ja oder Nein.")},
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        answers = {True: "yes", False: "no", None: None}
        super().__init__(data)
        self.initial = {"consent": answers[user.name_consent]}
        self.helper = _form_helper("consent", button=_("Antwort speichern"))

    def answer(self) -> bool:
        return bool(self.cleaned_data["consent"] == "yes")


class LeavingForm(forms.Form):
    """The words that stand in the history instead of the name."""

    label = forms.CharField(
        label=_("Bezeichnung im Verlauf"),
        max_length=150,
        initial=_("ehemaliges Mitglied"),
        help_text=_("Steht im Verlauf anstelle des Namens, zum Beispiel „ehemaliges Mitglied, Kirchen“."),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.helper = _form_helper("label", button=_("Ja, verabschieden"))


def _form_helper(*layout: str, button: str | Promise) -> FormHelper:
    helper = FormHelper()
    helper.attrs = {"novalidate": "", "class": "narrow-form"}
    helper.layout = Layout(*layout, ButtonHolder(Submit("save", button)))
    return helper
