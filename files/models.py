"""What every row has that is a file under a title."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from files.file_types import TYPE_NAMES


class TitledFile(models.Model):
    """A file under the title that people gave it, kept by `uploads.keep`. Views serve it; no web server does."""

    title = models.CharField(_("Titel"), max_length=200)
    # Each model says where its files lie.
    file = models.FileField(_("Datei"), max_length=250)
    size = models.PositiveBigIntegerField(_("Größe in Byte"), editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    uploaded_at = models.DateTimeField(_("hochgeladen am"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def type_name(self) -> str:
        """The name that people have for this type of file, such as PDF."""
        return TYPE_NAMES.get(self.content_type, "")
