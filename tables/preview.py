"""Previews what taking over a table would do, row by row. Rows in, value out, nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec
from django.utils.translation import gettext as _

from editing.amounts import far_outside
from editing.dialect import with_escapes_of
from tables.cells import interpret, is_empty, is_offered, is_same, label, says_nothing, shown
from tables.choices import RowState
from tables.figures import grouped, year_text
from tables.files.raw import RawCell
from tables.headings import Assignment
from tables.kinds.column import CellValue, Column
from tables.kinds.kind import Kind
from tables.matching import SKIP, ForAll, Match, Matcher, Parent
from tables.misread import Misread
from tables.previewed import CellChange, CellProblem, Preview, PreviewRow
from tables.rows import TableRow


def build_preview(
    *,
    kind: Kind,
    columns: Sequence[Column],
    sheet_rows: Iterable[tuple[int, Sequence[RawCell]]],
    assignment: Assignment,
    existing: Sequence[TableRow],
    parents: Mapping[str, Parent],
    decisions: Mapping[int, str],
    for_all: ForAll | None = None,
) -> Preview:
    """Compare the rows of a table with what exists.

    `sheet_rows` are (line in the file, cells), see `headings.rows_below`. `decisions` say for ambiguous lines
    which candidate is meant: its key, "new" or "skip"; `for_all` is decided about all lines.
    """
    matcher = kind.matcher(existing, parents, for_all or ForAll())
    builder = _Builder(kind, columns, assignment, existing, matcher, decisions)
    return Preview(rows=tuple(builder.row(line, cells) for line, cells in sheet_rows))


class _Builder:
    """Remembers which line named what, because two lines must not mean the same."""

    def __init__(
        self,
        kind: Kind,
        columns: Sequence[Column],
        assignment: Assignment,
        existing: Sequence[TableRow],
        matcher: Matcher,
        decisions: Mapping[int, str],
    ) -> None:
        self.kind, self.matcher, self.decisions = kind, matcher, decisions
        by_name = {column.name: column for column in columns if column.read}
        self.columns = by_name
        self.assigned = [
            (place, by_name[name]) for place, name in assignment.fields.items() if name in by_name
        ]
        self.figures = {
            column.name: [
                value for row in existing if isinstance(value := row.values.get(column.name), Decimal)
            ]
            for column in columns
            if column.in_euros or column.in_posts
        }
        self.lines: dict[tuple[str, ...], int] = {}

    def row(self, line: int, cells: Sequence[RawCell]) -> PreviewRow:
        found, problems = self._read(cells)
        read = self.matcher.settled(found)
        number, title = str(found.get("number") or ""), str(found.get(self.kind.title_column) or "")
        decision = self.matcher.decision(read, self.decisions.get(line, ""))
        if decision == SKIP:
            return PreviewRow(line=line, state=RowState.UNCHANGED, number=number, title=title, skipped=True)
        names = {problem.name for problem in problems}
        if names & self.kind.locating:
            return self._wrong(line, number, title, problems)
        read = self.matcher.settled(read, decision)
        match = self.matcher.decided(read, decision)
        values = {name: value for name, value in read.items() if name not in self.kind.places}
        places = {name: value for name, value in read.items() if name in self.kind.places}
        if match.reason and not match.is_asked:
            problems.append(self._problem(match.column, cells, match.reason))
            return self._wrong(line, number, title, problems)
        if match.is_asked:
            return self._ambiguous(line, number, title, values, problems, match)
        row = self.matcher.by_key.get(match.key)
        typed = self._typed(cells, values)
        problems += [
            self._problem(name, cells, reason)
            for name, reason in self.kind.contradictions(typed, {**(row.values if row else {}), **values})
        ]
        values = self.kind.completed(values, typed, row.values if row else {})
        problems += self._problems_of_row(
            line, cells, row, values, names, self.matcher.identities(match, read, decision, line)
        )
        if row is None:
            preview_row = self._new(line, number, title, values, places, problems, match)
        else:
            preview_row = self._known(line, row, values, places, problems)
        return msgspec.structs.replace(preview_row, doubts=self._doubts(cells, row, values, match))

    def _doubts(
        self, cells: Sequence[RawCell], row: TableRow | None, values: Mapping[str, CellValue], match: Match
    ) -> tuple[CellProblem, ...]:
        """What is not quite as the row says, names that nobody has used before, figures far above all others."""
        doubts = [self._problem(self.kind.goal_column, cells, match.doubt)] if match.doubt else []
        doubts += [
            self._problem(name, cells, _("„%s“ ist noch nicht verzeichnet und wird neu angelegt.") % value)
            for name, column in self.columns.items()
            if column.names is not None
            and isinstance(value := values.get(name), str)
            and value
            and value not in column.names.values()
        ]
        for name, others in self.figures.items():
            value = values.get(name)
            if not isinstance(value, Decimal) or (row is not None and row.values.get(name) == value):
                continue
            middle = far_outside(value, others)
            if middle is not None:
                reason = _(
                    "Gelesen als %(value)s. Das ist mehr als das Hundertfache dessen, was die anderen angeben "
                    "(in der Mitte %(median)s)."
                ) % {"value": grouped(value), "median": grouped(middle)}
                doubts.append(self._problem(name, cells, reason))
        return tuple(doubts)

    def _read(self, cells: Sequence[RawCell]) -> tuple[dict[str, CellValue], list[CellProblem]]:
        """The values of the assigned columns without those of cells that say nothing, and the problems."""
        values: dict[str, CellValue] = {}
        problems: list[CellProblem] = []
        for place, column in self.assigned:
            raw = cells[place] if place < len(cells) else None
            if column.empty_says_nothing and is_empty(raw):
                continue
            try:
                values[column.name] = interpret(column, raw)
            except Misread as misread:
                problems.append(
                    CellProblem(
                        name=column.name,
                        heading=column.heading,
                        value=shown(raw),
                        reason=misread.reason,
                        allowed=misread.allowed,
                    )
                )
        return values, problems

    def _typed(self, cells: Sequence[RawCell], values: Mapping[str, CellValue]) -> dict[str, str]:
        """The texts that were read, by column: their values may say less. Of years also what Excel made of them."""
        return {
            column.name: year_text(raw) if column.of_period else str(raw)
            for place, column in self.assigned
            if column.name in values
            and place < len(cells)
            and not is_empty(raw := cells[place])
            and (column.of_period or isinstance(raw, str))
            and not says_nothing(column, raw)
        }

    def _problems_of_row(
        self,
        line: int,
        cells: Sequence[RawCell],
        row: TableRow | None,
        values: Mapping[str, CellValue],
        wrong: set[str],
        identities: list[tuple[str, ...]],
    ) -> list[CellProblem]:
        problems = []
        for identity in identities:
            first = self.lines.setdefault(identity, line)
            if first != line:
                column = "number" if identity[0] == "number" else self.kind.title_column
                problems.append(self._problem(column, cells, self.kind.same_as(first)))
                break
        if row is None:
            problems += [
                self._problem(column.name, cells, _("Für einen neuen Eintrag fehlt diese Angabe."))
                for column in self.columns.values()
                if column.required and column.name not in values and column.name not in wrong
            ]
        after = {**(row.values if row else {}), **values}
        problems += [
            self._problem(name, cells, reason)
            for name, reason in self.kind.broken_rules(after)
            if name not in wrong
        ]
        return problems

    def _problem(self, name: str, cells: Sequence[RawCell], reason: str) -> CellProblem:
        column = self.columns.get(name)
        place = next((place for place, each in self.assigned if each.name == name), len(cells))
        return CellProblem(
            name=name,
            heading=column.heading if column else "",
            value=shown(cells[place]) if place < len(cells) else "",
            reason=reason,
        )

    def _wrong(self, line: int, number: str, title: str, problems: list[CellProblem]) -> PreviewRow:
        return PreviewRow(
            line=line, state=RowState.WRONG, number=number, title=title, problems=tuple(problems)
        )

    def _ambiguous(
        self,
        line: int,
        number: str,
        title: str,
        values: dict[str, CellValue],
        problems: list[CellProblem],
        match: Match,
    ) -> PreviewRow:
        return PreviewRow(
            line=line,
            # What is wrong anyway need not be asked about first.
            state=RowState.WRONG if problems else RowState.AMBIGUOUS,
            number=number,
            title=title,
            values=values,
            problems=tuple(problems),
            candidates=match.candidates,
            question=match.reason,
        )

    def _new(
        self,
        line: int,
        number: str,
        title: str,
        values: dict[str, CellValue],
        places: dict[str, CellValue],
        problems: list[CellProblem],
        match: Match,
    ) -> PreviewRow:
        return PreviewRow(
            line=line,
            state=RowState.WRONG if problems else RowState.TRAY if match.in_tray else RowState.NEW,
            number=number,
            title=title,
            parent_key=match.parent_key,
            new_parent=match.new_parent,
            lacks_goal=match.lacks_goal,
            values=values,
            places=places,
            problems=tuple(problems),
        )

    def _known(
        self,
        line: int,
        row: TableRow,
        values: dict[str, CellValue],
        places: dict[str, CellValue],
        problems: list[CellProblem],
    ) -> PreviewRow:
        values = _with_escapes(self.columns, row, values)
        changes = changes_of(self.columns, row, values)
        state = RowState.WRONG if problems else RowState.CHANGED if changes else RowState.UNCHANGED
        return PreviewRow(
            line=line,
            state=state,
            key=row.key,
            number=row.number,
            title=row.title,
            revision=row.revision,
            values=values,
            places=places,
            changes=changes,
            problems=tuple(problems),
        )


def _with_escapes(
    columns: Mapping[str, Column], row: TableRow, values: Mapping[str, CellValue]
) -> dict[str, CellValue]:
    """The values; texts in the dialect with the escapes that they lost when they were written."""

    def value_of(name: str, value: CellValue) -> CellValue:
        before = row.values[name]
        if columns[name].in_dialect and isinstance(value, str) and isinstance(before, str):
            return with_escapes_of(value, before)
        return value

    return {name: value_of(name, value) for name, value in values.items()}


def changes_of(
    columns: Mapping[str, Column], row: TableRow, values: Mapping[str, CellValue]
) -> tuple[CellChange, ...]:
    """The cells that would change a row."""
    return tuple(
        CellChange(
            name=name,
            heading=columns[name].heading,
            before=label(columns[name], row.values[name]),
            after=label(columns[name], value),
        )
        for name, value in values.items()
        if not is_same(columns[name], row.values[name], value)
    )


def still_stands(
    row: PreviewRow, *, kind: Kind, columns: Mapping[str, Column], matcher: Matcher, decision: str
) -> bool:
    """Say whether a row would still do what the preview said, among the rows that the matcher knows now.

    `decision` is what the user chose for this line. Of a wrong, ambiguous or skipped row nothing is written, so
    it stands in any case.
    """
    if row.skipped or row.is_waiting or row.state in (RowState.WRONG, RowState.AMBIGUOUS):
        return True
    values = {**row.places, **row.values}
    match = matcher.decided(values, matcher.decision(values, decision))
    meant = (match.key, match.parent_key, match.new_parent, match.in_tray)
    if match.reason or meant != (row.key, row.parent_key, row.new_parent, row.state == RowState.TRAY):
        return False
    new = {doubt.name for doubt in row.doubts}
    if not all(is_offered(columns[name], value) or name in new for name, value in row.values.items()):
        return False
    if row.state in (RowState.NEW, RowState.TRAY):
        return True
    found = matcher.by_key[row.key]
    if changes_of(columns, found, row.values) != row.changes:
        return False
    return row.state == RowState.UNCHANGED or (
        found.revision == row.revision and not kind.broken_rules({**found.values, **row.values})
    )
