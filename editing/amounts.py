"""Exact figures: amounts of money, staff and indicator values."""

from decimal import Decimal


def without_zeros(value: Decimal) -> Decimal:
    """Drop the decimals that only the database column adds: 36.000 becomes 36, 1000 stays 1000."""
    return Decimal(format(value.normalize(), "f"))
