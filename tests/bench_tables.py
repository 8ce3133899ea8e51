"""How long a table of measures takes, from the upload over the preview to the last row."""

from io import BytesIO
from time import perf_counter

from django.utils import timezone

from accounts.models import User
from exports.spreadsheets import Sheet, SheetColumn
from exports.workbooks import write_workbook
from jobs.runner import run
from strategy.models import OperationalGoal, SdgTarget
from tables.actions.imports import request_applying, start_import
from tables.choices import ImportStatus
from tables.kinds.measures import MEASURES
from tables.models import TableImport

HEADINGS = (
    *("Operatives Ziel", "Titel", "Kurzbeschreibung", "Fachbereich", "Beginn", "Ende"),
    *("Laufende Kosten", "Investition", "Finanzierung", "SDG-Unterziele"),
)


def table_of(rows: int) -> bytes:
    """A workbook with new measures, spread over all goals."""
    goals = [goal.number for goal in OperationalGoal.objects.active().with_ancestors()]
    codes = list(SdgTarget.objects.values_list("code", flat=True))[:20]
    lines = tuple(
        (
            goals[row % len(goals)],
            f"Eingelesene Maßnahme {row}",
            "Was getan wird. " * 10,
            f"Fachbereich {row % 30}",
            2026,
            2030,
            1000 + row,
            row * 10,
            "",
            f"{codes[row % 20]}, {codes[(row + 7) % 20]}",
        )
        for row in range(rows)
    )
    columns = tuple(SheetColumn(heading=heading) for heading in HEADINGS)
    return write_workbook([Sheet(title="Maßnahmen", columns=columns, rows=lines)])


def import_seconds(rows: int, by: User) -> tuple[float, float]:
    """The seconds until the preview is there, and those of taking it over."""
    content = table_of(rows)
    started = perf_counter()
    found = start_import(
        kind=MEASURES,
        upload=BytesIO(content),
        filename="viele.xlsx",
        size=len(content),
        by=by,
        at=timezone.now(),
    )
    run(found.job_id)
    shown = perf_counter()
    request_applying(table_import=found, by=by)
    found.refresh_from_db()
    run(found.job_id)
    done = perf_counter()
    if TableImport.objects.get(pk=found.pk).status != ImportStatus.APPLIED:
        raise RuntimeError(TableImport.objects.get(pk=found.pk).note)
    return shown - started, done - shown
