"""The file of a department's table."""

from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import form_helper


class RoundFileForm(forms.Form):
    file = forms.FileField(
        label=_("Datei"),
        help_text=_("Excel (.xlsx) oder CSV, höchstens 20 MB. Leere Zellen ändern nichts."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Bitte wählen Sie die Datei."),
            "empty": _("Diese Datei ist leer."),
        },
    )

    def __init__(
        self,
        data: QueryDict | Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.helper = form_helper("file", button=_("Ansehen, was sich ändern würde"), is_kept=False)
