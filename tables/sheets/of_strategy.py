"""Tables drawn from the goals and measures for people to read: strategic goals, SDG references, resources."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from editing.amounts import without_zeros
from editing.dialect import shown_text
from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from strategy.choices import ElementKind
from strategy.document.document import ReferringEntry, ThemeSection
from strategy.document.resources import Resources, YearSum
from strategy.models import SdgTarget


def number_column() -> SheetColumn:
    return SheetColumn(heading=_("Nummer"), explanation=_("Die Nummer im jetzigen Arbeitsstand."), width=12)


def theme_column() -> SheetColumn:
    return SheetColumn(heading=_("Themenfeld"), explanation=_("Nummer und Titel des Themenfelds."), width=32)


def theme_label(section: ThemeSection) -> str:
    return f"{section.number} {section.title}"


def strategic_goal_sheet(sections: Sequence[ThemeSection]) -> Sheet:
    columns = (
        number_column(),
        theme_column(),
        SheetColumn(heading=_("Zielaussage"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Erläuterung"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("SDG-Unterziele"), explanation=_("Nummern, mit Komma getrennt.")),
        SheetColumn(
            heading=_("DNS"), explanation=_("Bezug zur Deutschen Nachhaltigkeitsstrategie."), width=16
        ),
        SheetColumn(heading=_("NHS"), explanation=_("Bezug zur Nachhaltigkeitsstrategie NRW."), width=16),
        SheetColumn(
            heading=_("Operative Ziele"), format=CellFormat.COUNT, explanation=_("Wie viele es sind.")
        ),
        SheetColumn(heading=_("Maßnahmen"), format=CellFormat.COUNT, explanation=_("Wie viele es sind.")),
    )
    rows = tuple(
        (
            goal.number,
            theme_label(section),
            goal.statement,
            shown_text(goal.explanation),
            ", ".join(goal.sdg_targets),
            ", ".join(goal.dns_codes),
            ", ".join(goal.nhs_codes),
            len(goal.operational_goals),
            sum(1 for _measure in goal.measures()),
        )
        for section in sections
        for goal in section.strategic_goals
    )
    return Sheet(title=_("Strategische Ziele"), columns=columns, rows=rows)


def sdg_sheet(sections: Sequence[ThemeSection]) -> Sheet:
    """One row for each reference of a goal or measure to a target of the Agenda 2030."""
    columns = (
        number_column(),
        SheetColumn(heading=_("Art"), explanation=_("Strategisches Ziel, operatives Ziel oder Maßnahme.")),
        SheetColumn(
            heading=_("Titel"), format=CellFormat.LONG_TEXT, explanation=_("Titel oder Zielaussage.")
        ),
        theme_column(),
        SheetColumn(heading=_("SDG"), format=CellFormat.COUNT, allowed=_("1 bis 17"), width=8),
        SheetColumn(heading=_("SDG-Titel"), width=36),
        SheetColumn(
            heading=_("Unterziel"), explanation=_("Nummer des Unterziels, zum Beispiel 11.2."), width=12
        ),
        SheetColumn(heading=_("Inhalt des Unterziels"), width=48),
    )
    targets = {target.code: target for target in SdgTarget.objects.select_related("sdg")}
    rows = tuple(
        (
            number,
            str(kind.label),
            title,
            theme_label(section),
            targets[code].sdg_id,
            targets[code].sdg.title,
            code,
            targets[code].label,
        )
        for section in sections
        for kind, number, title, codes in _referring(section)
        for code in codes
    )
    return Sheet(title=_("Bezüge zur Agenda 2030"), columns=columns, rows=rows)


def _referring(section: ThemeSection) -> Iterator[tuple[ElementKind, str, str, tuple[str, ...]]]:
    for kind, entry, _parents in section.walk():
        if isinstance(entry, ReferringEntry):
            yield kind, entry.number, entry.heading, entry.sdg_targets


def resource_sheets(resources: Resources, *, until: int) -> tuple[Sheet, ...]:
    """The sums per department, the sums per year, and what neither contains."""
    department = SheetColumn(heading=_("Fachbereich"), width=40, explanation=_("Zuständiger Fachbereich."))
    by_department = Sheet(
        title=_("Ressourcen je Fachbereich"),
        columns=(department, *_sum_columns(until)),
        rows=tuple((row.department or _("ohne Angabe"), *_sums(row)) for row in resources.by_department),
    )
    by_year = Sheet(
        title=_("Ressourcen je Jahr"),
        columns=_sum_columns(until),
        rows=tuple(_sums(row) for row in resources.by_year),
    )
    return by_department, by_year, unplaced_sheet(resources)


def unplaced_sheet(resources: Resources) -> Sheet:
    columns = (
        number_column(),
        SheetColumn(heading=_("Titel"), width=48),
        SheetColumn(heading=_("Fachbereich"), width=40),
        SheetColumn(
            heading=_("Warum nicht enthalten?"),
            width=48,
            explanation=_("Was fehlt, damit die Beträge in den Summen stehen können."),
        ),
        SheetColumn(heading=_("Personal (Vollzeitstellen)"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Laufende Kosten (Euro im Jahr)"), format=CellFormat.EURO),
        SheetColumn(heading=_("Investition (Euro, einmalig)"), format=CellFormat.EURO),
    )
    rows = tuple(
        (
            row.measure.number,
            row.measure.title,
            row.measure.department,
            row.reason,
            row.staff_fte,
            row.annual_cost,
            row.investment,
        )
        for row in resources.unplaced
    )
    return Sheet(title=_("Nicht enthalten"), columns=columns, rows=rows, fixed=2)


def _sum_columns(until: int) -> tuple[SheetColumn, ...]:
    each_year = _(
        "Wie je Jahr geplant, sonst in jedem Jahr des Zeitraums; dauerhafte Maßnahmen bis %(year)d."
    ) % {"year": until}
    return (
        SheetColumn(heading=_("Jahr"), format=CellFormat.YEAR),
        SheetColumn(
            heading=_("Maßnahmen"),
            format=CellFormat.COUNT,
            explanation=_("Wie viele Maßnahmen zu den Beträgen beitragen."),
        ),
        SheetColumn(
            heading=_("Personal (Vollzeitstellen)"), format=CellFormat.DECIMAL, explanation=each_year
        ),
        SheetColumn(heading=_("Laufende Kosten (Euro)"), format=CellFormat.EURO, explanation=each_year),
        SheetColumn(
            heading=_("Investition (Euro)"),
            format=CellFormat.EURO,
            explanation=_("Wie geplant, sonst im ersten Jahr des Zeitraums."),
        ),
        SheetColumn(
            heading=_("Kosten zusammen (Euro)"),
            format=CellFormat.EURO,
            explanation=_("Laufende Kosten und Investition."),
        ),
    )


def _sums(row: YearSum) -> tuple[Cell, ...]:
    return row.year, row.measures, *map(_plain, (row.staff_fte, row.running_cost, row.investment, row.cost))


def _plain(value: Decimal) -> Decimal:
    return without_zeros(value)
