"""Models of a table that somebody reads in: the file, the preview, and what is needed to undo it."""

import uuid
from datetime import datetime, timedelta
from typing import Self

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs.choices import JobState
from jobs.models import Job
from tables.choices import WORK, ImportStatus, RowState, TableKind
from tables.for_all import ForAllQuestions
from tables.kinds.all import importable_kinds, kind_named
from tables.kinds.kind import Kind
from tables.matching import ForAll

# After this an open import is shown as abandoned, and the daily cleaning takes it away.
ABANDONED_AFTER = timedelta(days=14)


def import_file_path(table_import: "TableImport", filename: str) -> str:
    return f"imports/{filename}"


class TableImportQuerySet(models.QuerySet["TableImport"]):
    def usable_by(self, user: User) -> Self:
        """The twin of `Kind.may_import`: whoever may import a kind sees and continues its imports."""
        return self.filter(kind__in=[kind.choice for kind in importable_kinds(user)])

    def abandoned(self, at: datetime) -> Self:
        """Open imports that nobody has touched for long."""
        return self.filter(applied_at__isnull=True, job__finished_at__lt=at - ABANDONED_AFTER).exclude(
            file=""
        )

    def settled(self, at: datetime) -> Self:
        """Imports that were taken over so long ago that nobody undoes them; they may still have their rows.

        Rows repeat names and texts, so the settings say how long they are kept.
        """
        kept_since = at - timedelta(days=settings.KEEP_IMPORTS_DAYS)
        return self.filter(applied_at__lt=kept_since, undone_at__isnull=True, job__finished_at__isnull=False)

    def with_waiting(self) -> Self:
        """With the number of rows of each that wait in the tray."""
        is_waiting = Q(rows__state=RowState.TRAY, applied_at__isnull=False, undone_at__isnull=True)
        return self.annotate(waiting=Count("rows", filter=is_waiting))


