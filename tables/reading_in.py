"""From an uploaded table to its stored preview."""

from collections.abc import Callable, Mapping
from typing import IO

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from jobs.steps import Steps
from tables.cells import shown
from tables.choices import RowState
from tables.files.raw import RawCell, UnreadableFile
from tables.files.reading import read_sheets
from tables.for_all import for_all_questions
from tables.headings import ColumnFact, contents, own_column
from tables.models import ImportRow, TableImport
from tables.offers import offered
from tables.previewed import Preview
from tables.previewing import Prepared, prepare, preview_now
from tables.stored import to_stored

ROWS_AT_ONCE = 500
SAMPLES = 3


def read_import(table_import: TableImport, steps: Steps) -> None:
    """Read a table and store its preview. Raises RuleBroken with the reason when it cannot be read."""
    try:
        prepared = prepared_of(table_import, report=steps.report)
    except UnreadableFile as refusal:
        raise RuleBroken(str(refusal)) from refusal
    with steps.finishing():
        store_preview(table_import, prepared, remark=notes_of(prepared))


def prepared_of(table_import: TableImport, report: Callable[[int, int], None] | None = None) -> Prepared:
    """The table of an import, with its columns assigned. Raises UnreadableFile."""
    try:
        stored: IO[bytes] = table_import.file.open("rb")
    except (FileNotFoundError, ValueError):
        # A restored database may know files that its disk does not have.
        raise UnreadableFile(
            _("Die Datei ist nicht mehr da. Bitte laden Sie sie noch einmal hoch.")
        ) from None
    with stored as file:
        sheets = read_sheets(file, encoding=table_import.encoding or None, report=report)
    return prepare(
        table_import.table,
        sheets,
        sheet=table_import.sheet,
        chosen=table_import.chosen,
        words=table_import.words,
        left_out=table_import.left_out,
    )


def store_preview(table_import: TableImport, prepared: Prepared, *, remark: str) -> None:
    """Compare with the database as it is now, and put the rows in the place of those of an earlier preview."""
    current = TableImport.objects.select_for_update().get(pk=table_import.pk)
    user = table_import.job.requested_by
    if user is None or not current.table.may_import(user):
        raise RuleBroken(_("Sie dürfen diese Tabelle nicht mehr einlesen."))
    preview = preview_now(prepared, user=user, decisions=current.decisions, for_all=current.decided_for_all)
    keep_preview(current, prepared, preview, remark=remark)


def keep_preview(table_import: TableImport, prepared: Prepared, preview: Preview, *, remark: str) -> None:
    """Store a preview in a locked import, which then waits for a decision."""
    cells = dict(prepared.rows)
    table_import.rows.all().delete()
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                table_import=table_import,
                line=row.line,
                state=row.state,
                content=to_stored(row),
                cells=[shown(cell) for cell in cells[row.line]]
                if row.state in (RowState.WRONG, RowState.AMBIGUOUS)
                else [],
            )
            for row in preview.rows
        ),
        batch_size=ROWS_AT_ONCE,
    )
    table_import.previewed_at = timezone.now()
    table_import.columns = column_facts(prepared)
    table_import.cell_questions = msgspec.to_builtins(preview.cell_questions)
    table_import.for_all_questions = msgspec.to_builtins(
        for_all_questions(preview.rows, prepared.kind.goal_column)
    )
    table_import.remark = remark
    table_import.save()


def column_facts(prepared: Prepared) -> list[ColumnFact]:
    """The facts for the pages, for each column of the sheet with a heading or contents below it."""
    head, assignment = prepared.head, prepared.assignment
    cells = {place: contents(prepared.sheet, head, place) for place in range(len(head.texts))}
    in_thousands = {column.name for column in prepared.columns if column.in_thousands}
    offers = offered(prepared.columns, assignment.names(), _unexplained(prepared, cells))
    return [
        {
            "place": place,
            "heading": text,
            "sample": [shown(cell)[:80] for cell in cells[place][:SAMPLES]],
            "name": assignment.fields.get(place) or "",
            "doubled": place in assignment.doubled,
            "remembered": place in assignment.remembered,
            "offer": offers.get(place, ""),
            "remark": _why_not(prepared, place),
            "in_thousands": assignment.fields.get(place) in in_thousands,
        }
        for place, text in enumerate(head.texts)
        if text or cells[place]
    ]


def _unexplained(
    prepared: Prepared, cells: Mapping[int, tuple[RawCell, ...]]
) -> dict[int, tuple[str, tuple[RawCell, ...]]]:
    """The columns about which neither a heading nor a person has said anything."""
    head, assignment = prepared.head, prepared.assignment
    if prepared.is_by_hand:
        return {}
    return {
        place: (head.texts[place], found)
        for place, found in cells.items()
        if assignment.fields.get(place) is None
        and place not in (*assignment.remembered, *assignment.doubled)
        and own_column(prepared.columns, head.texts[place]) is None
    }


def _why_not(prepared: Prepared, place: int) -> str:
    """The reason why one of our own columns is not read."""
    own = own_column(prepared.columns, prepared.head.texts[place])
    return own.explanation if own is not None and not own.read else ""


def notes_of(prepared: Prepared) -> str:
    """Sentences about what the preview does not show, or not as it stands in the file."""
    hidden = ", ".join(prepared.hidden)
    about_hidden = _("Ausgeblendete Blätter werden nicht gelesen: %s.") % hidden if hidden else ""
    return "\n".join(filter(None, (*prepared.sheet.notes, *_of_kind(prepared), about_hidden)))


def _of_kind(prepared: Prepared) -> tuple[str, ...]:
    """Sentences of the kind about what stands in the columns of the file."""
    cells = {
        name: contents(prepared.sheet, prepared.head, place)
        for place, name in prepared.assignment.fields.items()
        if name
    }
    return prepared.kind.notes(prepared.columns, cells)
