from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from committees.models import Paper
from oparl.choices import ReadingState


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
