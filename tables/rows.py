"""One row of a table as it stands in the database, for writing a table and for comparing with one. Pure."""

from msgspec import Struct

from exports.spreadsheets import cell_text
from tables.kinds.column import CellValue


class TableRow(Struct, frozen=True):
    """One row as it stands now. `key` is that of the database; `values` are by the names of the columns."""

    key: str
    number: str
    title: str
    revision: int
    values: dict[str, CellValue]


def as_cells(values: dict[str, CellValue]) -> dict[str, CellValue]:
    """The values with each text as a cell can hold it: compared with a table, it must be what the table could hold."""
    return {name: cell_text(value) if isinstance(value, str) else value for name, value in values.items()}
