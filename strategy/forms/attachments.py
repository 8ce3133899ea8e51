from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.forms.layout import form_helper
from files.forms import TitledFileForm
from strategy.inventory.forms.concepts import LinkField


def https_only(value: str) -> None:
    """Raise ValidationError for an address that is not encrypted."""
    if not value.startswith("https://"):
        raise ValidationError(_("Bitte geben Sie eine Adresse an, die mit https:// beginnt."))


class AttachmentForm(TitledFileForm):
    """A file or a link that lies with an element."""

    link = LinkField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        validators=[https_only],
        help_text=gettext_lazy("Zum Beispiel: https://www.beispielstadt.de/gutachten"),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("öffentlich"),
        required=False,
        help_text=gettext_lazy(
            "Steht auf der öffentlichen Website, solange der Text in der veröffentlichten Fassung steht. "
            "Prüfen Sie vorher, ob Namen oder Anschriften darin vorkommen. "
            "Alles andere sehen nur die Mitglieder des Arbeitsbereichs."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("Unter diesem Namen finden alle die Unterlage.")
        self.fields["file"].required = False

    @property
    def helper(self) -> FormHelper:
        one_of = Fieldset(_("Eine Datei oder ein Link"), "file", "link")
        return form_helper("title", one_of, "is_public")

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or self.cleaned_data
        if not {"file", "link"} & self.errors.keys():
            if values["file"] and values["link"]:
                self.add_error(
                    "link", _("Bitte geben Sie entweder eine Datei oder einen Link an, nicht beides.")
                )
            elif not values["file"] and not values["link"]:
                self.add_error("file", _("Bitte wählen Sie eine Datei, oder geben Sie einen Link an."))
        return values
