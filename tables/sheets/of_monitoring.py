"""Tables drawn from the implementation: where each measure stands."""

from django.utils import timezone
from django.utils.translation import gettext as _

from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from monitoring.adopted import adopted_strategy
from monitoring.assessment import MeasureLine
from monitoring.assessment_facts import adopted_measure_lines
from monitoring.choices import ExecutionLight, MeasureState
from monitoring.execution_facts import last_reports
from monitoring.models import MeasureReport


def implementation_sheet(theme: str | None) -> Sheet:
    """Where each adopted measure stands; `theme` is the number of a theme field, None all of them."""
    columns = (
        SheetColumn(heading=_("Nummer"), explanation=_("Die Nummer in der beschlossenen Fassung."), width=12),
        SheetColumn(heading=_("Maßnahme"), width=40),
        SheetColumn(heading=_("Zuständig"), width=32),
        SheetColumn(heading=_("Stand"), allowed=", ".join(map(str, MeasureState.labels)), width=18),
        SheetColumn(heading=_("Vollzug"), allowed=", ".join(map(str, ExecutionLight.labels)), width=18),
        SheetColumn(heading=_("Warum"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Fortschritt (Prozent)"), format=CellFormat.COUNT),
        SheetColumn(heading=_("Was wurde getan?"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Nächster Schritt"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Was hindert?"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Gemeldet am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Nächster Meilenstein"), width=32),
        SheetColumn(heading=_("fällig am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Abschluss spätestens"), format=CellFormat.DATE),
    )
    adopted, now = adopted_strategy(), timezone.now()
    lines = adopted_measure_lines(adopted, now) if adopted else ()
    shown = [line for line in lines if theme is None or line.theme == theme]
    reports = last_reports([line.key for line in shown], now)
    return Sheet(
        title=_("Umsetzung"),
        columns=columns,
        rows=tuple(_measure_row(line, reports.get(line.key)) for line in shown),
    )


def _measure_row(line: MeasureLine, report: MeasureReport | None) -> tuple[Cell, ...]:
    override, milestone = line.facts.override, line.next_milestone
    return (
        line.number,
        line.title,
        line.department,
        str(line.state.label) if line.state else "",
        str(line.light.label),
        override.reason if override else line.status.sentence,
        report.progress if report else None,
        report.done if report else "",
        report.next_step if report else "",
        report.obstacle if report else "",
        line.facts.reported_on,
        milestone.title if milestone else "",
        milestone.due_on if milestone else None,
        line.facts.planned_end,
    )
