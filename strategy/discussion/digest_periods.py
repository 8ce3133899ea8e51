"""The moments at which a digest is due. Pure; times are aware and days are those of the local calendar."""

from datetime import datetime, timedelta

from django.utils import timezone

from strategy.discussion.choices import DigestFrequency

# No mail comes at night: a day, and a week, of digests begins at this hour.
MORNING = 6
# Nobody gets a mail about things longer ago, such as somebody who switched the digest on after a year.
LOOKS_BACK = {
    DigestFrequency.DAILY: timedelta(days=3),
    DigestFrequency.WEEKLY: timedelta(days=14),
    # Told to nobody else: it waits longer for a machine that stood still.
    DigestFrequency.PERSONAL: timedelta(days=14),
}
FIRST_LOOKS_BACK = {
    DigestFrequency.DAILY: timedelta(days=1),
    DigestFrequency.WEEKLY: timedelta(days=7),
    DigestFrequency.PERSONAL: timedelta(days=1),
}


def is_due(frequency: DigestFrequency, *, last: datetime | None, at: datetime) -> bool:
    """Tell whether nothing was sent yet today, or this week, which begins on Monday. PERSONAL is due every day."""
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
    now = timezone.localtime(at).replace(tzinfo=None)
    today = (now - timedelta(hours=MORNING)).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    days = today.weekday() if frequency == DigestFrequency.WEEKLY else 0
    return timezone.make_aware(today - timedelta(days=days))
