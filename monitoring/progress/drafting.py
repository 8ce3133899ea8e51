"""The report as it would be frozen now: built from rows in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from msgspec import Struct

from editing.snapshots import in_one_snapshot
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.assessment import IndicatorLine, MeasureLine
from monitoring.assessment_facts import adopted_measure_lines, indicator_lines
from monitoring.choices import Quality
from monitoring.effect_status import ValueFacts, path_of
from monitoring.models import (
    FrozenReport,
    Indicator,
    IndicatorValue,
    MeasureReport,
    MeasureYear,
    ProgressReport,
    ReportSection,
)
from monitoring.progress.appendix import AnsweringIndicator
from monitoring.progress.appendix_facts import drafted_appendix
from monitoring.progress.chosen_pictures import frozen_pictures, with_chosen_pictures
from monitoring.progress.document import (
    SCHEMA_VERSION,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    MoneyYear,
    PartEntry,
    PictureEntry,
    ReportDocument,
    ReportMilestone,
    StrategyEntry,
    Synopsis,
    ThemeEntry,
)
from monitoring.progress.period_reports import reports_of_period
from monitoring.progress.published import report_document
from monitoring.progress.synopsis import synopsis_of
from monitoring.progress.values import ValueEntry, YearValue
from strategy.document.document import OperationalGoalEntry, ThemeSection


@in_one_snapshot()
def previewed_report(report: ProgressReport, *, with_pictures: bool = True) -> ReportDocument | None:
    """The report as it would be frozen in this moment; None while the council has adopted nothing.

    Raises RuleBroken for a picture whose file is gone, if it is wanted `with_pictures`.
    """
    adopted = adopted_strategy()
    if adopted is None:
        return None
    last = report.strategy.frozen_reports.aggregate(last=Max("number"))["last"]
    return drafted_report(
        report, adopted, number=(last or 0) + 1, moment=timezone.now(), with_pictures=with_pictures
    )


class _Told(Struct, frozen=True):
    """What the rows say about the measures, by their keys."""

    lines: Mapping[UUID, MeasureLine]
    reports: Mapping[UUID, Sequence[MeasureReport]]
    money: Mapping[UUID, Sequence[MoneyYear]]


def drafted_report(
    report: ProgressReport,
    adopted: Adopted,
    *,
    number: int,
    moment: datetime,
    with_pictures: bool = True,
) -> ReportDocument:
    """The whole report as of a moment. Only what coordination had accepted by then is in it."""
    lines = {line.key: line for line in adopted_measure_lines(adopted, moment)}
    previous = _report_before(report, number)
    # What has left since then may have been reported on before it did.
    earlier = {entry.key for entry in previous.measures()} if previous else set()
    told = _Told(
        lines=lines,
        reports=reports_of_period({*lines, *earlier}, report.period_start, report.period_end, moment=moment),
        money=_money(lines, until=report.period_end.year),
    )
    rows = Indicator.objects.in_bulk()
    # Those of one reading: an indicator that comes meanwhile belongs to the next report.
    known = indicator_lines(adopted.document, Indicator.objects.filter(pk__in=rows), moment)
    indicators = _indicators(known, rows, moment)
    sections = {section.theme_id: section for section in with_chosen_pictures(report)}
    drawn = sections if with_pictures else {}
    pictures = {key: frozen_pictures(section, adopted) for key, section in drawn.items()}
    themes = tuple(
        _theme(theme, sections.get(theme.key), pictures, told, indicators)
        for theme in adopted.document.themes
    )
    measures = [measure for theme in themes for measure in theme.measures()]
    return ReportDocument(
        schema_version=SCHEMA_VERSION,
        number=number,
        title=report.title,
        period_start=report.period_start,
        period_end=report.period_end,
        day=timezone.localdate(moment),
        is_example=adopted.document.is_example,
        strategy=StrategyEntry(title=adopted.document.title, version=adopted.number, adopted_on=adopted.on),
        municipality=adopted.document.municipality,
        introduction=report.introduction,
        themes=themes,
        indicators=indicators,
        money=_sums(measures),
        proposals=report.proposals,
        synopsis=_synopsis(previous, measures, indicators, told) if previous else None,
        appendix=drafted_appendix(report.strategy, adopted.document, _answering(known))
        if report.with_appendix
        else None,
    )


def _answering(lines: Iterable[IndicatorLine]) -> dict[int, AnsweringIndicator]:
    return {
        line.key: AnsweringIndicator(
            key=line.key,
            name=line.name,
            unit=line.unit,
            latest=_value(line.latest) if line.latest else None,
        )
        for line in lines
    }


def _report_before(report: ProgressReport, number: int) -> ReportDocument | None:
    earlier = FrozenReport.objects.without_content().filter(number__lt=number, strategy=report.strategy_id)
    before = earlier.first()
    return report_document(before) if before else None


def _synopsis(
    previous: ReportDocument,
    measures: Sequence[MeasureEntry],
    indicators: Sequence[IndicatorEntry],
    told: _Told,
) -> Synopsis:
    done = {key: _done(reports) for key, reports in told.reports.items()}
    return synopsis_of(previous, measures, indicators, done=done)


def _theme(
    theme: ThemeSection,
    section: ReportSection | None,
    pictures: Mapping[UUID, tuple[PictureEntry, ...]],
    told: _Told,
    indicators: Iterable[IndicatorEntry],
) -> ThemeEntry:
    return ThemeEntry(
        key=theme.key,
        number=theme.number,
        title=theme.title,
        text=section.text if section else "",
        goals=tuple(_goal(goal, told, indicators) for goal in theme.operational_goals()),
        pictures=pictures.get(theme.key, ()),
    )


def _goal(goal: OperationalGoalEntry, told: _Told, indicators: Iterable[IndicatorEntry]) -> GoalEntry:
    return GoalEntry(
        key=goal.key,
        number=goal.number,
        title=goal.short_title or goal.statement,
        measures=tuple(_measure(told.lines[measure.key], told) for measure in goal.measures),
        indicators=tuple(indicator.key for indicator in indicators if goal.number in indicator.goals),
    )


def _measure(line: MeasureLine, told: _Told) -> MeasureEntry:
    facts, reports = line.facts, told.reports.get(line.key, ())
    last = reports[-1] if reports else None
    return MeasureEntry(
        key=line.key,
        number=line.number,
        title=line.title,
        department=line.department,
        light=line.light,
        sentence=line.status.sentence,
        judgement=facts.override.reason if facts.override else "",
        state=facts.state,
        reported_on=facts.reported_on,
        progress=last.progress if last else None,
        done=_done(reports),
        next_step=last.next_step if last else "",
        merged_with=facts.merged_with,
        planned_start=facts.planned_start,
        planned_end=facts.planned_end,
        actual_start=facts.actual_start,
        actual_end=facts.actual_end,
        milestones=tuple(
            ReportMilestone(title=each.title, due_on=each.due_on, done_on=each.done_on)
            for each in facts.milestones
        ),
        money=tuple(told.money.get(line.key, ())),
    )


def _done(reports: Iterable[MeasureReport]) -> str:
    return "\n".join(report.done for report in reports if report.done)


def _money(measures: Collection[UUID], *, until: int) -> dict[UUID, list[MoneyYear]]:
    found: dict[UUID, list[MoneyYear]] = defaultdict(list)
    rows = MeasureYear.objects.filter(measure__in=list(measures), year__lte=until).order_by("year")
    for row in rows:
        if row.budget_planned is not None or row.budget_spent is not None:
            found[row.measure_id].append(
                MoneyYear(year=row.year, planned=row.budget_planned, spent=row.budget_spent)
            )
    return found


def _sums(measures: Iterable[MeasureEntry]) -> tuple[MoneyYear, ...]:
    """The sums of each year; None where no measure states an amount."""
    years: dict[int, list[MoneyYear]] = defaultdict(list)
    for measure in measures:
        for money in measure.money:
            years[money.year].append(money)
    return tuple(_sum(year, years[year]) for year in sorted(years))


def _sum(year: int, rows: Sequence[MoneyYear]) -> MoneyYear:
    planned = [row.planned for row in rows if row.planned is not None]
    spent = [row.spent for row in rows if row.spent is not None]
    return MoneyYear(
        year=year,
        planned=sum(planned[1:], planned[0]) if planned else None,
        spent=sum(spent[1:], spent[0]) if spent else None,
    )


def _indicators(
    lines: Iterable[IndicatorLine], rows: Mapping[int, Indicator], moment: datetime
) -> tuple[IndicatorEntry, ...]:
    parts = _parts(moment)
    # Of goals that the council has adopted, or of a theme field.
    return tuple(_indicator(line, rows[line.key], parts[line.key]) for line in lines if line.themes)


def _indicator(line: IndicatorLine, row: Indicator, parts: tuple[PartEntry, ...]) -> IndicatorEntry:
    facts = line.facts
    return IndicatorEntry(
        key=line.key,
        name=line.name,
        unit=line.unit,
        definition=row.definition,
        source=row.source,
        department=line.department,
        themes=line.themes,
        goals=line.goals,
        light=line.light,
        sentence=line.status.sentence,
        judgement=facts.override.reason if facts.override else "",
        direction=facts.direction,
        path_kind=facts.path,
        baseline_year=facts.baseline_year,
        lower=facts.lower,
        upper=facts.upper,
        values=tuple(map(_value, facts.values)),
        targets=tuple(YearValue(year=each.year, value=each.value) for each in facts.targets),
        path=tuple(YearValue(year=each.year, value=each.value) for each in path_of(facts)),
        parts=parts,
    )


def _value(facts: ValueFacts) -> ValueEntry:
    return ValueEntry(period=facts.period, value=facts.value, quality=facts.quality)


def _parts(moment: datetime) -> dict[int, tuple[PartEntry, ...]]:
    """The values of all splits that counted at a moment, by indicator (1 query)."""
    values = IndicatorValue.objects.current_at(moment).exclude(series__dimension="").select_related("series")
    found: dict[int, dict[tuple[str, str], list[ValueEntry]]] = defaultdict(lambda: defaultdict(list))
    for row in values.order_by("series__dimension", "series_id", "period"):
        entry = ValueEntry(period=row.period, value=row.value, quality=Quality(row.quality))
        found[row.series.indicator_id][row.series.dimension, row.series.name].append(entry)
    parts: dict[int, tuple[PartEntry, ...]] = defaultdict(tuple)
    for key, series in found.items():
        parts[key] = tuple(
            PartEntry(dimension=dimension, name=name, values=tuple(each))
            for (dimension, name), each in series.items()
        )
    return parts
