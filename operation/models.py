from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operation.choices import AlarmKind

# Work that has neither ended nor failed after this was killed with its process.
LONGEST_RUN = timedelta(hours=3)
# What failed is tried again after this, or when it is due anyway.
PAUSE_AFTER_FAILURE = timedelta(hours=1)


class PeriodicRun(models.Model):
    """When a piece of periodic work ran last, and when it failed last; several timers take it from each other here."""

    name = models.CharField(_("Aufgabe"), max_length=60, primary_key=True)
    started_at = models.DateTimeField(_("zuletzt begonnen"), null=True)
    # Empty while it runs.
    ended_at = models.DateTimeField(_("zuletzt beendet"), null=True)
    failed_at = models.DateTimeField(_("zuletzt gescheitert"), null=True)
    failure = models.TextField(_("Fehler"), blank=True)

    class Meta:
        verbose_name = _("wiederkehrende Aufgabe")
        verbose_name_plural = _("wiederkehrende Aufgaben")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=False),
                name="periodic_run_ended_was_started",
                violation_error_message=_("Eine Aufgabe, die beendet ist, hat auch begonnen."),
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True, failure="")
                | (Q(failed_at__isnull=False) & ~Q(failure="")),
                name="periodic_run_failed_says_why",
                violation_error_message=_("Eine gescheiterte Aufgabe sagt, wann und warum."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_failed(self) -> bool:
        """Whether the last time that it ended was a failure."""
        return self.ended_at is not None and self.failed_at == self.ended_at

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    def is_due(self, at: datetime, every: timedelta) -> bool:
        """Whether it should run now: its time has come, it failed a while ago, or whoever ran it is gone."""
        # A clock that ran ahead for a while must not stop the work until it is that late.
        if self.started_at is None or self.started_at > at + LONGEST_RUN:
            return True
        if self.is_running:
            return at >= self.started_at + LONGEST_RUN
        return at >= self.started_at + (min(every, PAUSE_AFTER_FAILURE) if self.has_failed else every)


class Backup(models.Model):
    """A backup that was written, for whoever looks after the installation. It is made after the copy, and not in it."""

    started_at = models.DateTimeField(_("begonnen"))
    ended_at = models.DateTimeField(_("beendet"))
    path = models.CharField(_("Datei"), max_length=500)
    size = models.PositiveBigIntegerField(_("Größe in Bytes"))
    # Their votes are left out (ADR 6).
    secret_surveys = models.PositiveIntegerField(_("laufende geheime Abfragen"), default=0)

    class Meta:
        verbose_name = _("Sicherung")
        verbose_name_plural = _("Sicherungen")
        ordering = ("-ended_at", "-pk")

    def __str__(self) -> str:
        return self.path


class Alarm(models.Model):
    """Something that the operator was told of and that is not over yet."""

    kind = models.CharField(_("Grund"), max_length=20, choices=AlarmKind, primary_key=True)
    since = models.DateTimeField(_("seit"))

    class Meta:
        verbose_name = _("Meldung an den Betrieb")
        verbose_name_plural = _("Meldungen an den Betrieb")
        ordering = ("kind",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=AlarmKind.values),
                name="alarm_kind_known",
                violation_error_message=_("Diesen Grund gibt es nicht."),
            ),
        )

    def __str__(self) -> str:
        return self.kind
