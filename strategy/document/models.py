import uuid

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from exports.models import ExportFile
from jobs.choices import OPEN
from strategy.document.choices import VersionStatus
from strategy.document.excerpts import Choice
from strategy.models.strategy import Strategy


class StrategyVersionQuerySet(models.QuerySet["StrategyVersion"]):
    def readable_by(self, user: User) -> "StrategyVersionQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def published(self) -> "StrategyVersionQuerySet":
        """Published versions, the one that citizens read first."""
        return self.filter(published_at__isnull=False).order_by("-adopted_on", "-number")

    def without_content(self) -> "StrategyVersionQuerySet":
        """For lists: the frozen document is large."""
        return self.defer("content")


class StrategyVersion(models.Model):
    """A frozen document (Fassung). `content` is the document as JSON text and never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Fassung"))
    status = models.CharField(
        _("Stand"), max_length=15, choices=VersionStatus, default=VersionStatus.COUNCIL_DRAFT
    )
    content = models.TextField(_("Inhalt"))
    sha256 = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64)
    # The findings at the moment of freezing: a list of {code, sentence}.
    findings = models.JSONField(_("Hinweise beim Einfrieren"), default=list)
    note = models.CharField(_("Notiz"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("eingefroren am"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    adopted_on = models.DateField(_("beschlossen am"), null=True, blank=True)
    adopted_at = models.DateTimeField(_("Beschluss eingetragen am"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolution_reference = models.CharField(_("Beschluss"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pdf_file = models.ForeignKey(
        ExportFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = StrategyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("strategy", "number"),
                name="version_number_unique",
                violation_error_message=_("Diese Nummer ist schon vergeben."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status=VersionStatus.COUNCIL_DRAFT, adopted_on__isnull=True, adopted_at__isnull=True
                )
                | Q(status=VersionStatus.ADOPTED, adopted_on__isnull=False, adopted_at__isnull=False),
                name="version_adopted_has_date",
                violation_error_message=_("Genau eine beschlossene Fassung hat ein Beschlussdatum."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(status=VersionStatus.ADOPTED),
                name="version_published_is_adopted",
                violation_error_message=_("Nur eine beschlossene Fassung kann veröffentlicht werden."),
            ),
        )

    def __str__(self) -> str:
        return f"Fassung {self.number}"

    @property
    def is_adopted(self) -> bool:
        return self.status == VersionStatus.ADOPTED

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class VersionFileQuerySet(models.QuerySet["VersionFile"]):
    def readable_by(self, user: User) -> "VersionFileQuerySet":
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def removable_by(self, user: User) -> "VersionFileQuerySet":
        """All of them for who freezes versions; everybody else removes what they have ordered."""
        readable = self.readable_by(user)
        if user.has_right(Right.FREEZE_VERSIONS):
            return readable
        return readable.filter(export__job__requested_by=user)

    def there_or_awaited(self) -> "VersionFileQuerySet":
        """Those that take room or will: what failed or was cancelled is nothing."""
        return self.filter(~Q(export__file="") | Q(export__job__state__in=OPEN))

    def awaited_by(self, user: User) -> "VersionFileQuerySet":
        return self.filter(export__job__state__in=OPEN, export__job__requested_by=user)


class VersionFile(models.Model):
    """A version, or an excerpt of it, in one format: made once, found again by everybody."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(_("Format"), max_length=10)
    # What the excerpt shows (`Choice`); its digest keeps two from being made of the same.
    choice = models.JSONField(_("Auswahl"), default=dict)
    choice_digest = models.CharField(_("Prüfsumme der Auswahl"), max_length=64, blank=True)
    label = models.TextField(_("Auszug"), blank=True)
    # Of what it was made beside the frozen document; where that is different today, it says what is no longer true.
    made_of = models.CharField(_("Prüfsumme des Standes"), max_length=64, blank=True)
    export = models.OneToOneField(ExportFile, on_delete=models.CASCADE, related_name="version_file")

    objects = VersionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Datei einer Fassung")
        verbose_name_plural = _("Dateien der Fassungen")
        ordering = ("-export__created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "format", "choice_digest"),
                name="version_file_made_once",
                violation_error_message=_("Diese Datei gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}, {self.format}"

    @property
    def chosen(self) -> Choice:
        return msgspec.convert(self.choice, Choice)

    @property
    def name(self) -> str:
        """What tells an excerpt from all others of its version, for those who only hear it."""
        at = date_format(localtime(self.export.created_at), "j. F Y, H:i")
        return f"{self.label}, {self.export.kind}, {at}"

    @property
    def is_excerpt(self) -> bool:
        return bool(self.choice_digest)
