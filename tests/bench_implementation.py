"""`make bench`: the implementation of a large city, in a database of its own. Figures, never assertions.

The rows are written at once; the constraints of the database hold for them as for any other.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from time import process_time

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from monitoring.actions.progress import freeze_report
from monitoring.adopted import adopted_strategy
from monitoring.choices import Direction, MeasureState, ReportStatus
from monitoring.models import (
    DepartmentAnswer,
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    IndicatorValue,
    MeasureReport,
    MeasureYear,
    Milestone,
    ReportingRound,
)
from strategy.document.actions.versions import publish_version
from strategy.models import Department, Measure, OperationalGoal, Strategy
from tests.builders import (
    answer_for,
    make_adopted_version,
    make_department,
    make_goal,
    make_measure,
    make_progress_report,
    make_strategic_goal,
    make_strategy,
    make_theme,
    make_user,
)

MEASURES, INDICATORS, YEARS, ROUNDS = 300, 200, 10, 4
THEMES, GOALS, DEPARTMENTS = 10, 50, 20
REPEATED = 5
RUNNING = (MeasureState.IN_PREPARATION, MeasureState.IN_PROGRESS, MeasureState.PERMANENT_TASK)
DONE = (
    "Die Gespräche mit den Schulen sind geführt, die Mittel bewilligt und die ersten drei Standorte fertig."
)


@override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=False)
def run() -> None:
    """Make the city, measure its pages and the freezing of a report, print both."""
    call_command("migrate", verbosity=0)
    by, reporter = make_user(Role.COORDINATION), make_user(Role.DEPARTMENT)
    strategy = make_strategy()
    fill_implementation(strategy, by=by, reporter=reporter, today=timezone.localdate())
    print(f"\nUmsetzung: {MEASURES} Maßnahmen, {YEARS} Jahre, {INDICATORS} Indikatoren, {ROUNDS} Runden")
    print(f"{'Seite':28} {'Abfragen':>9} {'ms':>8}")
    for name, (client, address) in addresses_of(by, reporter).items():
        queries, time = _measured(client, address)
        print(f"{name:28} {queries:>9} {time:>8.1f}", flush=True)
    queries, time, size = _freezing(strategy, by)
    print(f"{'Bericht einfrieren':28} {queries:>9} {time:>8.1f}   {size // 1000} kB")


def fill_implementation(strategy: Strategy, *, by: User, reporter: User, today: date) -> None:
    """Adopt a strategy of this size and write ten years of its implementation; the last round is open."""
    departments = [make_department(f"Fachbereich {number}") for number in range(DEPARTMENTS)]
    answer_for(departments[0], reporter)
    goals = _goals(strategy, by)
    measures = [
        make_measure(goals[number % GOALS], by=by, department=departments[number % DEPARTMENTS].name)
        for number in range(MEASURES)
    ]
    publish_version(version=make_adopted_version(strategy, by=by), by=by, at=timezone.now())
    years = range(today.year - YEARS + 1, today.year + 1)
    _money_and_milestones(measures, years)
    _reports(measures, _rounds(strategy, departments, years), by=by)
    _indicators(strategy, goals, departments, years, by=by)


def addresses_of(by: User, reporter: User) -> dict[str, tuple[Client, str]]:
    """The pages that are measured, each with who asks for it."""
    coordination, department, anyone = Client(), Client(), Client()
    coordination.force_login(by)
    department.force_login(reporter)
    measure, indicator = Measure.objects.earliest("pk"), Indicator.objects.earliest("pk")
    answer = DepartmentAnswer.objects.get(round__closed_at__isnull=True, department__members__user=reporter)
    asked = [
        ("Wo stehen wir?", coordination, "monitoring:overview", []),
        ("Wo stehen wir? (öffentlich)", anyone, "publication:state", []),
        ("eine Runde", coordination, "monitoring:round-detail", [answer.round_id]),
        ("Antwort eines Fachbereichs", coordination, "monitoring:answer-detail", [answer.pk]),
        ("Tabelle eines Fachbereichs", department, "monitoring:round-table", [answer.pk]),
        ("eine Maßnahme", coordination, "monitoring:measure-detail", [measure.pk]),
        ("ein Indikator", coordination, "monitoring:indicator-detail", [indicator.pk]),
        ("Indikatoren", coordination, "monitoring:indicator-list", []),
        ("Liste der Maßnahmen", coordination, "strategy:measure-list", []),
    ]
    return {name: (client, reverse(page, args=given)) for name, client, page, given in asked}


def _measured(client: Client, address: str) -> tuple[int, float]:
    """Queries, and the median of the processor's milliseconds: the machine may work for others as well.

    The public page is drawn each time: under these settings none is kept.
    """

    def ask() -> float:
        start = process_time()
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        return 1000 * (process_time() - start)

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries), median(ask() for _ in range(REPEATED))


def _freezing(strategy: Strategy, by: User) -> tuple[int, float, int]:
    now, adopted = timezone.now(), adopted_strategy()
    if adopted is None:
        raise LookupError("the council has adopted nothing")
    period = {"period_start": date(now.year - 1, 1, 1), "period_end": date(now.year, 12, 31)}
    report = make_progress_report(strategy, by=by, at=now, **period)
    revision, start = report.whole_revision, process_time()
    with CaptureQueriesContext(connection) as queries:
        frozen = freeze_report(report=report, revision=revision, version=adopted.number, by=by, at=now)
    return len(queries), 1000 * (process_time() - start), len(frozen.content.encode())


def _goals(strategy: Strategy, by: User) -> list[OperationalGoal]:
    above = [make_strategic_goal(make_theme(strategy, by=by), by=by) for _ in range(THEMES)]
    return [make_goal(above[number % THEMES], by=by) for number in range(GOALS)]


def _money_and_milestones(measures: Sequence[Measure], years: range) -> None:
    MeasureYear.objects.bulk_create(
        MeasureYear(measure=measure, year=year, budget_planned=90_000, budget_spent=80_000)
        for measure in measures
        for year in years
    )
    Milestone.objects.bulk_create(
        Milestone(
            measure=measure,
            title=f"Meilenstein {year}",
            due_on=date(year, 6 + number % 6, 1),
            done_on=date(year, 6, 1) if year < years[-1] - number % 3 else None,
        )
        for number, measure in enumerate(measures)
        for year in (*years[::2], years[-1] + 1)
    )


def _rounds(strategy: Strategy, departments: Sequence[Department], years: range) -> list[ReportingRound]:
    """A round for each of the last years, all but the last one closed."""
    rounds = ReportingRound.objects.bulk_create(
        ReportingRound(
            strategy=strategy,
            title=f"Bericht {year}",
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            deadline=date(year, 12, 31),
            opened_at=_noon(date(year, 10, 1)),
            closed_at=None if year == years[-1] else _noon(date(year, 12, 31)),
        )
        for year in years[-ROUNDS:]
    )
    DepartmentAnswer.objects.bulk_create(
        DepartmentAnswer(round=round, department=department, asked_at=round.opened_at)
        for round in rounds
        for department in departments
    )
    return rounds


def _reports(measures: Sequence[Measure], rounds: Sequence[ReportingRound], *, by: User) -> None:
    """All report in all rounds; of the open one a third is accepted, a third waits, the rest is begun."""
    MeasureReport.objects.bulk_create(
        MeasureReport(
            measure=measure,
            round=round,
            state=RUNNING[number % len(RUNNING)],
            progress=number % 100,
            done=DONE,
            next_step="Die übrigen Standorte folgen.",
            spent=Decimal(1000 + number),
            spent_year=round.period_end.year,
            reported_at=round.opened_at + timedelta(days=7),
            reported_by=by,
            **_standing(round, number, by),
        )
        for round in rounds
        for number, measure in enumerate(measures)
    )


def _standing(round: ReportingRound, number: int, by: User) -> dict[str, object]:
    status = (ReportStatus.ACCEPTED, ReportStatus.REPORTED, ReportStatus.DRAFT)[number % 3]
    if round.is_open and status != ReportStatus.ACCEPTED:
        return {"status": status}
    return {
        "status": ReportStatus.ACCEPTED,
        "accepted_at": round.opened_at + timedelta(days=14),
        "accepted_by": by,
    }


def _indicators(
    strategy: Strategy,
    goals: Sequence[OperationalGoal],
    departments: Sequence[Department],
    years: range,
    *,
    by: User,
) -> None:
    """Indicators with a value of each past year and two targets, each of a goal and of a department."""
    rows = Indicator.objects.bulk_create(
        Indicator(
            strategy=strategy,
            name=f"Anteil der Schulen mit Angebot {number}",
            unit="Prozent",
            direction=Direction.LESS if number % 4 == 0 else Direction.MORE,
            responsible=departments[number % len(departments)],
        )
        for number in range(INDICATORS)
    )
    Indicator.goals.through.objects.bulk_create(
        Indicator.goals.through(indicator_id=row.pk, operationalgoal_id=goals[number % len(goals)].pk)
        for number, row in enumerate(rows)
    )
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(indicator=row, year=year, value=value)
        for row in rows
        for year, value in ((years[-1] + 4, 60), (years[-1] + 9, 80))
    )
    chance, series = random.Random(1), [IndicatorSeries(indicator=row) for row in rows]
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            series=each,
            period=date(year, 12, 31),
            value=Decimal(chance.randint(200, 700)) / 10,
            status=ReportStatus.ACCEPTED,
            reported_at=_noon(date(year, 12, 31)),
            reported_by=by,
            accepted_at=_noon(date(year, 12, 31)),
            accepted_by=by,
        )
        for each in IndicatorSeries.objects.bulk_create(series)
        for year in years[:-1]
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
