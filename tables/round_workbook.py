"""The table of a department in a reporting round as a workbook, made to be filled in and read again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from exports.workbooks import About, write_workbook
from monitoring.choices import MeasureState, Quality
from monitoring.lights import figure_words, period_words
from monitoring.round_facts import MeasureRow, RoundTable, ValueRow

# The fields behind the headings that are read again; the others are for people.
NUMBER, INDICATOR = "number", "indicator"


def measure_headings(year: int) -> dict[str, str]:
    """The headings of the sheet of measures by the names of their fields."""
    return {
        NUMBER: _("Nr."),
        "state": _("Stand"),
        "reason": _("Grund"),
        "progress": _("Fortschritt (%)"),
        "done": _("Was wurde getan?"),
        "next_step": _("Nächster Schritt"),
        "obstacle": _("Was hindert?"),
        "spent": _("Ausgegeben %d (Euro)") % year,
    }


def indicator_headings(year: int) -> dict[str, str]:
    return {
        INDICATOR: _("Indikator"),
        "value": _("Wert %d") % year,
        "quality": _("Güte"),
        "note": _("Anmerkung"),
    }


def round_workbook(table: RoundTable) -> bytes:
    """The workbook: a sheet of measures and one of indicators, with what stands there now."""
    round, department = table.answer.round, table.answer.department
    year = round.period_end.year
    sheets = [_measures(table, year)] if table.measures else []
    sheets += [_indicators(table, year)] if table.values else []
    about = About(
        title=f"{round.title}: {department}",
        author=department.name,
        at=timezone.now(),
        facts=(
            (
                _("So geht es"),
                _("Füllen Sie die Tabelle aus und lesen Sie sie auf derselben Seite wieder ein."),
            ),
            (_("Leere Zellen"), _("ändern nichts.")),
        ),
    )
    return write_workbook(sheets, about=about)


def _measures(table: RoundTable, year: int) -> Sheet:
    states = tuple(str(state.label) for state in MeasureState if state != MeasureState.MERGED)
    formats = {"progress": CellFormat.COUNT, "spent": CellFormat.EURO, "state": CellFormat.TEXT}
    headings = measure_headings(year)
    columns = [
        SheetColumn(heading=headings[NUMBER], width=10),
        SheetColumn(heading=_("Maßnahme"), width=40),
        SheetColumn(heading=_("Zuletzt"), width=24),
    ]
    columns += [
        SheetColumn(
            heading=heading,
            format=formats.get(name, CellFormat.LONG_TEXT),
            choices=states if name == "state" else (),
            width=30 if name not in formats else 0,
        )
        for name, heading in headings.items()
        if name != NUMBER
    ]
    rows = tuple(_measure_cells(row, list(headings)[1:]) for row in table.measures)
    return Sheet(title=_("Maßnahmen"), columns=tuple(columns), rows=rows, fixed=2)


def _measure_cells(row: MeasureRow, names: list[str]) -> tuple[Cell, ...]:
    last = row.last.get_state_display() if row.last else ""
    cells: list[Cell] = [row.entry.number, row.entry.title, last]
    for name in names:
        value = getattr(row.report, name) if row.report else None
        cells.append(row.report.get_state_display() if row.report and name == "state" else value)
    return tuple(cells)


def _indicators(table: RoundTable, year: int) -> Sheet:
    headings = indicator_headings(year)
    columns = (
        SheetColumn(heading=headings[INDICATOR], width=40),
        SheetColumn(heading=_("Einheit"), width=16),
        SheetColumn(heading=_("Zuletzt"), width=20),
        SheetColumn(heading=headings["value"], format=CellFormat.DECIMAL),
        SheetColumn(heading=headings["quality"], choices=tuple(str(each.label) for each in Quality)),
        SheetColumn(heading=headings["note"], format=CellFormat.LONG_TEXT),
    )
    rows = tuple(_indicator_cells(row) for row in table.values)
    return Sheet(title=_("Indikatoren"), columns=columns, rows=rows)


def _indicator_cells(row: ValueRow) -> tuple[Cell, ...]:
    last = f"{figure_words(row.last.value)} ({period_words(row.last.period)})" if row.last else ""
    shown = row.shown
    cells: tuple[Cell, ...] = (
        (shown.value, str(shown.get_quality_display()), shown.note) if shown else (None, None, None)
    )
    return (row.indicator.name, row.indicator.unit, last, *cells)
