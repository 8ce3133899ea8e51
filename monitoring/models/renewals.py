from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategy.models import Measure, StrategyVersion


class Renewal(models.Model):
    """A Fortschreibung that has begun: from which adopted version, when and by whom. It ends with the next adoption."""

    version = models.OneToOneField(StrategyVersion, on_delete=models.PROTECT, related_name="renewal")
    begun_at = models.DateTimeField(_("begonnen am"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Fortschreibung")
        verbose_name_plural = _("Fortschreibungen")
        ordering = ("-begun_at",)

    def __str__(self) -> str:
        return str(self.version)


class LeftMeasure(models.Model):
    """A measure that a Fortschreibung leaves behind, and what had become of it by then."""

    renewal = models.ForeignKey(Renewal, on_delete=models.CASCADE, related_name="left")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("Nummer"), max_length=20)
    title = models.CharField(_("Titel"), max_length=200)
    outcome = models.TextField(_("was daraus geworden ist"))

    class Meta:
        verbose_name = _("ausgeschiedene Maßnahme")
        verbose_name_plural = _("ausgeschiedene Maßnahmen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("renewal", "measure"),
                name="left_measure_once",
                violation_error_message=_("Diese Maßnahme ist schon ausgeschieden."),
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=""),
                name="left_measure_has_outcome",
                violation_error_message=_("Bitte sagen Sie, was aus der Maßnahme geworden ist."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
