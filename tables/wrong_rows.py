"""The rows of a table that could not be taken over, as a table with the reasons: to be corrected and read again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from exports.spreadsheets import CellFormat, Sheet, SheetColumn
from tables.choices import RowState
from tables.models import TableImport
from tables.stored import StoredRow, from_stored
from tables.vocabulary import current_lists


def wrong_rows_sheet(table_import: TableImport) -> Sheet:
    """The wrong rows with the cells of the file, and a last column that says what is wrong.

    What was taken for one of our columns has our heading, so that it is when it comes back.
    """
    facts = table_import.columns
    rows = []
    for row in table_import.rows.filter(state__in=(RowState.WRONG, RowState.AMBIGUOUS)).order_by("line"):
        cells = [row.cells[fact["place"]] if fact["place"] < len(row.cells) else "" for fact in facts]
        rows.append((*cells, reasons_of(row.content)))
    return Sheet(
        title=_("Fehlerhafte Zeilen"),
        columns=(
            *(SheetColumn(heading=heading) for heading in _headings(table_import)),
            SheetColumn(heading=_("Grund"), format=CellFormat.LONG_TEXT),
        ),
        rows=tuple(rows),
    )


def _headings(table_import: TableImport) -> Iterator[str]:
    columns = {column.name: column for column in table_import.table.columns(current_lists())}
    for fact in table_import.columns:
        column = columns.get(fact["name"])
        if column is None:
            yield fact["heading"]
        elif fact["in_thousands"]:
            yield f"{column.heading} (T€)"
        else:
            yield column.heading


def reasons_of(content: StoredRow) -> str:
    row = from_stored(content)
    found = [
        " ".join(
            filter(None, (f"{problem.heading}:" if problem.heading else "", problem.reason, problem.allowed))
        )
        for problem in row.problems
    ]
    if row.question and not row.candidates:
        found.append(row.question)
    if row.candidates:
        labels = "; ".join(candidate.label for candidate in row.candidates)
        found.append(_("Nicht eindeutig: %s") % labels)
    return "\n".join(found)
