"""The time of a meeting in words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def day_words(moment: datetime) -> str:
    """The day: "Donnerstag, 12. August 2021"."""
    return date_format(localtime(moment), "l, j. F Y")


def when_words(starts_at: datetime, ends_at: datetime) -> str:
    """The beginning and the end: "Donnerstag, 12. August 2021, 18:00 bis 20:00 Uhr"."""
    start, end = localtime(starts_at), localtime(ends_at)
    words = {
        "day": date_format(start, "l, j. F Y"),
        "from": date_format(start, "H:i"),
        "to": date_format(end, "H:i"),
        "end": date_format(end, "l, j. F Y"),
    }
    if start.date() == end.date():
        return _("%(day)s, %(from)s bis %(to)s Uhr") % words
    return _("%(day)s, %(from)s Uhr, bis %(end)s, %(to)s Uhr") % words
