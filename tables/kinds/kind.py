"""A kind of table: everything that reading one in, writing one and taking one back ask of it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Manager, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from exports.spreadsheets import Sheet as Spreadsheet
from tables.choices import TableKind
from tables.files.raw import RawCell, Sheet
from tables.kinds.column import CellValue, Column
from tables.kinds.lists import Lists
from tables.matching import ForAll, Matcher, Parent
from tables.rows import TableRow
from tables.rules import BrokenRule
from tables.writing import TableWriter


class Access(Struct, frozen=True):
    """Which rows a person may change, and below which parents they may add some; `reason` says why not elsewhere."""

    editable: frozenset[str]
    open_parents: frozenset[str]
    reason: str


class Kind(ABC):
    """One kind of table. There is one object of each, see `tables.kinds.all`."""

    # The name in the database and on the command line, and the one in addresses.
    choice: ClassVar[TableKind]
    slug: ClassVar[str]
    # Downloading: what stands in the table, by what it is narrowed, who may have it, and whether the strategy itself
    # is in it, which nobody has adopted yet as it stands there.
    about: ClassVar[Promise]
    narrowed_by: ClassVar[frozenset[str]]
    right_to_read: ClassVar[Right] = Right.READ_WORKSPACE
    is_draft: ClassVar[bool] = False
    # Reading in: whoever does it needs all of these.
    rights_to_import: ClassVar[frozenset[Right]]
    # A table needs at least one of these columns; what is wrong in `locating` ones leaves open which row is meant.
    identifying: ClassVar[frozenset[str]]
    locating: ClassVar[frozenset[str]] = frozenset()
    # Those of them about whose cells somebody may say that their rows are left out.
    skipping: ClassVar[frozenset[str]] = frozenset()
    # Columns that say which row is meant and where it is, and change nothing.
    places: ClassVar[frozenset[str]] = frozenset()
    title_column: ClassVar[str] = "title"
    # The column at which a row is wrong that means the same as an earlier one; empty is that of the title.
    doubled_column: ClassVar[str] = ""
    # The column that names the goal above; rows without one wait in the tray. Empty where rows stand below nothing.
    goal_column: ClassVar[str] = ""
    # The kind of the goals above, if a table may bring new ones along.
    goals_kind: "ClassVar[Kind | None]" = None
    # The column of the long text by which rows are compared with what is there under another name; empty: none are.
    compared_column: ClassVar[str] = ""
    # Where the words go of a cell that could not be read; empty where rows have no such place.
    note_column: ClassVar[str] = ""
    invites_people: ClassVar[bool] = False
    # What becomes of its rows when they are taken back.
    taken_back: ClassVar[Promise] = gettext_lazy(
        "Neue Einträge werden wieder entfernt, geänderte bekommen ihren früheren Inhalt, und was in der Ablage wartet, "
        "verschwindet."
    )
    # How its template is filled in.
    filled_in: ClassVar[Promise] = gettext_lazy("Eine Zeile für jeden Eintrag.")

    def __str__(self) -> str:
        return str(self.choice.value)

    @property
    def label(self) -> str:
        return str(self.choice.label)

    def may_import(self, user: User) -> bool:
        """Say who may read such tables in."""
        return all(user.has_right(right) for right in self.rights_to_import)

    @abstractmethod
    def columns(self, lists: Lists) -> tuple[Column, ...]:
        """The columns, in the order in which they are written. Pure."""

    def rows(self, *, user: User, theme: UUID | None = None) -> tuple[TableRow, ...]:
        """The rows of the working draft that a person may read, in a constant number of queries.

        `theme` narrows goals and measures to one theme field.
        """
        return self.readable_rows(user, theme) if user.has_right(Right.READ_WORKSPACE) else ()

    @abstractmethod
    def readable_rows(self, user: User, theme: UUID | None) -> tuple[TableRow, ...]:
        """The rows for somebody who may read the working area."""

    def parents(self) -> dict[str, Parent]:
        """The goals below which rows may stand, by number; none where rows stand below nothing."""
        return {}

    def access(self, user: User) -> Access | None:
        """The scope that a person may change; None where the right to read such tables in is enough."""
        return None

    def goal_choices(self, user: User) -> tuple[tuple[str, str], ...]:
        """The keys and labels of the goals below which a person may add rows, in the order of their numbers."""
        return ()

    def goal_values(self, text: str) -> dict[str, CellValue]:
        """The values of a new row of this kind that a table names by this text only. Pure."""
        return {self.title_column: text}

    def allowed(self, for_all: ForAll, user: User) -> ForAll:
        """The decisions about all rows, without what this person may not decide or is not there any more."""
        return ForAll(unclear=for_all.unclear)

    @abstractmethod
    def matcher(
        self, existing: Sequence[TableRow], parents: Mapping[str, Parent], for_all: ForAll
    ) -> Matcher:
        """Finds what the rows of a table mean. Pure."""

    @abstractmethod
    def same_as(self, line: int) -> str:
        """The reason why a line is wrong: an earlier one means the same row."""

    def template(self) -> Spreadsheet | None:
        """The table to fill in, if it is another one than the columns that are read."""
        return None

    def laid_out(self, sheet: Sheet, columns: Sequence[Column]) -> Sheet:
        """The sheet with one row for each row of this kind. Pure. Raises UnreadableFile."""
        return sheet

    def notes(self, columns: Sequence[Column], cells: Mapping[str, Sequence[RawCell]]) -> tuple[str, ...]:
        """Sentences about what stands in the columns of a file, by their names, for the top of its preview. Pure."""
        return ()

    def title_of(self, values: Mapping[str, CellValue]) -> str:
        """A row of a table as people recognise it. Pure."""
        return str(values.get(self.title_column) or "")

    def says_nothing(self, values: Mapping[str, CellValue]) -> bool:
        """Say whether a row that can be read has nothing to take over. Pure."""
        return False

    @abstractmethod
    def broken_rules(self, values: Mapping[str, CellValue]) -> tuple[BrokenRule, ...]:
        """The rules that a row would break, with the reasons; `values` is the row as it would be. Pure."""

    def contradictions(
        self, typed: Mapping[str, str], values: Mapping[str, CellValue]
    ) -> tuple[BrokenRule, ...]:
        """What the texts of a row say against each other, and is lost in its values.

        `typed` are the texts of the cells that were read; `values` is the row as it would be. Pure.
        """
        return ()

    def completed(
        self, values: Mapping[str, CellValue], typed: Mapping[str, str], row: Mapping[str, CellValue]
    ) -> dict[str, CellValue]:
        """The values with what they bring for other columns: the end of a period, a remark.

        `typed` are the texts of the cells that were read; `row` is the row that is changed. Pure.
        """
        return dict(values)

    @abstractmethod
    def writer(self, *, by: User, at: datetime) -> TableWriter:
        """Writes the rows of one table, and takes them back."""

    def history(self) -> "Manager[Model] | None":
        """The history of the rows, if there is one."""
        return None
