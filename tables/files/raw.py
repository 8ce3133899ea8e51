"""Contents of a file before anybody has asked what they mean."""

from datetime import date, datetime

from msgspec import Struct

RawCell = str | int | float | bool | date | datetime | None


class FormulaError(str):
    """The error that stands in a cell instead of a result. The same signs may also be somebody's text."""

    __slots__ = ()


# Stands for a formula whose result the program did not store; other errors stand as the program writes them.
FORMULA_WITHOUT_VALUE = FormulaError("#FORMEL!")


class Merge(Struct, frozen=True):
    """Merged cells, from the first to the last row and column, counted from 0. The first cell has the content."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Sheet(Struct, frozen=True):
    """One sheet. The place of a row is its line in the file less one. Of a hidden sheet only the name is read.

    `notes` are sentences about what could not be read as it was meant. `found_at` names for each row the cell
    of the file that it was made from, where it is no row of the file.
    """

    name: str
    rows: tuple[tuple[RawCell, ...], ...]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    notes: tuple[str, ...] = ()
    found_at: tuple[str, ...] = ()


class UnreadableFile(Exception):
    """A file that is not taken at all. The text is a sentence for the person who gave it."""
