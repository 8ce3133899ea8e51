"""Which row of the database a row of a table means. Pure. Nothing is guessed: what can mean two is asked about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from tables.cells import normalised
from tables.choices import TableKind
from tables.kinds.column import CellValue
from tables.rows import TableRow

NEW, SKIP = "new", "skip"


class Parent(Struct, frozen=True):
    """A goal below which new rows may be added. `taken` are the positions below it that removed rows keep."""

    key: str
    number: str
    title: str = ""
    taken: frozenset[int] = frozenset()


class Candidate(Struct, frozen=True):
    """A row that may be meant, as people recognise it."""

    key: str
    label: str


class Match(Struct, frozen=True):
    """What a row means: the row of the database with `key`, a new one, one of several, or nothing for a reason.

    `column` names the column at which the reason is shown.
    """

    key: str = ""
    parent_key: str = ""
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    column: str = ""


class Depth(Struct, frozen=True):
    """How the numbers of a kind are made, and which columns hold them."""

    parent_column: str
    title_column: str
    parts: int


DEPTHS = {
    TableKind.MEASURES: Depth(parent_column="operational_goal", title_column="title", parts=4),
    TableKind.OPERATIONAL_GOALS: Depth(parent_column="strategic_goal", title_column="short_title", parts=3),
}


class Matcher:
    """Finds rows among those that exist. Made once per table."""

    def __init__(self, kind: TableKind, existing: Iterable[TableRow], parents: Mapping[str, Parent]) -> None:
        self.kind, self.parents = kind, parents
        self.by_key: dict[str, TableRow] = {}
        self.by_number: dict[str, TableRow] = {}
        self.by_title: dict[str, list[TableRow]] = defaultdict(list)
        self.by_email: dict[str, list[TableRow]] = defaultdict(list)
        for row in existing:
            self.by_key[row.key] = row
            self.by_title[normalised(row.title)].append(row)
            if row.number:
                self.by_number[row.number] = row
            if kind == TableKind.MEMBERS:
                self.by_email[str(row.values["email"]).casefold()].append(row)

    def match(self, values: Mapping[str, CellValue]) -> Match:
        """What a row with these values means; they hold those columns only that are assigned and right."""
        match self.kind:
            case TableKind.CONCEPTS:
                return self._one_of(self.by_title.get(normalised(_text(values, "title")), ()))
            case TableKind.MEMBERS:
                return self._match_member(values)
        return self._match_numbered(values, DEPTHS[self.kind])

    def as_new(self, values: Mapping[str, CellValue]) -> Match:
        """The same row, if the user says that it is a new one."""
        depth = DEPTHS.get(self.kind)
        if depth is None:
            title = _text(values, "title")
            if any(row.title == title for row in self.by_title.get(normalised(title), ())):
                return Match(reason=_("Ein Konzept mit diesem Titel gibt es schon."), column="title")
            return Match()
        number = _text(values, "number")
        # The number of a row that exists cannot be that of a new one; where it belongs can be read from it.
        above = number.rpartition(".")[0] or _text(values, depth.parent_column)
        if above not in self.parents:
            reason = _no_parent(self.kind) % above if above else _parent_missing(self.kind)
            return Match(reason=reason, column=depth.parent_column)
        return self._new_below(self.parents[above], "" if number in self.by_number else number)

    def _match_numbered(self, values: Mapping[str, CellValue], depth: Depth) -> Match:
        number, parent_number = _text(values, "number"), _text(values, depth.parent_column)
        title = normalised(_text(values, depth.title_column))
        if number and number.count(".") + 1 != depth.parts:
            return Match(reason=_wrong_depth(self.kind), column="number")
        found = self.by_number.get(number)
        above = number.rpartition(".")[0] or parent_number
        if number and parent_number and above != parent_number:
            return Match(
                reason=_("Die Nummer %(number)s liegt nicht unter %(parent)s.")
                % {"number": number, "parent": parent_number},
                column=depth.parent_column,
            )
        namesakes = [row for row in self.by_title.get(title, ()) if title]
        if found is not None:
            others = [row for row in namesakes if row.key != found.key]
            if others and normalised(found.title) != title:
                return self._several([found, *others])
            return Match(key=found.key)
        if above:
            if above not in self.parents:
                return Match(
                    reason=_no_parent(self.kind) % above, column="number" if number else depth.parent_column
                )
            namesakes = [row for row in namesakes if row.number.rpartition(".")[0] == above]
        if namesakes:
            return self._one_of(namesakes)
        if not above:
            return Match(reason=_parent_missing(self.kind), column=depth.parent_column)
        return self._new_below(self.parents[above], number)

    def _new_below(self, parent: Parent, number: str) -> Match:
        if number:
            position = int(number.rpartition(".")[2])
            if position == 0:
                return Match(reason=_("Nummern beginnen mit 1."), column="number")
            if position in parent.taken:
                return Match(
                    reason=_("Die Nummer %s ist vergeben: Sie gehört zu etwas, das entfernt wurde.") % number,
                    column="number",
                )
        return Match(parent_key=parent.key)

    def _match_member(self, values: Mapping[str, CellValue]) -> Match:
        seats = self.by_email.get(_text(values, "email").casefold(), [])
        committee = _text(values, "committee")
        if committee:
            seats = [seat for seat in seats if seat.values["committee"] == committee]
        since = values.get("since")
        if since is not None and seats:
            same = [seat for seat in seats if seat.values["since"] == since]
            # Somebody who comes back gets a seat of their own.
            open_seats = [
                seat
                for seat in seats
                if seat.values["until"] is None or seat.values["until"] >= since  # type: ignore[operator]
            ]
            seats = same or open_seats
        elif len(seats) > 1:
            seats = [seat for seat in seats if seat.values["until"] is None] or seats
        return self._one_of(seats)

    def _one_of(self, rows: Sequence[TableRow]) -> Match:
        if len(rows) == 1:
            return Match(key=rows[0].key)
        return self._several(rows) if rows else Match()

    def _several(self, rows: Sequence[TableRow]) -> Match:
        return Match(
            candidates=tuple(Candidate(key=row.key, label=self._label(row)) for row in rows),
            reason=_("Es ist nicht eindeutig, was gemeint ist."),
        )

    def _label(self, row: TableRow) -> str:
        if self.kind == TableKind.MEMBERS:
            until = row.values["until"]
            seat = f"{row.title}, {row.values['committee']}"
            return f"{seat} ({row.values['since']:%d.%m.%Y} – {f'{until:%d.%m.%Y}' if until else _('heute')})"
        return f"{row.number} {row.title}".strip()


def _text(values: Mapping[str, CellValue], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _wrong_depth(kind: TableKind) -> str:
    if kind == TableKind.MEASURES:
        return _(
            "Die Nummer einer Maßnahme hat vier Teile, zum Beispiel 1.2.3.4. "
            "Ist das eine eigene Zählung, ordnen Sie die Spalte nicht zu."
        )
    return _(
        "Die Nummer eines operativen Ziels hat drei Teile, zum Beispiel 1.2.3. "
        "Ist das eine eigene Zählung, ordnen Sie die Spalte nicht zu."
    )


def _no_parent(kind: TableKind) -> str:
    if kind == TableKind.MEASURES:
        return _("Ein operatives Ziel %s gibt es nicht.")
    return _("Ein strategisches Ziel %s gibt es nicht.")


def _parent_missing(kind: TableKind) -> str:
    if kind == TableKind.MEASURES:
        return _("Für eine neue Maßnahme fehlt das operative Ziel.")
    return _("Für ein neues operatives Ziel fehlt das strategische Ziel.")
