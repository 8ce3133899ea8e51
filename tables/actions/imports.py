"""Reading a table in, step by step: upload, columns, decisions, taking over, discarding, undoing."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import IO

import msgspec
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from jobs.actions import order
from jobs.models import Job
from tables import tasks
from tables.choices import TAKEN_OVER, WORK, ImportStatus, RowState
from tables.files.reading import FILE_AT_MOST
from tables.kinds.kind import Kind
from tables.matching import ForAll
from tables.models import ImportRow, TableImport
from tables.remembering import Words

FILENAME_AT_MOST = 150
DISCARDABLE = (ImportStatus.WAITING, ImportStatus.READY, ImportStatus.FAILED, ImportStatus.CANCELLED)


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
        job=_order(tasks.TableReading, filename, by),
    )
    # Its content says what it is, not its name.
    table_import.file.save(str(uuid.uuid4()), File(upload), save=False)
    table_import.save()
    return table_import


@transaction.atomic
def assign_columns(*, table_import: TableImport, chosen: Mapping[int, str], by: User) -> TableImport:
    """Say which column fills which field, and make the preview again. It is remembered when rows are taken over."""
    current = _in_status(table_import, ImportStatus.READY)
    former = {fact["name"]: fact["place"] for fact in current.columns}
    current.chosen = {str(place): name for place, name in chosen.items()}
    # What was said about the cells of another column does not hold.
    places = {name: place for place, name in chosen.items()}
    current.left_out = [name for name in current.left_out if places.get(name) == former.get(name)]
    goal_column = current.table.goal_column
    if places.get(goal_column) != former.get(goal_column):
        current.for_all = {**current.for_all, "goals_below": ""}
    current.decisions = {}
    current.previewed_at = None
    return _hand_over(current, tasks.TableReading, by)


@transaction.atomic
def answer_questions(
    *,
    table_import: TableImport,
    by: User,
    words: Words | None = None,
    left_out: Sequence[str] | None = None,
    for_all: ForAll | None = None,
) -> TableImport:
    """Say what holds for the whole file, and make the preview again.

    That is what words mean (None leaves them out), whose unreadable cells are left out, and what holds for all rows.
    What is not given stays as it was said.
    """
    current = _in_status(table_import, ImportStatus.READY)
    if words is not None:
        current.words = {name: dict(found) for name, found in words.items()}
    if left_out is not None:
        current.left_out = list(left_out)
    if for_all is not None:
        current.for_all = msgspec.to_builtins(for_all)
    current.previewed_at = None
    return _hand_over(current, tasks.TableReading, by)


@transaction.atomic
def decide_rows(*, table_import: TableImport, decisions: Mapping[int, str], by: User) -> TableImport:
    """Say what ambiguous rows mean, and make the preview again."""
    current = _in_status(table_import, ImportStatus.READY)
    current.decisions = {**current.decisions, **{str(line): choice for line, choice in decisions.items()}}
    current.previewed_at = None
    return _hand_over(current, tasks.TableReading, by)


@transaction.atomic
def request_applying(*, table_import: TableImport, by: User) -> TableImport:
    """Have all right rows taken over. Raises RuleBroken if there are none, or if somebody was faster."""
    current = _in_status(table_import, ImportStatus.READY)
    if not current.rows.filter(state__in=TAKEN_OVER).exists():
        raise RuleBroken(_("In dieser Tabelle ist nichts zu übernehmen."))
    return _hand_over(current, tasks.TableApplying, by)


@transaction.atomic
def request_undoing(*, table_import: TableImport, by: User) -> TableImport:
    """Have an import taken back as a whole. Raises RuleBroken if somebody was faster, or after too long a time."""
    current = _in_status(table_import, ImportStatus.APPLIED)
    if current.rows_forgotten_at is not None:
        raise RuleBroken(
            _("Das ist zu lange her. Was zum Zurücknehmen nötig wäre, ist nicht mehr gespeichert.")
        )
    return _hand_over(current, tasks.TableUndoing, by)


@transaction.atomic
def retry_import(*, table_import: TableImport, by: User) -> TableImport:
    """Start lost or cancelled work anew. Raises RuleBroken while a worker is at it."""
    current = _locked(table_import)
    if not current.can_be_retried:
        raise RuleBroken(_("Diese Tabelle wird gerade bearbeitet."))
    return _hand_over(current, tasks.KINDS[current.job.kind], by)


@transaction.atomic
def discard_import(*, table_import: TableImport) -> None:
    """Forget a table that was not taken over: its file and its preview. Raises RuleBroken while it is worked on."""
    current = _locked(table_import)
    if current.status not in DISCARDABLE:
        raise RuleBroken(_("Diese Tabelle lässt sich gerade nicht verwerfen."))
    storage, name = current.file.storage, str(current.file.name)
    current.delete()
    current.job.delete()
    if name:
        transaction.on_commit(partial(storage.delete, name))


@transaction.atomic
def clear_imports(*, at: datetime) -> int:
    """Forget what nobody needs any more: imports left open, and the rows of those taken over long ago.

    What waits in the tray stays until somebody places or removes it.

    Returns how many imports it touched.
    """
    abandoned = list(TableImport.objects.abandoned(at))
    for table_import in abandoned:
        discard_import(table_import=table_import)
    done = ImportRow.objects.exclude(state=RowState.TRAY)
    settled = TableImport.objects.settled(at).filter(pk__in=done.values("table_import"))
    keys = list(settled.values_list("pk", flat=True))
    done.filter(table_import__in=keys).delete()
    TableImport.objects.settled(at).filter(rows_forgotten_at__isnull=True).update(rows_forgotten_at=at)
    return len(abandoned) + len(keys)


def _locked(table_import: TableImport) -> TableImport:
    found = TableImport.objects.select_for_update(of=("self",)).select_related("job")
    current: TableImport | None = found.filter(pk=table_import.pk).first()
    if current is None:
        raise RuleBroken(_("Diese Tabelle wurde inzwischen verworfen."))
    return current


def _in_status(table_import: TableImport, status: ImportStatus) -> TableImport:
    current = _locked(table_import)
    if current.status != status:
        raise RuleBroken(
            _("Das geht nicht mehr: Die Tabelle ist inzwischen weiter („%s“).") % current.get_status_display()
        )
    return current


def _hand_over(current: TableImport, kind: type[tasks.ImportKind], by: User) -> TableImport:
    former, current.job = current.job, _order(kind, current.filename, by)
    current.remark = ""
    current.save()
    former.delete()
    return current


def _order(kind: type[tasks.ImportKind], filename: str, by: User) -> Job:
    return order(kind, by=by, word=tasks.word_of(filename, WORK[kind.name][0]))
