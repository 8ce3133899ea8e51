"""Which row of the database a row of a table means. Pure. Nothing is guessed: what can mean two is asked about."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from tables.cells import normalised
from tables.kinds.column import CellValue
from tables.previewed import Candidate
from tables.rows import TableRow
from tables.rules import BrokenRule

NEW, SKIP = "new", "skip"


class Parent(Struct, frozen=True):
    """A goal below which new rows may be added. `taken` are the positions below it that removed rows keep."""

    key: str
    number: str
    title: str = ""
    taken: frozenset[int] = frozenset()
    statement: str = ""
    former_number: str = ""


class ForAll(Struct, frozen=True):
    """The decisions of a person that hold for all rows of a table.

    Rows without a goal belong to the one with the key `parent`; goals that are known to nobody come below the one with
    the key `goals_below`; rows that are not clear are what `unclear` says, "new" or "skip".
    """

    parent: str = ""
    goals_below: str = ""
    unclear: str = ""


class Match(Struct, frozen=True):
    """The meaning of a row: the row of the database with `key`, a new one, one of several, or nothing for a reason.

    A new one stands below `parent_key`, below a goal that is made from the text `new_parent`, or waits `in_tray` for
    its goal. `lacks_goal` says that the row itself names none. `column` names the column at which the reason is shown;
    what `is_asked` is wrong only as long as nobody says what is meant.
    """

    key: str = ""
    parent_key: str = ""
    new_parent: str = ""
    in_tray: bool = False
    lacks_goal: bool = False
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    column: str = ""
    is_asked: bool = False
    # What the cell of the goal says otherwise, and what nevertheless happens.
    doubt: str = ""


class Matcher(ABC):
    """Finds rows of one kind among those that exist. Made once per table."""

    def __init__(self, existing: Iterable[TableRow], *, title_column: str, for_all: ForAll) -> None:
        self.title_column, self.for_all = title_column, for_all
        self.by_key: dict[str, TableRow] = {}
        self.by_title: dict[str, list[TableRow]] = defaultdict(list)
        for row in existing:
            self.by_key[row.key] = row
            self.by_title[normalised(row.title)].append(row)

    @abstractmethod
    def match(self, values: Mapping[str, CellValue]) -> Match:
        """The meaning of a row with these values; they hold those columns only that are assigned and right."""

    def as_new(self, values: Mapping[str, CellValue]) -> Match:
        """The same row, if the user says that it is a new one."""
        return Match()

    def settled(self, values: Mapping[str, CellValue], decision: str = "") -> dict[str, CellValue]:
        """The values of a row, those that are none of this column where they belong."""
        return dict(values)

    def refusals(self, values: Mapping[str, CellValue], typed: Mapping[str, str]) -> tuple[BrokenRule, ...]:
        """What stands against a row because of what it means, with the reasons; `typed` as in `Kind.contradictions`."""
        return ()

    def doubts(self, values: Mapping[str, CellValue], typed: Mapping[str, str]) -> tuple[BrokenRule, ...]:
        """What should be looked at before a row is taken over, by column."""
        return ()

    def decision(self, values: Mapping[str, CellValue], own: str) -> str:
        """The decision about a row: its `own`, or for one that is not clear the one that holds for all."""
        if own or not self.for_all.unclear:
            return own
        return self.for_all.unclear if self.match(values).is_asked else ""

    def decided(self, values: Mapping[str, CellValue], decision: str) -> Match:
        """The meaning of a row after the user chose of several candidates: a key or "new".

        Anything else than a candidate decides nothing.
        """
        match = self.match(values)
        if not match.is_asked or not decision:
            return match
        if decision == NEW:
            return self.as_new(values)
        chosen = any(candidate.key == decision for candidate in match.candidates)
        return Match(key=decision) if chosen else match

    def identities(
        self, match: Match, values: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        """The identity that a line claims; another line that claims the same is wrong."""
        return [("key", match.key)] if match.key else self.new_identities(match, values, decision, line)

    def new_identities(
        self, match: Match, values: Mapping[str, CellValue], decision: str, line: int
    ) -> list[tuple[str, ...]]:
        """The identity that a new row claims: a second one with its title is meant only if the user says so."""
        if decision == NEW:
            return []
        return [("title", match.parent_key, normalised(str(values.get(self.title_column) or line)))]

    def namesakes(self, title: str) -> Sequence[TableRow]:
        return self.by_title.get(normalised(title), ())

    def label(self, row: TableRow) -> str:
        """A row as people recognise it among others."""
        return f"{row.number} {row.title}".strip()

    def one_of(self, rows: Sequence[TableRow]) -> Match:
        if len(rows) == 1:
            return Match(key=rows[0].key)
        return self.several(rows) if rows else Match()

    def several(self, rows: Sequence[TableRow]) -> Match:
        return Match(
            candidates=tuple(Candidate(key=row.key, label=self.label(row)) for row in rows),
            reason=_("Es ist nicht eindeutig, was gemeint ist."),
            is_asked=True,
        )


def text_of(values: Mapping[str, CellValue], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
