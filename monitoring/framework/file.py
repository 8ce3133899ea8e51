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
from monitoring.framework.wording import what_is_wrong

# So large that the page that asks can post it once more.
FILE_AT_MOST = 500_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SAMPLE = Path(__file__).resolve().parent.parent / "data" / "reporting_framework_sample.json"

ASPECTS_AT_MOST, CORE_INDICATORS_AT_MOST = 500, 200
# Without line breaks, of whatever kind, and control characters; a line has something to read, too.
PLAIN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]"
Line = Annotated[str, Meta(min_length=1, pattern=rf"\A(?=.*\S){PLAIN}+\Z")]
Plain = Annotated[str, Meta(pattern=rf"\A{PLAIN}*\Z")]
Code = Annotated[Line, Meta(max_length=40)]
Text = Annotated[str, Meta(max_length=4_000, pattern=r"\A[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*\Z")]
Sdg = Annotated[int, Meta(ge=1, le=17)]
Title = Annotated[Line, Meta(max_length=300)]


class AspectLine(Struct, frozen=True, forbid_unknown_fields=True):
    """What a city is asked to report on."""

    code: Code
    title: Title
    description: Text = ""
    sdgs: Annotated[tuple[Sdg, ...], Meta(max_length=17)] = ()


class FieldLines(Struct, frozen=True, forbid_unknown_fields=True):
    """A Handlungsfeld or a group of management criteria with its aspects."""

    area: FrameworkArea
    title: Annotated[Line, Meta(max_length=200)]
    aspects: Annotated[tuple[AspectLine, ...], Meta(min_length=1, max_length=ASPECTS_AT_MOST)]


class CoreIndicatorLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that is asked for."""

    code: Code
    title: Title
    unit: Annotated[Plain, Meta(max_length=100)] = ""
    description: Text = ""
    sdgs: Annotated[tuple[Sdg, ...], Meta(max_length=17)] = ()


class FrameworkFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole list."""

    name: Annotated[Line, Meta(max_length=200)]
    fields: Annotated[tuple[FieldLines, ...], Meta(min_length=1, max_length=ASPECTS_AT_MOST)]
    edition: Annotated[Plain, Meta(max_length=100)] = ""
    source: Annotated[Plain, Meta(max_length=500)] = ""
    is_example: bool = False
    core_indicators: Annotated[tuple[CoreIndicatorLine, ...], Meta(max_length=CORE_INDICATORS_AT_MOST)] = ()

    def aspects(self) -> Iterator[tuple[FieldLines, AspectLine]]:
        return ((field, aspect) for field in self.fields for aspect in field.aspects)


def read_framework(content: bytes) -> FrameworkFile:
    """Read a list. Raises RuleBroken with what is wrong and where."""
    if len(content) > FILE_AT_MOST:
        raise RuleBroken(_("Diese Datei ist größer als 500 kB. Ein Berichtsrahmen ist viel kleiner."))
    try:
        found = msgspec.json.decode(content.removeprefix(BYTE_ORDER_MARK), type=FrameworkFile)
    except msgspec.ValidationError as error:
        said = _("Diese Datei hat nicht den Aufbau, den ein Berichtsrahmen braucht. %s")
        raise RuleBroken(said % what_is_wrong(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RuleBroken(_("Diese Datei ist keine JSON-Datei in UTF-8.")) from error
    if sum(len(field.aspects) for field in found.fields) > ASPECTS_AT_MOST:
        raise RuleBroken(_("Diese Datei hat mehr als %d Aspekte.") % ASPECTS_AT_MOST)
    _refuse_twice(
        _("Diese Kennung steht bei zwei Aspekten: %s"), (aspect.code for _field, aspect in found.aspects())
    )
    _refuse_twice(
        _("Diese Kennung steht bei zwei Kernindikatoren: %s"), (each.code for each in found.core_indicators)
    )
    return found


def _refuse_twice(sentence: str, codes: Iterator[str]) -> None:
    for code, count in Counter(codes).items():
        if count > 1:
            raise RuleBroken(sentence % code)
