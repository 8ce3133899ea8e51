"""What citizens read about the implementation: what coordination has accepted, and the name of no person."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct, structs

from monitoring.adopted import Adopted
from monitoring.assessment import Assessment, IndicatorLine, MeasureLine, measure_line
from monitoring.assessment_facts import adopted_measure_lines, assessed, indicator_lines
from monitoring.choices import MeasureState
from monitoring.curve import Curve, curve_of
from monitoring.effect_facts import formulas_of
from monitoring.execution_facts import execution_facts, last_reports
from monitoring.execution_status import MilestoneFacts
from monitoring.formulas import Formula
from monitoring.lights import figure_words, period_words, with_unit
from monitoring.models import (
    FrozenReport,
    Indicator,
    IndicatorSeries,
    IndicatorValue,
    MeasureReport,
    MeasureYear,
)
from publication.current import Published
from publication.lookup import MeasurePlace
from publication.reports import published_reports
from strategy.choices import ImplementationStatus
from strategy.document.document import MeasureEntry, OperationalGoalEntry, StrategyDocument

# The words for where a measure stands, those of reports before those of the planning.
STATE_WORDS = tuple(dict.fromkeys(map(str, [*MeasureState.labels, *ImplementationStatus.labels])))


class SpentInYear(Struct, frozen=True):
    year: int
    amount: Decimal


class MeasureStand(Struct, frozen=True):
    """Where a measure stands: its light with the reason, the last accepted report, milestones, what was spent."""

    line: MeasureLine
    report: MeasureReport
    milestones: tuple[MilestoneFacts, ...]
    spent: tuple[SpentInYear, ...]


class ShownSeries(Struct, frozen=True):
    """The accepted values of an indicator for the whole or for one part, the newest first."""

    dimension: str
    name: str
    values: tuple[IndicatorValue, ...]


class NewsItem(Struct, frozen=True):
    """Something that was accepted: a report or a value, and the page about it."""

    key: str
    at: datetime
    title: str
    text: str
    address: str


class IndicatorStand(Struct, frozen=True):
    """Where an indicator stands: its light with the reason, the picture, its values."""

    indicator: Indicator
    line: IndicatorLine
    curve: Curve | None
    series: tuple[ShownSeries, ...]
    formula: Formula | None


def states_today(document: StrategyDocument) -> Mapping[UUID, str]:
    """The word for where each measure stands: as last reported and accepted, before that as adopted (1 query)."""
    reports = last_reports((measure.key for measure in document.measures()), timezone.now())
    return {
        measure.key: str(
            MeasureState(reports[measure.key].state).label
            if measure.key in reports
            else measure.implementation_status.label
        )
        for measure in document.measures()
    }


def assessment_of(current: Published, moment: datetime) -> Assessment:
    """The whole: the measures of the published version, and the indicators that belong to its goals or theme fields."""
    found = assessed(_adopted(current), moment)
    return structs.replace(found, indicators=tuple(filter(_is_public, found.indicators)))


def stand_of(current: Published, place: MeasurePlace, moment: datetime) -> MeasureStand | None:
    """Where a measure stands; None before its first accepted report."""
    entry = place.measure
    report = last_reports([entry.key], moment).get(entry.key)
    if report is None:
        return None
    facts = execution_facts([entry], moment, titles=_adopted(current).titles())[entry.key]
    return MeasureStand(
        line=measure_line(entry, place.theme, facts, timezone.localdate(moment)),
        report=report,
        milestones=_in_order(facts.milestones),
        spent=tuple(_spent_on([entry.key]).get(entry.key, ()))
        if current.version.strategy.spending_is_public
        else (),
    )


def stands_of_measures(current: Published, moment: datetime) -> Mapping[UUID, MeasureStand]:
    """Where each measure stands that has an accepted report, in a constant number of queries."""
    lines = adopted_measure_lines(_adopted(current), moment)
    keys = [line.key for line in lines]
    reports = last_reports(keys, moment)
    spent = _spent_on(keys) if current.version.strategy.spending_is_public else {}
    return {
        line.key: MeasureStand(
            line=line,
            report=reports[line.key],
            milestones=_in_order(line.facts.milestones),
            spent=tuple(spent.get(line.key, ())),
        )
        for line in lines
        if line.key in reports
    }


def indicators_of_goal(current: Published, goal: OperationalGoalEntry) -> tuple[IndicatorStand, ...]:
    """The indicators of an operational goal by name, each with its picture."""
    keys = list(Indicator.objects.filter(goals=goal.key).values_list("pk", flat=True))
    return _stands(current, Indicator.objects.filter(pk__in=keys)) if keys else ()


def indicator_or_404(current: Published, pk: int) -> IndicatorStand:
    """An indicator of a published goal or theme field. Raises Http404."""
    found = next(iter(_stands(current, Indicator.objects.filter(pk=pk))), None)
    if found is None:
        raise Http404(f"No public indicator {pk}")
    return found


def public_indicators(current: Published) -> tuple[int, ...]:
    """The keys of the indicators that have a page."""
    rows = Indicator.objects.all()
    return tuple(
        line.key for line in indicator_lines(current.document, rows, timezone.now()) if _is_public(line)
    )


def stands_of_all(current: Published) -> tuple[IndicatorStand, ...]:
    """All indicators that have a page, by name, in a constant number of queries."""
    return _stands(current, Indicator.objects.all())


def news_of(current: Published, *, at_most: int) -> tuple[NewsItem, ...]:
    """What was accepted last, the newest first."""
    now = timezone.now()
    entries = {entry.key: entry for entry in current.document.measures()}
    reports = MeasureReport.objects.accepted_until(now).filter(measure__in=entries).order_by("-accepted_at")
    lines = {
        line.key: line
        for line in indicator_lines(current.document, Indicator.objects.all(), now)
        if _is_public(line)
    }
    values = IndicatorValue.objects.current_at(now).of_totals().filter(series__indicator__in=lines)
    items = [_news_of_report(report, entries[report.measure_id]) for report in reports[:at_most]]
    for value in values.select_related("series").order_by("-accepted_at")[:at_most]:
        items.append(_news_of_value(value, lines[value.series.indicator_id]))
    items += [_news_of_frozen(report) for report in published_reports()]
    return tuple(sorted(items, key=lambda item: item.at, reverse=True)[:at_most])


def _news_of_report(report: MeasureReport, entry: MeasureEntry) -> NewsItem:
    title = _("Maßnahme %(number)s %(title)s: %(state)s") % {
        "number": entry.number,
        "title": entry.title,
        "state": report.get_state_display(),
    }
    return NewsItem(
        key=f"m{report.pk}",
        at=cast(datetime, report.accepted_at),
        title=title,
        text=report.done,
        address=reverse("publication:measure", args=[entry.number]),
    )


def _news_of_frozen(report: FrozenReport) -> NewsItem:
    return NewsItem(
        key=f"b{report.number}",
        at=cast(datetime, report.published_at),
        title=_("Umsetzungsbericht: %s") % report.title,
        text=_("Der Bericht über den ganzen Zeitraum, mit PDF, Tabellen und offenen Daten."),
        address=reverse("publication:report", args=[report.number]),
    )


def _news_of_value(value: IndicatorValue, line: IndicatorLine) -> NewsItem:
    title = _("%(name)s: %(figure)s (%(period)s)") % {
        "name": line.name,
        "figure": with_unit(figure_words(value.value), line.unit),
        "period": period_words(value.period),
    }
    return NewsItem(
        key=f"w{value.pk}",
        at=cast(datetime, value.accepted_at),
        title=title,
        text=value.note,
        address=reverse("publication:indicator", args=[line.key]),
    )


def _stands(current: Published, rows: QuerySet[Indicator]) -> tuple[IndicatorStand, ...]:
    """The public ones of some indicators, in a constant number of queries."""
    now = timezone.now()
    lines = tuple(filter(_is_public, indicator_lines(current.document, rows, now)))
    if not lines:
        return ()
    found = {row.pk: row for row in rows.select_related("responsible").prefetch_related("targets")}
    formulas, series = formulas_of(found.values(), now), _series(found, now)
    return tuple(
        IndicatorStand(
            indicator=found[line.key],
            line=line,
            curve=curve_of(line.facts),
            series=tuple(series.get(line.key, ())),
            formula=formulas.get(line.key),
        )
        for line in lines
    )


def _series(indicators: Mapping[int, Indicator], moment: datetime) -> dict[int, list[ShownSeries]]:
    values: dict[int, list[IndicatorValue]] = {}
    shown = IndicatorValue.objects.current_at(moment).filter(series__indicator__in=list(indicators))
    for value in shown.order_by("-period"):
        values.setdefault(value.series_id, []).append(value)
    found: dict[int, list[ShownSeries]] = {}
    for row in IndicatorSeries.objects.filter(pk__in=list(values)):
        part = ShownSeries(dimension=row.dimension, name=str(row), values=tuple(values[row.pk]))
        found.setdefault(row.indicator_id, []).append(part)
    return found


def _in_order(milestones: Iterable[MilestoneFacts]) -> tuple[MilestoneFacts, ...]:
    return tuple(sorted(milestones, key=lambda each: each.due_on))


def _spent_on(keys: Iterable[UUID]) -> dict[UUID, list[SpentInYear]]:
    found: dict[UUID, list[SpentInYear]] = {}
    for row in MeasureYear.objects.filter(measure__in=list(keys)):
        if row.budget_spent is not None:
            found.setdefault(row.measure_id, []).append(SpentInYear(year=row.year, amount=row.budget_spent))
    return found


def _is_public(line: IndicatorLine) -> bool:
    return bool(line.themes)


def _adopted(current: Published) -> Adopted:
    version = current.version
    if version.adopted_on is None:
        raise ValueError(f"version {version.number} is published and not adopted")
    return Adopted(number=version.number, on=version.adopted_on, document=current.document)
