"""Numbers such as 1.2.3 and codes such as 4.1 or 11.2.a, and what spreadsheets make of them. Pure."""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tables.files.raw import RawCell
from tables.kinds.column import Column
from tables.misread import Misread

SEPARATORS = re.compile(r"[,;\s]+(?:und\s+)?")
PREFIX = re.compile(r"\b(SDG|DNS|NHS|Ziel|Unterziel)\b\.?\s*", re.IGNORECASE)
TARGET = re.compile(r"\d{1,2}\.(\d{1,2}|[a-d])", re.ASCII)
CODE = re.compile(r"\d{1,2}\.\d{1,2}(\.[a-z])?", re.ASCII)
# With its title behind it, too: "1.2.3 Lesen im Quartier".
NUMBER = re.compile(
    r"(?:(?:Operatives |Strategisches )?Ziel |OZ )?(?P<number>\d{1,4}(?:\.\d{1,4}){0,3})\.?:?"
    r"(?:\s+[-–:]?\s*(?P<title>[^\d\s.].*))?",
    re.ASCII | re.DOTALL,
)
# What German Excel makes of 4.1, once it is written into a CSV file: 04. Jan.
DAY = re.compile(
    r"\d{1,2}\.\s?(Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\.?(\s?\d{2,4})?", re.IGNORECASE
)
DECIMAL_COMMA = re.compile(r"\d{1,2},\d{1,2}", re.ASCII)


def number_text(raw: RawCell) -> str:
    """The number of a goal or measure as it stands there, ours or that of another list. Raises Misread."""
    _refuse_days(raw, _("eine Nummer, zum Beispiel 1.2.3"))
    return _text(raw)


def own_number(text: str, parts: int) -> str:
    """The number of ours with so many parts, without leading zeros; empty if the text has none."""
    number, _title = number_and_title(text)
    return number if number.count(".") + 1 == parts else ""


def number_and_title(text: str) -> tuple[str, str]:
    """The number at the beginning of a text and what stands behind it: "Ziel 1.2.3: Lesen" → "1.2.3", "Lesen"."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return "", text
    number = ".".join(str(int(part)) for part in match["number"].split("."))
    return number, (match["title"] or "").strip()


def read_codes(column: Column, raw: RawCell) -> tuple[str, ...]:
    """The codes listed in a cell, each once, in their order. Raises Misread."""
    allowed = _("Nummern mit Komma getrennt, zum Beispiel 4.1, 4.5")
    _refuse_days(raw, allowed)
    if isinstance(raw, float):
        _refuse_lost_zero(column, _text(raw), allowed)
    text = PREFIX.sub("", _text(raw))
    if DECIMAL_COMMA.fullmatch(text):
        raise Misread(
            _("Bitte schreiben Sie die Nummer mit Punkt: %s.") % text.replace(",", "."),
            allowed,
        )
    codes = tuple(dict.fromkeys(code.rstrip(".") for code in SEPARATORS.split(text) if code))
    form = CODE if column.codes is None else TARGET
    for code in codes:
        if not form.fullmatch(code):
            raise Misread(_("„%s“ ist keine solche Nummer.") % code, allowed)
        if column.codes is not None and code not in column.codes:
            raise Misread(_("Die Nummer %s gibt es nicht.") % code, allowed)
    if column.at_most is not None and len(", ".join(codes)) > column.at_most:
        raise Misread(_("Das sind zu viele Nummern."), _("höchstens %d Zeichen") % column.at_most)
    return codes


def _refuse_days(raw: RawCell, allowed: str) -> None:
    if isinstance(raw, date) or (isinstance(raw, str) and DAY.fullmatch(raw.strip())):
        # Guessing back is not possible: the fourth of January is 4.1 in Germany and 1.4 elsewhere.
        raise Misread(
            _(
                "Excel hat aus der Nummer ein Datum gemacht. "
                "Formatieren Sie die Spalte als Text und schreiben Sie die Nummer neu."
            ),
            allowed,
        )


def _refuse_lost_zero(column: Column, text: str, allowed: str) -> None:
    """A number has lost its last zero: 17.1 may have been 17.10, if both exist."""
    if column.codes is not None and {text, f"{text}0"} <= column.codes:
        raise Misread(
            _("Excel hat aus der Nummer eine Zahl gemacht: %(one)s oder %(other)s?")
            % {"one": text, "other": f"{text}0"},
            allowed,
        )


def _text(raw: RawCell) -> str:
    if isinstance(raw, bool) or raw is None:
        return _("ja") if raw else _("nein")
    if isinstance(raw, float):
        return format(Decimal(format(raw, ".15g")).normalize(), "f")
    return str(raw).strip()
