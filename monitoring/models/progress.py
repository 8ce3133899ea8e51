import uuid
from collections.abc import Iterator
from hashlib import sha256
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from committees.council.models import Paper
from editing.dialect_field import DialectField
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from exports.models import ExportFile
from monitoring.models.frameworks import ReportingFramework
from monitoring.models.report_files import ReportFile
from strategy.models import Strategy, StrategyVersion, ThemeField

# Of a number that a form sends back.
REVISION_BYTES = 6


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def editable_by(self, user: User) -> Self:
        """Frozen ones included: their page says why nothing can be changed any more."""
        return self if user.has_right(Right.MANAGE_IMPLEMENTATION) else self.none()


class ProgressReport(models.Model):
    """The draft of an Umsetzungsbericht: its period and the texts that coordination writes."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="progress_reports")
    title = models.CharField(_("Titel"), max_length=120)
    period_start = models.DateField(_("Zeitraum von"))
    period_end = models.DateField(_("Zeitraum bis"))
    introduction = DialectField(_("Einleitung"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])
    proposals = DialectField(
        _("Vorschläge zur Änderung"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)]
    )
    with_appendix = models.BooleanField(_("mit Anhang nach dem Berichtsrahmen"), default=False)
    created_at = models.DateTimeField(_("angelegt am"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ProgressReportQuerySet.as_manager()
    history = HistoricalRecords()
    _history_user: User | None
    not_in_history: ClassVar[frozenset[str]] = frozenset({"strategy"})

    class Meta:
        verbose_name = _("Umsetzungsbericht")
        verbose_name_plural = _("Umsetzungsberichte")
        ordering = ("-period_end", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "title"),
                name="progress_report_title_unique",
                violation_error_message=_("Einen Umsetzungsbericht mit diesem Titel gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="progress_report_ends_after_start",
                violation_error_message=_("Der Zeitraum endet vor seinem Anfang."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def whole_revision(self) -> int:
        """Another number after each change of the report, its texts, their public pictures and its appendix.

        Takes 2 queries, and 3 more with an appendix.
        """
        shown = ReportFile.objects.public().pictures().filter(pk__in=self.sections.values("pictures"))
        rows = (
            self.revision,
            *self.sections.order_by("pk").values_list("pk", "revision"),
            "pictures",
            *shown.order_by("pk").values_list("pk", "revision"),
            *(self._appendix_revisions() if self.with_appendix else ()),
        )
        return int.from_bytes(sha256(repr(rows).encode()).digest()[:REVISION_BYTES])

    def _appendix_revisions(self) -> Iterator[object]:
        framework = ReportingFramework.objects.filter(strategy=self.strategy_id).first()
        if framework is not None:
            yield framework.loaded_at
            yield from framework.frameworkaspects.order_by("pk").values_list("pk", "revision")
            yield from framework.coreindicators.order_by("pk").values_list("pk", "revision")

    @property
    def is_frozen(self) -> bool:
        return hasattr(self, "frozen")


class ReportSection(models.Model):
    """The text of an Umsetzungsbericht about one theme field."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="sections")
    theme = models.ForeignKey(ThemeField, on_delete=models.PROTECT, related_name="+")
    text = DialectField(_("Text"), blank=True, validators=[TextLimits(CHAPTER_AT_MOST)])
    pictures = models.ManyToManyField(ReportFile, blank=True, related_name="+", verbose_name=_("Bilder"))
    revision = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(m2m_fields=["pictures"])
    _history_user: User | None
    skip_history_when_saving: bool
    not_in_history: ClassVar[frozenset[str]] = frozenset({"report", "theme"})

    class Meta:
        verbose_name = _("Text eines Umsetzungsberichts")
        verbose_name_plural = _("Texte von Umsetzungsberichten")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "theme"),
                name="report_section_once",
                violation_error_message=_("Zu diesem Themenfeld hat der Bericht schon einen Text."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}: {self.theme}"


class FrozenReportQuerySet(models.QuerySet["FrozenReport"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def published(self) -> Self:
        """What citizens may read, the newest first."""
        return self.filter(published_at__isnull=False).order_by("-number")

    def without_content(self) -> Self:
        """For lists: the frozen report is large."""
        return self.defer("content")


class FrozenReport(models.Model):
    """An Umsetzungsbericht as it was frozen. `content` is the report as JSON text and never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(ProgressReport, on_delete=models.PROTECT, related_name="frozen")
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="frozen_reports")
    number = models.PositiveIntegerField(_("Nummer"))
    # The version of the strategy that it tells about.
    version = models.ForeignKey(StrategyVersion, on_delete=models.PROTECT, related_name="+")
    # Repeated from the content, for lists.
    title = models.CharField(_("Titel"), max_length=120)
    period_start = models.DateField(_("Zeitraum von"))
    period_end = models.DateField(_("Zeitraum bis"))
    content = models.TextField(_("Inhalt"))
    # Those that the content holds, as far as they still exist beside it.
    pictures = models.ManyToManyField(ReportFile, related_name="frozen_in", editable=False)
    sha256 = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64)
    frozen_at = models.DateTimeField(_("eingefroren am"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pdf_file = models.ForeignKey(
        ExportFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = FrozenReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("eingefrorener Umsetzungsbericht")
        verbose_name_plural = _("eingefrorene Umsetzungsberichte")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "number"),
                name="frozen_report_number_unique",
                violation_error_message=_("Diese Nummer ist schon vergeben."),
            ),
            models.CheckConstraint(
                condition=~Q(content="") & ~Q(sha256=""),
                name="frozen_report_has_content",
                violation_error_message=_("Ein eingefrorener Bericht hat einen Inhalt und seine Prüfsumme."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("frozen_at")),
                name="frozen_report_published_after_freezing",
                violation_error_message=_("Veröffentlicht wird ein Bericht erst nach dem Einfrieren."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class ReportPaper(models.Model):
    """The paper that brings a frozen report before the council."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="report_paper")
    report = models.ForeignKey(FrozenReport, on_delete=models.PROTECT, related_name="papers")

    class Meta:
        verbose_name = _("Vorlage eines Umsetzungsberichts")
        verbose_name_plural = _("Vorlagen von Umsetzungsberichten")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.paper}: {self.report}"
