"""Reading a table in, step by step: upload, columns, decisions, taking over, discarding, undoing."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from tables import tasks
from tables.choices import ImportStatus, RowState
from tables.files.reading import FILE_AT_MOST
from tables.kinds.kind import Kind
from tables.models import ImportRow, TableImport
from tables.previewing import remember_columns

FILENAME_AT_MOST = 150
# A lost worker's task, and where the import was before.
STEPS = {
    ImportStatus.WAITING: (ImportStatus.WAITING, tasks.read_table),
    ImportStatus.READING: (ImportStatus.WAITING, tasks.read_table),
    ImportStatus.TO_APPLY: (ImportStatus.TO_APPLY, tasks.apply_table),
    ImportStatus.APPLYING: (ImportStatus.TO_APPLY, tasks.apply_table),
    ImportStatus.TO_UNDO: (ImportStatus.TO_UNDO, tasks.undo_table),
    ImportStatus.UNDOING: (ImportStatus.TO_UNDO, tasks.undo_table),
}


@transaction.atomic
def start_import(
    *,
    kind: Kind,
    upload: IO[bytes],
    filename: str,
    size: int,
    by: User,
    at: datetime,
    encoding: str = "",
    sheet: str = "",
) -> TableImport:
    """Keep an uploaded table and have it read.

    Raises RuleBroken for an empty or too large file, and for somebody who may not import this kind.
    """
    if not kind.may_import(by):
        raise RuleBroken(_("Diese Tabelle dürfen Sie nicht einlesen."))
    if not size:
        raise RuleBroken(_("Diese Datei ist leer."))
    if size > FILE_AT_MOST:
        raise RuleBroken(_("Die Datei ist größer als 20 MB. Löschen Sie, was nicht zur Tabelle gehört."))
    table_import = TableImport(
        kind=kind.choice,
        filename=filename[-FILENAME_AT_MOST:],
        encoding=encoding,
        sheet=sheet,
        created_at=at,
        created_by=by,
        reported_at=at,
    )
    # Its content says what it is, not its name.
    table_import.file.save(str(uuid.uuid4()), File(upload), save=False)
    table_import.save()
    _enqueue(tasks.read_table, table_import)
    return table_import


@transaction.atomic
def assign_columns(
    *, table_import: TableImport, chosen: Mapping[int, str], by: User, at: datetime
) -> TableImport:
    """Say which column fills which field, remember it for the next table, and make the preview again."""
    current = _locked(table_import, ImportStatus.READY)
    headings = [column["heading"] for column in current.columns]
    remember_columns(current.table, headings, chosen)
    current.chosen = {str(place): name for place, name in chosen.items()}
    current.decisions = {}
    return _read_again(current, by, at)


@transaction.atomic
def decide_rows(
    *, table_import: TableImport, decisions: Mapping[int, str], by: User, at: datetime
) -> TableImport:
    """Say what ambiguous rows mean, and make the preview again."""
    current = _locked(table_import, ImportStatus.READY)
    current.decisions = {**current.decisions, **{str(line): choice for line, choice in decisions.items()}}
    return _read_again(current, by, at)


@transaction.atomic
def request_applying(*, table_import: TableImport, by: User, at: datetime) -> TableImport:
    """Have all right rows taken over. Raises RuleBroken if there are none, or if somebody was faster."""
    current = _locked(table_import, ImportStatus.READY)
    if not current.rows.filter(state__in=(RowState.NEW, RowState.CHANGED)).exists():
        raise RuleBroken(_("In dieser Tabelle ist nichts zu übernehmen."))
    return _hand_over(current, ImportStatus.TO_APPLY, tasks.apply_table, by, at)


@transaction.atomic
def request_undoing(*, table_import: TableImport, by: User, at: datetime) -> TableImport:
    """Have an import taken back as a whole. Raises RuleBroken if somebody was faster, or after too long a time."""
    current = _locked(table_import, ImportStatus.APPLIED)
    if not current.rows.exists():
        raise RuleBroken(
            _("Das ist zu lange her. Was zum Zurücknehmen nötig wäre, ist nicht mehr gespeichert.")
        )
    return _hand_over(current, ImportStatus.TO_UNDO, tasks.undo_table, by, at)


@transaction.atomic
def retry_import(*, table_import: TableImport, by: User, at: datetime) -> TableImport:
    """Start lost work anew. Raises RuleBroken while a worker is at it."""
    current = _locked(table_import)
    if not current.is_lost(at):
        raise RuleBroken(_("Diese Tabelle wird gerade bearbeitet."))
    status, task = STEPS[ImportStatus(current.status)]
    return _hand_over(current, status, task, by, at)


@transaction.atomic
def discard_import(*, table_import: TableImport) -> None:
    """Forget a table that was not taken over: its file and its preview. Raises RuleBroken while it is worked on."""
    current = _locked(table_import)
    if current.status not in (ImportStatus.WAITING, ImportStatus.READY, ImportStatus.FAILED):
        raise RuleBroken(_("Diese Tabelle lässt sich gerade nicht verwerfen."))
    storage, name = current.file.storage, str(current.file.name)
    current.delete()
    if name:
        transaction.on_commit(partial(storage.delete, name))


@transaction.atomic
def clear_imports(*, at: datetime) -> int:
    """Forget what nobody needs any more: imports left open, and the rows of those taken over long ago.

    Returns how many imports it touched.
    """
    abandoned = list(TableImport.objects.abandoned(at))
    for table_import in abandoned:
        discard_import(table_import=table_import)
    settled = TableImport.objects.settled(at).filter(rows__isnull=False).distinct()
    keys = list(settled.values_list("pk", flat=True))
    ImportRow.objects.filter(table_import__in=keys).delete()
    return len(abandoned) + len(keys)


def _locked(table_import: TableImport, status: ImportStatus | None = None) -> TableImport:
    current: TableImport | None = (
        TableImport.objects.select_for_update(of=("self",)).filter(pk=table_import.pk).first()
    )
    if current is None:
        raise RuleBroken(_("Diese Tabelle wurde inzwischen verworfen."))
    if status is not None and current.status != status:
        raise RuleBroken(
            _("Das geht nicht mehr: Die Tabelle ist inzwischen weiter („%s“).") % current.get_status_display()
        )
    return current


def _read_again(current: TableImport, by: User, at: datetime) -> TableImport:
    return _hand_over(current, ImportStatus.WAITING, tasks.read_table, by, at)


def _hand_over(current: TableImport, status: ImportStatus, task: Any, by: User, at: datetime) -> TableImport:
    current.status, current.acted_by, current.reported_at, current.note = status, by, at, ""
    current.rows_done = current.rows_total = 0
    current.save()
    _enqueue(task, current)
    return current


def _enqueue(task: Any, table_import: TableImport) -> None:
    transaction.on_commit(partial(task.enqueue, str(table_import.pk)))
