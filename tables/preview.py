"""What taking over a table would do, row by row. Pure: rows in, value out, nothing is written."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from tables.cells import interpret, is_empty, is_same, label, normalised, shown
from tables.choices import RowState, TableKind
from tables.files.raw import RawCell
from tables.headings import Assignment
from tables.kinds.column import CellValue, Column
from tables.matching import DEPTHS, NEW, SKIP, Candidate, Match, Matcher, Parent
from tables.misread import Misread
from tables.rows import TableRow
from tables.rules import broken_rules


class CellChange(Struct, frozen=True):
    """A cell that would change its field, before and after as people read them."""

    name: str
    heading: str
    before: str
    after: str


class CellProblem(Struct, frozen=True):
    """A cell that cannot be taken: what stands there, why not, and what is allowed."""

    name: str
    heading: str
    value: str
    reason: str
    allowed: str = ""


class PreviewRow(Struct, frozen=True):
    """What a row would do. `key` is empty for a new one, which comes below `parent_key` where there is a level above.

    `values` are those to write, without numbers and places, and without cells that say nothing. A `skipped` row is
    one that the user leaves out; it counts as unchanged.
    """

    line: int
    state: RowState
    key: str = ""
    number: str = ""
    title: str = ""
    parent_key: str = ""
    revision: int = 0
    values: dict[str, CellValue] = {}
    changes: tuple[CellChange, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    skipped: bool = False


class Preview(Struct, frozen=True):
    rows: tuple[PreviewRow, ...]

    def count(self, state: RowState) -> int:
        return sum(row.state == state for row in self.rows)

    def in_state(self, *states: RowState) -> tuple[PreviewRow, ...]:
        return tuple(row for row in self.rows if row.state in states)


def build_preview(
    *,
    kind: TableKind,
    columns: Sequence[Column],
    sheet_rows: Iterable[tuple[int, Sequence[RawCell]]],
    assignment: Assignment,
    existing: Sequence[TableRow],
    parents: Mapping[str, Parent],
    decisions: Mapping[int, str],
) -> Preview:
    """Compare the rows of a table with what exists.

    `sheet_rows` are (line in the file, cells), see `headings.rows_below`. `decisions` say for ambiguous lines
    which candidate is meant: its key, "new" or "skip".
    """
    builder = _Builder(kind, columns, assignment, existing, parents, decisions)
    return Preview(rows=tuple(builder.row(line, cells) for line, cells in sheet_rows))


class _Builder:
    """Remembers which line named what, because two lines must not mean the same."""

    def __init__(
        self,
        kind: TableKind,
        columns: Sequence[Column],
        assignment: Assignment,
        existing: Sequence[TableRow],
        parents: Mapping[str, Parent],
        decisions: Mapping[int, str],
    ) -> None:
        self.kind, self.decisions = kind, decisions
        self.matcher = Matcher(kind, existing, parents)
        by_name = {column.name: column for column in columns if column.read}
        self.columns = by_name
        self.assigned = [
            (place, by_name[name]) for place, name in assignment.fields.items() if name in by_name
        ]
        depth = DEPTHS.get(kind)
        self.title_column = depth.title_column if depth else "name" if kind == TableKind.MEMBERS else "title"
        # They say which row is meant and where it is, and change nothing.
        self.places = frozenset({"number", depth.parent_column} if depth else ())
        self.lines: dict[tuple[str, ...], int] = {}

    def row(self, line: int, cells: Sequence[RawCell]) -> PreviewRow:
        read, problems, silent = self._read(cells)
        number, title = str(read.get("number") or ""), str(read.get(self.title_column) or "")
        decision = self.decisions.get(line, "")
        if decision == SKIP:
            return PreviewRow(line=line, state=RowState.UNCHANGED, number=number, title=title, skipped=True)
        names = {problem.name for problem in problems}
        # What is wrong in these columns leaves open which row is meant.
        if names & {"number", "email", "committee", *self.places}:
            return self._wrong(line, number, title, problems)
        match = self._decided(self.matcher.match(read), decision, read)
        values = {name: value for name, value in read.items() if name not in self.places | silent}
        if match.reason and not match.candidates:
            problems.append(self._problem(match.column, cells, match.reason))
            return self._wrong(line, number, title, problems)
        if match.candidates:
            return self._ambiguous(line, number, title, values, problems, match)
        row = self.matcher.by_key.get(match.key)
        problems += self._problems_of_row(
            line, cells, row, values, names, self._identity(match, read, decision, line)
        )
        if row is None:
            return self._new(line, number, title, values, problems, match)
        return self._known(line, row, values, problems)

    def _read(
        self, cells: Sequence[RawCell]
    ) -> tuple[dict[str, CellValue], list[CellProblem], frozenset[str]]:
        """The values of the assigned columns, the problems, and which cells are empty and so say nothing."""
        values: dict[str, CellValue] = {}
        problems: list[CellProblem] = []
        silent = set()
        for place, column in self.assigned:
            raw = cells[place] if place < len(cells) else None
            if column.empty_says_nothing and is_empty(raw):
                silent.add(column.name)
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
        return values, problems, frozenset(silent)

    def _decided(self, match: Match, decision: str, read: Mapping[str, CellValue]) -> Match:
        """What the user chose of several candidates. Anything else than a candidate decides nothing."""
        if not match.candidates or not decision:
            return match
        if decision == NEW:
            return self.matcher.as_new(read)
        chosen = any(candidate.key == decision for candidate in match.candidates)
        return Match(key=decision) if chosen else match

    def _identity(
        self, match: Match, read: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        """What the line says it is; another line that says the same is wrong."""
        if match.key:
            return [("key", match.key)]
        if self.kind == TableKind.MEMBERS:
            return [("seat", str(read.get("email", "")), str(read.get("committee", "")))]
        found: list[tuple[str, ...]] = []
        if read.get("number") and str(read["number"]) not in self.matcher.by_number:
            found.append(("number", str(read["number"])))
        if decision != NEW:
            title = normalised(str(read.get(self.title_column) or line))
            found.append(("title", match.parent_key, title))
        return found

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
                column = "number" if identity[0] == "number" else self.title_column
                problems.append(self._problem(column, cells, _same_as(self.kind) % first))
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
            for name, reason in broken_rules(self.kind, after)
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
        )

    def _new(
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
            state=RowState.WRONG if problems else RowState.NEW,
            number=number,
            title=title,
            parent_key=match.parent_key,
            values=values,
            problems=tuple(problems),
        )

    def _known(
        self, line: int, row: TableRow, values: dict[str, CellValue], problems: list[CellProblem]
    ) -> PreviewRow:
        changes = tuple(
            CellChange(
                name=name,
                heading=self.columns[name].heading,
                before=label(self.columns[name], row.values[name]),
                after=label(self.columns[name], value),
            )
            for name, value in values.items()
            if not is_same(self.columns[name], row.values[name], value)
        )
        state = RowState.WRONG if problems else RowState.CHANGED if changes else RowState.UNCHANGED
        return PreviewRow(
            line=line,
            state=state,
            key=row.key,
            number=row.number,
            title=row.title,
            revision=row.revision,
            values=values,
            changes=changes,
            problems=tuple(problems),
        )


def _same_as(kind: TableKind) -> str:
    match kind:
        case TableKind.MEASURES:
            return _("Zeile %d nennt dieselbe Maßnahme.")
        case TableKind.OPERATIONAL_GOALS:
            return _("Zeile %d nennt dasselbe operative Ziel.")
        case TableKind.CONCEPTS:
            return _("Zeile %d nennt dasselbe Konzept.")
        case TableKind.MEMBERS:
            return _("Zeile %d nennt denselben Sitz.")
