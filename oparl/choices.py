from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from jobs.choices import JobState


class ObjectKind(TextChoices):
    """The types of OParl 1.1; the value is the part of the address, the label the name in the type's URL."""

    SYSTEM = "system", "System"
    BODY = "body", "Body"
    LEGISLATIVE_TERM = "legislativeterm", "LegislativeTerm"
    ORGANIZATION = "organization", "Organization"
    PERSON = "person", "Person"
    MEMBERSHIP = "membership", "Membership"
    MEETING = "meeting", "Meeting"
    AGENDA_ITEM = "agendaitem", "AgendaItem"
    PAPER = "paper", "Paper"
    CONSULTATION = "consultation", "Consultation"
    FILE = "file", "File"
    LOCATION = "location", "Location"


class ReadingState(TextChoices):
    """The progress of reading a foreign paper."""

    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("wird gelesen")
    READ = "read", _("gelesen")
    FAILED = "failed", _("nicht gelesen")
    APPLIED = "applied", _("übernommen")
    CANCELLED = "cancelled", _("abgebrochen")


STATES = {
    JobState.WAITING: ReadingState.WAITING,
    JobState.RUNNING: ReadingState.RUNNING,
    JobState.DONE: ReadingState.READ,
    JobState.FAILED: ReadingState.FAILED,
    JobState.CANCELLED: ReadingState.CANCELLED,
}
