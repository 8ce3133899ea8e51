"""Fields for long texts and their limits."""

from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

MARKDOWN_HINT = _("Absätze durch Leerzeilen trennen. **fett**, *kursiv*, Listen mit „- “ am Zeilenanfang.")


class TextArea(forms.Textarea):
    """Browsers send line breaks as two characters. Saved like that, every paragraph would look changed."""

    def value_from_datadict(
        self, data: Mapping[str, object], files: MultiValueDict[str, UploadedFile], name: str
    ) -> object:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


def text_area(rows: int, *, markdown: bool = False) -> forms.Textarea:
    """A text field; Markdown fields get a preview."""
    attrs: dict[str, str | int] = {"rows": rows, "spellcheck": "true"}
    if markdown:
        attrs["data-markdown"] = ""
    return TextArea(attrs=attrs)
