from typing import ClassVar

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editing.forms.texts import WORD_AT_MOST


class LimitedTexts(forms.Form):
    """Refuses texts that nobody reads and no printer sets: pasted data without blanks, whole books."""

    at_most: ClassVar[dict[str, int]]

    def clean(self) -> dict[str, object]:
        values: dict[str, object] = super().clean() or self.cleaned_data
        for name, limit in self.at_most.items():
            text = str(values.get(name) or "")
            if len(text) > limit:
                sentence = _("Dieser Text hat %(length)s Zeichen, erlaubt sind höchstens %(limit)s.")
                self.add_error(name, sentence % {"length": _number(len(text)), "limit": _number(limit)})
            elif max(map(len, text.split()), default=0) > WORD_AT_MOST:
                self.add_error(name, _("Dieser Text enthält ein Wort mit mehr als 500 Zeichen."))
        return values


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
