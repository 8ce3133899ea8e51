from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from committees.council.models import Paper
from jobs.choices import JobState
from jobs.models import Job
from oparl.choices import STATES, ReadingState


class PaperReadingQuerySet(models.QuerySet["PaperReading"]):
    def manageable_by(self, user: User) -> "PaperReadingQuerySet":
        return self if user.has_right(Right.MANAGE_PAPERS) else self.none()


class PaperReading(models.Model):
    """Dates and results of a Beratungsfolge, read from a paper in a foreign OParl interface.

    `steps` is what was found, a list of {committee, role, date, outcome, …}.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="readings")
    url = models.URLField(_("Adresse der Vorlage"), max_length=500)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, editable=False, related_name="paper_reading")
    steps: models.JSONField[object, object] = models.JSONField(default=list, editable=False)
    applied_at = models.DateTimeField(null=True, editable=False)

    objects = PaperReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gelesene Beratungsfolge")
        verbose_name_plural = _("Gelesene Beratungsfolgen")
        ordering = ("-job__created_at", "-pk")

    def __str__(self) -> str:
        return self.url

    @property
    def state(self) -> ReadingState:
        """The progress of the reading."""
        return ReadingState.APPLIED if self.applied_at is not None else STATES[JobState(self.job.state)]

    def get_state_display(self) -> str:
        return str(self.state.label)
