"""How long a text may be: what people read, and what a page can be set from."""

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editing.dialect import table_sizes

# A chapter or minutes; the longest text of all.
CHAPTER_AT_MOST = 50_000
WORD_AT_MOST = 500
# What fits beside each other on a page, and what it takes two seconds to set.
COLUMNS_AT_MOST, CELLS_AT_MOST = 20, 2_000


@deconstructible
class TextLimits:
    """Refuses a text of more than `at_most` characters, and what no page can hold: endless words, huge tables."""

    def __init__(self, at_most: int) -> None:
        self.at_most = at_most

    def __call__(self, text: str) -> None:
        if len(text) > self.at_most:
            sentence = _("Dieser Text hat %(length)s Zeichen, erlaubt sind höchstens %(limit)s.")
            raise ValidationError(sentence % {"length": _number(len(text)), "limit": _number(self.at_most)})
        if max(map(len, text.split()), default=0) > WORD_AT_MOST:
            raise ValidationError(_("Dieser Text enthält ein Wort mit mehr als 500 Zeichen."))
        columns, cells = table_sizes(text)
        if columns > COLUMNS_AT_MOST:
            sentence = _(
                "Eine Tabelle in diesem Text hat %(columns)s Spalten, auf eine Seite passen höchstens %(limit)s."
            )
            raise ValidationError(sentence % {"columns": _number(columns), "limit": COLUMNS_AT_MOST})
        if cells > CELLS_AT_MOST:
            sentence = _(
                "Die Tabellen in diesem Text haben zusammen %(cells)s Zellen, erlaubt sind höchstens %(limit)s. "
                "Laden Sie große Tabellen als Datei hoch."
            )
            raise ValidationError(sentence % {"cells": _number(cells), "limit": _number(CELLS_AT_MOST)})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextLimits) and other.at_most == self.at_most

    def __hash__(self) -> int:
        return hash(self.at_most)


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
