"""The preview of a table against the database as it is now."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from strategy.choices import ThemeDecision
from strategy.models import Measure, OperationalGoal, StrategicGoal, Strategy
from tables.choices import RowState, TableKind
from tables.files.raw import RawCell, Sheet, UnreadableFile
from tables.headings import (
    Assignment,
    Head,
    assign,
    assign_by_hand,
    choose_sheet,
    find_head,
    heading_key,
    rows_below,
)
from tables.kinds.column import Column
from tables.kinds.columns import columns_of, identifying
from tables.matching import Parent
from tables.models import RememberedColumn
from tables.preview import CellProblem, Preview, PreviewRow, build_preview
from tables.rows import rows_of
from tables.vocabulary import current_lists

# The kinds that hang below a goal: their model and that of the goal.
NUMBERED: dict[TableKind, tuple[type[Any], type[Any]]] = {
    TableKind.MEASURES: (Measure, OperationalGoal),
    TableKind.OPERATIONAL_GOALS: (OperationalGoal, StrategicGoal),
}


class Prepared(Struct, frozen=True):
    """A table whose head is found and whose columns are assigned, before its rows are looked at."""

    kind: TableKind
    columns: tuple[Column, ...]
    sheet: Sheet
    head: Head
    assignment: Assignment
    rows: tuple[tuple[int, tuple[RawCell, ...]], ...]
    hidden: tuple[str, ...]

    @property
    def is_assigned(self) -> bool:
        """Whether there is a column by which rows can be recognised."""
        return bool(self.assignment.names() & set(identifying(self.kind)))


def prepare(
    kind: TableKind, sheets: Sequence[Sheet], *, sheet: str = "", chosen: Mapping[str, str] | None = None
) -> Prepared:
    """Choose a sheet, find its head, assign its columns. Raises UnreadableFile if there is nothing to read."""
    columns = columns_of(kind, current_lists())
    named = [each for each in sheets if each.name == sheet and not each.hidden]
    found = named[0] if named else choose_sheet(sheets, columns)
    if sheet and not named:
        raise UnreadableFile(_("Ein sichtbares Blatt „%s“ gibt es in der Datei nicht.") % sheet)
    if found is None or not found.rows:
        raise UnreadableFile(_("In der Datei steht keine Tabelle."))
    head = find_head(found, columns)
    rows = rows_below(found, head)
    if not rows:
        raise UnreadableFile(_("Unter den Überschriften stehen keine Zeilen."))
    if chosen is None:
        assignment = assign(columns, head, remembered_columns(kind))
    else:
        assignment = assign_by_hand(columns, head, {int(place): name for place, name in chosen.items()})
    hidden = tuple(each.name for each in sheets if each.hidden)
    return Prepared(
        kind=kind, columns=columns, sheet=found, head=head, assignment=assignment, rows=rows, hidden=hidden
    )


def remembered_columns(kind: TableKind) -> dict[str, str]:
    return dict(RememberedColumn.objects.filter(kind=kind).values_list("heading", "name"))


def remember_columns(kind: TableKind, head_texts: Sequence[str], chosen: Mapping[int, str]) -> None:
    """Keep what was assigned by hand for the next table of this kind."""
    found = {
        heading_key(head_texts[place]): name
        for place, name in chosen.items()
        if place < len(head_texts) and heading_key(head_texts[place])
    }
    RememberedColumn.objects.bulk_create(
        (RememberedColumn(kind=kind, heading=heading[:200], name=name) for heading, name in found.items()),
        update_conflicts=True,
        unique_fields=["kind", "heading"],
        update_fields=["name"],
    )


def preview_now(prepared: Prepared, *, user: User, decisions: Mapping[str, str]) -> Preview:
    """What taking over would do now, for this person: what they may not change is wrong, with the reason."""
    if not prepared.is_assigned:
        return Preview(rows=())
    preview = build_preview(
        kind=prepared.kind,
        columns=prepared.columns,
        sheet_rows=prepared.rows,
        assignment=prepared.assignment,
        existing=rows_of(prepared.kind, user=user),
        parents=parents_now(prepared.kind),
        decisions={int(line): choice for line, choice in decisions.items()},
    )
    if prepared.kind not in NUMBERED:
        return preview
    return _permitted(preview, prepared.kind, user)


def parents_now(kind: TableKind) -> dict[str, Parent]:
    """The goals below which rows may stand, by number."""
    if kind not in NUMBERED:
        return {}
    model, above = NUMBERED[kind]
    taken: dict[Any, set[int]] = {}
    strategy = Strategy.objects.current()
    # While drafting, the numbers of removed rows are given again.
    if strategy is not None and strategy.has_fixed_numbers:
        retired = model.objects.filter(retired_at__isnull=False)
        for parent, position in retired.values_list(f"{model.parent_field}_id", "position"):
            taken.setdefault(parent, set()).add(position)
    goals = above.objects.active().filter(**{f"{above.path_to_theme}__decision": ThemeDecision.SELECTED})
    return {
        goal.number: Parent(
            key=str(goal.pk), number=goal.number, title=str(goal), taken=frozenset(taken.get(goal.pk, ()))
        )
        for goal in goals.with_ancestors()
    }


def _why_locked(strategy: Strategy | None) -> str:
    if strategy is not None and strategy.is_submitted:
        return _("Die Strategie liegt als Vorlage %(paper)s den Gremien vor. Ihre Texte ruhen.") % {
            "paper": strategy.submitted_paper
        }
    return _("Dieses Themenfeld wird gerade zusammengeführt. Nur die Koordination ändert es jetzt.")


def _permitted(preview: Preview, kind: TableKind, user: User) -> Preview:
    model, above = NUMBERED[kind]
    editable = {str(key) for key in model.objects.editable_by(user).values_list("pk", flat=True)}
    open_parents = {str(key) for key in above.objects.open_to(user).values_list("pk", flat=True)}
    reason = _why_locked(Strategy.objects.current())

    def permitted(row: PreviewRow) -> PreviewRow:
        locked = (row.state == RowState.CHANGED and row.key not in editable) or (
            row.state == RowState.NEW and row.parent_key not in open_parents
        )
        if not locked:
            return row
        problem = CellProblem(name="", heading="", value=row.number or row.title, reason=reason)
        return msgspec.structs.replace(row, state=RowState.WRONG, problems=(problem,))

    return Preview(rows=tuple(map(permitted, preview.rows)))
