"""Indicators and their values as tables, as they count today: what coordination has accepted, and no person."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from exports.spreadsheets import Cell, CellFormat, Sheet, SheetColumn
from monitoring.effect_status import EffectFacts
from monitoring.lights import figure_words, period_words
from publication.implementation import IndicatorStand
from strategy.document.rendering.tables import plain

COMPUTED = "berechnet"


def indicator_sheet(stands: Iterable[IndicatorStand]) -> Sheet:
    """The indicators with what they count, their latest value, their targets and their light."""
    columns = (
        _key_column(),
        SheetColumn(heading=_("Name"), width=40),
        SheetColumn(heading=_("Was gezählt wird"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Einheit"), width=16),
        SheetColumn(heading=_("Was besser ist"), width=20),
        SheetColumn(heading=_("Bereich von"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Bereich bis"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Themenfelder"), explanation=_("Nummern, mit Komma getrennt."), width=14),
        SheetColumn(heading=_("Operative Ziele"), explanation=_("Nummern, mit Komma getrennt.")),
        SheetColumn(heading=_("Letzter Wert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Jahr oder Stichtag"), explanation=_("Des letzten Werts."), width=16),
        SheetColumn(heading=_("Zielwerte"), explanation=_("Mit Semikolon getrennt.")),
        SheetColumn(heading=_("Wirkung"), width=22),
        SheetColumn(heading=_("Warum"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Neue Werte gibt es"), width=20),
        SheetColumn(heading=_("Zuständig"), width=32),
        *_source_columns(),
    )
    return Sheet(title=_("Indikatoren"), columns=columns, rows=tuple(map(_indicator_row, stands)))


def value_sheet(stands: Iterable[IndicatorStand]) -> Sheet:
    """All accepted values, the computed ones too; those that were corrected are left out."""
    columns = (
        _key_column(),
        SheetColumn(heading=_("Indikator"), width=40),
        SheetColumn(heading=_("Einheit"), width=16),
        SheetColumn(
            heading=_("Aufteilung nach"), explanation=_("Leer, wenn der Wert für alles gilt."), width=20
        ),
        SheetColumn(heading=_("Teil"), width=20),
        SheetColumn(heading=_("Jahr oder Stichtag"), width=16),
        SheetColumn(
            heading=_("Letzter Tag"), format=CellFormat.DATE, explanation=_("Der letzte Tag der Zeit.")
        ),
        SheetColumn(heading=_("Wert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Güte"), width=14),
        SheetColumn(heading=_("Anmerkung"), format=CellFormat.LONG_TEXT),
        *_source_columns(),
    )
    rows = tuple(row for stand in stands for row in _value_rows(stand))
    return Sheet(title=_("Werte der Indikatoren"), columns=columns, rows=rows)


def _key_column() -> SheetColumn:
    return SheetColumn(
        heading=_("Indikator-Nr."), format=CellFormat.COUNT, explanation=_("Wie in der Adresse seiner Seite.")
    )


def _source_columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(heading=_("Quelle"), width=32),
        SheetColumn(
            heading=_("Lizenz der Quelle"),
            explanation=_("Unter der die Kommune die Werte bekommen hat."),
            width=24,
        ),
    )


def _indicator_row(stand: IndicatorStand) -> tuple[Cell, ...]:
    row, line = stand.indicator, stand.line
    facts, latest = line.facts, line.latest
    return (
        row.pk,
        row.name,
        row.definition,
        row.unit,
        row.get_direction_display(),
        plain(row.lower_bound),
        plain(row.upper_bound),
        ", ".join(line.themes),
        ", ".join(line.goals),
        plain(latest.value) if latest else None,
        period_words(latest.period) if latest else "",
        _targets(facts),
        str(line.light.label),
        facts.override.reason if facts.override else line.status.sentence,
        row.get_interval_display(),
        line.department,
        row.source,
        row.licence,
    )


def _targets(facts: EffectFacts) -> str:
    return "; ".join(f"{target.year}: {figure_words(target.value)}" for target in facts.targets)


def _value_rows(stand: IndicatorStand) -> Iterator[tuple[Cell, ...]]:
    row = stand.indicator
    head, source = (row.pk, row.name, row.unit), (row.source, row.licence)
    for part in stand.series:
        for value in sorted(part.values, key=lambda each: each.period):
            said = (plain(value.value), value.get_quality_display(), value.note)
            name = part.name if part.dimension else ""
            yield (*head, part.dimension, name, period_words(value.period), value.period, *said, *source)
    if stand.formula:
        for computed in stand.line.facts.values:
            said = (plain(computed.value), str(computed.quality.label), COMPUTED)
            yield (*head, "", "", period_words(computed.period), computed.period, *said, *source)
