from django.db import models
from django.utils.translation import gettext_lazy as _

from search.choices import EntryKind


class SearchEntry(models.Model):
    """An entry of the search for one row: kept true by `search.indexing`, thrown away and made again at any time.

    The database keeps a full-text index over the stems and the parts of words by itself (see the migrations).
    """

    kind = models.CharField(_("Art"), max_length=20, choices=EntryKind)
    # The primary key of the row.
    key = models.CharField(max_length=40)
    # The element that a comment is about: with the element it leaves the search.
    about = models.UUIDField(null=True, db_index=True)
    address = models.CharField(max_length=200)
    title = models.CharField(_("Titel"), max_length=300)
    text = models.TextField(_("Text"))
    title_stems = models.TextField()
    text_stems = models.TextField()
    title_parts = models.TextField()
    text_parts = models.TextField()

    class Meta:
        verbose_name = _("Eintrag der Suche")
        verbose_name_plural = _("Einträge der Suche")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                name="search_entry_once",
                violation_error_message=_("Diese Zeile steht schon in der Suche."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class IndexState(models.Model):
    """One row: the way in which the entries were made (`search.indexing.WAY`)."""

    way = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("Stand der Suche")
        verbose_name_plural = _("Stand der Suche")

    def __str__(self) -> str:
        return str(self.way)
