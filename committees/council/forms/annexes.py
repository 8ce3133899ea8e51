from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import form_helper
from files.forms import TitledFileForm


class AnnexForm(TitledFileForm):
    """A file that lies with a paper."""

    is_public = forms.BooleanField(
        label=_("öffentlich"),
        required=False,
        initial=True,
        help_text=_("Nur öffentliche Anlagen einer öffentlichen Vorlage sieht, wer kein Konto hat."),
    )

    @property
    def helper(self) -> FormHelper:
        return form_helper("title", "file", "is_public")
