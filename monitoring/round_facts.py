"""What a round asks of whom, and what has come in."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from msgspec import Struct

from monitoring.adopted import Adopted
from monitoring.choices import ReportStatus
from monitoring.execution_facts import last_reports
from monitoring.models import (
    DepartmentAnswer,
    DepartmentMember,
    Indicator,
    IndicatorSeries,
    IndicatorValue,
    MeasureExecution,
    MeasureReport,
    ReportingRound,
)
from strategy.departments import Directory
from strategy.document.document import MeasureEntry
from strategy.models import Department, Measure


class AskedRows(Struct, frozen=True):
    """What each department reports on: its adopted measures in their order, and the indicators it enters."""

    measures: dict[UUID, list[MeasureEntry]]
    indicators: dict[UUID, list[Indicator]]

    def departments(self) -> set[UUID]:
        return {*self.measures, *self.indicators}


def asked_rows(adopted: Adopted, directory: Directory) -> AskedRows:
    """The rows of all departments (2 queries, and that of the directory)."""
    given = dict(
        MeasureExecution.objects.filter(department__isnull=False).values_list("measure", "department")
    )
    measures: dict[UUID, list[MeasureEntry]] = defaultdict(list)
    for entry in adopted.document.measures():
        found = directory.find(entry.department)
        key = given.get(entry.key) or (found.pk if found else None)
        if key is not None:
            measures[key].append(entry)
    indicators: dict[UUID, list[Indicator]] = defaultdict(list)
    for row in Indicator.objects.filter(responsible__isnull=False, terms__isnull=True):
        if row.responsible_id is not None:
            indicators[row.responsible_id].append(row)
    return AskedRows(measures=dict(measures), indicators=dict(indicators))


def departments_with_rows(adopted: Adopted, today: date) -> list[Department]:
    """The departments that can be asked, in the order of their names."""
    directory = Directory()
    keys = asked_rows(adopted, directory).departments()
    return sorted(
        (row for row in directory.active(today) if row.pk in keys), key=lambda department: department.name
    )


class MeasureRow(Struct, frozen=True):
    """A measure in the table of a department: what was accepted last, and what it has written in this round."""

    entry: MeasureEntry
    measure: Measure
    last: MeasureReport | None
    report: MeasureReport | None

    @property
    def is_open(self) -> bool:
        """Whether the department still has to say something about it."""
        return self.report is None or self.report.status in (ReportStatus.DRAFT, ReportStatus.RETURNED)


class ValueRow(Struct, frozen=True):
    """An indicator in the table of a department: the value of the year before, and the one of this year."""

    indicator: Indicator
    series: IndicatorSeries
    last: IndicatorValue | None
    # What counts for the year, and what waits or came back.
    current: IndicatorValue | None
    entered: IndicatorValue | None

    @property
    def shown(self) -> IndicatorValue | None:
        """What stands in the cells."""
        return self.entered or self.current

    @property
    def is_open(self) -> bool:
        return self.shown is None or self.shown.status == ReportStatus.RETURNED


class RoundTable(Struct, frozen=True):
    """The table of one department in a round."""

    answer: DepartmentAnswer
    measures: tuple[MeasureRow, ...]
    values: tuple[ValueRow, ...]

    @property
    def count(self) -> int:
        return len(self.measures) + len(self.values)

    @property
    def written(self) -> int:
        """How many rows say something, handed in or not."""
        reports = sum(row.report is not None for row in self.measures)
        return reports + sum(row.shown is not None for row in self.values)

    @property
    def waiting_reports(self) -> list[MeasureReport]:
        return [row.report for row in self.measures if row.report and row.report.is_waiting]

    @property
    def waiting_values(self) -> list[IndicatorValue]:
        return [row.entered for row in self.values if row.entered and row.entered.is_waiting]

    @property
    def waiting(self) -> int:
        return len(self.waiting_reports) + len(self.waiting_values)

    @property
    def accepted(self) -> int:
        reports = sum(row.report is not None and row.report.is_accepted for row in self.measures)
        return reports + sum(row.entered is None and row.current is not None for row in self.values)


def tables_of(
    adopted: Adopted, answers: Iterable[DepartmentAnswer], moment: datetime
) -> tuple[RoundTable, ...]:
    """The tables of departments in one round, in a constant number of queries."""
    asked, rows = list(answers), asked_rows(adopted, Directory())
    if not asked:
        return ()
    round = asked[0].round
    keys = {answer.department_id for answer in asked}
    measures = [entry.key for key in keys for entry in rows.measures.get(key, ())]
    indicators = [row for key in keys for row in rows.indicators.get(key, ())]
    last, written = last_reports(measures, moment), _reports_in(round, measures)
    values = _value_rows(indicators, round.period_end.year)
    in_rows = Measure._base_manager.in_bulk(measures)
    return tuple(
        RoundTable(
            answer=answer,
            measures=tuple(
                MeasureRow(
                    entry=entry,
                    measure=in_rows[entry.key],
                    last=last.get(entry.key),
                    report=written.get(entry.key),
                )
                for entry in rows.measures.get(answer.department_id, ())
            ),
            values=tuple(
                values[row.pk] for row in rows.indicators.get(answer.department_id, ()) if row.pk in values
            ),
        )
        for answer in asked
    )


class OpenQuestion(Struct, frozen=True):
    """What coordination asks back at a row of a department, and nobody has answered."""

    about: str
    remark: str


def open_questions(answer: DepartmentAnswer, rows: AskedRows) -> tuple[OpenQuestion, ...]:
    """The questions at the rows of a department in the order of its table (2 queries)."""
    entries = rows.measures.get(answer.department_id, [])
    reports = MeasureReport.objects.unanswered().filter(
        round=answer.round_id, measure__in=[entry.key for entry in entries]
    )
    values = (
        IndicatorValue.objects.unanswered()
        .of_totals()
        .filter(
            period=answer.round.value_period,
            series__indicator__in=rows.indicators.get(answer.department_id, []),
        )
    )
    remarks = dict(reports.values_list("measure", "return_remark"))
    return (
        *(
            OpenQuestion(about=f"{entry.number} {entry.title}", remark=remarks[entry.key])
            for entry in entries
            if entry.key in remarks
        ),
        *(
            OpenQuestion(about=value.series.indicator.name, remark=value.return_remark)
            for value in values.select_related("series__indicator").order_by("series__indicator__name")
        ),
    )


def answers_of(round: ReportingRound) -> list[DepartmentAnswer]:
    """The departments that a round asks; one that was merged into another answers no more."""
    found = round.answers.filter(department__merged_into__isnull=True)
    return list(found.select_related("department", "answered_by", "round"))


def nobody_answers_for(departments: Collection[Department]) -> list[Department]:
    """The departments that no active account answers for."""
    there = set(
        DepartmentMember.objects.answering()
        .filter(department__in=departments)
        .values_list("department", flat=True)
    )
    return [department for department in departments if department.pk not in there]


def _reports_in(round: ReportingRound, measures: Collection[UUID]) -> dict[UUID, MeasureReport]:
    found = MeasureReport.objects.filter(round=round, measure__in=measures).prefetch_related(
        "files__uploaded_by"
    )
    return {report.measure_id: report for report in found.select_related("reported_by", "accepted_by")}


def _value_rows(indicators: Collection[Indicator], year: int) -> dict[int, ValueRow]:
    """The rows of indicators for a year: their whole series, what counts, and what was entered last (2 queries)."""
    series = {
        row.indicator_id: row
        for row in IndicatorSeries.objects.filter(indicator__in=indicators, dimension="")
    }
    period = date(year, 12, 31)
    found = IndicatorValue.objects.filter(series__in=series.values(), period__lte=period).filter(
        Q(status=ReportStatus.ACCEPTED, replaced_at__isnull=True)
        | Q(status__in=(ReportStatus.REPORTED, ReportStatus.RETURNED), period=period)
    )
    current: dict[int, IndicatorValue] = {}
    last: dict[int, IndicatorValue] = {}
    entered: dict[int, IndicatorValue] = {}
    for value in found.select_related("reported_by", "series__indicator").order_by(
        "period", "reported_at", "pk"
    ):
        if not value.is_accepted:
            entered[value.series_id] = value
        elif value.period == period:
            current[value.series_id] = value
        else:
            last[value.series_id] = value
    rows = {}
    for indicator in indicators:
        own = series.get(indicator.pk)
        if own is None:
            continue
        mine, counts = entered.get(own.pk), current.get(own.pk)
        if mine is not None and counts is not None and counts.reported_at > mine.reported_at:
            # What came back was settled by a newer one.
            mine = None
        rows[indicator.pk] = ValueRow(
            indicator=indicator, series=own, last=last.get(own.pk), current=counts, entered=mine
        )
    return rows
