from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.roles import Right
from editing.dialect_field import DialectField
from editing.text_limits import TextLimits
from strategy.choices import ElementKind, ThemeDecision
from strategy.models.element import Element, ElementQuerySet, unique_position
from strategy.models.reference import CatalogueField
from strategy.models.strategy import Strategy


class ThemeFieldQuerySet(ElementQuerySet["ThemeField"]):
    def selected(self) -> Self:
        return self.active().filter(decision=ThemeDecision.SELECTED).order_by("position")

    def candidates(self) -> Self:
        """Everything the selection shows, chosen ones first, in a stable order."""
        return self.active().order_by(
            models.F("position").asc(nulls_last=True), "catalogue_field_id", "title", "pk"
        )


class ThemeField(Element):
    """A theme field (Themenfeld): a candidate of the selection, and if selected a part of the strategy."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="theme_fields")
    catalogue_field = models.ForeignKey(
        CatalogueField, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="merged_from"
    )
    title = models.CharField(_("Titel"), max_length=150)
    description = models.TextField(_("Was gehört dazu?"), blank=True, validators=[TextLimits(2_000)])
    prescribed = models.BooleanField(_("vorgeschrieben"), default=False, editable=False)
    decision = models.CharField(
        _("Entscheidung"),
        max_length=15,
        choices=ThemeDecision,
        default=ThemeDecision.OPEN,
        editable=False,
    )
    reason = models.TextField(_("Begründung"), blank=True, validators=[TextLimits(2_000)])
    position = models.PositiveIntegerField(_("Position"), null=True, blank=True, editable=False)
    guideline = models.TextField(_("Leitlinie"), blank=True, validators=[TextLimits(1_000)])
    initial_situation = DialectField(_("Ausgangslage"), blank=True, validators=[TextLimits(20_000)])
    summary = models.TextField(_("Kurz und einfach gesagt"), blank=True, validators=[TextLimits(2_000)])
    # While coordination consolidates the texts, nobody else edits or proposes.
    consolidation_since = models.DateTimeField(
        _("wird zusammengeführt seit"), null=True, blank=True, editable=False
    )
    consolidation_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ThemeFieldQuerySet.as_manager()
    history = HistoricalRecords()

    kind: ClassVar[ElementKind] = ElementKind.THEME
    # Candidates leave through the selection, chosen theme fields not at all.
    remove_right: ClassVar[Right | None] = None
    bin_right: ClassVar[Right] = Right.CHOOSE_THEMES
    not_in_history: ClassVar[frozenset[str]] = Element.not_in_history | {
        "merged_into",
        "catalogue_field",
        "prescribed",
        "consolidation_by",
    }
    parent_field: ClassVar[str] = "strategy"

    class Meta:
        verbose_name = _("Themenfeld")
        verbose_name_plural = _("Themenfelder")
        constraints = (
            unique_position("strategy", "theme_position_unique"),
            models.UniqueConstraint(
                fields=("strategy", "title"),
                condition=Q(retired_at__isnull=True),
                name="theme_title_unique",
                violation_error_message=_("Ein Themenfeld mit diesem Titel gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(decision=ThemeDecision.SELECTED, position__isnull=False)
                | (~Q(decision=ThemeDecision.SELECTED) & Q(position__isnull=True)),
                name="theme_selected_has_position",
                violation_error_message=_("Genau die gewählten Themenfelder haben eine Position."),
            ),
            models.CheckConstraint(
                condition=~Q(decision=ThemeDecision.NOT_SELECTED) | ~Q(reason=""),
                name="theme_not_selected_has_reason",
                violation_error_message=_("Bitte begründen Sie, warum das Themenfeld nicht gewählt wird."),
            ),
            models.CheckConstraint(
                condition=Q(decision=ThemeDecision.MERGED, merged_into__isnull=False)
                | (~Q(decision=ThemeDecision.MERGED) & Q(merged_into__isnull=True)),
                name="theme_merged_has_target",
                violation_error_message=_("Genau die zusammengeführten Themenfelder haben ein Ziel."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classproperty
    def path_to_theme(cls) -> str | None:
        return ""

    @classproperty
    def number_lookups(cls) -> tuple[str, ...]:
        return ("position",)

    @property
    def parent(self) -> Strategy:
        return self.strategy

    @property
    def theme_of(self) -> "ThemeField":
        return self

    @property
    def number(self) -> str:
        return str(self.position) if self.position else ""

    def siblings(self) -> ThemeFieldQuerySet:
        """The selected theme fields of the strategy, retired ones included."""
        return ThemeField.objects.filter(strategy=self.strategy_id, position__isnull=False)


class WorkingGroupMember(models.Model):
    """Somebody belongs to the working group (Arbeitsgruppe) of a theme field and may edit there."""

    theme = models.ForeignKey(ThemeField, on_delete=models.CASCADE, related_name="working_group_members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_group_memberships"
    )
    added_at = models.DateTimeField(_("aufgenommen am"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Mitglied einer Arbeitsgruppe")
        verbose_name_plural = _("Mitglieder von Arbeitsgruppen")
        ordering = ("user__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("theme", "user"),
                name="working_group_member_once",
                violation_error_message=_("Diese Person gehört schon zu dieser Arbeitsgruppe."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.theme}"
