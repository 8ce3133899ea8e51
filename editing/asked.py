"""What a request asks for beside its forms: numbers, words and moments, each within bounds. Pure."""

import re
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

# No number that means anything here is longer, each fits into a column, and int() refuses to read thousands of digits.
DIGITS_AT_MOST = 18
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Beyond these years a moment cannot be told in every time zone, nor kept by every database.
YEARS = range(1900, 2201)


def number_of(text: str) -> int | None:
    """A whole number from 0 on; None for any other text."""
    if not (text.isascii() and text.isdecimal() and len(text) <= DIGITS_AT_MOST):
        return None
    return int(text)


def number_in(parameters: QueryDict, name: str) -> int | None:
    """The number of a parameter; None when it is missing or no number."""
    return number_of(parameters.get(name, ""))


def numbers_in(parameters: QueryDict, name: str) -> list[int]:
    """All numbers of a parameter that may come several times."""
    found = (number_of(text) for text in parameters.getlist(name))
    return [number for number in found if number is not None]


def keys_in(parameters: QueryDict, name: str) -> list[UUID]:
    """All keys of a parameter that may come several times."""
    return [UUID(text) for text in parameters.getlist(name) if KEY.fullmatch(text)]


def words_in(parameters: QueryDict, name: str, *, at_most: int) -> str:
    """The words of a search, without what no database takes."""
    return parameters.get(name, "").replace("\0", "").strip()[:at_most]


def moment_of(text: str, *, needs_zone: bool = False) -> datetime | None:
    """A moment as ISO 8601 writes it (2021-10-05T16:00:00+02:00); None for any other text.

    Without an offset it is a moment of here, or none if it `needs_zone`. A plus that nobody encoded arrives as a space.
    """
    if not (text.isascii() and text.isprintable()):
        return None
    try:
        moment = parse_datetime(text.replace(" ", "+") if "T" in text else text)
        if moment is None or moment.year not in YEARS:
            return None
        if timezone.is_naive(moment):
            return None if needs_zone else timezone.make_aware(moment)
    except (ValueError, OverflowError):
        return None
    return moment
