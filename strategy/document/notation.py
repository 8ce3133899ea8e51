"""German notations of amounts, years and periods, the same on screen and in print."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from editing.amounts import without_zeros
from strategy.document.document import MeasureEntry

NBSP = "\u00a0"


def euro(value: Decimal | None) -> str:
    """12.000 €, with cents only where there are any; nothing for an amount that is not stated."""
    if value is None:
        return ""
    decimals = 0 if value == value.to_integral_value() else 2
    return f"{number_format(value, decimals, force_grouping=True)}{NBSP}€"


def in_cents(value: Decimal) -> str:
    """12.000,00: an amount in a column of amounts, whose heading names the currency."""
    return number_format(value, 2, force_grouping=True)


def number(value: Decimal | int | None) -> str:
    """A number as Germans write it: 12.000 or 2,5. Not for years."""
    return "" if value is None else number_format(without_zeros(Decimal(value)), force_grouping=True)


def year(value: int | None) -> str:
    """A year, which takes no separator: 2030."""
    return "" if value is None else str(value)


def period(measure: MeasureEntry) -> str:
    """The time of a measure: 2022–2025, dauerhaft seit 2022, ab 2022, bis 2025; empty when nobody knows yet."""
    start, end = measure.start_year, measure.end_year
    if measure.permanent:
        return _("dauerhaft seit %(year)s") % {"year": start} if start else _("dauerhaft")
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return _("ab %(year)s") % {"year": start}
    return _("bis %(year)s") % {"year": end} if end else ""
