"""Small reports as values; no row is needed."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from msgspec import structs

from monitoring.choices import Direction, EffectLight, ExecutionLight, MeasureState, PathKind, Quality
from monitoring.progress.document import (
    SCHEMA_VERSION,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    MoneyYear,
    PartEntry,
    ReportDocument,
    ReportMilestone,
    StrategyEntry,
    ThemeEntry,
)
from monitoring.progress.synopsis import synopsis_of
from monitoring.progress.values import ValueEntry, YearValue
from strategy.document.document import MunicipalityEntry


def measure_entry(number: str = "1.1.1.1", /, **values: Any) -> MeasureEntry:
    """A measure that is late, with a milestone and money of 2024."""
    entry = MeasureEntry(
        key=uuid5(NAMESPACE_URL, number),
        number=number,
        title=f"Maßnahme {number}",
        department="FB 33",
        light=ExecutionLight.LATE,
        sentence="verspätet: sollte bis 31.12.2024 beginnen",
        judgement="",
        state=MeasureState.IN_PROGRESS,
        reported_on=date(2025, 3, 1),
        progress=40,
        done="Der Radweg ist gebaut.",
        next_step="Schilder aufstellen",
        merged_with="",
        planned_start=None,
        planned_end=None,
        actual_start=None,
        actual_end=None,
        milestones=(ReportMilestone(title="Baubeginn", due_on=date(2024, 5, 1), done_on=None),),
        money=(MoneyYear(year=2024, planned=Decimal(900), spent=Decimal(800)),),
    )
    return structs.replace(entry, **values)


def value_entry(year: int, value: int) -> ValueEntry:
    return ValueEntry(period=date(year, 12, 31), value=Decimal(value), quality=Quality.FINAL)


def indicator_entry(key: int = 1, **values: Any) -> IndicatorEntry:
    """An indicator on its way from 20 to 30 percent, with the values of one district."""
    entry = IndicatorEntry(
        key=key,
        name=f"Radverkehr {key}",
        unit="Prozent",
        definition="",
        source="Zählung",
        department="FB 33",
        themes=("1",),
        goals=("1.1.1",),
        light=EffectLight.ON_PATH,
        sentence="auf dem Pfad: 25 Prozent (2025)",
        judgement="",
        direction=Direction.MORE,
        path_kind=PathKind.LINEAR,
        baseline_year=2020,
        lower=None,
        upper=None,
        values=(value_entry(2020, 20), value_entry(2025, 25)),
        targets=(YearValue(year=2030, value=Decimal(30)),),
        path=(YearValue(year=2020, value=Decimal(20)), YearValue(year=2030, value=Decimal(30))),
        parts=(PartEntry(dimension="Stadtbezirk", name="Eickel", values=(value_entry(2025, 27),)),),
    )
    return structs.replace(entry, **values)


def report_document(*measures: MeasureEntry, **values: Any) -> ReportDocument:
    """A report about one theme field with one goal."""
    indicators = values.pop("indicators", (indicator_entry(),))
    goal = GoalEntry(
        key=uuid5(NAMESPACE_URL, "goal"),
        number="1.1.1",
        title="Mehr Rad",
        measures=measures or (measure_entry(),),
        indicators=tuple(each.key for each in indicators),
    )
    theme = ThemeEntry(
        key=uuid5(NAMESPACE_URL, "theme"), number="1", title="Mobilität", text="Es geht voran.", goals=(goal,)
    )
    document = ReportDocument(
        schema_version=SCHEMA_VERSION,
        number=1,
        title="Bericht 2024",
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        day=date(2025, 5, 1),
        is_example=False,
        strategy=StrategyEntry(title="Strategie", version=2, adopted_on=date(2021, 10, 5)),
        municipality=MunicipalityEntry(
            name="Herne", kind="Stadt", ags="", contact="", accent_colour="#1d4f91", logo=None
        ),
        introduction="Zum ersten Mal.",
        themes=(theme,),
        indicators=indicators,
        money=(MoneyYear(year=2024, planned=Decimal(900), spent=Decimal(800)),),
        proposals="Nichts.",
        synopsis=None,
    )
    return structs.replace(document, **values)


def second_report() -> ReportDocument:
    """A report with the synopsis to the one before it: the measure has ended, the indicator has a new value."""
    measure = measure_entry(light=ExecutionLight.DONE, sentence="abgeschlossen", done="Schilder stehen.")
    indicator = indicator_entry(
        values=(value_entry(2020, 20), value_entry(2026, 31)), light=EffectLight.REACHED
    )
    synopsis = synopsis_of(report_document(), [measure], [indicator], done={measure.key: measure.done})
    return report_document(
        measure, indicators=(indicator,), number=2, title="Bericht 2026", synopsis=synopsis
    )
