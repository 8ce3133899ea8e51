"""Changes of the Beratungsfolge that follow from those of a meeting."""

from django.utils import timezone

from accounts.models import User
from committees.council.choices import Outcome
from committees.council.models import Consultation
from committees.meetings.models import Meeting


def move_open_consultations(*, meeting: Meeting, by: User, **kwargs: object) -> None:
    """Give what a meeting deliberates its day; what has an outcome keeps the day of its record."""
    day = timezone.localdate(meeting.starts_at)
    for step in Consultation.objects.filter(meeting=meeting, outcome=Outcome.OPEN).exclude(date=day):
        step.date = day
        step._history_user = by
        step.save(update_fields=["date"])
