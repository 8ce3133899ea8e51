from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Right
from files.models import TitledFile
from monitoring.choices import ReportStatus
from monitoring.models.measures import MeasureReport


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    def public(self) -> Self:
        """Those that everybody may see: their report counts, and coordination has looked at them."""
        return self.filter(is_public=True, report__status=ReportStatus.ACCEPTED)

    def pictures(self) -> Self:
        return self.filter(width__isnull=False)

    def changeable_by(self, user: User) -> Self:
        """Coordination changes all. Others only what nobody has accepted or made public."""
        if user.has_right(Right.MANAGE_IMPLEMENTATION):
            return self
        return self.filter(is_public=False).exclude(report__status=ReportStatus.ACCEPTED)


class ReportFile(TitledFile):
    """A document or picture with a report on a measure. Pictures were drawn anew (`files.pictures`) before."""

    report = models.ForeignKey(MeasureReport, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("Datei"), upload_to="meldungen/%Y/", max_length=250)
    width = models.PositiveIntegerField(_("Breite"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("Höhe"), null=True, blank=True, editable=False)
    alternative_text = models.CharField(_("Alternativtext"), max_length=300, blank=True)
    is_decorative = models.BooleanField(_("schmückend"), default=False)
    is_public = models.BooleanField(_("öffentlich"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportFileQuerySet.as_manager()
    history = HistoricalRecords()
    _history_user: User | None
    not_in_history: ClassVar[frozenset[str]] = frozenset(
        {"report", "file", "size", "content_type", "uploaded_at", "uploaded_by", "width", "height"}
    )

    class Meta:
        verbose_name = _("Datei einer Meldung")
        verbose_name_plural = _("Dateien von Meldungen")
        ordering = ("uploaded_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(width__isnull=True, height__isnull=True)
                | Q(width__gt=0, height__gt=0, height__isnull=False),
                name="report_file_picture_has_size",
                violation_error_message=_("Ein Bild hat eine Breite und eine Höhe."),
            ),
            models.CheckConstraint(
                condition=Q(width__isnull=True, alternative_text="", is_decorative=False)
                | (Q(width__isnull=False, is_decorative=True, alternative_text=""))
                | (Q(width__isnull=False, is_decorative=False) & ~Q(alternative_text="")),
                name="report_file_picture_is_described",
                violation_error_message=_(
                    "Ein Bild hat einen Alternativtext oder ist schmückend, eine andere Datei hat keins von beiden."
                ),
            ),
        )

    @property
    def is_picture(self) -> bool:
        return self.width is not None
