"""The preview of a table against the database as it is now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from tables.cells import normalised
from tables.choices import RowState
from tables.files.raw import RawCell, Sheet, UnreadableFile
from tables.headings import (
    Assignment,
    Head,
    assign,
    assign_by_hand,
    choose_sheet,
    find_head,
    in_thousands,
    rows_below,
)
from tables.kinds.column import Column
from tables.kinds.kind import Access, Kind
from tables.matching import ForAll
from tables.models import ImportRow
from tables.preview import build_preview, still_stands
from tables.previewed import CellProblem, Preview, PreviewRow
from tables.remembering import Words, remembered_fields, with_learned_words
from tables.stored import from_stored
from tables.vocabulary import current_lists


class Prepared(Struct, frozen=True):
    """A table whose head is found and whose columns are assigned, before its rows are looked at."""

    kind: Kind
    columns: tuple[Column, ...]
    sheet: Sheet
    head: Head
    assignment: Assignment
    rows: tuple[tuple[int, tuple[RawCell, ...]], ...]
    hidden: tuple[str, ...]
    # What was said about cells: what words mean, and the fields whose cells are left out where they cannot be read.
    words: Words = {}
    left_out: tuple[str, ...] = ()
    is_by_hand: bool = False

    @property
    def is_assigned(self) -> bool:
        """Say whether there is a column by which rows can be recognised."""
        return bool(self.assignment.names() & self.kind.identifying)


def prepare(
    kind: Kind,
    sheets: Sequence[Sheet],
    *,
    sheet: str = "",
    chosen: Mapping[str, str] | None = None,
    words: Words | None = None,
    left_out: Sequence[str] = (),
) -> Prepared:
    """Choose a sheet, find its head, assign its columns. Raises UnreadableFile if there is nothing to read.

    `chosen` are fields by the place of a column, `words` and `left_out` what was said about unreadable cells.
    """
    columns = with_learned_words(kind, kind.columns(current_lists()), words or {})
    named = [each for each in sheets if each.name == sheet and not each.hidden]
    found = named[0] if named else choose_sheet(sheets, columns)
    if sheet and not named:
        raise UnreadableFile(_("Ein sichtbares Blatt „%s“ gibt es in der Datei nicht.") % sheet)
    if found is None or not found.rows:
        raise UnreadableFile(_("In der Datei steht keine Tabelle."))
    found = kind.laid_out(found, columns)
    head = find_head(found, columns)
    rows = rows_below(found, head)
    if not rows:
        raise UnreadableFile(_("Unter den Überschriften stehen keine Zeilen."))
    if chosen is None:
        assignment = assign(columns, head, remembered_fields(kind, head))
    else:
        assignment = assign_by_hand(columns, head, {int(place): name for place, name in chosen.items()})
    return Prepared(
        kind=kind,
        columns=_in_their_units(columns, head, assignment),
        sheet=found,
        head=head,
        assignment=assignment,
        rows=rows,
        hidden=tuple(each.name for each in sheets if each.hidden),
        words=words or {},
        left_out=tuple(left_out),
        is_by_hand=chosen is not None,
    )


def _in_their_units(columns: Sequence[Column], head: Head, assignment: Assignment) -> tuple[Column, ...]:
    """The columns, those of amounts in thousands where the headings of the file say so."""
    thousands = {name for place, name in assignment.fields.items() if name and in_thousands(head, place)}
    return tuple(
        msgspec.structs.replace(column, in_thousands=True)
        if column.in_euros and column.name in thousands
        else column
        for column in columns
    )


def preview_now(
    prepared: Prepared, *, user: User, decisions: Mapping[str, str], for_all: ForAll | None = None
) -> Preview:
    """The effects of taking over now, by this person: what they may not change is wrong, with the reason."""
    if not prepared.is_assigned:
        return Preview(rows=())
    preview = build_preview(
        kind=prepared.kind,
        columns=prepared.columns,
        sheet_rows=prepared.rows,
        assignment=prepared.assignment,
        existing=prepared.kind.rows(user=user),
        parents=prepared.kind.parents(),
        decisions={int(line): choice for line, choice in decisions.items()},
        for_all=prepared.kind.allowed(for_all or ForAll(), user),
        left_out=prepared.left_out,
        found_at={line: cell for line, cell in enumerate(prepared.sheet.found_at, 1) if cell},
    )
    rows = waiting_once(prepared.kind, preview.rows)
    access = prepared.kind.access(user)
    if access is not None:
        rows = tuple(permitted(row, access) for row in rows)
    return msgspec.structs.replace(preview, rows=rows)


def waiting_once(kind: Kind, rows: Iterable[PreviewRow]) -> tuple[PreviewRow, ...]:
    """The rows, without those that wait in the tray already; a new one is to be looked at if one like it waits."""
    waiting = defaultdict(list)
    if kind.goal_column:
        for content in ImportRow.objects.waiting(kind).values_list("content", flat=True):
            waits = from_stored(content)
            waiting[normalised(waits.title)].append(waits)
    return tuple(_waiting_once(row, waiting.get(normalised(row.title), ())) for row in rows)


def _waiting_once(row: PreviewRow, waiting: Sequence[PreviewRow]) -> PreviewRow:
    if not waiting or row.state not in (RowState.NEW, RowState.TRAY):
        return row
    if row.state == RowState.TRAY and any(
        (each.values, each.places) == (row.values, row.places) for each in waiting
    ):
        return msgspec.structs.replace(row, state=RowState.UNCHANGED, is_waiting=True)
    reason = _("In der Ablage wartet schon ein Eintrag mit diesem Titel.")
    doubt = CellProblem(name="", heading=_("Ablage"), value=row.title, reason=reason)
    return msgspec.structs.replace(row, doubts=(*row.doubts, doubt))


def permitted(row: PreviewRow, access: Access) -> PreviewRow:
    """The row, or the same one as wrong where the person may not write it."""
    if not is_locked(row, access):
        return row
    problem = CellProblem(name="", heading="", value=row.number or row.title, reason=access.reason)
    return msgspec.structs.replace(row, state=RowState.WRONG, problems=(problem,))


def is_locked(row: PreviewRow, access: Access) -> bool:
    """Say whether taking over would write where the person may not."""
    return (row.state == RowState.CHANGED and row.key not in access.editable) or (
        # Below which goal new ones may come is asked with the decision about all rows.
        row.state == RowState.NEW and not row.new_parent and row.parent_key not in access.open_parents
    )


def all_stand(
    kind: Kind,
    rows: Iterable[PreviewRow],
    *,
    user: User,
    decisions: Mapping[str, str],
    for_all: ForAll,
) -> bool:
    """Say whether the rows of a preview would still do what it said, with the database as it is now."""
    columns = {column.name: column for column in kind.columns(current_lists())}
    matcher = kind.matcher(kind.rows(user=user), kind.parents(), kind.allowed(for_all, user))
    access = kind.access(user)
    return all(
        still_stands(
            row,
            kind=kind,
            columns=columns,
            matcher=matcher,
            decision=decisions.get(str(row.line), ""),
        )
        and not (access and is_locked(row, access))
        for row in rows
    )
