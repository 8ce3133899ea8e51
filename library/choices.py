from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from jobs.choices import JobState


class EntryKind(TextChoices):
    """What the library holds of a foreign strategy."""

    GOAL = "goal", _("Ziel")
    MEASURE = "measure", _("Maßnahme")


class SourceState(TextChoices):
    """The progress of reading a source. One that could not be read again still has what was read before."""

    READING = "reading", _("wird gelesen")
    READ = "read", _("gelesen")
    FAILED = "failed", _("nicht gelesen")
    CANCELLED = "cancelled", _("abgebrochen")


STATES = {
    JobState.WAITING: SourceState.READING,
    JobState.RUNNING: SourceState.READING,
    JobState.DONE: SourceState.READ,
    JobState.FAILED: SourceState.FAILED,
    JobState.CANCELLED: SourceState.CANCELLED,
}
