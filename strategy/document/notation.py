"""German notations of amounts, years and periods, the same on screen and in print."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from strategy.document.document import MeasureEntry


def in_cents(value: Decimal) -> str:
    """12.000,00: an amount in a column of amounts, whose heading names the currency."""
    return number_format(value, 2, force_grouping=True)


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


def dashes(text: str) -> str:
    """Set a hyphen between spaces, as departments are typed, as the dash that it stands for."""
    return text.replace(" - ", " – ")
