"""The file with which a city loads its Berichtsrahmen: read strictly, told in German what is wrong.

Its format is described in docs/reporting-framework.md.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta, Struct

from editing.exceptions import RuleBroken
from monitoring.choices import FrameworkArea

# So large that the page that asks can post it once more.
FILE_AT_MOST = 500_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "reporting_framework_sample.json"

Line = Annotated[str, Meta(min_length=1, pattern=r"^[^\n\r\t\x00-\x1f]+$")]
Code = Annotated[Line, Meta(max_length=40)]
Text = Annotated[str, Meta(max_length=4_000)]
Sdg = Annotated[int, Meta(ge=1, le=17)]
Title = Annotated[Line, Meta(max_length=300)]


class AspectLine(Struct, frozen=True, forbid_unknown_fields=True):
    """What a city is asked to report on."""

    code: Code
    title: Title
    description: Text = ""
    sdgs: tuple[Sdg, ...] = ()


class FieldLines(Struct, frozen=True, forbid_unknown_fields=True):
    """A Handlungsfeld or a group of management criteria with its aspects."""

    area: FrameworkArea
    title: Annotated[Line, Meta(max_length=200)]
    aspects: Annotated[tuple[AspectLine, ...], Meta(min_length=1)]


class CoreIndicatorLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that is asked for."""

    code: Code
    title: Title
    unit: Annotated[str, Meta(max_length=100)] = ""
    description: Text = ""
    sdgs: tuple[Sdg, ...] = ()


class FrameworkFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole list."""

    name: Annotated[Line, Meta(max_length=200)]
    fields: Annotated[tuple[FieldLines, ...], Meta(min_length=1)]
    edition: Annotated[str, Meta(max_length=100)] = ""
    source: Annotated[str, Meta(max_length=500)] = ""
    is_example: bool = False
    core_indicators: tuple[CoreIndicatorLine, ...] = ()

    def aspects(self) -> Iterator[tuple[FieldLines, AspectLine]]:
        return ((field, aspect) for field in self.fields for aspect in field.aspects)


def read_framework(content: bytes) -> FrameworkFile:
    """Read a list. Raises RuleBroken with what is wrong and where."""
    if len(content) > FILE_AT_MOST:
        raise RuleBroken(_("Diese Datei ist größer als 500 kB. Ein Berichtsrahmen ist viel kleiner."))
    try:
        found = msgspec.json.decode(content.removeprefix(BYTE_ORDER_MARK), type=FrameworkFile)
    except msgspec.ValidationError as error:
        said = _("Diese Datei hat nicht den Aufbau, den ein Berichtsrahmen braucht. Gemeldet wird: %s")
        raise RuleBroken(said % error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RuleBroken(_("Diese Datei ist keine JSON-Datei in UTF-8.")) from error
    _refuse_twice(
        _("Diese Kennung steht bei zwei Aspekten: %s"), (aspect.code for _field, aspect in found.aspects())
    )
    _refuse_twice(
        _("Diese Kennung steht bei zwei Kernindikatoren: %s"), (each.code for each in found.core_indicators)
    )
    _refuse_nul(content)
    return found


def _refuse_twice(sentence: str, codes: Iterator[str]) -> None:
    for code, count in Counter(codes).items():
        if count > 1:
            raise RuleBroken(sentence % code)


def _refuse_nul(content: bytes) -> None:
    # No database keeps it.
    if b"\\u0000" in content:
        raise RuleBroken(_("In dieser Datei stehen Zeichen, die keine sind (\\u0000)."))
