from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from committees.council.models import Paper
from oparl.choices import ReadingState

# Longer than the slowest answer that is waited for.
SILENCE_OF_A_LOST_READING = timedelta(minutes=2)


class PaperReadingQuerySet(models.QuerySet["PaperReading"]):
    def manageable_by(self, user: User) -> "PaperReadingQuerySet":
        return self if user.has_right(Right.MANAGE_PAPERS) else self.none()


class PaperReading(models.Model):
    """Dates and results of a Beratungsfolge, read from a paper in a foreign OParl interface.

    `steps` is what was found, a list of {committee, role, date, outcome, …}; `error` says why nothing was.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="readings")
    url = models.URLField(_("Adresse der Vorlage"), max_length=500)
    state = models.CharField(
        _("Stand"), max_length=10, choices=ReadingState, default=ReadingState.WAITING, editable=False
    )
    steps: models.JSONField[Any, Any] = models.JSONField(default=list, editable=False)
    error = models.TextField(_("Fehler"), blank=True, editable=False)
    steps_done = models.PositiveSmallIntegerField(default=0, editable=False)
    steps_total = models.PositiveSmallIntegerField(default=0, editable=False)
    # The last sign of life of the worker.
    reported_at = models.DateTimeField(null=True, editable=False)
    requested_at = models.DateTimeField(editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, editable=False)

    objects = PaperReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gelesene Beratungsfolge")
        verbose_name_plural = _("Gelesene Beratungsfolgen")
        ordering = ("-requested_at", "-pk")

    def __str__(self) -> str:
        return self.url

    @property
    def percent(self) -> int:
        return 100 * self.steps_done // self.steps_total if self.steps_total else 0

    def is_lost(self, at: datetime) -> bool:
        """Whether nothing was heard for so long that the worker must be gone."""
        last = self.reported_at or self.requested_at
        return self._is_unfinished and at - last > SILENCE_OF_A_LOST_READING

    def is_under_way(self, at: datetime) -> bool:
        return self._is_unfinished and not self.is_lost(at)

    @property
    def _is_unfinished(self) -> bool:
        return self.state in (ReadingState.WAITING, ReadingState.RUNNING)
