"""The parts of a workbook that all its sheets share: texts, and which formats show days or percentages."""

import re
from collections.abc import Callable
from zipfile import ZipFile

from django.utils.translation import gettext as _
from msgspec import Struct

from jobs.storable import storable
from tables.files.limits import Limits
from tables.files.raw import UnreadableFile
from tables.files.xml_parts import read_part

# Numbers of built-in formats, those of the Far East included.
BUILT_IN_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
BUILT_IN_PERCENT = frozenset({9, 10})
# What a format says literally or about colours, countries and conditions.
LITERAL = re.compile(r'"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\.|_.|\*.', re.IGNORECASE)
DAY_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
# How Excel writes what XML forbids.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
FORMATS_AT_MOST = 70_000


class Styles(Struct, frozen=True):
    """The styles of cells, by number, that make days or percentages of figures."""

    days: frozenset[str] = frozenset()
    percent: frozenset[str] = frozenset()
    has_1904: bool = False


def unescaped(text: str) -> str:
    return storable(ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)) if "_x" in text else text


def read_styles(archive: ZipFile, has_1904: bool) -> Styles:
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        match name:
            case "numFmt" if len(codes) < FORMATS_AT_MOST:
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:500]
            case "cellXfs":
                inside = True
            case "xf" if inside:
                formats.append(attributes.get("numFmtId", "0"))
                if len(formats) > FORMATS_AT_MOST:
                    raise UnreadableFile(_("Die Datei hat zu viele Formate."))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    read_part(archive, "xl/styles.xml", start=start, end=end)
    kinds = {number: _kind(number, codes.get(number)) for number in set(formats)}
    return Styles(
        days=frozenset(str(place) for place, number in enumerate(formats) if kinds[number] == "day"),
        percent=frozenset(str(place) for place, number in enumerate(formats) if kinds[number] == "percent"),
        has_1904=has_1904,
    )


def _kind(number: str, code: str | None) -> str:
    if code is None:
        known = int(number) if number.isdecimal() and len(number) < 6 else 0
        return "day" if known in BUILT_IN_DAYS else "percent" if known in BUILT_IN_PERCENT else ""
    # Only the part for positive figures.
    plain = LITERAL.sub("", code).partition(";")[0]
    if "%" in plain:
        return "percent"
    return "day" if DAY_LETTERS.search(plain) and "general" not in plain.lower() else ""


def read_shared_texts(archive: ZipFile, limits: Limits, on_chunk: Callable[[int], None]) -> tuple[str, ...]:
    """The texts that cells name by number, without the pronunciation that Japanese ones carry."""
    texts: list[str] = []
    parts: list[str] = []
    open_text = in_phonetic = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal open_text, in_phonetic
        match name:
            case "si":
                parts.clear()
            case "t":
                open_text = not in_phonetic
            case "rPh":
                in_phonetic = True

    def end(name: str) -> None:
        nonlocal open_text, in_phonetic
        match name:
            case "si":
                texts.append(unescaped("".join(parts)))
                limits.add_text(0)
            case "t":
                open_text = False
            case "rPh":
                in_phonetic = False

    def text(data: str) -> None:
        if open_text:
            limits.add_text(len(data))
            parts.append(data)

    read_part(archive, "xl/sharedStrings.xml", start=start, end=end, text=text, on_chunk=on_chunk)
    return tuple(texts)
