from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from editing.dialect_field import DialectField
from editing.text_limits import TextLimits
from strategy.choices import ElementKind, Funding, ImplementationStatus, MeasureKind, ResolutionStatus
from strategy.models.departments import Department
from strategy.models.element import NumberedElement, unique_position
from strategy.models.goals import OperationalGoal
from strategy.models.reference import SdgTarget
from strategy.models.strategy import year_between
from strategy.models.themes import ThemeField
from strategy.rows_field import FundingSourceRows, PersonRows, YearlyCostRows

not_negative = MinValueValidator(Decimal(0), _("Bitte geben Sie keinen negativen Betrag ein."))


class Measure(NumberedElement):
    """A measure n.m.k.j. Adopting the strategy does not adopt it: it stands under reservation (Vorbehalt)."""

    operational_goal = models.ForeignKey(OperationalGoal, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(_("Titel"), max_length=200)
    # The number in the list that it was read from.
    former_number = models.CharField(_("Bisherige Nummer"), max_length=40, blank=True)
    description = DialectField(_("Kurzbeschreibung"), blank=True, validators=[TextLimits(10_000)])
    measure_kind = models.CharField(
        _("Art der Maßnahme"), max_length=10, choices=MeasureKind, default=MeasureKind.NEW
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("Zuständiger Fachbereich"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
    )
    participants = models.ManyToManyField(
        Department, blank=True, related_name="joint_measures", verbose_name=_("Beteiligte Stellen")
    )
    contacts = PersonRows(_("Ansprechpersonen (intern)"), default=tuple, blank=True)
    partners = models.CharField(_("Partner"), max_length=300, blank=True)
    target_group = models.CharField(_("Zielgruppe"), max_length=300, blank=True)
    start_year = models.PositiveSmallIntegerField(_("Beginn (Jahr)"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("Ende (Jahr)"), null=True, blank=True)
    permanent = models.BooleanField(_("dauerhaft"), default=False)
    staff_fte = models.DecimalField(
        _("Personal (Vollzeitstellen)"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[not_negative],
    )
    annual_cost = models.DecimalField(
        _("Laufende Kosten (Euro im Jahr)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[not_negative],
    )
    investment = models.DecimalField(
        _("Investition (Euro, einmalig)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[not_negative],
    )
    funding = models.CharField(_("Finanzierung"), max_length=15, choices=Funding, blank=True)
    # What it costs from year to year, and who pays; the figures above are their shortest form.
    yearly_costs = YearlyCostRows(_("Kosten je Jahr"), default=tuple, blank=True)
    funding_sources = FundingSourceRows(_("Finanzierungsquellen"), default=tuple, blank=True)
    budget_product = models.CharField(_("Produktnummer im Haushalt"), max_length=40, blank=True)
    milestones = models.TextField(_("Meilensteine"), blank=True, validators=[TextLimits(3_000)])
    resolution_status = models.CharField(
        _("Beschlussstand"), max_length=20, choices=ResolutionStatus, default=ResolutionStatus.PROPOSED
    )
    implementation_status = models.CharField(
        _("Umsetzungsstand"),
        max_length=20,
        choices=ImplementationStatus,
        default=ImplementationStatus.NOT_STARTED,
    )
    note = models.TextField(_("Anmerkung"), blank=True, validators=[TextLimits(3_000)])
    sdg_targets = models.ManyToManyField(
        SdgTarget, blank=True, related_name="+", verbose_name=_("Bezug zu SDG-Unterzielen")
    )

    history = HistoricalRecords(m2m_fields=["sdg_targets", "participants"])

    kind: ClassVar[ElementKind] = ElementKind.MEASURE
    parent_field: ClassVar[str] = "operational_goal"
    responsible_field: ClassVar[str] = "department"

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        ordering = ("position",)
        constraints = (
            unique_position("operational_goal", "measure_position_unique"),
            models.CheckConstraint(
                condition=year_between("start_year") & year_between("end_year"),
                name="measure_years_plausible",
                violation_error_message=_("Die Jahre liegen zwischen 1990 und 2100."),
            ),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                name="measure_ends_after_start",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
            models.CheckConstraint(
                condition=Q(permanent=False) | Q(end_year__isnull=True),
                name="measure_permanent_has_no_end",
                violation_error_message=_("Eine dauerhafte Maßnahme hat kein Ende."),
            ),
            models.CheckConstraint(
                condition=(Q(staff_fte__isnull=True) | Q(staff_fte__gte=0))
                & (Q(annual_cost__isnull=True) | Q(annual_cost__gte=0))
                & (Q(investment__isnull=True) | Q(investment__gte=0)),
                name="measure_amounts_not_negative",
                violation_error_message=_("Bitte geben Sie keinen negativen Betrag ein."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def parent(self) -> OperationalGoal:
        return self.operational_goal

    @property
    def theme_of(self) -> ThemeField:
        return self.operational_goal.theme_of
