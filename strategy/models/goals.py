from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from editing.dialect_field import DialectField
from editing.text_limits import TextLimits
from strategy.choices import ElementKind
from strategy.models.departments import Department
from strategy.models.element import NumberedElement, unique_position
from strategy.models.reference import SdgTarget
from strategy.models.strategy import year_between
from strategy.models.themes import ThemeField
from strategy.rows_field import PersonRows

# One code, such as "13.1" or "11.2.a"; a list of them is written "11.2.a, 13.1".
CODE = r"\d{1,2}\.\d{1,2}(\.[a-z])?"
validate_codes = RegexValidator(
    rf"^{CODE}(, {CODE})*$", _("Bitte schreiben Sie die Nummern so: 11.2.a, 13.1")
)


class ReferencingElement(NumberedElement):
    """An element that refers to SDG targets, to the German and the state strategy (vertical integration)."""

    sdg_targets = models.ManyToManyField(
        SdgTarget, blank=True, related_name="+", verbose_name=_("Bezug zu SDG-Unterzielen")
    )
    dns_codes = models.CharField(
        _("Deutsche Nachhaltigkeitsstrategie (DNS)"),
        max_length=200,
        blank=True,
        validators=[validate_codes],
        help_text=_("Nummern mit Komma getrennt, zum Beispiel: 11.2.a, 13.1"),
    )
    nhs_codes = models.CharField(
        _("Nachhaltigkeitsstrategie NRW (NHS)"),
        max_length=200,
        blank=True,
        validators=[validate_codes],
        help_text=_("Nummern mit Komma getrennt, zum Beispiel: 13.1, 4.1"),
    )

    class Meta:
        abstract = True


class StrategicGoal(ReferencingElement):
    """A strategic goal n.m: the state of the city in the target year."""

    theme = models.ForeignKey(ThemeField, on_delete=models.CASCADE, related_name="strategic_goals")
    statement = models.TextField(_("Zielaussage"), validators=[TextLimits(1_000)])
    explanation = DialectField(_("Erläuterung"), blank=True, validators=[TextLimits(10_000)])

    history = HistoricalRecords(m2m_fields=["sdg_targets"])

    kind: ClassVar[ElementKind] = ElementKind.STRATEGIC_GOAL
    parent_field: ClassVar[str] = "theme"

    class Meta:
        verbose_name = _("Strategisches Ziel")
        verbose_name_plural = _("Strategische Ziele")
        ordering = ("position",)
        constraints = (unique_position("theme", "strategic_goal_position_unique"),)

    def __str__(self) -> str:
        return self.statement

    @property
    def parent(self) -> ThemeField:
        return self.theme

    @property
    def theme_of(self) -> ThemeField:
        return self.theme


class OperationalGoal(ReferencingElement):
    """An operational goal n.m.k, ideally with an indicator, a baseline and a target (SMART)."""

    strategic_goal = models.ForeignKey(
        StrategicGoal, on_delete=models.CASCADE, related_name="operational_goals"
    )
    short_title = models.CharField(_("Kurztitel"), max_length=120)
    # The number in the list that it was read from.
    former_number = models.CharField(_("Bisherige Nummer"), max_length=40, blank=True)
    statement = models.TextField(_("Zielaussage"), validators=[TextLimits(1_000)])
    explanation = DialectField(_("Erläuterung"), blank=True, validators=[TextLimits(10_000)])
    indicator = models.CharField(_("Indikator"), max_length=200, blank=True)
    unit = models.CharField(_("Einheit"), max_length=80, blank=True)
    baseline_value = models.DecimalField(
        _("Ausgangswert"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("Jahr des Ausgangswerts"), null=True, blank=True)
    target_value = models.DecimalField(_("Zielwert"), max_digits=14, decimal_places=3, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(_("Zieljahr"), null=True, blank=True)
    responsible = models.ForeignKey(
        Department,
        verbose_name=_("Zuständig"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="operational_goals",
    )
    participants = models.ManyToManyField(
        Department, blank=True, related_name="joint_goals", verbose_name=_("Beteiligte Stellen")
    )
    contacts = PersonRows(_("Ansprechpersonen (intern)"), default=tuple, blank=True)

    history = HistoricalRecords(m2m_fields=["sdg_targets", "participants"])

    kind: ClassVar[ElementKind] = ElementKind.OPERATIONAL_GOAL
    parent_field: ClassVar[str] = "strategic_goal"
    responsible_field: ClassVar[str] = "responsible"

    class Meta:
        verbose_name = _("Operatives Ziel")
        verbose_name_plural = _("Operative Ziele")
        ordering = ("position",)
        constraints = (
            unique_position("strategic_goal", "operational_goal_position_unique"),
            models.CheckConstraint(
                condition=year_between("baseline_year") & year_between("target_year"),
                name="operational_goal_years_plausible",
                violation_error_message=_("Die Jahre liegen zwischen 1990 und 2100."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=True)
                | Q(target_year__isnull=True)
                | Q(target_year__gte=F("baseline_year")),
                name="operational_goal_target_after_baseline",
                violation_error_message=_("Das Zieljahr liegt vor dem Jahr des Ausgangswerts."),
            ),
        )

    def __str__(self) -> str:
        return self.short_title

    @property
    def parent(self) -> StrategicGoal:
        return self.strategic_goal

    @property
    def theme_of(self) -> ThemeField:
        return self.strategic_goal.theme_of