class TableImport(models.Model):
    """One table that is read in: from the upload over the preview to what was taken over, or undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("Tabelle"), max_length=20, choices=TableKind)
    # What is being done with it, or was done last: reading, taking over, or undoing.
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="table_import")
    # Personal data: the file goes when its rows are taken over, or when it is discarded.
    file = models.FileField(_("Datei"), upload_to=import_file_path, blank=True, max_length=250)
    filename = models.CharField(_("Dateiname"), max_length=150)
    encoding = models.CharField(_("Zeichensatz"), max_length=20, blank=True)
    sheet = models.CharField(_("Blatt"), max_length=200, blank=True)
    # What the pages show of each column of the sheet, see `headings.ColumnFact`.
    columns = models.JSONField(_("Spalten"), default=list)
    # The place of a column -> its field; None as long as only headings decide.
    chosen = models.JSONField(_("Zuordnung"), null=True)
    # What cannot be read and is asked once, see `previewed.CellQuestion`; the answers: field -> word -> value, or None
    # to leave it out, and the fields whose unreadable cells are left out.
    cell_questions = models.JSONField(_("Fragen zu Angaben"), default=list)
    words = models.JSONField(_("Wörter"), default=dict)
    left_out = models.JSONField(_("Weggelassenes"), default=list)
    # A line -> the key of the row that is meant, "new" or "skip".
    decisions = models.JSONField(_("Entscheidungen"), default=dict)
    # What was decided for all rows, and what there is to decide: see `tables.for_all`.
    for_all = models.JSONField(_("Entscheidungen für alle Zeilen"), default=dict)
    for_all_questions = models.JSONField(_("Fragen zu allen Zeilen"), default=dict)
    # The goals that were made for its rows, as `tables.stored.Written`.
    new_goals = models.JSONField(_("Neue Ziele"), default=list)
    # What the preview leaves out, why it was made again, or what undoing left: a sentence for the page.
    remark = models.TextField(_("Hinweis"), blank=True)
    created_at = models.DateTimeField(_("hochgeladen am"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Since when there is a preview with the columns that are chosen.
    previewed_at = models.DateTimeField(_("Vorschau vom"), null=True)
    applied_at = models.DateTimeField(_("übernommen am"), null=True)
    undone_at = models.DateTimeField(_("rückgängig gemacht am"), null=True)
    # Since when the rows that undoing needs are no longer kept.
    rows_forgotten_at = models.DateTimeField(_("Zeilen gelöscht am"), null=True)

    objects = TableImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einlesen einer Tabelle")
        verbose_name_plural = _("Eingelesene Tabellen")
        ordering = ("-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False),
                name="table_import_undone_was_applied",
                violation_error_message=_("Rückgängig gemacht wird nur, was übernommen ist."),
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(file=""),
                name="table_import_applied_keeps_no_file",
                violation_error_message=_("Nach dem Übernehmen bleibt die Datei nicht gespeichert."),
            ),
        )

    def __str__(self) -> str:
        return self.filename

    @property
    def table(self) -> Kind:
        return kind_named(self.kind)

    @property
    def status(self) -> ImportStatus:
        """The progress: what a worker is doing with it, otherwise what was done."""
        if self.job.is_open:
            waiting, working = WORK[self.job.kind]
            return waiting if self.job.state == JobState.WAITING else working
        if self.applied_at is not None:
            return ImportStatus.APPLIED if self.undone_at is None else ImportStatus.UNDONE
        if self.previewed_at is not None:
            return ImportStatus.READY
        return ImportStatus.FAILED if self.job.state == JobState.FAILED else ImportStatus.CANCELLED

    def get_status_display(self) -> str:
        return str(self.status.label)

    @property
    def decided_for_all(self) -> ForAll:
        return msgspec.convert(self.for_all, ForAll)

    @property
    def asked_for_all(self) -> ForAllQuestions:
        return msgspec.convert(self.for_all_questions, ForAllQuestions)

    @property
    def note(self) -> str:
        """The sentence that the page shows about it: why the last work came to nothing, otherwise the remark."""
        return self.job.failure or self.remark

    @property
    def can_be_retried(self) -> bool:
        """Say whether its work was lost, or nothing was read because somebody cancelled it."""
        return self.job.is_lost or self.status == ImportStatus.CANCELLED


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def waiting(self, kind: Kind) -> Self:
        """The tray: rows that were taken over without a goal and wait for one, the oldest table first."""
        found = self._in_trays().filter(table_import__kind=kind.choice)
        return found.order_by("table_import__applied_at", "table_import", "line")

    def waiting_by_kind(self) -> dict[str, int]:
        """The number of rows in each tray in which something waits, by the name of its kind."""
        counted = self._in_trays().order_by().values_list("table_import__kind").annotate(count=Count("pk"))
        return dict(counted)

    def _in_trays(self) -> Self:
        return self.filter(
            state=RowState.TRAY,
            table_import__applied_at__isnull=False,
            table_import__undone_at__isnull=True,
        )


class ImportRow(models.Model):
    """One row of the preview; after taking over, one that was written, waits in the tray, or could not be taken."""

    table_import = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("Zeile"))
    state = models.CharField(_("Stand"), max_length=10, choices=RowState)
    # See `tables.stored`.
    content = models.JSONField()
    # The cells as they stand in the file, of rows that are wrong or not clear.
    cells = models.JSONField(default=list)
    # What was written where, and what stood there before; None before taking over.
    written = models.JSONField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zeile einer Tabelle")
        verbose_name_plural = _("Zeilen einer Tabelle")
        ordering = ("line",)
        constraints = (
            models.UniqueConstraint(
                fields=("table_import", "line"),
                name="import_row_line_unique",
                violation_error_message=_("Diese Zeile gibt es schon."),
            ),
        )

    def __str__(self) -> str:
        return str(self.line)


class RememberedHead(models.Model):
    """The columns of a kind of file, as somebody assigned them by hand before taking its rows over."""

    kind = models.CharField(_("Tabelle"), max_length=20, choices=TableKind)
    # Made of the headings of all columns, see `headings.head_key`: a file with others is of another kind.
    key = models.CharField(_("Kennzeichen"), max_length=64)
    headings = models.JSONField(_("Überschriften"))
    # The place of a column -> its field, or "" for none.
    fields = models.JSONField(_("Zuordnung"))
    # The import that said so last: taken back, it is forgotten.
    learned_from = models.ForeignKey(
        TableImport, on_delete=models.SET_NULL, null=True, related_name="taught_heads"
    )
    remembered_at = models.DateTimeField(_("gemerkt am"))
    remembered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Gemerkte Spalten")
        verbose_name_plural = _("Gemerkte Spalten")
        ordering = ("-remembered_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                name="remembered_head_unique",
                violation_error_message=_("Die Spalten solcher Dateien sind schon zugeordnet."),
            ),
        )

    def __str__(self) -> str:
        return ", ".join(self.headings)


class RememberedWord(models.Model):
    """The meaning of a word that stood in place of a choice, as somebody said before taking its rows over."""

    kind = models.CharField(_("Tabelle"), max_length=20, choices=TableKind)
    name = models.CharField(_("Feld"), max_length=40)
    # As `cells.normalised` writes it.
    word = models.CharField(_("Wort"), max_length=200)
    value = models.CharField(_("heißt"), max_length=200)
    # The import that said so last: taken back, it is forgotten.
    learned_from = models.ForeignKey(
        TableImport, on_delete=models.SET_NULL, null=True, related_name="taught_words"
    )
    remembered_at = models.DateTimeField(_("gemerkt am"))
    remembered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Gemerktes Wort")
        verbose_name_plural = _("Gemerkte Wörter")
        ordering = ("name", "word")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "name", "word"),
                name="remembered_word_unique",
                violation_error_message=_("Was dieses Wort heißt, ist schon gesagt."),
            ),
        )

    def __str__(self) -> str:
        return self.word
