from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from editing.text_limits import TextLimits
from monitoring.choices import STATES_WITH_REASON, MeasureState, ReportStatus
from monitoring.models.reported import (
    Reported,
    ReportedQuerySet,
    acceptance_is_dated,
    return_has_remark,
)
from strategy.models import Department, Measure
from strategy.models.measures import not_negative
from strategy.models.strategy import year_between


class MeasureExecution(models.Model):
    """The dates of an adopted measure, planned and actual, and who carries it out if no longer the adopted one."""

    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="execution")
    department = models.ForeignKey(
        Department,
        verbose_name=_("Zuständig für die Umsetzung"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    planned_start = models.DateField(_("Beginn spätestens"), null=True, blank=True)
    planned_end = models.DateField(_("Abschluss spätestens"), null=True, blank=True)
    actual_start = models.DateField(_("begonnen am"), null=True, blank=True)
    actual_end = models.DateField(_("abgeschlossen am"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    _history_user: User | None
    # Why it was given to another department.
    _change_reason: str
    not_in_history: ClassVar[frozenset[str]] = frozenset({"measure"})

    class Meta:
        verbose_name = _("Termine einer Maßnahme")
        verbose_name_plural = _("Termine der Maßnahmen")
        constraints = (
            models.CheckConstraint(
                condition=Q(planned_start__isnull=True)
                | Q(planned_end__isnull=True)
                | Q(planned_end__gte=F("planned_start")),
                name="execution_planned_in_order",
                violation_error_message=_("Der geplante Abschluss liegt vor dem geplanten Beginn."),
            ),
            models.CheckConstraint(
                condition=Q(actual_start__isnull=True)
                | Q(actual_end__isnull=True)
                | Q(actual_end__gte=F("actual_start")),
                name="execution_actual_in_order",
                violation_error_message=_("Die Maßnahme ist abgeschlossen, bevor sie begonnen hat."),
            ),
        )

    def __str__(self) -> str:
        return str(self.measure)


class Milestone(models.Model):
    """A step of a measure that is done on a day, or not yet."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="execution_milestones")
    title = models.CharField(_("Meilenstein"), max_length=200)
    due_on = models.DateField(_("fällig am"))
    done_on = models.DateField(_("erreicht am"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    _history_user: User | None
    not_in_history: ClassVar[frozenset[str]] = frozenset({"measure"})

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "title"),
                name="milestone_title_unique",
                violation_error_message=_("Diesen Meilenstein hat die Maßnahme schon."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class MeasureYear(models.Model):
    """Money and posts of a measure in one year, planned and actual. None means not stated."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="execution_years")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    budget_planned = models.DecimalField(
        _("geplant (Euro)"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[not_negative]
    )
    budget_spent = models.DecimalField(
        _("ausgegeben (Euro)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[not_negative],
    )
    posts_planned = models.DecimalField(
        _("Stellen geplant"), max_digits=6, decimal_places=2, null=True, blank=True, validators=[not_negative]
    )
    posts_filled = models.DecimalField(
        _("Stellen besetzt"), max_digits=6, decimal_places=2, null=True, blank=True, validators=[not_negative]
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    _history_user: User | None
    not_in_history: ClassVar[frozenset[str]] = frozenset({"measure"})

    class Meta:
        verbose_name = _("Jahr einer Maßnahme")
        verbose_name_plural = _("Jahre der Maßnahmen")
        ordering = ("year",)
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "year"),
                name="measure_year_once",
                violation_error_message=_("Für dieses Jahr gibt es schon eine Zeile."),
            ),
            models.CheckConstraint(
                condition=year_between("year"),
                name="measure_year_plausible",
                violation_error_message=_("Die Jahre liegen zwischen 1990 und 2100."),
            ),
            models.CheckConstraint(
                condition=(Q(budget_planned__isnull=True) | Q(budget_planned__gte=0))
                & (Q(budget_spent__isnull=True) | Q(budget_spent__gte=0))
                & (Q(posts_planned__isnull=True) | Q(posts_planned__gte=0))
                & (Q(posts_filled__isnull=True) | Q(posts_filled__gte=0)),
                name="measure_year_not_negative",
                violation_error_message=_("Bitte geben Sie keinen negativen Betrag ein."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}, {self.year}"


class MeasureReportQuerySet(ReportedQuerySet["MeasureReport"]):
    subject = ("measure",)


class MeasureReport(Reported):
    """A report on one measure. The state of a measure is that of its last accepted report, and nothing else.

    In a round each measure has one report, a draft until its department answers.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(_("Stand"), max_length=20, choices=MeasureState, blank=True)
    merged_with = models.ForeignKey(
        Measure,
        verbose_name=_("zusammengeführt mit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("Grund"), max_length=500, blank=True)
    progress = models.PositiveSmallIntegerField(
        _("Fortschritt (Prozent)"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(0),
            MaxValueValidator(100, _("Mehr als 100 Prozent gibt es nicht.")),
        ],
    )
    done = models.TextField(_("Was wurde getan?"), blank=True, validators=[TextLimits(3_000)])
    next_step = models.TextField(_("Nächster Schritt"), blank=True, validators=[TextLimits(3_000)])
    obstacle = models.TextField(_("Was hindert?"), blank=True, validators=[TextLimits(3_000)])
    spent = models.DecimalField(
        _("Ausgegeben (Euro)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[not_negative],
    )
    spent_year = models.PositiveSmallIntegerField(_("im Jahr"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = MeasureReportQuerySet.as_manager()
    history = HistoricalRecords()
    _history_user: User | None
    not_in_history: ClassVar[frozenset[str]] = frozenset({"measure", "round"})

    class Meta:
        verbose_name = _("Meldung zu einer Maßnahme")
        verbose_name_plural = _("Meldungen zu Maßnahmen")
        ordering = ("reported_at", "pk")
        indexes = (models.Index(fields=("status", "measure", "reported_at"), name="report_of_measure"),)
        constraints = (
            acceptance_is_dated("measure_report_acceptance_dated"),
            return_has_remark("measure_report_return_remark"),
            models.UniqueConstraint(
                fields=("round", "measure"),
                name="measure_report_once_in_round",
                violation_error_message=_("Zu dieser Maßnahme gibt es in dieser Runde schon eine Meldung."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.DRAFT) | Q(round__isnull=False),
                name="measure_report_draft_in_round",
                violation_error_message=_("Nur in einer Berichtsrunde bleibt eine Meldung liegen."),
            ),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.DRAFT) | ~Q(state=""),
                name="measure_report_has_state",
                violation_error_message=_("Bitte wählen Sie den Stand der Maßnahme."),
            ),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.DRAFT)
                | ~Q(state__in=sorted(STATES_WITH_REASON))
                | ~Q(reason=""),
                name="measure_report_has_reason",
                violation_error_message=_("Zu diesem Stand gehört ein Grund."),
            ),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.DRAFT)
                | (Q(state=MeasureState.MERGED, merged_with__isnull=False))
                | (~Q(state=MeasureState.MERGED) & Q(merged_with__isnull=True)),
                name="measure_report_merged_names_other",
                violation_error_message=_(
                    "Genau zu „zusammengeführt“ gehört die Maßnahme, in der diese aufgegangen ist."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_with__isnull=True) | ~Q(merged_with=F("measure")),
                name="measure_report_merged_with_other",
                violation_error_message=_("Eine Maßnahme kann nicht mit sich selbst zusammengeführt werden."),
            ),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100),
                name="measure_report_progress_percent",
                violation_error_message=_("Mehr als 100 Prozent gibt es nicht."),
            ),
            models.CheckConstraint(
                condition=year_between("spent_year"),
                name="measure_report_spent_year_plausible",
                violation_error_message=_("Das Jahr der Ausgaben liegt zwischen 1990 und 2100."),
            ),
            models.CheckConstraint(
                condition=Q(spent__isnull=True, spent_year__isnull=True)
                | Q(spent__gte=Decimal(0), spent_year__isnull=False),
                name="measure_report_spent_in_year",
                violation_error_message=_("Zu dem, was ausgegeben ist, gehört das Jahr, und umgekehrt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_state_display()}"
