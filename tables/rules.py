"""Rules that several cells of a row must keep together, as the constraints of the database say them. Pure."""

from collections.abc import Mapping
from datetime import date

from tables.kinds.column import CellValue

# A column at which a rule is broken, and the reason.
BrokenRule = tuple[str, str]


def in_order(values: Mapping[str, CellValue], first: str, last: str, reason: str) -> tuple[BrokenRule, ...]:
    """Break the rule at `last` if that year or day lies before the one of `first`; what is empty keeps it."""
    start, end = values.get(first), values.get(last)
    is_wrong = (isinstance(start, int) and isinstance(end, int) and end < start) or (
        isinstance(start, date) and isinstance(end, date) and end < start
    )
    return ((last, reason),) if is_wrong else ()
