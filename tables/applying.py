"""Taking over what a preview shows, and taking it back: each one transaction, or nothing."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from tables.choices import ImportStatus, RowState
from tables.files.raw import UnreadableFile
from tables.kinds.kind import Kind
from tables.models import ImportRow, TableImport
from tables.previewed import PreviewRow
from tables.previewing import all_stand
from tables.reading_in import prepared_of, store_preview
from tables.stored import StoredRow, Written, from_stored
from tables.writing import TableWriter

logger = logging.getLogger(__name__)
WrittenRow = tuple[ImportRow, Written]
WRITTEN = (RowState.NEW, RowState.CHANGED)
REASON_AT_MOST = 100


def apply_import(pk: UUID | str) -> None:
    """Take over all right rows of a preview. A failure is told in the row, never raised."""
    _at_the_boundary(
        pk, ImportStatus.TO_APPLY, ImportStatus.APPLYING, ImportStatus.READY, _apply, _("übernommen")
    )


def undo_import(pk: UUID | str) -> None:
    """Take everything back that an import has written. A failure is told in the row, never raised."""
    _at_the_boundary(
        pk,
        ImportStatus.TO_UNDO,
        ImportStatus.UNDOING,
        ImportStatus.APPLIED,
        _undo,
        _("rückgängig gemacht"),
    )


def _at_the_boundary(
    pk: UUID | str,
    waiting: ImportStatus,
    working: ImportStatus,
    back: ImportStatus,
    work: Callable[[TableImport, User], None],
    what: str,
) -> None:
    # Only one of several workers gets it.
    found = TableImport.objects.filter(pk=pk, status=waiting)
    if not found.update(status=working, reported_at=timezone.now()):
        return
    table_import = TableImport.objects.select_related("acted_by").get(pk=pk)
    try:
        user = table_import.acted_by
        if user is None or not table_import.table.may_import(user):
            raise RuleBroken(_("Sie dürfen diese Tabelle nicht mehr einlesen."))
        work(table_import, user)
    except (RuleBroken, UnreadableFile) as refusal:
        note = _("Es ist nichts %(what)s. %(reason)s") % {"what": what, "reason": refusal}
        _back(table_import, back, note)
    except Exception:
        # The boundary of a background task: whatever went wrong, the person waiting must be told.
        logger.exception("Table import %s failed", pk)
        note = _("Es ist nichts %s, weil etwas schiefging. Bitte versuchen Sie es noch einmal.") % what
        _back(table_import, back, note)


def _back(table_import: TableImport, status: ImportStatus, note: str) -> None:
    TableImport.objects.filter(pk=table_import.pk).update(
        status=status, note=note, reported_at=timezone.now()
    )


def _apply(table_import: TableImport, user: User) -> None:
    """Write what was previewed, as it was previewed; if it no longer fits, show a new preview instead."""
    at = timezone.now()
    with transaction.atomic():
        current = _locked(table_import, ImportStatus.APPLYING)
        if current is None:
            return
        shown = [from_stored(content) for content in _contents(current)]
        rows = [row for row in shown if row.state in WRITTEN]
        writer = current.table.writer(by=user, at=at)
        writer.lock(row.key for row in rows if row.key)
        if all_stand(current.table, shown, user=user, decisions=current.decisions):
            _take_over(current, writer, rows, at)
            return
    # Reading the file again takes long and changes nothing: by now nothing is locked.
    note = _(
        "Es ist noch nichts übernommen: Inzwischen hat sich etwas geändert. Das hier ist die neue Vorschau."
    )
    store_preview(table_import, prepared_of(table_import), note=note)


def _take_over(current: TableImport, writer: TableWriter, rows: list[PreviewRow], at: datetime) -> None:
    last = _last_history(current.table)
    written = writer.write(rows)
    _name_in_history(current, [entry["key"] for entry in written.values()], after=last)
    stored = {row.line: row for row in current.rows.filter(line__in=list(written))}
    for line, entry in written.items():
        stored[line].written = entry
    ImportRow.objects.bulk_update(stored.values(), ["written"], batch_size=200)
    _forget_file(current)
    current.status, current.applied_at, current.reported_at = ImportStatus.APPLIED, at, at
    current.note = ""
    current.save()


def _undo(table_import: TableImport, user: User) -> None:
    at = timezone.now()
    with transaction.atomic():
        current = _locked(table_import, ImportStatus.UNDOING)
        if current is None:
            return
        found = current.rows.filter(state__in=WRITTEN).order_by("-line")
        rows: list[WrittenRow] = [(row, row.written) for row in found if row.written is not None]
        writer = current.table.writer(by=user, at=at)
        writer.lock(written["key"] for _row, written in rows)
        in_the_way = blocking(writer, rows)
        if in_the_way:
            raise RuleBroken(" ".join(in_the_way))
        last = _last_history(current.table)
        left = [sentence for _row, written in rows if (sentence := writer.take_back(written))]
        _name_in_history(current, [written["key"] for _row, written in rows], after=last)
        current.rows.all().delete()
        current.status, current.undone_at, current.reported_at = ImportStatus.UNDONE, at, at
        current.note = " ".join(left)
        current.save()


def blocking(writer: TableWriter, rows: list[WrittenRow]) -> list[str]:
    """The rows that stand in the way of undoing, each with the reason."""
    sentences = []
    for row, written in reversed(rows):
        if reason := writer.in_the_way(written):
            title = f"{row.content['number']} {row.content['title']}".strip()
            sentences.append(
                _("Zeile %(line)d („%(title)s“) %(reason)s.")
                % {"line": row.line, "title": title, "reason": reason}
            )
    return sentences


def _locked(table_import: TableImport, status: ImportStatus) -> TableImport | None:
    # A worker that was thought lost finds its work done and stops.
    found: TableImport | None = (
        TableImport.objects.select_for_update(of=("self",)).filter(pk=table_import.pk, status=status).first()
    )
    return found


def _contents(table_import: TableImport) -> list[StoredRow]:
    """The rows that can be compared with the database: of the others nothing is written."""
    found = table_import.rows.filter(state__in=(*WRITTEN, RowState.UNCHANGED))
    return list(found.values_list("content", flat=True))


def _forget_file(table_import: TableImport) -> None:
    if table_import.file:
        storage, name = table_import.file.storage, str(table_import.file.name)
        table_import.file = ""
        transaction.on_commit(partial(storage.delete, name))


def _last_history(kind: Kind) -> int:
    history = kind.history()
    return (history.aggregate(last=Max("history_id"))["last"] or 0) if history is not None else 0


def _name_in_history(table_import: TableImport, keys: list[str], *, after: int) -> None:
    """Say in the history where the changes come from."""
    history = table_import.table.history()
    if history is not None:
        reason = (_("Tabelle „%s“") % table_import.filename)[:REASON_AT_MOST]
        history.filter(history_id__gt=after, id__in=keys).update(history_change_reason=reason)
