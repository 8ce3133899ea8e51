from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import form_helper
from editing.one_line import one_line
from files.file_types import FILE_TYPES


class TitledFileForm(forms.Form):
    """A file with a name. What it really is, its content decides when it is saved."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=200,
        validators=[one_line],
        help_text=_("Unter diesem Namen finden alle die Datei."),
    )
    file = forms.FileField(
        label=_("Datei"),
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ",".join(kind.suffix for kind in FILE_TYPES)}),
        help_text=_("PDF, Word (DOCX), Excel (XLSX), ODT, PNG oder JPG, höchstens 20 MB."),
        error_messages={"required": _("Bitte wählen Sie eine Datei."), "empty": _("Diese Datei ist leer.")},
    )

    @property
    def helper(self) -> FormHelper:
        return form_helper("title", "file")
