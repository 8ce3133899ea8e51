"""The passages found in the existing documents, what became of them, and where two of them contradict."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from strategy.discussion.models.comments import AboutElement, AboutElementQuerySet
from strategy.inventory.choices import ExtractKind
from strategy.inventory.models.concepts import Concept
from strategy.models.kinds import GoalOrMeasure
from strategy.models.reference import SdgTarget
from strategy.models.themes import ThemeField

QUOTATION_AT_MOST = 5_000
validate_page = RegexValidator(
    r"^\d{1,4}([–-]\d{1,4})?$", _("Bitte schreiben Sie die Seite so: 14 oder 14–15.")
)


class ExtractQuerySet(models.QuerySet["Extract"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> Self:
        """The twin of `permissions.can_evaluate`."""
        return self if user.has_right(Right.EVALUATE_CONCEPTS) else self.none()


def kept(path: str = "") -> Q:
    """A condition on extracts, seen from `path`: neither they nor their concept lie in the bin."""
    return Q(**{f"{path}retired_at__isnull": True, f"{path}concept__retired_at__isnull": True})


AnyExtractManager = models.Manager.from_queryset(ExtractQuerySet)


class ExtractManager(AnyExtractManager):
    """Leaves out what lies in the bin; `_base_manager` has everything."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kept())


class Extract(models.Model):
    """A passage (Fundstelle) of an existing document: quoted, placed, and assigned to theme fields and SDGs."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="extracts")
    kind = models.CharField(_("Art"), max_length=12, choices=ExtractKind)
    quotation = models.TextField(
        _("Wortlaut"),
        validators=[
            MaxLengthValidator(
                QUOTATION_AT_MOST,
                _("Eine Fundstelle hat höchstens %(limit_value)s Zeichen, diese hat %(show_value)s."),
            )
        ],
    )
    page = models.CharField(_("Seite"), max_length=9, blank=True, validators=[validate_page])
    themes = models.ManyToManyField(
        ThemeField, blank=True, related_name="extracts", verbose_name=_("Themenfelder")
    )
    sdg_targets = models.ManyToManyField(
        SdgTarget, blank=True, related_name="+", verbose_name=_("Bezug zu SDG-Unterzielen")
    )
    # Why it is deliberately not taken up in the strategy; empty while that is open.
    set_aside_reason = models.TextField(_("Warum nicht aufgenommen?"), blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    # While it lies in the bin by itself; with its concept it is left out as well.
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # The history does not show it: extracts stay in their concept.
    parent_field: ClassVar[str] = "concept"
    not_in_history: ClassVar[frozenset[str]] = frozenset({"retired_by"})
    objects = ExtractManager()
    history = HistoricalRecords(m2m_fields=["themes", "sdg_targets"])
    # Who is named in the history when there is no request.
    _history_user: User | None
    # What the history says instead of "geändert".
    _change_reason: str
    # Set while a row is saved that is saved again right after: one change is one entry in the history.
    skip_history_when_saving: bool

    class Meta:
        verbose_name = _("Fundstelle")
        verbose_name_plural = _("Fundstellen")
        ordering = ("concept", "pk")

    def __str__(self) -> str:
        return self.source

    @property
    def source(self) -> str:
        """The place where it stands, as goals name it: "Klimafolgenanpassungskonzept, S. 14". Needs the concept."""
        return f"{self.concept}, S. {self.page}" if self.page else str(self.concept)

    @property
    def theme_keys(self) -> frozenset[UUID]:
        """Its theme fields by now: what was found for a merged candidate belongs to the field that took it in."""
        rows = self.themes.values_list("pk", "merged_into")
        return frozenset(merged_into or key for key, merged_into in rows)


class ElementBasisQuerySet(AboutElementQuerySet["ElementBasis"]):
    pass


AnyElementBasisManager = models.Manager.from_queryset(ElementBasisQuerySet)


class ElementBasisManager(AnyElementBasisManager):
    """Leaves out those whose extract lies in the bin; `_base_manager` has everything."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kept("extract__"))


class ElementBasis(AboutElement):
    """A goal or measure is based on an extract ("beruht auf"): taken over from it, or linked later."""

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="uses")
    taken_over = models.BooleanField(_("daraus übernommen"), default=False, editable=False)
    added_at = models.DateTimeField(_("verknüpft am"), editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # Put there by `taken_up.uses_of`.
    element: GoalOrMeasure

    objects = ElementBasisManager()

    class Meta:
        verbose_name = _("Grundlage eines Elements")
        verbose_name_plural = _("Grundlagen von Elementen")
        ordering = ("extract__concept__title", "extract", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("extract", "element_key"),
                name="element_basis_once",
                violation_error_message=_("Diese Fundstelle ist hier schon als Grundlage genannt."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_element_kind_display()}: {self.extract}"


class ContradictionManager(models.Manager["Contradiction"]):
    """Leaves out those of which an extract lies in the bin; `_base_manager` has everything."""

    def get_queryset(self) -> models.QuerySet["Contradiction"]:
        return super().get_queryset().filter(kept("first__"), kept("second__"))


class Contradiction(models.Model):
    """Two extracts that say things which do not fit together. The older one stands first."""

    first = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="+")
    note = models.TextField(_("Worin widersprechen sie sich?"), blank=True)
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ContradictionManager()

    class Meta:
        verbose_name = _("Widerspruch")
        verbose_name_plural = _("Widersprüche")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("first", "second"),
                name="contradiction_once",
                violation_error_message=_("Dieser Widerspruch ist schon vermerkt."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="contradiction_between_two",
                violation_error_message=_("Eine Fundstelle widerspricht nicht sich selbst."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}"
