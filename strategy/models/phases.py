from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strategy.choices import Phase
from strategy.models.strategy import Strategy


class PhaseClosureQuerySet(models.QuerySet["PhaseClosure"]):
    def in_force(self) -> "PhaseClosureQuerySet":
        """The closings that were not taken back, with the account that closed."""
        return self.filter(reopened_at__isnull=True).select_related("closed_by")


class PhaseClosure(models.Model):
    """The recorded act of closing a phase, and of reopening it: who, when and with which note."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="phase_closures")
    phase = models.CharField(_("Phase"), max_length=20, choices=Phase)
    closed_at = models.DateTimeField(_("abgeschlossen am"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    note = models.TextField(_("Notiz"), blank=True)
    reopened_at = models.DateTimeField(_("wieder geöffnet am"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PhaseClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abschluss einer Phase")
        verbose_name_plural = _("Abschlüsse von Phasen")
        ordering = ("closed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "phase"),
                condition=Q(reopened_at__isnull=True),
                name="phase_closed_once",
                violation_error_message=_("Diese Phase ist schon abgeschlossen."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_phase_display()}, {self.closed_at:%d.%m.%Y}"
