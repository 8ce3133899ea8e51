"""Goals and measures of a document as tables. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from editing.amounts import without_zeros
from editing.dialect import shown_text
from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from strategy.choices import ElementKind
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)


def measure_sheet(document: StrategyDocument) -> Sheet:
    """All measures in the order of the document."""
    long, euro = CellFormat.LONG_TEXT, CellFormat.EURO
    columns = (
        SheetColumn(heading=_("Nummer"), width=12),
        SheetColumn(heading=_("Titel"), width=40),
        SheetColumn(heading=_("Beschreibung"), format=long),
        *_place_columns(),
        SheetColumn(heading=_("Operatives Ziel"), explanation=_("Seine Nummer."), width=14),
        SheetColumn(heading=_("Art der Maßnahme"), width=14),
        SheetColumn(heading=_("Zuständig"), width=32),
        SheetColumn(heading=_("Beteiligt"), explanation=_("Andere Fachbereiche, mit Semikolon getrennt.")),
        SheetColumn(heading=_("Partner")),
        SheetColumn(heading=_("Zielgruppe")),
        SheetColumn(heading=_("Beginn"), format=CellFormat.YEAR),
        SheetColumn(heading=_("Ende"), format=CellFormat.YEAR),
        SheetColumn(heading=_("dauerhaft"), format=CellFormat.YES_NO),
        SheetColumn(heading=_("Personal (Vollzeitstellen)"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Laufende Kosten (Euro im Jahr)"), format=euro),
        SheetColumn(heading=_("Investition (Euro, einmalig)"), format=euro),
        SheetColumn(heading=_("Finanzierung"), width=16),
        SheetColumn(heading=_("Kosten je Jahr"), explanation=_("Mit Semikolon getrennt.")),
        SheetColumn(heading=_("Geldquellen"), explanation=_("Mit Semikolon getrennt.")),
        SheetColumn(heading=_("Produkt im Haushalt")),
        SheetColumn(heading=_("Meilensteine"), format=long),
        SheetColumn(heading=_("Stand des Beschlusses"), explanation=_("In dieser Fassung."), width=20),
        SheetColumn(heading=_("Umsetzungsstand"), explanation=_("In dieser Fassung."), width=20),
        SheetColumn(heading=_("SDG-Unterziele"), explanation=_("Nummern, mit Komma getrennt.")),
        SheetColumn(heading=_("Anmerkung"), format=long),
        SheetColumn(
            heading=_("Herkunft"),
            explanation=_("Die Maßnahme einer anderen Kommune, nach der sie entstand, mit der Lizenz."),
        ),
        _key_column(),
    )
    return Sheet(title=_("Maßnahmen"), columns=columns, rows=tuple(_measure_rows(document)))


def goal_sheet(document: StrategyDocument) -> Sheet:
    """All goals of both levels: each strategic goal, then the operational ones below it."""
    long = CellFormat.LONG_TEXT
    columns = (
        SheetColumn(heading=_("Nummer"), width=12),
        SheetColumn(heading=_("Ebene"), allowed=_("Strategisches Ziel, Operatives Ziel"), width=18),
        SheetColumn(heading=_("Kurztitel"), width=32),
        SheetColumn(heading=_("Zielaussage"), format=long),
        SheetColumn(heading=_("Erläuterung"), format=long),
        *_place_columns(),
        SheetColumn(
            heading=_("Strategisches Ziel"), explanation=_("Die Nummer des Ziels darüber."), width=14
        ),
        SheetColumn(heading=_("Indikator")),
        SheetColumn(heading=_("Einheit"), width=16),
        SheetColumn(heading=_("Ausgangswert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Ausgangsjahr"), format=CellFormat.YEAR),
        SheetColumn(heading=_("Zielwert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Zieljahr"), format=CellFormat.YEAR),
        SheetColumn(heading=_("Zuständig"), width=32),
        SheetColumn(heading=_("Beteiligt"), explanation=_("Andere Fachbereiche, mit Semikolon getrennt.")),
        SheetColumn(heading=_("SDG-Unterziele"), explanation=_("Nummern, mit Komma getrennt.")),
        SheetColumn(heading=_("DNS"), explanation=_("Bezug zur Deutschen Nachhaltigkeitsstrategie.")),
        SheetColumn(heading=_("NHS"), explanation=_("Bezug zur Nachhaltigkeitsstrategie NRW.")),
        _key_column(),
    )
    return Sheet(title=_("Ziele"), columns=columns, rows=tuple(_goal_rows(document)))


def _place_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(heading=_("Themenfeld"), explanation=_("Seine Nummer."), width=12),
        SheetColumn(heading=_("Titel des Themenfelds"), width=32),
    )


def _key_column() -> SheetColumn:
    return SheetColumn(
        heading=_("Kennung"),
        explanation=_("Bleibt über alle Fassungen dieselbe, auch wenn die Nummer wechselt."),
    )


def _measure_rows(document: StrategyDocument) -> Iterator[tuple[Cell, ...]]:
    for theme in document.themes:
        for goal in theme.operational_goals():
            for measure in goal.measures:
                yield _measure_row(theme, goal, measure)


def _measure_row(theme: ThemeSection, goal: OperationalGoalEntry, measure: MeasureEntry) -> tuple[Cell, ...]:
    return (
        measure.number,
        measure.title,
        shown_text(measure.description),
        theme.number,
        theme.title,
        goal.number,
        str(measure.measure_kind.label),
        measure.department,
        "; ".join(measure.participants),
        measure.partners,
        measure.target_group,
        measure.start_year,
        measure.end_year,
        measure.permanent,
        plain(measure.staff_fte),
        plain(measure.annual_cost),
        plain(measure.investment),
        str(measure.funding.label) if measure.funding else "",
        "; ".join(map(str, measure.yearly_costs)),
        "; ".join(map(str, measure.funding_sources)),
        measure.budget_product,
        measure.milestones,
        str(measure.resolution_status.label),
        str(measure.implementation_status.label),
        ", ".join(measure.sdg_targets),
        measure.note,
        measure.adapted_from.with_addresses if measure.adapted_from else "",
        str(measure.key),
    )


def _goal_rows(document: StrategyDocument) -> Iterator[tuple[Cell, ...]]:
    for theme in document.themes:
        for strategic in theme.strategic_goals:
            yield _strategic_row(theme, strategic)
            for goal in strategic.operational_goals:
                yield _operational_row(theme, strategic, goal)


def _strategic_row(theme: ThemeSection, goal: StrategicGoalEntry) -> tuple[Cell, ...]:
    without_figures = ("", "", "", None, None, None, None, "", "")
    said = ("", goal.statement, shown_text(goal.explanation), theme.number, theme.title)
    level = str(ElementKind.STRATEGIC_GOAL.label)
    return (goal.number, level, *said, *without_figures, *_codes(goal), str(goal.key))


def _operational_row(
    theme: ThemeSection, strategic: StrategicGoalEntry, goal: OperationalGoalEntry
) -> tuple[Cell, ...]:
    return (
        goal.number,
        str(ElementKind.OPERATIONAL_GOAL.label),
        goal.short_title,
        goal.statement,
        shown_text(goal.explanation),
        theme.number,
        theme.title,
        strategic.number,
        goal.indicator,
        goal.unit,
        plain(goal.baseline_value),
        goal.baseline_year,
        plain(goal.target_value),
        goal.target_year,
        goal.responsible,
        "; ".join(goal.participants),
        *_codes(goal),
        str(goal.key),
    )


def _codes(goal: StrategicGoalEntry | OperationalGoalEntry) -> tuple[str, str, str]:
    return ", ".join(goal.sdg_targets), ", ".join(goal.dns_codes), ", ".join(goal.nhs_codes)


def plain(value: Decimal | None) -> Decimal | None:
    """An amount without zeros that only a database adds."""
    return None if value is None else without_zeros(value)
