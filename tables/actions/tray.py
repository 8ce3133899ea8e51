"""The tray: rows that were taken over without a goal are placed below one, or removed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from tables.applying import last_history, name_in_history
from tables.choices import RowState
from tables.kinds.kind import Kind
from tables.matching import ForAll
from tables.models import ImportRow, TableImport
from tables.previewed import PreviewRow
from tables.stored import from_stored, to_stored
from tables.writing import TableWriter


@transaction.atomic
def place_rows(*, kind: Kind, keys: Collection[int], goal: str, by: User, at: datetime) -> int:
    """Make rows of the tray what they were meant to be, below the goal with this key. Returns how many.

    They become rows of their import as if they had come with it: undoing takes them back. All or none: raises
    RuleBroken when somebody was faster, or when one of them is there by now.
    """
    rows = _locked(kind, keys, by)
    writer = kind.writer(by=by, at=at)
    writer.lock([])
    if goal not in dict(kind.goal_choices(by)):
        raise RuleBroken(_("Unter diesem Ziel dürfen Sie gerade nichts anlegen."))
    _refuse_those_there(kind, rows, goal, by)
    for _key, group in groupby(rows, key=lambda row: row.table_import_id):
        _write(kind, writer, list(group), goal)
    return len(rows)


@transaction.atomic
def remove_rows(*, kind: Kind, keys: Collection[int], by: User) -> int:
    """Take rows out of the tray. In their import they count as left out. Returns how many. Raises RuleBroken."""
    rows = _locked(kind, keys, by)
    for row in rows:
        left_out = msgspec.structs.replace(from_stored(row.content), state=RowState.UNCHANGED, skipped=True)
        row.state, row.content = RowState.UNCHANGED, to_stored(left_out)
    ImportRow.objects.bulk_update(rows, ["state", "content"], batch_size=200)
    return len(rows)


def _locked(kind: Kind, keys: Collection[int], by: User) -> list[ImportRow]:
    """The rows, with their imports locked as taking over and undoing lock them."""
    if not kind.may_import(by):
        raise RuleBroken(_("Diese Tabelle dürfen Sie nicht einlesen."))
    if not keys:
        raise RuleBroken(_("Wählen Sie mindestens einen Eintrag aus."))
    imports = TableImport.objects.filter(rows__in=keys).values("pk")
    list(TableImport.objects.select_for_update().filter(pk__in=imports).order_by("pk"))
    rows = list(ImportRow.objects.waiting(kind).filter(pk__in=keys).select_related("table_import"))
    if len(rows) != len(set(keys)):
        raise RuleBroken(
            _(
                "Inzwischen hat jemand einen dieser Einträge zugeordnet oder entfernt. Hier ist der neue Stand."
            )
        )
    return rows


def _refuse_those_there(kind: Kind, rows: Sequence[ImportRow], goal: str, by: User) -> None:
    parents = kind.parents()
    number = next(parent.number for parent in parents.values() if parent.key == goal)
    matcher = kind.matcher(kind.rows(user=by), parents, ForAll())
    for row in rows:
        content = from_stored(row.content)
        found = matcher.by_key.get(matcher.match({**content.values, kind.goal_column: number}).key)
        if found is not None:
            raise RuleBroken(
                _(
                    "„%(title)s“ gibt es schon: %(number)s. "
                    "Es ist nichts zugeordnet. Entfernen Sie diesen Eintrag aus der Ablage."
                )
                % {"title": found.title, "number": found.number}
            )


def _write(kind: Kind, writer: TableWriter, rows: Sequence[ImportRow], goal: str) -> None:
    last = last_history(kind)
    placed = {row.line: _placed(row, goal) for row in rows}
    written = writer.write(placed.values())
    name_in_history(rows[0].table_import, kind, [each["key"] for each in written.values()], after=last)
    for row in rows:
        row.state, row.content = RowState.NEW, to_stored(placed[row.line])
        row.written = written[row.line]
    ImportRow.objects.bulk_update(rows, ["state", "content", "written"], batch_size=200)


def _placed(row: ImportRow, goal: str) -> PreviewRow:
    return msgspec.structs.replace(from_stored(row.content), state=RowState.NEW, parent_key=goal)
