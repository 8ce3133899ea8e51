import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from exports.choices import JobStatus

# A worker reports each page, so a running job that says nothing for this long has lost its worker.
SILENCE_OF_A_LOST_JOB = timedelta(minutes=3)


def job_file_path(job: "ExportJob", filename: str) -> str:
    return f"exports/{job.pk}/{filename}"


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    def readable_by(self, user: User) -> "ExportJobQuerySet":
        """Exports of the working area hold only what each of its readers may read anyway."""
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def done(self) -> "ExportJobQuerySet":
        return self.filter(status=JobStatus.DONE)


class ExportJob(models.Model):
    """One file that is made in the background: its progress, and the file when it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("Titel"), max_length=300)
    filename = models.CharField(_("Dateiname"), max_length=150)
    status = models.CharField(_("Stand"), max_length=10, choices=JobStatus, default=JobStatus.WAITING)
    pages_done = models.PositiveIntegerField(_("gesetzte Seiten"), default=0)
    pages_expected = models.PositiveIntegerField(_("erwartete Seiten"), default=0)
    error = models.TextField(_("Fehler"), blank=True)
    file = models.FileField(_("Datei"), upload_to=job_file_path, blank=True, max_length=250)
    created_at = models.DateTimeField(_("angefordert am"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField(_("zuletzt gemeldet am"), auto_now=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("Export")
        verbose_name_plural = _("Exporte")
        ordering = ("-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status=JobStatus.DONE) ^ models.Q(file=""),
                name="export_job_done_has_file",
                violation_error_message=_("Ein fertiger Export hat eine Datei, ein anderer nicht."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """Progress from 0 to 100. The number of pages is an estimate, so 100 is kept for a finished file."""
        if self.is_done:
            return 100
        if not self.pages_expected:
            return 0
        return min(99, self.pages_done * 100 // self.pages_expected)

    @property
    def is_done(self) -> bool:
        """Say whether the file is there: a restored database may know files that its disk does not have."""
        return self.status == JobStatus.DONE and self.file.storage.exists(str(self.file.name))

    @property
    def is_under_way(self) -> bool:
        return self.status in (JobStatus.WAITING, JobStatus.RUNNING) and not self.is_lost

    @property
    def is_lost(self) -> bool:
        """Say whether a running job has been silent for so long that it must be started anew."""
        silence = timezone.now() - self.reported_at
        return self.status == JobStatus.RUNNING and silence > SILENCE_OF_A_LOST_JOB
