from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from files.destinations import Refusal, destination_of


class ReadingForm(forms.Form):
    """The address of a paper in a foreign OParl interface."""

    url = forms.URLField(
        label=_("Adresse der Vorlage"),
        max_length=500,
        assume_scheme="https",
        help_text=_(
            "Die OParl-Adresse der Vorlage („Paper“) im Ratsinformationssystem, "
            "zum Beispiel https://ris.stadt.example/oparl/v1.1/paper/734"
        ),
        error_messages={
            "required": _("Bitte geben Sie die Adresse der Vorlage ein."),
            "invalid": _("Das ist keine gültige Adresse."),
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("url", ButtonHolder(Submit("read", _("Lesen")), css_class="form-actions"))

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            destination_of(url)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return url
