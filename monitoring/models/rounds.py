from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from editing.text_limits import TextLimits
from monitoring.choices import AnswerState, RoundMailKind
from strategy.models import Department, Strategy


class RoundQuerySet(models.QuerySet["ReportingRound"]):
    def with_answers(self) -> Self:
        """With the numbers of departments that were asked, and of those that have answered."""
        asked = Q(answers__department__merged_into__isnull=True)
        return self.annotate(
            asked=Count("answers", filter=asked),
            answered=Count("answers", filter=asked & Q(answers__answered_at__isnull=False)),
        )


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

    objects = RoundQuerySet.as_manager()
    history = HistoricalRecords()
    _history_user: User | None
    # Only with `with_answers()`.
    asked: int
    answered: int

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

    @property
    def value_period(self) -> date:
        """The year of which values are asked, by its last day."""
        return date(self.period_end.year, 12, 31)


class DepartmentAnswer(models.Model):
    """A department that a round asks, and whether it has answered."""

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="answers")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("gefragt am"))
    answered_at = models.DateTimeField(_("geantwortet am"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # When coordination last asked back. The department has to answer again.
    returned_at = models.DateTimeField(_("Rückfrage am"), null=True, blank=True)

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

    @property
    def state(self) -> AnswerState:
        if self.answered_at is not None:
            return AnswerState.ANSWERED
        return AnswerState.OPEN if self.returned_at is None else AnswerState.RETURNED


class RoundMail(models.Model):
    """A mail about a round that a person was sent: nobody gets two in a week, nor the same one twice."""

    answer = models.ForeignKey(DepartmentAnswer, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=RoundMailKind)
    # That of the round when it was sent: a later deadline is another one to remind of.
    deadline = models.DateField()
    sent_at = models.DateTimeField(_("verschickt am"))

    class Meta:
        verbose_name = _("E-Mail zu einer Berichtsrunde")
        verbose_name_plural = _("E-Mails zu Berichtsrunden")
        ordering = ("sent_at", "pk")
        indexes = (models.Index(fields=("user", "sent_at"), name="round_mail_of_user"),)

    def __str__(self) -> str:
        return f"{self.user}, {self.answer}: {self.get_kind_display()}"
