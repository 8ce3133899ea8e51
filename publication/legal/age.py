"""When a declaration of accessibility has to be looked at again. Pure."""

from datetime import date, timedelta

# The law wants a new check each year (§ 4 BITVNRW): a month is left for it.
MONTHS_OF_A_CHECK = 11
DAYS_OF_A_CHECK = timedelta(days=MONTHS_OF_A_CHECK * 365 // 12)


def is_due(checked_on: date, today: date) -> bool:
    """Say whether the last check is eleven months ago."""
    return today - checked_on >= DAYS_OF_A_CHECK
