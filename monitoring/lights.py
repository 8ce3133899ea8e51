"""What both lights have in common: a light with its reason in one sentence, and how a sentence says things. Pure."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from msgspec import Struct

from editing.amounts import without_zeros
from monitoring.choices import EffectLight, ExecutionLight, Quality

# How tables begin the unit of what they count.
COUNT = re.compile(r"^Anzahl\b\s*(?:der\s+)?")


class Override(Struct, frozen=True):
    """What coordination says instead of the computed light, and why."""

    light: ExecutionLight | EffectLight
    reason: str
    by: str
    on: date


def day_words(day: date) -> str:
    return _day_in(get_language(), day)


# Django's way takes as long as a row of a table, and a page says thousands of days.
@lru_cache(maxsize=20_000)
def _day_in(language: str | None, day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def period_words(period: date) -> str:
    """A year for its last day, otherwise the day."""
    return str(period.year) if (period.month, period.day) == (12, 31) else day_words(period)


def when_words(period: date, quality: Quality) -> str:
    """When a value was measured, and that it is not the final one, if it is not."""
    when = period_words(period)
    return when if quality == Quality.FINAL else f"{when}, {quality.label}"


def figure_words(value: Decimal) -> str:
    return number_format(without_zeros(value), force_grouping=True)


def decimals_of(values: Sequence[Decimal]) -> int:
    """The number of decimals that the most exact of some values has."""
    return max((max(0, -int(without_zeros(value).as_tuple().exponent)) for value in values), default=0)


def with_unit(words: str, unit: str) -> str:
    """A figure with its unit; what is counted needs no "Anzahl" before it."""
    counted = COUNT.sub("", unit)
    return f"{words} {counted}" if counted else words


def and_more(count: int) -> str:
    """The end of a sentence that names the first of several milestones."""
    if count <= 1:
        return ""
    others = count - 1
    words = ngettext("(und ein weiterer)", "(und %d weitere)", others)
    return " " + (words if others == 1 else words % others)
