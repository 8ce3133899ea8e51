from datetime import datetime

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from oparl.choices import ObjectKind


class PublishedObjectQuerySet(models.QuerySet["PublishedObject"]):
    def listed(
        self, kind: ObjectKind, *, modified_since: datetime | None = None
    ) -> "PublishedObjectQuerySet":
        """The objects of an external list in their stable order: deleted ones only for `modified_since`."""
        found = self.filter(kind=kind).order_by("pk")
        if modified_since is None:
            return found.filter(deleted_at__isnull=True)
        return found.filter(modified_at__gte=modified_since)

    def within(self, filters: dict[str, datetime]) -> "PublishedObjectQuerySet":
        """Those created or modified in a period: `filters` as the interface names them, "created_since" and so on."""
        found = self
        for name, moment in filters.items():
            field, _, bound = name.partition("_")
            found = found.filter(**{f"{field}_at__{'gte' if bound == 'since' else 'lte'}": moment})
        return found


class PublishedObject(models.Model):
    """One object of the OParl interface as everybody may read it, drawn from the rows when they change.

    `content` is the object as JSON text without `id`, `type`, `created` and `modified`; where an address of ours
    stands, it holds `{"@": path}`, which the server completes (documents.py). An object that may no longer be seen
    stays as deleted, without its content (OParl 1.1: taking something off the public counts as deletion).
    """

    kind = models.CharField(max_length=20, choices=ObjectKind)
    # The key of the row behind it, such as "17".
    key = models.CharField(max_length=40)
    # The body that it belongs to, for the lists of a body; it stays when the object is deleted.
    organization = models.CharField(max_length=40, blank=True)
    content = models.TextField(blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField(db_index=True)
    deleted_at = models.DateTimeField(null=True)

    objects = PublishedObjectQuerySet.as_manager()

    class Meta:
        verbose_name = "OParl-Objekt"
        verbose_name_plural = "OParl-Objekte"
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                name="published_object_unique",
                violation_error_message="Dieses Objekt gibt es schon.",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(content=""),
                name="published_object_deleted_is_empty",
                violation_error_message="Von einem gelöschten Objekt bleibt kein Inhalt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class PublishedFile(models.Model):
    """The place of the content of a public file, and its checksum, which is computed once for each stored file."""

    file = models.OneToOneField(PublishedObject, on_delete=models.CASCADE, related_name="stored")
    # Below MEDIA_ROOT; a stored file never changes its content.
    path = models.CharField(max_length=250)
    size = models.PositiveBigIntegerField()
    sha512 = models.CharField(max_length=128)

    class Meta:
        verbose_name = "OParl-Datei"
        verbose_name_plural = "OParl-Dateien"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.path

    def open(self) -> File:
        """The content. Raises FileNotFoundError: a restored database may know files that its disk does not have."""
        return default_storage.open(self.path)
