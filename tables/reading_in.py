"""From an uploaded table to its stored preview: one reading, with its progress and its outcome kept in the row."""

import logging
import time
from collections.abc import Callable
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tables.cells import shown
from tables.choices import ImportStatus, RowState
from tables.files.raw import UnreadableFile
from tables.files.reading import read_sheets
from tables.headings import ColumnFact, sample
from tables.models import ImportRow, TableImport
from tables.previewed import Preview
from tables.previewing import Prepared, prepare, preview_now
from tables.stored import to_stored

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_REPORTS = 1.0
ROWS_AT_ONCE = 500


def read_import(pk: UUID | str) -> None:
    """Read a waiting table and store its preview; a failure is told in the row, never raised.

    Nothing happens when the import was discarded, or when another worker has it already.
    """
    waiting = TableImport.objects.filter(pk=pk, status=ImportStatus.WAITING)
    if not waiting.update(status=ImportStatus.READING, reported_at=timezone.now()):
        return
    table_import = TableImport.objects.select_related("created_by", "acted_by").get(pk=pk)
    try:
        prepared = prepared_of(table_import, report=_reporter(table_import.pk))
        store_preview(table_import, prepared, note=_notes(prepared))
    except UnreadableFile as refusal:
        _fail(table_import, str(refusal))
    except Exception:
        # The boundary of a background task: whatever went wrong, the person waiting must be told.
        logger.exception("Reading of table %s failed", pk)
        _fail(table_import, _("Die Tabelle konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal."))


def prepared_of(table_import: TableImport, report: Callable[[int, int], None] | None = None) -> Prepared:
    """The table of an import, with its columns assigned. Raises UnreadableFile."""
    try:
        stored: IO[bytes] = table_import.file.open("rb")
    except (FileNotFoundError, ValueError):
        # A restored database may know files that its disk does not have.
        raise UnreadableFile(
            _("Die Datei ist nicht mehr da. Bitte laden Sie sie noch einmal hoch.")
        ) from None
    with stored as file:
        sheets = read_sheets(file, encoding=table_import.encoding or None, report=report)
    return prepare(table_import.table, sheets, sheet=table_import.sheet, chosen=table_import.chosen)


@transaction.atomic
def store_preview(table_import: TableImport, prepared: Prepared, *, note: str = "") -> None:
    """Compare with the database as it is now, and put the rows in the place of those of an earlier preview."""
    current = TableImport.objects.select_for_update().filter(pk=table_import.pk).first()
    user = table_import.acted_by or table_import.created_by
    if current is None or user is None or not current.table.may_import(user):
        return
    keep_preview(current, prepared, preview_now(prepared, user=user, decisions=current.decisions), note=note)


def keep_preview(table_import: TableImport, prepared: Prepared, preview: Preview, *, note: str) -> None:
    """Store a preview in a locked import, which then waits for a decision."""
    cells = dict(prepared.rows)
    table_import.rows.all().delete()
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                table_import=table_import,
                line=row.line,
                state=row.state,
                content=to_stored(row),
                cells=[shown(cell) for cell in cells[row.line]]
                if row.state in (RowState.WRONG, RowState.AMBIGUOUS)
                else [],
            )
            for row in preview.rows
        ),
        batch_size=ROWS_AT_ONCE,
    )
    table_import.status = ImportStatus.READY
    table_import.columns = column_facts(prepared)
    table_import.rows_done = table_import.rows_total = len(prepared.rows)
    table_import.note = note
    table_import.reported_at = timezone.now()
    table_import.save()


def column_facts(prepared: Prepared) -> list[ColumnFact]:
    """What the page of columns shows, for each column of the sheet with a heading or content."""
    fields = prepared.assignment.fields
    return [
        {
            "place": place,
            "heading": text,
            "sample": list(sample(prepared.sheet, prepared.head, place)),
            "name": fields.get(place) or "",
            "doubled": place in prepared.assignment.doubled,
        }
        for place, text in enumerate(prepared.head.texts)
    ]


def _notes(prepared: Prepared) -> str:
    if not prepared.hidden:
        return ""
    return _("Ausgeblendete Blätter werden nicht gelesen: %s.") % ", ".join(prepared.hidden)


def _reporter(pk: UUID) -> Callable[[int, int], None]:
    """Tells the progress, once in a second."""
    last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_REPORTS:
            last = time.monotonic()
            TableImport.objects.filter(pk=pk).update(
                rows_done=done, rows_total=total, reported_at=timezone.now()
            )

    return report


def _fail(table_import: TableImport, note: str) -> None:
    TableImport.objects.filter(pk=table_import.pk).update(
        status=ImportStatus.FAILED, note=note, reported_at=timezone.now()
    )
