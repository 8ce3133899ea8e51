"""Rows in words in one cell: where each ends, and the field of a form that reads them. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editing.forms.rows import TAB, RowsField
from editing.typed import short
from tables.misread import Misread

Row = TypeVar("Row")
# Nothing ends within these.
QUOTED = r'"(?:[^"]|"")*"'
PART = re.compile(rf"(?:{QUOTED}|[^;\n])+")


def parts_of(text: str) -> Iterator[str]:
    """The rows of a cell."""
    return (part for match in PART.finditer(text) if (part := match[0].strip()))


def in_quotes(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def without_quotes(text: str) -> str:
    """The inverse of `in_quotes`; what stands in none stays."""
    plain = text.strip()
    is_quoted = re.fullmatch(QUOTED, plain) is not None
    return plain[1:-1].replace('""', '"') if is_quoted else plain


def settled(field: RowsField[Row], typed: Iterable[tuple[str, list[str]]]) -> tuple[Row, ...]:
    """What the field of the form makes of the parts of a cell, each with its typed cells. Raises Misread."""
    found: list[Row] = []
    for part, cells in typed:
        try:
            found += field.read(TAB.join(" ".join(cell.split()) for cell in cells))
        except ValidationError as refusal:
            raise misread(part, " ".join(refusal.messages)) from None
    try:
        return field.settled(found)
    except ValidationError as refusal:
        raise Misread(" ".join(refusal.messages)) from None


def misread(part: str, reason: str, allowed: str = "") -> Misread:
    """The part of a cell that cannot be taken, with the reason."""
    sentence = _("„%(part)s“: %(reason)s") % {"part": short(part), "reason": reason}
    return Misread(sentence, allowed)
