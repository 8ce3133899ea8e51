"""Figures, years and days in the notations in which German tables hold them. Pure."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from tables.files.raw import RawCell
from tables.kinds.column import Column
from tables.misread import Misread

YEARS, YEARS_OF_DAYS = range(1990, 2101), range(1900, 2200)
# Longer than any figure of ours; computing with more digits would round.
FIGURE_AT_MOST = 27
# Two digits mean the last century from this year on, as in Excel.
FIRST_YEAR_OF_LAST_CENTURY = 30
GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
UNITS = re.compile(r"€|\beuros?\b|\beur\b|%|\bvzä\b|\bstellen?\b", re.IGNORECASE)
SPACES = re.compile(r"[\s'’]+")
NO_CENTS = re.compile(r",[-–—]+$")
THOUSANDS_AND_COMMA = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
COMMA = re.compile(r"\d+(,\d+)?")
POINT = re.compile(r"\d+\.\d+")
ENGLISH = re.compile(r"\d{1,3}(,\d{3})+\.\d+")


def in_german(value: float | Decimal) -> str:
    """A figure with a comma and without separators, as it can be typed again: 12000,5."""
    return format(_exact(value), "f").replace(".", ",")


def grouped(value: Decimal) -> str:
    """A figure as people read it, with separators: 12.000,5."""
    return format(_exact(value), ",f").translate(str.maketrans(",.", ".,"))


def read_decimal(column: Column, raw: RawCell) -> Decimal:
    """An amount or a figure. Raises Misread.

    In a text, a dot followed by exactly three digits separates thousands: German offices write 1.234 so, and
    the three decimals that it could mean elsewhere do not occur in amounts. Any other single dot is a decimal
    point (12.5), as programs with English settings write it; so is 0.125, because thousands never begin with 0.
    """
    allowed = _("eine Zahl, zum Beispiel 12.000,50")
    if isinstance(raw, date):
        raise Misread(
            _(
                "Excel hat daraus ein Datum gemacht. Formatieren Sie die Zelle als Zahl und schreiben Sie neu."
            ),
            allowed,
        )
    if isinstance(raw, str):
        value = _figure(raw)
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        value = _rounded(_exact(raw), column)
    else:
        value = None
    if value is None:
        raise Misread(_("„%s“ ist keine Zahl.") % _plain(raw), allowed)
    _check(value, column)
    return value


def read_year(column: Column, raw: RawCell) -> int:
    """A year; of a day its year. Raises Misread."""
    text = _plain(raw).strip()
    day = raw if isinstance(raw, date) else _day(text)
    if day is not None:
        year = day.year
    elif re.fullmatch(r"\d{4}", text, re.ASCII):
        year = int(text)
    else:
        raise Misread(_("„%s“ ist kein Jahr.") % text, _("ein Jahr, zum Beispiel 2027"))
    if year not in YEARS:
        raise Misread(_("Das Jahr %d passt nicht.") % year, _("ein Jahr von 1990 bis 2100"))
    return year


def read_day(column: Column, raw: RawCell) -> date:
    """A day, German (05.10.2021, 5.10.21), ISO or as Excel stores it. Raises Misread."""
    allowed = _("ein Datum, zum Beispiel 05.10.2021")
    day = raw if isinstance(raw, date) else _day(_plain(raw).strip())
    if day is None:
        raise Misread(_("„%s“ ist kein Datum.") % _plain(raw), allowed)
    if day.year not in YEARS_OF_DAYS:
        raise Misread(_("Das Jahr %d passt nicht.") % day.year, allowed)
    return day.date() if isinstance(day, datetime) else day


def _exact(value: float | Decimal) -> Decimal:
    """The number that Excel shows: it keeps 15 digits, and what is behind them comes from calculating."""
    exact = value if isinstance(value, Decimal) else Decimal(format(value, ".15g"))
    return Decimal(format(exact.normalize(), "f"))


def _rounded(value: Decimal, column: Column) -> Decimal:
    # A formula computes thirds of an amount. What somebody wrote as a text is not rounded silently.
    if column.digits is None or -int(value.as_tuple().exponent) <= column.digits[1]:
        return value
    return _exact(value.quantize(Decimal(1).scaleb(-column.digits[1]), rounding=ROUND_HALF_UP))


def _figure(text: str) -> Decimal | None:
    plain = NO_CENTS.sub("", SPACES.sub("", UNITS.sub("", text)))
    sign = Decimal(-1 if plain[:1] in ("-", "−", "–") else 1)
    plain = plain.lstrip("+-−–") if plain[1:2].isdigit() else plain
    if not plain.isascii() or len(plain) > FIGURE_AT_MOST:
        return None
    if THOUSANDS_AND_COMMA.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    elif ENGLISH.fullmatch(plain):
        plain = plain.replace(",", "")
    elif not POINT.fullmatch(plain):
        return None
    return sign * Decimal(plain)


def _check(value: Decimal, column: Column) -> None:
    if value < 0 and not column.negative:
        raise Misread(_("Ein negativer Betrag ist hier nicht möglich."), _("0 oder mehr"))
    if column.digits is None:
        return
    digits, decimals = column.digits
    if abs(value) >= 10 ** (digits - decimals):
        raise Misread(
            _("Die Zahl ist zu groß."), _("höchstens %d Stellen vor dem Komma") % (digits - decimals)
        )
    if -int(value.normalize().as_tuple().exponent) > decimals:
        raise Misread(_("Höchstens %d Stellen nach dem Komma sind möglich.") % decimals)


def _day(text: str) -> date | None:
    if match := GERMAN_DAY.fullmatch(text):
        day, month, year = match.groups()
    elif match := ISO_DAY.fullmatch(text):
        year, month, day = match.groups()
    else:
        return None
    full_year = int(year)
    if len(year) == 2:
        full_year += 1900 if full_year >= FIRST_YEAR_OF_LAST_CENTURY else 2000
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        return None


def _plain(raw: RawCell) -> str:
    if isinstance(raw, bool) or raw is None:
        return _("ja") if raw else _("nein")
    if isinstance(raw, float):
        return in_german(raw)
    return str(raw)
