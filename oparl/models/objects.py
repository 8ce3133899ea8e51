from datetime import datetime

from django.db import models
from django.db.models import Q

from oparl.choices import ObjectKind


class PublishedObjectQuerySet(models.QuerySet["PublishedObject"]):
    def listed(self, kind: ObjectKind, *, modified_since: datetime | None = None) -> "PublishedObjectQuerySet":
        """The objects of an external list in their stable order: deleted ones only for `modified_since`."""
        found = self.filter(kind=kind)
        if modified_since is None:
            return found.filter(deleted_at__isnull=True)
        return found.filter(modified_at__gte=modified_since)


class PublishedObject(models.Model):
    """One object of the OParl interface as everybody may read it, drawn from the rows when they change.

    `content` is the object as JSON text without `id`, `type`, `created`, `modified` and links to other objects of
    ours, which the server completes with its address. An object that may no longer be seen stays as deleted, without
    its content (OParl 1.1: soft deletion; taking something off the public counts as deletion).
    """

    kind = models.CharField(max_length=20, choices=ObjectKind)
    # The key of the row behind it, such as "17".
    key = models.CharField(max_length=40)
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
