"""Exact figures: amounts of money, staff and indicator values."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from statistics import median

KNOWN_AT_LEAST, TIMES_THE_MEDIAN = 5, 100


def without_zeros(value: Decimal) -> Decimal:
    """Drop the decimals that only the database column adds: 36.000 becomes 36, 1000 stays 1000."""
    return Decimal(format(value.normalize(), "f"))


def far_outside(value: Decimal, others: Collection[Decimal]) -> Decimal | None:
    """The median of the others, if a value is more than a hundred times as large; None if all is well.

    A slipped comma or a pasted date looks like that. Fewer than five figures say too little.
    """
    stated = [other for other in others if other > 0]
    if len(stated) < KNOWN_AT_LEAST:
        return None
    middle = Decimal(median(stated))
    return middle if value > middle * TIMES_THE_MEDIAN else None


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
