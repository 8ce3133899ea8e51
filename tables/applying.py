"""Taking over what a preview shows, and taking it back: each one transaction, or nothing."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.models import Concept
from tables.choices import ImportStatus, RowState, TableKind
from tables.files.raw import UnreadableFile
from tables.importers import may_import
from tables.models import ImportRow, TableImport
from tables.preview import Preview, PreviewRow
from tables.previewing import NUMBERED, preview_now
from tables.reading_in import keep_preview, prepared_of
from tables.stored import from_stored
from tables.writing import Writer

logger = logging.getLogger(__name__)
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
        if user is None or not may_import(user, table_import.table):
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
    # Reading takes long and changes nothing: it is done before anything is locked.
    prepared = prepared_of(table_import)
    at = timezone.now()
    with transaction.atomic():
        current = _locked(table_import, ImportStatus.APPLYING)
        if current is None:
            return
        shown = [from_stored(content) for content in _contents(current)]
        writer = Writer(current.table, by=user, at=at)
        writer.lock(shown)
        now = preview_now(prepared, user=user, decisions=current.decisions)
        if not _is_same(shown, now):
            note = _(
                "Es ist noch nichts übernommen: Inzwischen hat sich etwas geändert. Das hier ist die neue Vorschau."
            )
            keep_preview(current, prepared, now, note=note)
            return
        last = _last_history(current.table)
        written = _write(writer, shown)
        _name_in_history(current, [entry["key"] for entry in written.values()], after=last)
        rows = {row.line: row for row in current.rows.filter(line__in=list(written))}
        for line, entry in written.items():
            rows[line].written = entry
        ImportRow.objects.bulk_update(rows.values(), ["written"], batch_size=200)
        _forget_file(current)
        current.status, current.applied_at, current.reported_at, current.note = (
            ImportStatus.APPLIED,
            at,
            at,
            "",
        )
        current.save()


def _write(writer: Writer, rows: list[PreviewRow]) -> dict[int, dict[str, Any]]:
    written = {}
    for row in rows:
        if not writer.creates_at_once(row):
            with _named_line(row.line):
                written[row.line] = writer.write(row)
    together = [row for row in rows if writer.creates_at_once(row)]
    try:
        written |= writer.create_at_once(together)
    except IntegrityError as error:
        raise RuleBroken(_("Eine der neuen Zeilen verletzt eine Regel der Datenbank.")) from error
    return written


@contextmanager
def _named_line(line: int) -> Iterator[None]:
    """Say with a broken rule which line of the table broke it."""
    try:
        yield
    except IntegrityError as error:
        raise RuleBroken(_("Zeile %d verletzt eine Regel der Datenbank.") % line) from error
    except RuleBroken as refusal:
        reason = _("Zeile %(line)d: %(reason)s") % {"line": line, "reason": refusal}
        raise RuleBroken(reason) from refusal


def _undo(table_import: TableImport, user: User) -> None:
    at = timezone.now()
    with transaction.atomic():
        current = _locked(table_import, ImportStatus.UNDOING)
        if current is None:
            return
        rows: list[Any] = list(current.rows.filter(state__in=WRITTEN).exclude(written=None).order_by("-line"))
        writer = Writer(current.table, by=user, at=at)
        writer.lock(
            [PreviewRow(line=row.line, state=RowState(row.state), key=row.written["key"]) for row in rows]
        )
        in_the_way = blocking(writer, rows)
        if in_the_way:
            raise RuleBroken(" ".join(in_the_way))
        last = _last_history(current.table)
        left = [sentence for row in rows if (sentence := writer.take_back(row.written))]
        _name_in_history(current, [row.written["key"] for row in rows], after=last)
        current.rows.all().delete()
        current.status, current.undone_at, current.reported_at = ImportStatus.UNDONE, at, at
        current.note = " ".join(left)
        current.save()


def blocking(writer: Writer, rows: list[Any]) -> list[str]:
    """The rows that stand in the way of undoing, each with the reason."""
    sentences = []
    for row in reversed(rows):
        if reason := writer.in_the_way(row.written):
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


def _contents(table_import: TableImport) -> list[Mapping[str, Any]]:
    return list(table_import.rows.filter(state__in=WRITTEN).values_list("content", flat=True))


def _is_same(shown: list[PreviewRow], now: Preview) -> bool:
    """Whether the preview of now would write exactly what the person has seen."""
    return [_essence(row) for row in shown] == [_essence(row) for row in now.in_state(*WRITTEN)]


def _essence(row: PreviewRow) -> tuple[Any, ...]:
    return (row.line, row.state, row.key, row.parent_key, row.revision, row.changes, row.values)


def _forget_file(table_import: TableImport) -> None:
    if table_import.file:
        storage, name = table_import.file.storage, str(table_import.file.name)
        table_import.file = ""
        transaction.on_commit(partial(storage.delete, name))


def _history(kind: TableKind) -> Any:
    if kind == TableKind.MEMBERS:
        return None
    model: Any = NUMBERED[kind][0] if kind in NUMBERED else Concept
    return model.history


def _last_history(kind: TableKind) -> int:
    history = _history(kind)
    return (history.aggregate(last=Max("history_id"))["last"] or 0) if history is not None else 0


def _name_in_history(table_import: TableImport, keys: list[str], *, after: int) -> None:
    """Say in the history where the changes come from."""
    history = _history(table_import.table)
    if history is not None:
        reason = (_("Tabelle „%s“") % table_import.filename)[:REASON_AT_MOST]
        history.filter(history_id__gt=after, id__in=keys).update(history_change_reason=reason)
