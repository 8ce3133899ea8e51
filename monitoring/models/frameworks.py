from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from editing.dialect_field import DialectField
from editing.text_limits import TextLimits
from monitoring.choices import AspectState, FrameworkArea
from monitoring.models.indicators import Indicator
from strategy.models import OperationalGoal, Strategy, ThemeField

TEXT_AT_MOST, REASON_AT_MOST = 4_000, 1_000


class ReportingFramework(models.Model):
    """The Berichtsrahmen by which a city reports: the list that it has loaded from a file. There is one at a time."""

    strategy = models.OneToOneField(Strategy, on_delete=models.PROTECT, related_name="reporting_framework")
    name = models.CharField(_("Name"), max_length=200)
    edition = models.CharField(_("Ausgabe"), max_length=100, blank=True)
    source = models.CharField(_("Quelle"), max_length=500, blank=True)
    is_example = models.BooleanField(_("Beispiel"), default=False)
    loaded_at = models.DateTimeField(_("eingelesen am"))
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Berichtsrahmen")
        verbose_name_plural = _("Berichtsrahmen")
        ordering = ("pk",)

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.edition)))


class FrameworkRow(models.Model):
    """A row of the list with what the city says about it. Without a position it stands in an earlier list only."""

    framework = models.ForeignKey(ReportingFramework, on_delete=models.CASCADE, related_name="%(class)ss")
    code = models.CharField(_("Kennung"), max_length=40, editable=False)
    title = models.CharField(_("Bezeichnung"), max_length=300, editable=False)
    description = models.TextField(_("Erläuterung"), blank=True, editable=False)
    # The numbers of the goals of the Agenda 2030 that the framework names.
    sdgs = models.JSONField(default=list, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(null=True, editable=False)
    reason = models.TextField(_("Begründung"), blank=True, validators=[TextLimits(REASON_AT_MOST)])
    revision = models.PositiveIntegerField(default=1, editable=False)

    _history_user: User | None
    skip_history_when_saving: bool
    not_in_history: ClassVar[frozenset[str]] = frozenset(
        {"framework", "code", "title", "description", "sdgs", "position", "area", "field", "unit"}
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_answered(self) -> bool:
        """Whether something is reported; a reason is no answer."""
        raise NotImplementedError

    @property
    def state(self) -> AspectState:
        if self.is_answered:
            return AspectState.REPORTED
        return AspectState.EXPLAINED if self.reason else AspectState.OPEN

    @property
    def is_open(self) -> bool:
        return self.state is AspectState.OPEN


class FrameworkAspectQuerySet(models.QuerySet["FrameworkAspect"]):
    def listed(self) -> Self:
        return self.filter(position__isnull=False).order_by("position")

    def editable_by(self, user: User) -> Self:
        return self.listed() if user.has_right(Right.MANAGE_IMPLEMENTATION) else self.none()

    def unanswered(self) -> Self:
        return self.listed().filter(text="", reason="")


class FrameworkAspect(FrameworkRow):
    """What a city is asked to report on: reported with a text and links, explained with a reason, or still open."""

    area = models.CharField(_("Bereich"), max_length=10, choices=FrameworkArea, editable=False)
    field = models.CharField(_("Handlungsfeld"), max_length=200, editable=False)
    text = DialectField(_("Berichtet"), blank=True, validators=[TextLimits(TEXT_AT_MOST)])
    themes = models.ManyToManyField(
        ThemeField, blank=True, related_name="+", verbose_name=_("Themenfelder dazu")
    )
    goals = models.ManyToManyField(
        OperationalGoal, blank=True, related_name="+", verbose_name=_("operative Ziele dazu")
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="+", verbose_name=_("Indikatoren dazu")
    )

    objects = FrameworkAspectQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=["themes", "goals", "indicators"])

    class Meta:
        verbose_name = _("Aspekt des Berichtsrahmens")
        verbose_name_plural = _("Aspekte des Berichtsrahmens")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "code"),
                name="framework_aspect_code_once",
                violation_error_message=_("Diese Kennung hat schon ein anderer Aspekt."),
            ),
            models.CheckConstraint(
                condition=Q(text="") | Q(reason=""),
                name="framework_aspect_reported_or_explained",
                violation_error_message=_(
                    "Entweder berichten Sie zu diesem Aspekt, oder Sie begründen, warum nicht: nicht beides."
                ),
            ),
        )

    @property
    def is_answered(self) -> bool:
        return bool(self.text)


class CoreIndicatorQuerySet(models.QuerySet["CoreIndicator"]):
    def listed(self) -> Self:
        return self.filter(position__isnull=False).order_by("position")

    def editable_by(self, user: User) -> Self:
        return self.listed() if user.has_right(Right.MANAGE_IMPLEMENTATION) else self.none()

    def unanswered(self) -> Self:
        return self.listed().filter(indicator__isnull=True, reason="")


class CoreIndicator(FrameworkRow):
    """A figure that the framework asks for: answered by an indicator of the city, explained, or still open."""

    unit = models.CharField(_("Einheit"), max_length=100, blank=True, editable=False)
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("Indikator, der ihn beantwortet"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = CoreIndicatorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Kernindikator des Berichtsrahmens")
        verbose_name_plural = _("Kernindikatoren des Berichtsrahmens")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "code"),
                name="core_indicator_code_once",
                violation_error_message=_("Diese Kennung hat schon ein anderer Kernindikator."),
            ),
            models.CheckConstraint(
                condition=Q(indicator__isnull=True) | Q(reason=""),
                name="core_indicator_answered_or_explained",
                violation_error_message=_(
                    "Entweder beantwortet ein Indikator den Kernindikator, oder Sie begründen, warum keiner: "
                    "nicht beides."
                ),
            ),
        )

    @property
    def is_answered(self) -> bool:
        return self.indicator_id is not None
