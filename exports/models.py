import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from jobs.models import Job


def export_file_path(file: "ExportFile", filename: str) -> str:
    return f"exports/{file.pk}/{filename}"


class ExportFileQuerySet(models.QuerySet["ExportFile"]):
    def readable_by(self, user: User) -> "ExportFileQuerySet":
        """Exports of the working area hold only what each of its readers may read anyway."""
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def made(self) -> "ExportFileQuerySet":
        return self.exclude(file="")


class ExportFile(models.Model):
    """One file that is made in the background; `file` is empty until it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("Titel"), max_length=300)
    filename = models.CharField(_("Dateiname"), max_length=150)
    file = models.FileField(_("Datei"), upload_to=export_file_path, blank=True, max_length=250)
    created_at = models.DateTimeField(_("angefordert am"), auto_now_add=True)
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="export_file")

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Export")
        verbose_name_plural = _("Exporte")
        ordering = ("-created_at", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        """What people call the kind of the file: PDF, DOCX."""
        return self.filename.rpartition(".")[2].upper()

    @property
    def is_there(self) -> bool:
        """Say whether the file can be handed out: a restored database may know files that its disk does not have."""
        return bool(self.file) and self.file.storage.exists(str(self.file.name))

    @property
    def is_under_way(self) -> bool:
        return self.job.is_under_way
