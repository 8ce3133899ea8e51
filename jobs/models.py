import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.choices import OPEN, JobState

# A worker gives a sign of life every few seconds, also for what waits: after this it is gone.
SILENCE_OF_A_LOST_JOB = timedelta(minutes=2)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> "JobQuerySet":
        return self.filter(state__in=OPEN)

    def silent(self) -> "JobQuerySet":
        """Jobs that are neither over nor in the hands of a living worker."""
        return self.open().filter(reported_at__lt=timezone.now() - SILENCE_OF_A_LOST_JOB)

    def held_by(self, job: "Job") -> "JobQuerySet":
        """The row of a job as long as it is this attempt that works on it: not cancelled, not taken up by another."""
        return self.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


class Job(models.Model):
    """Work in the background: who asked for it, how far it is, and what became of it.

    What it makes is kept by the row that points to it; what it does stands in the kind (`jobs.kinds`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("Art"), max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("Stand"), max_length=10, choices=JobState, default=JobState.WAITING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("angefordert am"), default=timezone.now)
    started_at = models.DateTimeField(_("begonnen am"), null=True)
    finished_at = models.DateTimeField(_("beendet am"), null=True)
    # The last sign of life.
    reported_at = models.DateTimeField(_("zuletzt gemeldet am"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    done = models.PositiveIntegerField(_("erledigt"), default=0)
    # May be an estimate; 0 is unknown.
    total = models.PositiveIntegerField(_("insgesamt"), default=0)
    # What is being done, for the page.
    word = models.TextField(_("Was geschieht"), blank=True)
    # Why nothing came of it, for whoever waits, and for whoever runs the installation.
    failure = models.TextField(_("Fehler"), blank=True)
    trace = models.TextField(_("Einzelheiten des Fehlers"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")
        ordering = ("-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(finished_at__isnull=False)),
                name="job_ended_has_end",
                violation_error_message=_(
                    "Genau ein beendeter Auftrag hat einen Zeitpunkt, an dem er endete."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) ^ Q(failure=""),
                name="job_failed_says_why",
                violation_error_message=_("Genau ein gescheiterter Auftrag sagt, warum."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(JobState.RUNNING, JobState.DONE)) | Q(started_at__isnull=False),
                name="job_running_was_started",
                violation_error_message=_("Ein Auftrag, der läuft oder fertig ist, wurde begonnen."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def percent(self) -> int:
        """Progress from 0 to 100; 100 is kept for what is done, because the total may be an estimate."""
        if self.state == JobState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_lost(self) -> bool:
        """Say whether nothing was heard for so long that no worker can be at it."""
        return self.is_open and timezone.now() - self.reported_at > SILENCE_OF_A_LOST_JOB

    @property
    def is_under_way(self) -> bool:
        return self.is_open and not self.is_lost


class QueueSignQuerySet(models.QuerySet["QueueSign"]):
    def silent(self, *, queues: Iterable[str], since: datetime) -> list[str]:
        """Those of the queues whose workers have not been heard of since a moment, or never."""
        heard = set(self.filter(seen_at__gt=since).values_list("queue", flat=True))
        return [queue for queue in queues if queue not in heard]


class QueueSign(models.Model):
    """The last sign of life of the workers of a queue, whether there is work or not."""

    queue = models.CharField(_("Warteschlange"), max_length=32, primary_key=True)
    seen_at = models.DateTimeField(_("zuletzt gemeldet am"))

    objects = QueueSignQuerySet.as_manager()

    class Meta:
        verbose_name = _("Lebenszeichen einer Warteschlange")
        verbose_name_plural = _("Lebenszeichen der Warteschlangen")
        ordering = ("queue",)

    def __str__(self) -> str:
        return self.queue
