from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from editing.text_limits import TextLimits
from monitoring.choices import Direction, Interval, PathKind, Quality, ReportStatus
from monitoring.models.reported import (
    Reported,
    ReportedQuerySet,
    acceptance_is_dated,
    return_has_remark,
)
from strategy.models import Department, OperationalGoal, SdgTarget, Strategy, ThemeField
from strategy.models.strategy import year_between


class Indicator(models.Model):
    """A figure that shows over the years whether the goals come nearer. It may belong to several."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="indicators")
    name = models.CharField(_("Name"), max_length=200)
    definition = models.TextField(_("Was gezählt wird"), blank=True, validators=[TextLimits(3_000)])
    unit = models.CharField(_("Einheit"), max_length=80, blank=True)
    direction = models.CharField(
        _("Was besser ist"), max_length=10, choices=Direction, default=Direction.UNKNOWN
    )
    lower_bound = models.DecimalField(
        _("Bereich von"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    upper_bound = models.DecimalField(
        _("Bereich bis"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    path = models.CharField(_("Weg zum Ziel"), max_length=10, choices=PathKind, default=PathKind.LINEAR)
    baseline_year = models.PositiveSmallIntegerField(_("Ausgangsjahr"), null=True, blank=True)
    source = models.CharField(_("Quelle"), max_length=300, blank=True)
    licence = models.CharField(_("Lizenz"), max_length=120, blank=True)
    interval = models.CharField(
        _("Wie oft es neue Werte gibt"), max_length=12, choices=Interval, default=Interval.YEARLY
    )
    responsible = models.ForeignKey(
        Department,
        verbose_name=_("Zuständig"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    goals = models.ManyToManyField(
        OperationalGoal, blank=True, related_name="indicators", verbose_name=_("Operative Ziele")
    )
    themes = models.ManyToManyField(
        ThemeField, blank=True, related_name="indicators", verbose_name=_("Themenfelder")
    )
    sdg_targets = models.ManyToManyField(
        SdgTarget, blank=True, related_name="+", verbose_name=_("Bezug zu SDG-Unterzielen")
    )
    # What the terms of its formula are multiplied with; without terms its values are entered.
    factor = models.DecimalField(_("Faktor"), max_digits=14, decimal_places=3, default=Decimal(1))
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(m2m_fields=["goals", "themes", "sdg_targets"])
    _history_user: User | None
    skip_history_when_saving: bool
    not_in_history: ClassVar[frozenset[str]] = frozenset({"strategy"})

    class Meta:
        verbose_name = _("Indikator")
        verbose_name_plural = _("Indikatoren")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "name"),
                name="indicator_name_unique",
                violation_error_message=_("Einen Indikator mit diesem Namen gibt es schon."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(direction=Direction.WITHIN)
                    & Q(lower_bound__isnull=False, upper_bound__isnull=False)
                    & Q(upper_bound__gte=F("lower_bound"))
                )
                | (~Q(direction=Direction.WITHIN) & Q(lower_bound__isnull=True, upper_bound__isnull=True)),
                name="indicator_bounds_fit_direction",
                violation_error_message=_(
                    "Genau zu „in einem Bereich halten“ gehören die beiden Grenzen, die untere zuerst."
                ),
            ),
            models.CheckConstraint(
                condition=year_between("baseline_year"),
                name="indicator_baseline_plausible",
                violation_error_message=_("Das Ausgangsjahr liegt zwischen 1990 und 2100."),
            ),
            models.CheckConstraint(
                condition=~Q(factor=0),
                name="indicator_factor_not_zero",
                violation_error_message=_("Mit dem Faktor 0 ist jeder Wert 0."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class FormulaTerm(models.Model):
    """A part of a computed indicator: the sum of those above the line, by the sum of those below, times the factor."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="terms")
    input = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="used_in", verbose_name=_("Indikator")
    )
    is_divisor = models.BooleanField(_("steht unter dem Bruchstrich"), default=False)

    class Meta:
        verbose_name = _("Teil einer Formel")
        verbose_name_plural = _("Teile von Formeln")
        ordering = ("is_divisor", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "input", "is_divisor"),
                name="formula_term_once",
                violation_error_message=_("Dieser Indikator steht schon an dieser Stelle der Formel."),
            ),
            models.CheckConstraint(
                condition=~Q(indicator=F("input")),
                name="formula_term_not_itself",
                violation_error_message=_("Ein Indikator kann nicht aus sich selbst berechnet werden."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}: {self.input}"


class IndicatorSeries(models.Model):
    """The values of an indicator for the whole, or for one part of a split: a district, women."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="series")
    dimension = models.CharField(_("Aufteilung nach"), max_length=60, blank=True)
    name = models.CharField(_("Teil"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Reihe eines Indikators")
        verbose_name_plural = _("Reihen von Indikatoren")
        ordering = ("dimension", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "dimension", "name"),
                name="indicator_series_once",
                violation_error_message=_("Diese Reihe gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(dimension="", name="") | (~Q(dimension="") & ~Q(name="")),
                name="indicator_series_whole",
                violation_error_message=_("Zu einer Aufteilung gehört der Name des Teils."),
            ),
        )

    def __str__(self) -> str:
        return self.name or str(_("gesamt"))

    @property
    def is_total(self) -> bool:
        return not self.dimension


class IndicatorValueQuerySet(ReportedQuerySet["IndicatorValue"]):
    subject = ("series", "period")

    def current(self) -> Self:
        """The values that count today."""
        return self.accepted().filter(replaced_at__isnull=True)

    def current_at(self, moment: datetime) -> Self:
        """The values that counted at a moment, with what was corrected since as it was."""
        return self.accepted_until(moment).filter(Q(replaced_at__isnull=True) | Q(replaced_at__gt=moment))

    def of_totals(self) -> Self:
        return self.filter(series__dimension="")


class IndicatorValue(Reported):
    """A value of a series for a period, named by its last day: 31 December is the whole year. It never changes.

    A correction is a new value, which replaces the former one when it is accepted.
    """

    series = models.ForeignKey(IndicatorSeries, on_delete=models.PROTECT, related_name="values")
    period = models.DateField(_("Jahr oder Stichtag"))
    value = models.DecimalField(_("Wert"), max_digits=14, decimal_places=3)
    quality = models.CharField(_("Güte"), max_length=12, choices=Quality, default=Quality.FINAL)
    retrieved_on = models.DateField(_("abgerufen am"), null=True, blank=True)
    note = models.CharField(_("Anmerkung"), max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="replaced_by"
    )
    replaced_at = models.DateTimeField(_("ersetzt am"), null=True, blank=True, editable=False)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wert eines Indikators")
        verbose_name_plural = _("Werte von Indikatoren")
        ordering = ("period", "reported_at", "pk")
        constraints = (
            acceptance_is_dated("indicator_value_acceptance_dated"),
            return_has_remark("indicator_value_return_remark"),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.DRAFT),
                name="indicator_value_is_no_draft",
                violation_error_message=_("Ein Wert wird gemeldet, sobald er eingetragen ist."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(status=ReportStatus.ACCEPTED),
                name="indicator_value_replaced_was_accepted",
                violation_error_message=_("Ersetzt wird nur ein Wert, der angenommen war."),
            ),
            models.UniqueConstraint(
                fields=("series", "period"),
                condition=Q(status=ReportStatus.ACCEPTED, replaced_at__isnull=True),
                name="indicator_value_one_current",
                violation_error_message=_("Für diesen Zeitpunkt gibt es schon einen Wert."),
            ),
            models.UniqueConstraint(
                fields=("series", "period"),
                condition=Q(status=ReportStatus.REPORTED),
                name="indicator_value_one_waiting",
                violation_error_message=_("Für diesen Zeitpunkt wartet schon ein Wert auf die Annahme."),
            ),
            models.CheckConstraint(
                condition=Q(period__gte=date(1990, 1, 1), period__lte=date(2100, 12, 31)),
                name="indicator_value_period_plausible",
                violation_error_message=_("Die Werte liegen zwischen 1990 und 2100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.series.indicator}, {self.period}"


class IndicatorTarget(models.Model):
    """A value that an indicator shall have reached in a year."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(_("Zieljahr"))
    value = models.DecimalField(_("Zielwert"), max_digits=14, decimal_places=3)
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    _history_user: User | None
    not_in_history: ClassVar[frozenset[str]] = frozenset({"indicator"})

    class Meta:
        verbose_name = _("Zielwert")
        verbose_name_plural = _("Zielwerte")
        ordering = ("year",)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "year"),
                name="indicator_target_year_once",
                violation_error_message=_("Für dieses Jahr gibt es schon einen Zielwert."),
            ),
            models.CheckConstraint(
                condition=year_between("year"),
                name="indicator_target_year_plausible",
                violation_error_message=_("Das Zieljahr liegt zwischen 1990 und 2100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, {self.year}"
