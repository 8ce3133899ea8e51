"""Exact figures: amounts of money, staff and indicator values, and how Germans write them."""

from collections.abc import Iterable
from decimal import Decimal
from statistics import median

from django.utils.formats import number_format

NBSP = "\u00a0"
KNOWN_AT_LEAST, TIMES_THE_MEDIAN = 5, 100


def without_zeros(value: Decimal) -> Decimal:
    """Drop the decimals that only the database column adds: 36.000 becomes 36, 1000 stays 1000."""
    return Decimal(format(value.normalize(), "f"))


def euro(value: Decimal | None) -> str:
    """12.000 €, with cents only where there are any; nothing for an amount that is not stated."""
    if value is None:
        return ""
    decimals = 0 if value == value.to_integral_value() else 2
    return f"{number_format(value, decimals, force_grouping=True)}{NBSP}€"


def number(value: Decimal | int | None) -> str:
    """A number as Germans write it: 12.000 or 2,5. Not for years."""
    return "" if value is None else number_format(without_zeros(Decimal(value)), force_grouping=True)


def usual(figures: Iterable[Decimal]) -> Decimal | None:
    """The median of figures; None for fewer than five, which say too little."""
    stated = [figure for figure in figures if figure > 0]
    return Decimal(median(stated)) if len(stated) >= KNOWN_AT_LEAST else None


def is_far_above(value: Decimal, middle: Decimal) -> bool:
    """Say whether a value is a hundred times as large as what is usual: a slipped comma, a pasted date."""
    return value >= middle * TIMES_THE_MEDIAN


def with_remarks(note: str, remarks: Iterable[tuple[str, str]]) -> str:
    """A note that says what figures do not: a line for each (name, remark) that it does not hold yet.

    A name goes without the unit that stands in brackets behind it: the same field is called a little otherwise in
    forms and in tables.
    """
    lines = note.splitlines()
    for name, remark in remarks:
        line = f"{name.partition(' (')[0]}: {remark}"
        if remark and line not in lines:
            lines.append(line)
    return "\n".join(lines) if lines != note.splitlines() else note
