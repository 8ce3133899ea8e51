"""Taking over what a preview shows, and taking it back: each one transaction, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

import msgspec
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from jobs.steps import Steps
from tables.cells import normalised
from tables.choices import RowState
from tables.files.raw import UnreadableFile
from tables.kinds.kind import Kind
from tables.models import ImportRow, TableImport
from tables.previewed import PreviewRow
from tables.previewing import all_stand
from tables.reading_in import prepared_of, store_preview
from tables.remembering import forget, remember
from tables.stored import StoredRow, Written, from_stored
from tables.vocabulary import current_lists
from tables.writing import TableWriter, place_words

WrittenRow = tuple[ImportRow, Written]
WRITTEN = (RowState.NEW, RowState.CHANGED)
REASON_AT_MOST = 100


def apply_import(table_import: TableImport, steps: Steps) -> None:
    """Take over all right rows of a preview. Raises RuleBroken when nothing is."""
    with _explained(_("übernommen")):
        _apply(table_import, steps)


def undo_import(table_import: TableImport, steps: Steps) -> None:
    """Take everything back that an import has written. Raises RuleBroken when nothing is."""
    with _explained(_("rückgängig gemacht")):
        _undo(table_import, steps)


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """Say with the reason that nothing has happened."""
    try:
        yield
    except (RuleBroken, UnreadableFile) as refusal:
        sentence = _("Es ist nichts %(what)s. %(reason)s") % {"what": what, "reason": refusal}
        raise RuleBroken(sentence) from refusal


def _allowed(table_import: TableImport) -> User:
    """The person who asked for the work; what they may do is asked again now. Raises RuleBroken."""
    user = table_import.job.requested_by
    if user is None or not table_import.table.may_import(user):
        raise RuleBroken(_("Sie dürfen diese Tabelle nicht mehr einlesen."))
    return user


class _Outdated(Exception):
    """The preview no longer fits what stands in the database."""


def _apply(table_import: TableImport, steps: Steps) -> None:
    """Write what was previewed, as it was previewed; if it no longer fits, show a new preview instead."""
    try:
        _write_as_previewed(table_import, steps)
    except _Outdated:
        # Reading the file again takes long and changes nothing: by now nothing is locked.
        prepared = prepared_of(table_import, report=steps.report)
        remark = _(
            "Es ist noch nichts übernommen: Inzwischen hat sich etwas geändert. Das hier ist die neue Vorschau."
        )
        with steps.finishing():
            store_preview(table_import, prepared, remark=remark)


def _write_as_previewed(table_import: TableImport, steps: Steps) -> None:
    user = _allowed(table_import)
    at = timezone.now()
    with steps.finishing():
        current = _locked(table_import)
        shown = [from_stored(content) for content in _contents(current)]
        rows = [row for row in shown if row.state in WRITTEN]
        writer = current.table.writer(by=user, at=at)
        writer.lock(row.key for row in rows if row.key)
        if not all_stand(
            current.table,
            shown,
            user=user,
            decisions=current.decisions,
            for_all=current.decided_for_all,
        ):
            raise _Outdated
        _take_over(current, writer, rows, user, at)


def _take_over(
    current: TableImport, writer: TableWriter, rows: list[PreviewRow], by: User, at: datetime
) -> None:
    rows = _below_new_goals(current, writer, rows, at)
    last = last_history(current.table)
    written = writer.write(rows)
    name_in_history(current, current.table, [entry["key"] for entry in written.values()], after=last)
    stored = {row.line: row for row in current.rows.filter(line__in=list(written))}
    for line, entry in written.items():
        stored[line].written = entry
    ImportRow.objects.bulk_update(stored.values(), ["written"], batch_size=200)
    remember(current, current.table.columns(current_lists()), by=by, at=at)
    _forget_file(current)
    current.applied_at, current.remark = at, ""
    current.save()


def _below_new_goals(
    current: TableImport, writer: TableWriter, rows: list[PreviewRow], at: datetime
) -> list[PreviewRow]:
    """Make the goals that rows name by a new text, one of each text, and put the rows below them."""
    texts: dict[str, str] = {}
    for row in rows:
        if row.new_parent:
            texts.setdefault(normalised(row.new_parent), row.new_parent)
    kind = current.table.goals_kind
    if not texts or kind is None:
        return rows
    goals = [
        PreviewRow(
            line=place,
            state=RowState.NEW,
            parent_key=current.decided_for_all.goals_below,
            values=kind.goal_values(text),
        )
        for place, text in enumerate(texts.values())
    ]
    last = last_history(kind)
    made = kind.writer(by=_allowed(current), at=at)
    made.lock([])
    written = made.write(goals)
    current.new_goals = list(written.values())
    keys = {text: written[place]["key"] for place, text in enumerate(texts)}
    name_in_history(current, kind, list(keys.values()), after=last)
    writer.look_up()
    return [
        msgspec.structs.replace(row, parent_key=keys[normalised(row.new_parent)]) if row.new_parent else row
        for row in rows
    ]


def _undo(table_import: TableImport, steps: Steps) -> None:
    user = _allowed(table_import)
    at = timezone.now()
    with steps.finishing():
        current = _locked(table_import)
        found = current.rows.filter(state__in=WRITTEN).order_by("-line")
        rows: list[WrittenRow] = [(row, row.written) for row in found if row.written is not None]
        writer = current.table.writer(by=user, at=at)
        writer.lock(written["key"] for _row, written in rows)
        in_the_way = blocking(writer, rows)
        if in_the_way:
            raise RuleBroken(" ".join(in_the_way))
        last = last_history(current.table)
        left = [sentence for _row, written in rows if (sentence := writer.take_back(written))]
        name_in_history(current, current.table, [written["key"] for _row, written in rows], after=last)
        left += _take_back_goals(current, user, at)
        forget(current)
        current.rows.all().delete()
        current.undone_at, current.remark = at, " ".join(left)
        current.save()


def _take_back_goals(current: TableImport, user: User, at: datetime) -> list[str]:
    """Remove the goals that were made for the rows, but those that somebody has used or edited since."""
    kind, goals = current.table.goals_kind, current.new_goals
    if kind is None or not goals:
        return []
    writer = kind.writer(by=user, at=at)
    writer.lock(goal["key"] for goal in goals)
    left = []
    for goal in reversed(goals):
        reason = writer.in_the_way(goal)
        if reason:
            title = goal["after"][kind.title_column]
            left.append(_("Das Ziel „%(title)s“ bleibt: Es %(reason)s.") % {"title": title, "reason": reason})
        elif sentence := writer.take_back(goal):
            left.append(sentence)
    current.new_goals = []
    return left


def blocking(writer: TableWriter, rows: list[WrittenRow]) -> list[str]:
    """The rows that stand in the way of undoing, each with the reason."""
    sentences = []
    for row, written in reversed(rows):
        if reason := writer.in_the_way(written):
            title = f"{row.content['number']} {row.content['title']}".strip()
            sentences.append(
                _("%(place)s („%(title)s“) %(reason)s.")
                % {
                    "place": place_words(row.line, row.content.get("found_at", "")),
                    "title": title,
                    "reason": reason,
                }
            )
    return sentences


def _locked(table_import: TableImport) -> TableImport:
    found: TableImport = TableImport.objects.select_for_update().get(pk=table_import.pk)
    return found


def _contents(table_import: TableImport) -> list[StoredRow]:
    """The rows that can be compared with the database: of the others nothing is written."""
    found = table_import.rows.filter(state__in=(*WRITTEN, RowState.TRAY, RowState.UNCHANGED))
    return list(found.values_list("content", flat=True))


def _forget_file(table_import: TableImport) -> None:
    if table_import.file:
        storage, name = table_import.file.storage, str(table_import.file.name)
        table_import.file = ""
        transaction.on_commit(partial(storage.delete, name))


def last_history(kind: Kind) -> int:
    history = kind.history()
    return (history.aggregate(last=Max("history_id"))["last"] or 0) if history is not None else 0


def name_in_history(table_import: TableImport, kind: Kind, keys: list[str], *, after: int) -> None:
    """Say in the history where the changes come from."""
    history = kind.history()
    if history is not None:
        reason = (_("Tabelle „%s“") % table_import.filename)[:REASON_AT_MOST]
        history.filter(history_id__gt=after, id__in=keys).update(history_change_reason=reason)
