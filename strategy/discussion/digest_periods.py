"""The moments at which a digest is due. Pure; times are aware and days are those of the local calendar."""

from datetime import datetime, timedelta

from django.utils import timezone

from strategy.discussion.choices import DigestFrequency

# Nobody gets a mail about things longer ago, such as somebody who switched the digest on after a year.
LOOKS_BACK = {DigestFrequency.DAILY: timedelta(days=3), DigestFrequency.WEEKLY: timedelta(days=14)}
FIRST_LOOKS_BACK = {DigestFrequency.DAILY: timedelta(days=1), DigestFrequency.WEEKLY: timedelta(days=7)}


def is_due(frequency: DigestFrequency, *, last: datetime | None, at: datetime) -> bool:
    """Tell whether nothing was sent yet today, or this week, which begins on Monday."""
    if frequency == DigestFrequency.NEVER:
        return False
    return last is None or last < _begin_of_period(frequency, at)


def told_since(
    frequency: DigestFrequency, *, last: datetime | None, seen: datetime | None, at: datetime
) -> datetime:
    """The moment from which on a digest reports: behind the last one, and behind what was seen on the page."""
    begin = at - (FIRST_LOOKS_BACK if last is None else LOOKS_BACK)[frequency]
    return max(moment for moment in (begin, last, seen) if moment is not None)


def _begin_of_period(frequency: DigestFrequency, at: datetime) -> datetime:
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    days = today.weekday() if frequency == DigestFrequency.WEEKLY else 0
    return timezone.make_aware(today - timedelta(days=days))
