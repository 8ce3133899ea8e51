"""Reads the content files: JSON beside this module, with local times and with days counted from the loading."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

# An object of a content file: its keys and values are as various as the files.
Content = dict[str, Any]
CONTENT = Path(__file__).parent / "content"
WEDNESDAY = 2


def read(name: str) -> Any:
    return json.loads(content_of(name))


def content_of(name: str) -> bytes:
    return (CONTENT / name).read_bytes()


def local(text: str) -> datetime:
    """A time in Herne, such as "2019-10-30T16:30"."""
    return timezone.make_aware(datetime.fromisoformat(text))


def day(text: str) -> date:
    return date.fromisoformat(text)


def days_from(now: datetime, days: int, clock: str) -> datetime:
    """A time of day some days after the loading, or before it."""
    found = timezone.localdate(now) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(found, time.fromisoformat(clock)))


def coming_wednesday(now: datetime) -> date:
    """The day on which the steering group meets next: at least four days after the loading."""
    return timezone.localdate(now) + timedelta(
        days=4 + (WEDNESDAY - timezone.localdate(now).weekday() - 4) % 7
    )


def when(entry: Content, now: datetime) -> datetime:
    """The time of an entry: what is over has a date (`at`), what is still going on counts from the loading."""
    if "at" in entry:
        return local(entry["at"])
    return days_from(now, -entry["days_ago"], entry["time"])
