"""Figures, years and days as tables hold them: numbers of Excel, days of Excel, and texts. Pure."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from editing.figures import Figure, read_amount, read_number, read_posts
from editing.typed import Unreadable
from editing.years import read_day as day_of
from editing.years import read_day_or_year, read_period
from editing.years import read_year as year_of
from tables.files.raw import RawCell
from tables.kinds.column import Column
from tables.misread import Misread

UNIT_OF_MONEY = re.compile(r"€|eur|tsd|tausend|mio|million|mrd|milliard", re.IGNORECASE)


def in_german(value: float | Decimal) -> str:
    """A figure with a comma and without separators, as it can be typed again: 12000,5."""
    return format(_exact(value), "f").replace(".", ",")


def grouped(value: Decimal) -> str:
    """A figure as people read it, with separators: 12.000,5."""
    return format(_exact(value), ",f").translate(str.maketrans(",.", ".,"))


def read_decimal(column: Column, raw: RawCell) -> Decimal:
    """An amount, posts or a figure. Raises Misread."""
    if isinstance(raw, date):
        raise Misread(
            _(
                "Excel hat daraus ein Datum gemacht. Formatieren Sie die Zelle als Zahl und schreiben Sie neu."
            ),
            _("Zum Beispiel: 12.000,50"),
        )
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        value = _rounded(_exact(raw) * (1000 if column.in_thousands else 1), column)
    else:
        text = _plain(raw)
        says_unit = UNIT_OF_MONEY.search(text) is not None
        value = figure_of(column, text).value * (1000 if column.in_thousands and not says_unit else 1)
    _check(value, column)
    return value


def figure_of(column: Column, text: str) -> Figure:
    """The figure that stands in a cell, and what it does not say. Raises Misread."""
    with _misread():
        if column.in_euros:
            figure = read_amount(text, rhythm=column.rhythm, otherwise=column.otherwise)
        else:
            figure = read_posts(text) if column.in_posts else read_number(text)
    if figure.remark and not column.takes_remarks:
        raise Misread(
            _("„%(typed)s“ ist keine genaue Angabe.") % {"typed": text},
            _("Zum Beispiel: %s") % in_german(figure.value),
        )
    return figure


def year_text(raw: RawCell) -> str:
    """A cell of a year or a period as it can be typed."""
    return f"{raw:%d.%m.%Y}" if isinstance(raw, date) else _plain(raw)


def read_year(column: Column, raw: RawCell) -> int | None:
    """A year; of a day its year, of a period the end that the column is for. Raises Misread."""
    text = year_text(raw)
    with _misread():
        if not column.of_period:
            return year_of(text).value
        period = read_period(text)
        return period.end if column.of_period == "end" and not period.is_one_year else period.start


def read_day(column: Column, raw: RawCell) -> date:
    """A day, German (05.10.2021, 5.10.21), ISO or as Excel stores it. Raises Misread."""
    if isinstance(raw, datetime):
        raw = raw.date()
    with _misread():
        return day_of(raw.isoformat() if isinstance(raw, date) else _plain(raw))


def read_period_end(column: Column, raw: RawCell) -> date:
    """The last day of a year, or a day. Raises Misread."""
    if isinstance(raw, datetime):
        raw = raw.date()
    with _misread():
        return read_day_or_year(raw.isoformat() if isinstance(raw, date) else _plain(raw))


@contextmanager
def _misread() -> Iterator[None]:
    try:
        yield
    except Unreadable as unreadable:
        raise Misread(str(unreadable)) from None


def _exact(value: float | Decimal) -> Decimal:
    """The number that Excel shows: it keeps 15 digits, and what is behind them comes from calculating."""
    exact = value if isinstance(value, Decimal) else Decimal(format(value, ".15g"))
    return Decimal(format(exact.normalize(), "f"))


def _rounded(value: Decimal, column: Column) -> Decimal:
    # A formula computes thirds of an amount. What somebody wrote as a text is not rounded silently.
    if column.digits is None or -int(value.as_tuple().exponent) <= column.digits[1]:
        return value
    return _exact(value.quantize(Decimal(1).scaleb(-column.digits[1]), rounding=ROUND_HALF_UP))


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


def _plain(raw: RawCell) -> str:
    if isinstance(raw, bool) or raw is None:
        return _("ja") if raw else _("nein")
    if isinstance(raw, float):
        return in_german(raw)
    return str(raw)
