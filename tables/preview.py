"""Previews what taking over a table would do, row by row. Rows in, value out, nothing is written."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal

import msgspec
from django.utils.translation import gettext as _

from editing.amounts import is_far_above, usual, with_remarks
from editing.dialect import with_escapes_of
from tables.cells import (
    interpret,
    is_empty,
    is_offered,
    is_same,
    is_unknown,
    label,
    leaves_alone,
    normalised,
    shown,
)
from tables.choices import RowState
from tables.figures import grouped, year_text
from tables.files.raw import RawCell
from tables.headings import Assignment
from tables.kinds.column import CellValue, Column
from tables.kinds.kind import Kind
from tables.matching import SKIP, ForAll, Match, Matcher, Parent
from tables.misread import Misread
from tables.previewed import CellChange, CellProblem, CellQuestion, Preview, PreviewRow
from tables.rows import TableRow

SheetRow = tuple[int, Sequence[RawCell]]
# Of each contents of a column some lines are named; of a column that is full of unreadable ones, some are asked about.
LINES_NAMED, QUESTIONS_AT_MOST, VALUE_AT_MOST = 5, 50, 200


def build_preview(
    *,
    kind: Kind,
    columns: Sequence[Column],
    sheet_rows: Sequence[SheetRow],
    assignment: Assignment,
    existing: Sequence[TableRow],
    parents: Mapping[str, Parent],
    decisions: Mapping[int, str],
    for_all: ForAll | None = None,
    left_out: Collection[str] = (),
    found_at: Mapping[int, str] | None = None,
) -> Preview:
    """Compare the rows of a table with what exists.

    `sheet_rows` are (line in the file, cells), see `headings.rows_below`. `decisions` say for ambiguous lines
    which candidate is meant: its key, "new" or "skip"; `for_all` is decided about all lines. `left_out` are the
    columns whose cells are left out where they cannot be read. `found_at` names the cell of lines that are one.
    """
    matcher = kind.matcher(existing, parents, for_all or ForAll())
    builder = _Builder(
        kind, columns, assignment, existing, matcher, decisions, left_out, sheet_rows, found_at or {}
    )
    rows = tuple(builder.placed_row(line, cells) for line, cells in sheet_rows)
    return Preview(rows=rows, cell_questions=builder.questions())


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
        left_out: Collection[str],
        rows: Sequence[SheetRow],
        found_at: Mapping[int, str],
    ) -> None:
        self.found_at = found_at
        self.kind, self.matcher, self.decisions, self.left_out = kind, matcher, decisions, left_out
        self.asked: dict[tuple[str, str], tuple[Column, str, bool, list[int]]] = {}
        by_name = {column.name: column for column in columns if column.read}
        self.columns = by_name
        self.assigned = [
            (place, by_name[name]) for place, name in assignment.fields.items() if name in by_name
        ]
        self.usual = {
            column.name: self._usual(column, existing, [cells for _line, cells in rows])
            for _place, column in self.assigned
            if column.in_euros or column.in_posts
        }
        self.lines: dict[tuple[str, ...], int] = {}

    def _usual(
        self, column: Column, existing: Sequence[TableRow], rows: Iterable[Sequence[RawCell]]
    ) -> tuple[Decimal | None, ...]:
        """The medians of what the rows that there are and those of the table say in a column."""
        there = (value for row in existing if isinstance(value := row.values.get(column.name), Decimal))
        places = [place for place, each in self.assigned if each.name == column.name]
        cells = (row[place] for row in rows for place in places if place < len(row))
        return usual(there), usual(_figures(column, cells))

    def placed_row(self, line: int, cells: Sequence[RawCell]) -> PreviewRow:
        """The row, with the cell of the file that it was made from."""
        return msgspec.structs.replace(self.row(line, cells), found_at=self.found_at.get(line, ""))

    def row(self, line: int, cells: Sequence[RawCell]) -> PreviewRow:
        found, problems, left_out = self._read(line, cells)
        read = self.matcher.settled(found)
        number, title = str(found.get("number") or ""), self.kind.title_of(found)
        decision = self.matcher.decision(read, self.decisions.get(line, ""))
        if decision == SKIP:
            return PreviewRow(line=line, state=RowState.UNCHANGED, number=number, title=title, skipped=True)
        names = {problem.name for problem in problems}
        if names & self.kind.locating and not self._is_skipped(left_out):
            return self._wrong(line, number, title, problems)
        if self._is_skipped(left_out) or (not names and self.kind.says_nothing(found)):
            return self._silent(line, cells, number, title, found, left_out)
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
        before = row.values if row else {}
        typed = self._typed(cells, values)
        problems += [
            self._problem(name, cells, reason)
            for name, reason in (
                *self.kind.contradictions(typed, {**before, **values}),
                *self.matcher.refusals(read, typed),
            )
        ]
        values = self._noted(self.kind.completed(values, typed, before), before, left_out)
        problems += self._problems_of_row(
            line, cells, row, values, names, self.matcher.identities(match, read, decision, line)
        )
        if row is None:
            preview_row = self._new(line, number, title, values, places, problems, match)
        else:
            preview_row = self._known(line, row, values, places, problems)
        doubts = (*self._doubts(cells, row, values, match), *self._told(cells, read, typed))
        return msgspec.structs.replace(preview_row, doubts=doubts, left_out=tuple(left_out))

    def _told(
        self, cells: Sequence[RawCell], read: Mapping[str, CellValue], typed: Mapping[str, str]
    ) -> tuple[CellProblem, ...]:
        return tuple(self._problem(name, cells, reason) for name, reason in self.matcher.doubts(read, typed))

    def _silent(
        self,
        line: int,
        cells: Sequence[RawCell],
        number: str,
        title: str,
        found: Mapping[str, CellValue],
        left_out: Sequence[CellProblem],
    ) -> PreviewRow:
        """A row of which nothing is taken over, with what its cells were understood as."""
        return PreviewRow(
            line=line,
            state=RowState.UNCHANGED,
            number=number,
            title=title,
            skipped=True,
            doubts=self._told(cells, found, self._typed(cells, found)),
            left_out=tuple(left_out),
        )

    def _doubts(
        self, cells: Sequence[RawCell], row: TableRow | None, values: Mapping[str, CellValue], match: Match
    ) -> tuple[CellProblem, ...]:
        """What is not quite as the row says, new names, figures far above those there are or those of the table."""
        doubts = [self._problem(self.kind.goal_column, cells, match.doubt)] if match.doubt else []
        doubts += [
            self._problem(name, cells, _("„%s“ ist noch nicht verzeichnet und wird neu angelegt.") % new)
            for name, column in self.columns.items()
            for new in _new_names(column, values.get(name))
        ]
        for name, middles in self.usual.items():
            value = values.get(name)
            if not isinstance(value, Decimal) or (row is not None and row.values.get(name) == value):
                continue
            middle = next((each for each in middles if each is not None and is_far_above(value, each)), None)
            if middle is not None:
                reason = _(
                    "Gelesen als %(value)s. Das ist mindestens das Hundertfache dessen, was die anderen angeben "
                    "(in der Mitte %(median)s)."
                ) % {"value": grouped(value), "median": grouped(middle)}
                doubts.append(self._problem(name, cells, reason))
        return tuple(doubts)

    def _read(
        self, line: int, cells: Sequence[RawCell]
    ) -> tuple[dict[str, CellValue], list[CellProblem], list[CellProblem]]:
        """The values of the assigned columns that cells do not leave alone; the problems; what is left out."""
        values: dict[str, CellValue] = {}
        problems: list[CellProblem] = []
        left_out: list[CellProblem] = []
        for place, column in self.assigned:
            raw = cells[place] if place < len(cells) else None
            if leaves_alone(column, raw):
                continue
            try:
                values[column.name] = interpret(column, raw)
            except Misread as misread:
                problem = CellProblem(
                    name=column.name,
                    heading=column.heading,
                    value=shown(raw),
                    reason=misread.reason,
                    allowed=misread.allowed,
                )
                is_left_out = self._is_left_out(column, raw)
                (left_out if is_left_out else problems).append(problem)
                if not is_empty(raw):
                    self._ask(line, column, raw, is_open=not is_left_out)
            else:
                if column.learned and normalised(shown(raw)) in column.learned:
                    self._ask(line, column, raw, is_open=False)
        return values, problems, left_out

    def _is_left_out(self, column: Column, raw: RawCell) -> bool:
        """Say whether somebody said to do without this cell, or all of its column that cannot be read."""
        is_said = column.name in self.left_out or column.learned.get(normalised(shown(raw)), "") is None
        return is_said and self._can_be_left_out(column)

    def _ask(self, line: int, column: Column, raw: RawCell, *, is_open: bool) -> None:
        """Note what stands in a cell, to be asked once for all rows that have it."""
        key = (column.name, normalised(shown(raw)))
        self.asked.setdefault(key, (column, shown(raw), is_open, []))[3].append(line)

    def _can_be_left_out(self, column: Column) -> bool:
        locates = column.name in self.kind.locating and column.name not in self.kind.skipping
        return not column.required and not locates

    def _is_skipped(self, left_out: Sequence[CellProblem]) -> bool:
        """Say whether somebody left out what says which row is meant."""
        return any(cell.name in self.kind.skipping for cell in left_out)

    def questions(self) -> tuple[CellQuestion, ...]:
        """What stands in cells and cannot be read, each contents of a column once; not all of a column full of it."""
        found: dict[str, list[CellQuestion]] = {}
        for (name, word), (column, value, is_open, lines) in self.asked.items():
            questions = found.setdefault(name, [])
            if len(questions) < QUESTIONS_AT_MOST and (column.answers or self._can_be_left_out(column)):
                questions.append(
                    CellQuestion(
                        name=name,
                        heading=column.heading,
                        value=value[:VALUE_AT_MOST],
                        word=word,
                        is_open=is_open,
                        count=len(lines),
                        lines=tuple(self.found_at.get(each, each) for each in lines[:LINES_NAMED]),
                        can_be_left_out=self._can_be_left_out(column),
                    )
                )
        return tuple(question for questions in found.values() for question in questions)

    def _noted(
        self, values: dict[str, CellValue], before: Mapping[str, CellValue], left_out: Sequence[CellProblem]
    ) -> dict[str, CellValue]:
        """The values with a remark about each cell that is left out, where rows have a place for it."""
        name = self.kind.note_column
        if not name or not left_out:
            return values
        note = str(values.get(name, before.get(name)) or "")
        remarks = ((each.heading, _("„%s“ (nicht eingelesen)") % each.value) for each in left_out)
        noted = with_remarks(note, remarks)
        return {**values, name: noted} if noted != note else values

    def _typed(self, cells: Sequence[RawCell], values: Mapping[str, CellValue]) -> dict[str, str]:
        """The texts that were read, by column: their values may say less. Of years also what Excel made of them."""
        return {
            column.name: year_text(raw) if column.of_period else str(raw)
            for place, column in self.assigned
            if column.name in values
            and place < len(cells)
            and not is_empty(raw := cells[place])
            and (column.of_period or isinstance(raw, str))
            and not is_unknown(column, raw)
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
                named = self.kind.doubled_column or self.kind.title_column
                column = "number" if identity[0] == "number" else named
                problems.append(self._problem(column, cells, self._same_as(first)))
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

    def _same_as(self, line: int) -> str:
        cell = self.found_at.get(line)
        return _("Die Zelle %s nennt dasselbe.") % cell if cell else self.kind.same_as(line)

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
            changes=self._filled(places, values),
            problems=tuple(problems),
        )

    def _filled(
        self, places: Mapping[str, CellValue], values: Mapping[str, CellValue]
    ) -> tuple[CellChange, ...]:
        """The fields of a new row that something would be written into, its place among them."""
        found = {**places, **values}
        return tuple(
            CellChange(name=column.name, heading=column.heading, before="", after=label(column, value))
            for column in self.columns.values()
            if column.name not in ("number", self.kind.title_column)
            and (value := found.get(column.name)) not in (None, "", ())
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


def _new_names(column: Column, value: CellValue) -> list[str]:
    """The names in a value that nobody knows yet, where there is a list of them."""
    if column.names is None:
        return []
    names = value if isinstance(value, tuple) else (value,) if isinstance(value, str) and value else ()
    return [name for name in names if name not in column.names.values()]


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


def _figures(column: Column, cells: Iterable[RawCell]) -> Iterator[Decimal]:
    """The figures that can be read in the cells of a column."""
    for cell in cells:
        with suppress(Misread):
            if isinstance(value := interpret(column, cell), Decimal):
                yield value


def changes_of(
    columns: Mapping[str, Column], row: TableRow, values: Mapping[str, CellValue]
) -> tuple[CellChange, ...]:
    """The cells that would change a row, in the order of the columns: PostgreSQL keeps none in stored values."""
    return tuple(
        CellChange(
            name=name,
            heading=column.heading,
            before=label(column, row.values[name]),
            after=label(column, values[name]),
        )
        for name, column in columns.items()
        if name in values and not is_same(column, row.values[name], values[name])
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
