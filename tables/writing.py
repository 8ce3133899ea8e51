"""Writing the rows of one table into the database, and taking them back: the same actions that the forms call."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.models import Strategy
from tables.choices import RowState
from tables.kinds.column import CellValue
from tables.previewed import PreviewRow
from tables.stored import Packed, Written, packed, unpacked_values

RowModel = TypeVar("RowModel", bound=Model)
Named = TypeVar("Named")


class TableWriter(Protocol):
    """The interface that taking over and undoing ask for, whatever the model of the rows is."""

    def lock(self, keys: Iterable[str]) -> None: ...

    def look_up(self) -> None: ...

    def write(self, rows: Iterable[PreviewRow]) -> dict[int, Written]: ...

    def in_the_way(self, written: Written) -> str: ...

    def take_back(self, written: Written) -> str: ...


class Writer(ABC, Generic[RowModel]):
    """Writes the rows of one table. Each kind says how one is created, saved and removed."""

    def __init__(self, *, by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self.rows: dict[str, RowModel] = {}

    def lock(self, keys: Iterable[str]) -> None:
        """Fetch and lock the rows with these keys, always in the same order, and look up what cells name."""
        Strategy.objects.select_for_update().first()
        found = self.lockable().filter(pk__in=sorted(keys)).order_by("pk")
        self.rows = {str(row.pk): row for row in found}
        self.look_up()

    def write(self, rows: Iterable[PreviewRow]) -> dict[int, Written]:
        """Write changed rows, then new ones; what undoing needs, by line. Raises RuleBroken."""
        by_state: dict[RowState, list[PreviewRow]] = {RowState.CHANGED: [], RowState.NEW: []}
        for row in rows:
            by_state[row.state].append(row)
        changed = self.one_by_one(by_state[RowState.CHANGED], self._change)
        return changed | self.create(by_state[RowState.NEW])

    def one_by_one(
        self, rows: Iterable[PreviewRow], write: Callable[[PreviewRow], Written]
    ) -> dict[int, Written]:
        """Write rows by themselves: a broken rule names its line."""
        written = {}
        for row in rows:
            with _named_place(row):
                written[row.line] = write(row)
        return written

    def _change(self, row: PreviewRow) -> Written:
        current = self.rows.get(row.key)
        if current is None:
            raise RuleBroken(_("Dieser Eintrag wurde inzwischen entfernt."))
        values = {change.name: row.values[change.name] for change in row.changes}
        before = self.state_of(current, values)
        saved = self.save(current, self.fields(values), row.revision)
        return {
            "key": str(saved.pk),
            "revision": self.revision_of(saved),
            "before": before,
            "after": self.state_of(saved, values),
        }

    def state_of(self, row: RowModel, names: Iterable[str]) -> dict[str, Packed]:
        """The values of a row in these columns, as JSON keeps them."""
        return {name: packed(self.held(row, name)) for name in names}

    # Undoing

    def in_the_way(self, written: Written) -> str:
        """Why a row cannot be taken back: somebody has worked on it since. Empty if nothing stands in the way."""
        row = self.rows.get(written["key"])
        if row is None or self.is_gone(row):
            return _("wurde inzwischen entfernt") if "before" in written else ""
        # Compared as values: the database writes 7 as 7.00.
        now = {name: self.held(row, name) for name in written["after"]}
        if self.revision_of(row) != written["revision"] or now != unpacked_values(written["after"]):
            return _("wurde inzwischen bearbeitet")
        return "" if "before" in written else self.built_upon(row)

    def take_back(self, written: Written) -> str:
        """Undo one row. Returns a sentence if something of it must stay. Raises RuleBroken."""
        row = self.rows.get(written["key"])
        if row is None or self.is_gone(row):
            return ""
        if "before" in written:
            self.save(row, self.fields(unpacked_values(written["before"])), written["revision"])
            return ""
        return self.remove(row, written)

    # What a kind says

    @abstractmethod
    def lockable(self) -> "QuerySet[RowModel]":
        """The rows of this kind, with what saving them needs, locked when they are fetched."""

    def look_up(self) -> None:
        """Fetch what the cells of this kind name."""

    def fields(self, values: Mapping[str, CellValue]) -> dict[str, object]:
        """The values of the fields of the model for what the cells say. Raises RuleBroken for names that are gone."""
        return {
            name: ", ".join(value) if isinstance(value, tuple) else value for name, value in values.items()
        }

    @abstractmethod
    def held(self, row: RowModel, name: str) -> CellValue:
        """The value of a row in a column: the inverse of `fields`."""

    def revision_of(self, row: RowModel) -> int:
        """The number of times that a row was saved; 0 where nobody counts."""
        return 0

    def is_gone(self, row: RowModel) -> bool:
        return False

    @abstractmethod
    def create(self, rows: Sequence[PreviewRow]) -> dict[int, Written]:
        """Write new rows; what undoing needs, by line. Raises RuleBroken."""

    @abstractmethod
    def save(self, current: RowModel, values: Mapping[str, object], revision: int) -> RowModel:
        """Write values into a locked row. Raises RuleBroken."""

    def built_upon(self, row: RowModel) -> str:
        """Why a row that was new cannot be removed again. Empty if nothing stands in the way."""
        return ""

    @abstractmethod
    def remove(self, row: RowModel, written: Written) -> str:
        """Remove a row that was new. Returns a sentence if something of it must stay. Raises RuleBroken."""


def named(found: Mapping[str, Named], name: CellValue) -> Named:
    """The object that a cell names. Raises RuleBroken if it is gone."""
    try:
        return found[str(name)]
    except KeyError:
        raise RuleBroken(_("„%s“ gibt es nicht mehr.") % name) from None


def place_words(line: int, found_at: str) -> str:
    """A row of a preview as people find it in their file: its line, or the cell it was made from."""
    return _("Zelle %s") % found_at if found_at else _("Zeile %d") % line


@contextmanager
def _named_place(row: PreviewRow) -> Iterator[None]:
    """Say with a broken rule which line or cell of the table broke it."""
    place = place_words(row.line, row.found_at)
    try:
        yield
    except IntegrityError as error:
        raise RuleBroken(_("%s verletzt eine Regel der Datenbank.") % place) from error
    except RuleBroken as refusal:
        reason = _("%(place)s: %(reason)s") % {"place": place, "reason": refusal}
        raise RuleBroken(reason) from refusal
