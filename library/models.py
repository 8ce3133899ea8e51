"""Measures and goals of other municipalities, as their published strategies say them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Right
from jobs.choices import JobState
from jobs.models import Job
from library.choices import STATES, EntryKind, SourceState
from strategy.models.origins import ADDRESS_AT_MOST, NAME_AT_MOST, TITLE_AT_MOST

TEXT_AT_MOST = 10_000
# Enough for half a dozen municipalities, one after the other.
ORIGINS_AT_MOST = 6_000


class LibrarySourceQuerySet(models.QuerySet["LibrarySource"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def manageable_by(self, user: User) -> Self:
        return self if user.has_right(Right.EDIT_SETTINGS) else self.none()


class LibrarySource(models.Model):
    """The published strategy of another municipality: where it lies, under which licence, and when it was read.

    What the other side says is empty until it was read once. A source that came as a file has no address and no job.
    """

    address = models.CharField(_("Adresse"), max_length=ADDRESS_AT_MOST, blank=True)
    job = models.OneToOneField(
        Job, on_delete=models.PROTECT, null=True, editable=False, related_name="library_source"
    )
    municipality = models.CharField(_("Kommune"), max_length=NAME_AT_MOST, blank=True)
    title = models.CharField(_("Strategie"), max_length=TITLE_AT_MOST, blank=True)
    # That of the file, which a catalogue may have led to.
    file_address = models.CharField(_("Adresse der Datei"), max_length=ADDRESS_AT_MOST, blank=True)
    licence = models.CharField(_("Lizenz"), max_length=NAME_AT_MOST, blank=True)
    licence_url = models.CharField(_("Text der Lizenz"), max_length=ADDRESS_AT_MOST, blank=True)
    attribution = models.CharField(_("Namensnennung"), max_length=TITLE_AT_MOST, blank=True)
    version = models.CharField(_("Fassung"), max_length=60, blank=True)
    is_example = models.BooleanField(_("Beispiel"), default=False)
    read_on = models.DateField(_("gelesen am"), null=True)

    objects = LibrarySourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quelle der Bibliothek")
        verbose_name_plural = _("Quellen der Bibliothek")
        ordering = ("municipality", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("address",),
                condition=~Q(address=""),
                name="library_source_address_once",
                violation_error_message=_("Diese Adresse steht schon in der Bibliothek."),
            ),
            models.CheckConstraint(
                condition=Q(read_on__isnull=True, municipality="", licence="")
                | (Q(read_on__isnull=False) & ~Q(municipality="") & ~Q(licence="")),
                name="library_source_read_has_licence",
                violation_error_message=_("Was gelesen ist, hat Kommune und Lizenz."),
            ),
            models.CheckConstraint(
                condition=Q(job__isnull=False) | Q(read_on__isnull=False),
                name="library_source_is_read_or_being_read",
                violation_error_message=_("Eine Quelle ist gelesen oder wird gelesen."),
            ),
        )

    def __str__(self) -> str:
        return self.municipality or self.address

    @property
    def state(self) -> SourceState:
        """The progress of the last reading."""
        return SourceState.READ if self.job is None else STATES[JobState(self.job.state)]


class LibraryEntryQuerySet(models.QuerySet["LibraryEntry"]):
    def readable_by(self, user: User) -> Self:
        return self if user.has_right(Right.READ_WORKSPACE) else self.none()

    def with_words(self, words: list[str]) -> Self:
        """Those with all of the words, wherever they stand, in small or large letters."""
        found = self
        for word in words:
            found = found.filter(folded__contains=word.casefold())
        return found


class LibraryEntry(models.Model):
    """A goal or measure of a foreign strategy. It is replaced when its source is read again."""

    source = models.ForeignKey(LibrarySource, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("Art"), max_length=10, choices=EntryKind)
    number = models.CharField(_("Nummer"), max_length=40)
    title = models.CharField(_("Titel"), max_length=TITLE_AT_MOST)
    # As it was written, and its words alone.
    text = models.TextField(_("Text"), blank=True)
    plain = models.TextField(blank=True)
    # All words in small letters: SQLite would look for „Öko“ and „öko“ apart.
    folded = models.TextField()
    theme = models.CharField(_("Themenfeld"), max_length=TITLE_AT_MOST)
    # The goal above a measure.
    goal = models.CharField(_("Ziel"), max_length=TITLE_AT_MOST, blank=True)
    target_group = models.CharField(_("Zielgruppe"), max_length=TITLE_AT_MOST, blank=True)
    # Codes with commas between them.
    sdg_targets = models.CharField(_("SDG-Unterziele"), max_length=500, blank=True)
    # Where the other municipality had a measure from, with its licence.
    adapted_from = models.TextField(_("nach der Maßnahme"), blank=True)

    objects = LibraryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eintrag der Bibliothek")
        verbose_name_plural = _("Einträge der Bibliothek")
        ordering = ("source__municipality", "source", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "position"),
                name="library_entry_position_once",
                violation_error_message=_("An dieser Stelle steht schon ein Eintrag."),
            ),
        )

    def __str__(self) -> str:
        return self.title
