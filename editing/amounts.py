"""Exact figures: amounts of money, staff and indicator values."""

from collections.abc import Iterable
from decimal import Decimal


def without_zeros(value: Decimal) -> Decimal:
    """Drop the decimals that only the database column adds: 36.000 becomes 36, 1000 stays 1000."""
    return Decimal(format(value.normalize(), "f"))


def with_remarks(note: str, remarks: Iterable[tuple[str, str]]) -> str:
    """A note that says what figures do not: a line for each (name, remark) that it does not hold yet."""
    lines = [f"{name}: {remark}" for name, remark in remarks if remark and remark not in note]
    return "\n".join(filter(None, (note, *lines)))
