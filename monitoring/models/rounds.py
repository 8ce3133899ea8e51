from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from editing.text_limits import TextLimits
from strategy.models import Department, Strategy


class ReportingRound(models.Model):
    """A Berichtsrunde: departments are asked for a period, until a day."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="reporting_rounds")
    title = models.CharField(_("Titel"), max_length=120)
    period_start = models.DateField(_("Zeitraum von"))
    period_end = models.DateField(_("Zeitraum bis"))
    deadline = models.DateField(_("Antwort bis"))
    note = models.TextField(_("Was wir fragen"), blank=True, validators=[TextLimits(3_000)])
    opened_at = models.DateTimeField(_("eröffnet am"), editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    closed_at = models.DateTimeField(_("geschlossen am"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    _history_user: User | None

    class Meta:
        verbose_name = _("Berichtsrunde")
        verbose_name_plural = _("Berichtsrunden")
        ordering = ("-period_end", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "title"),
                name="reporting_round_title_unique",
                violation_error_message=_("Eine Berichtsrunde mit diesem Titel gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="reporting_round_ends_after_start",
                violation_error_message=_("Der Zeitraum endet vor seinem Anfang."),
            ),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("period_start")),
                name="reporting_round_deadline_after_start",
                violation_error_message=_("Der letzte Tag für Antworten liegt vor dem Zeitraum."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class DepartmentAnswer(models.Model):
    """A department that a round asks, and whether it has answered."""

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="answers")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("gefragt am"))
    answered_at = models.DateTimeField(_("geantwortet am"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Antwort eines Fachbereichs")
        verbose_name_plural = _("Antworten der Fachbereiche")
        ordering = ("department__name",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "department"),
                name="department_answer_once",
                violation_error_message=_("Dieser Fachbereich ist in dieser Runde schon gefragt."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="department_answer_after_question",
                violation_error_message=_("Die Antwort liegt vor der Frage."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.round}: {self.department}"
