from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.choices import EffectLight, ExecutionLight
from monitoring.models.indicators import Indicator
from strategy.models import Measure


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def in_force(self, moment: datetime) -> Self:
        """The judgements that held at a moment, with who made them."""
        begun = self.filter(made_at__lte=moment).select_related("made_by")
        return begun.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment))


class Judgement(models.Model):
    """The light that coordination sets by hand, with its reason; the computed one is shown beside it.

    A newer one ends it. Each stays, so that what was shown at any time can be told.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="judgements"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="judgements"
    )
    light = models.CharField(
        _("Einschätzung"), max_length=20, choices=(*ExecutionLight.choices, *EffectLight.choices)
    )
    reason = models.CharField(_("Grund"), max_length=500)
    made_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einschätzung der Koordination")
        verbose_name_plural = _("Einschätzungen der Koordination")
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    measure__isnull=False, indicator__isnull=True, light__in=sorted(ExecutionLight.values)
                )
                | Q(measure__isnull=True, indicator__isnull=False, light__in=sorted(EffectLight.values)),
                name="judgement_of_one_light",
                violation_error_message=_(
                    "Diese Einschätzung passt nicht: Vollzug und Wirkung sind zweierlei."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="judgement_has_reason",
                violation_error_message=_("Bitte begründen Sie die Einschätzung."),
            ),
            models.UniqueConstraint(
                fields=("measure",),
                condition=Q(ended_at__isnull=True),
                name="judgement_of_measure_once",
                violation_error_message=_("Zu dieser Maßnahme gilt schon eine Einschätzung."),
            ),
            models.UniqueConstraint(
                fields=("indicator",),
                condition=Q(ended_at__isnull=True),
                name="judgement_of_indicator_once",
                violation_error_message=_("Zu diesem Indikator gilt schon eine Einschätzung."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure or self.indicator}: {self.get_light_display()}"
