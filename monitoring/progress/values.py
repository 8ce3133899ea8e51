"""The values of an indicator as a report keeps them. Pure."""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from monitoring.choices import Quality


class ValueEntry(Struct, frozen=True):
    """A value; `period` is its last day."""

    period: date
    value: Decimal
    quality: Quality


class YearValue(Struct, frozen=True):
    """A value that is aimed at or expected in a year."""

    year: int
    value: Decimal
