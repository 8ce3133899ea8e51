"""Four years after the decision: what departments report, milestones, money, and the values of the indicators.

All of it is an example. Which course a measure or an indicator takes follows from its place in the strategy, so that
every kind of course is there; sentences come from the content file.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from accounts.models import User
from accounts.roles import Role
from gnk.demo.history import happened
from gnk.demo.people import DEPARTMENT_ACCOUNT, PASSWORD
from gnk.demo.reading import Content, day, local, read
from gnk.demo.scene import Scene
from monitoring.actions.departments import add_member
from monitoring.actions.indicators import (
    add_series,
    add_target,
    create_indicator,
    set_formula,
)
from monitoring.actions.judgements import judge
from monitoring.actions.measures import add_measure_year, add_milestone, save_execution
from monitoring.actions.reports import accept_report, report_measure, return_report
from monitoring.actions.round_rows import leave_unchanged, save_draft
from monitoring.actions.rounds import answer_round, close_round, open_round
from monitoring.actions.takeover import take_over_adopted
from monitoring.actions.values import report_value
from monitoring.adopted import Adopted, adopted_strategy
from monitoring.choices import Direction, MeasureState, Quality
from monitoring.models import (
    DepartmentAnswer,
    DepartmentMember,
    Indicator,
    IndicatorSeries,
    IndicatorTarget,
    IndicatorValue,
    Judgement,
    MeasureReport,
    MeasureYear,
    Milestone,
    ReportingRound,
)
from monitoring.permissions import measures_of_departments
from monitoring.round_facts import departments_with_rows
from strategy.document.document import MeasureEntry
from strategy.models import Department, Measure

CONTENT = "implementation.json"
FIRST_VALUES, LAST_VALUES, LAST_TARGET = 2020, 2025, 2030
# Those that end by themselves have no new dates.
COURSES_WITH_LATER_END = (0, 2, 5, 9)
MEASURES_WITH_MONEY = 45


class Course(NamedTuple):
    """A measure, its place in the strategy, and what is reported on it in each round."""

    place: int
    entry: MeasureEntry
    measure: Measure
    # None where a department did not answer.
    states: list[tuple[str, int | None] | None]


def take_over(scene: Scene) -> None:
    """The indicators of the adopted goals, and an account that answers for a department."""
    content = read(CONTENT)
    at = local(content["taken_over"])
    with happened(at):
        take_over_adopted(strategy=scene.strategy, adopted=_adopted(), by=scene.by, at=at)
        email, name, role = DEPARTMENT_ACCOUNT
        user = User.objects.create_user(email, PASSWORD, name=name, role=role)
        department = Department.objects.get(name=content["department"])
        add_member(member=DepartmentMember(user=user, department=department), by=scene.by, at=at)


def report_for_years(scene: Scene) -> None:
    """A round for each year, in which not everybody answers; milestones, new dates, money."""
    content, courses = read(CONTENT), list(_courses())
    with happened(local(content["taken_over"])):
        for course in courses:
            _plan(course, content, scene.by)
    for number, facts in enumerate(content["rounds"]):
        opened, accepted = local(facts["opened"]), local(facts["accepted"])
        with happened(accepted):
            round = _open(scene, facts, opened)
            for course in courses:
                if number < len(course.states) and course.states[number] is not None:
                    _report(course, number, round, content, scene.by, accepted)
            for answer in list(round.answers.all())[number % 3 :]:
                answer_round(answer=answer, by=scene.by, at=accepted)
            close_round(round=round, by=scene.by, at=accepted + timedelta(days=7))
    _judge_measure(scene, content, courses)


def measure_effects(scene: Scene) -> None:
    """Values year by year: on the path, behind, going the wrong way, with gaps, and some corrected later."""
    content = read(CONTENT)
    for place, indicator in enumerate(Indicator.objects.order_by("pk")):
        _measure(place, indicator, content["speeds"], scene.by)
        _set_later_target(place, indicator, scene.by)
    _computed(scene, content["computed"])
    light, reason = content["judgements"]["indicator"]
    judged = Indicator.objects.order_by("pk")[3]
    judge(
        judgement=Judgement(indicator=judged, light=light, reason=reason),
        by=scene.by,
        at=local(content["rounds"][-1]["accepted"]),
    )


def ask_again(scene: Scene) -> None:
    """A round is open: some departments have answered, one was asked back, that of the account has begun."""
    content, year = read(CONTENT), scene.now.year
    opened, answered = scene.now - timedelta(days=16), scene.now - timedelta(days=4)
    round = ReportingRound(
        strategy=scene.strategy,
        title=f"Zwischenbericht {year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        deadline=opened.date() + timedelta(days=30),
        note=content["asked"],
    )
    asked = list(departments_with_rows(_adopted(), opened.date()))
    with happened(opened):
        open_round(round=round, departments=asked, by=scene.by, at=opened)
    begun = Department.objects.get(name=content["department"])
    answers = {answer.department_id: answer for answer in round.answers.select_related("round", "department")}
    others = [department for department in asked if department != begun][:3]
    with happened(answered):
        for department in others:
            _write(answers[department.pk], content, scene.by, answered, at_most=20)
            answer_round(answer=answers[department.pk], by=scene.by, at=answered)
        user = User.objects.get(role=Role.DEPARTMENT)
        _write(answers[begun.pk], content, user, answered, at_most=2)
    decided = scene.now - timedelta(days=2)
    with happened(decided):
        asked_back, accepted = (_first_waiting(round, department) for department in others[:2])
        return_report(report=asked_back, remark=content["question"], by=scene.by, at=decided)
        accept_report(report=accepted, by=scene.by, at=decided)


def _first_waiting(round: ReportingRound, department: Department) -> MeasureReport:
    own = measures_of_departments([department.pk])
    return MeasureReport.objects.waiting().filter(round=round, measure__in=own).order_by("pk")[0]


def _write(answer: DepartmentAnswer, content: Content, by: User, at: datetime, *, at_most: int) -> None:
    """Fill the first rows of a department, half of them with no change."""
    measures = measures_of_departments([answer.department_id]).order_by("pk")[:at_most]
    for place, measure in enumerate(measures):
        if place % 2 and measure.reports.accepted().exists():
            leave_unchanged(answer=answer, measure=measure, by=by, at=at)
            continue
        values = {
            "state": MeasureState.IN_PROGRESS,
            "progress": 40 + place * 5,
            "done": content["done"]["in_progress"][place % 3],
            "next_step": content["next"]["in_progress"][place % 2],
        }
        save_draft(answer=answer, measure=measure, values=values, revision=1, by=by, at=at)


def leave_reports_waiting(scene: Scene) -> None:
    """A department has reported since, and coordination has not decided yet."""
    content = read(CONTENT)
    user = User.objects.get(role=Role.DEPARTMENT)
    own = Measure.objects.filter(department__members__user=user)
    at = scene.now - timedelta(days=3)
    with happened(at):
        for measure in own.order_by("pk")[:3]:
            report = MeasureReport(
                measure=measure,
                state=MeasureState.IN_PROGRESS,
                progress=65,
                done=content["done"]["in_progress"][0],
                next_step=content["next"]["in_progress"][0],
            )
            report_measure(report=report, by=user, at=at)


def _adopted() -> Adopted:
    adopted = adopted_strategy()
    if adopted is None:
        raise LookupError("the council has adopted nothing yet")
    return adopted


def _courses() -> Iterator[Course]:
    entries = list(_adopted().document.measures())
    rows = Measure.objects.in_bulk([entry.key for entry in entries])
    courses = read(CONTENT)["courses"]
    for place, entry in enumerate(entries):
        states = courses[4 if entry.permanent else place % len(courses)]
        yield Course(place, entry, rows[entry.key], [each and (each[0], each[1]) for each in states])


def _plan(course: Course, content: Content, by: User) -> None:
    """New dates for some, three milestones for each third, money for those at the beginning."""
    kind = course.place % len(content["courses"])
    if kind in COURSES_WITH_LATER_END and not course.entry.permanent:
        values = {"planned_start": date(2023, 6, 30), "planned_end": date(2027 + course.place % 3, 12, 31)}
        save_execution(measure=course.measure, values=values, revision=1, by=by)
    if course.place % 3 == 0 and course.states:
        _set_milestones(course, content["milestones"], by)
    if course.place < MEASURES_WITH_MONEY and course.entry.annual_cost:
        for year in range(2022, 2026):
            add_measure_year(
                year=MeasureYear(
                    measure=course.measure,
                    year=year,
                    budget_planned=course.entry.annual_cost,
                    posts_planned=course.entry.staff_fte,
                    posts_filled=course.entry.staff_fte if year > 2022 else None,
                ),
                by=by,
            )


def _set_milestones(course: Course, titles: list[str], by: User) -> None:
    last = course.states[-1]
    is_done = last is not None and last[0] == "completed"
    dates = (
        (date(2023, 3, 31), date(2023, 5, 12)),
        (date(2025, 6, 30), date(2025, 7, 4) if is_done or course.place % 4 else None),
        (date(2028, 3, 31), date(2025, 12, 10) if is_done else None),
    )
    for title, (due_on, done_on) in zip(titles, dates, strict=True):
        add_milestone(
            milestone=Milestone(measure=course.measure, title=title, due_on=due_on, done_on=done_on), by=by
        )


def _open(scene: Scene, facts: Content, at: datetime) -> ReportingRound:
    year = facts["year"]
    round = ReportingRound(
        strategy=scene.strategy,
        title=f"Bericht {year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        deadline=day(facts["deadline"]),
    )
    asked = Department.objects.proper().filter(measures__isnull=False, kind="internal").distinct()
    return open_round(round=round, departments=asked, by=scene.by, at=at)


def _report(
    course: Course, number: int, round: ReportingRound, content: Content, by: User, at: datetime
) -> None:
    state, percent = course.states[number] or ("", None)

    def pick(name: str) -> str:
        sentences = content[name].get(state, [""])
        return str(sentences[(course.place + number) % len(sentences)])

    cost = course.entry.annual_cost
    has_money = cost is not None and course.place < MEASURES_WITH_MONEY
    share = Decimal(60 + (course.place * 7 + number * 13) % 60) / 100
    report = MeasureReport(
        measure=course.measure,
        round=round,
        state=state,
        progress=percent,
        reason=pick("reasons"),
        done=pick("done"),
        next_step=pick("next"),
        spent=round_to_hundreds(cost * share) if has_money and cost else None,
        spent_year=round.period_end.year if has_money and cost else None,
    )
    report_measure(report=report, by=by, at=at)


def round_to_hundreds(amount: Decimal) -> Decimal:
    return round(amount / 100) * Decimal(100)


def _judge_measure(scene: Scene, content: Content, courses: list[Course]) -> None:
    light, reason = content["judgements"]["measure"]
    judge(
        judgement=Judgement(measure=courses[0].measure, light=light, reason=reason),
        by=scene.by,
        at=local(content["rounds"][-1]["accepted"]),
    )


def _set_later_target(place: int, indicator: Indicator, by: User) -> None:
    """For every third indicator coordination looks beyond the adopted target, to the year 2030."""
    target = indicator.targets.order_by("year").last()
    start = IndicatorValue.objects.current().filter(series__indicator=indicator).first()
    if target is None or start is None or target.year >= LAST_TARGET or place % 3:
        return
    years = target.year - start.period.year
    value = max(
        Decimal(0), start.value + (target.value - start.value) * (LAST_TARGET - start.period.year) / years
    )
    exact = _as_counted(value, indicator, target)
    add_target(target=IndicatorTarget(indicator=indicator, year=LAST_TARGET, value=exact), by=by)


def _as_counted(value: Decimal, indicator: Indicator, target: IndicatorTarget) -> Decimal:
    """Nobody counts half a person; small shares have a decimal."""
    is_share = indicator.unit.startswith("Prozent") or " je " in indicator.unit
    return round(value, 1 if is_share and abs(target.value) < 20 else 0)


def _measure(place: int, indicator: Indicator, speeds: list[float], by: User) -> None:
    target = indicator.targets.order_by("year").last()
    start = IndicatorValue.objects.current().filter(series__indicator=indicator).first()
    if target is None or start is None:
        return
    # Each tenth has had no value since 2021: nobody can say where it stands.
    last = 2021 if place % 10 == 9 else LAST_VALUES
    speed = Decimal(str(speeds[place % len(speeds)]))
    for year in range(max(FIRST_VALUES, start.period.year + 1), last + 1):
        share = Decimal(year - start.period.year) / Decimal(max(1, target.year - start.period.year))
        value = max(Decimal(0), start.value + (target.value - start.value) * share * speed)
        value = _as_counted(value, indicator, target)
        quality = Quality.PROVISIONAL if year == LAST_VALUES and place % 3 == 0 else Quality.FINAL
        _enter(start.series, year, value, by, quality=quality)
    if place % 7 == 2:
        _enter(start.series, last - 1, value, by, note="Die Quelle hat den Wert berichtigt.", late=True)


def _enter(
    series: IndicatorSeries,
    year: int,
    value: Decimal,
    by: User,
    *,
    quality: Quality = Quality.FINAL,
    note: str = "",
    late: bool = False,
) -> None:
    """Enter a value in the spring after its year; a correction comes in autumn."""
    at = local(f"{year + 1}-{'09-14' if late else '04-20'}T10:00")
    current = series.values.current().filter(period__year=year).first()
    if current is not None and (current.value, current.quality) == (value, quality):
        return
    report_value(
        value=IndicatorValue(
            series=series,
            period=date(year, 12, 31),
            value=value,
            quality=quality,
            note=note,
            retrieved_on=at.date(),
        ),
        by=by,
        at=at,
    )


def _computed(scene: Scene, content: Content) -> None:
    """Waste for each inhabitant, computed from two others; the last year lacks one of them."""
    made = {}
    for name in ("inhabitants", "waste", "result"):
        facts = content[name]
        indicator = Indicator(
            strategy=scene.strategy,
            name=facts["name"],
            unit=facts["unit"],
            direction=Direction.LESS if name != "inhabitants" else Direction.MORE,
            source="Beispielwerte",
        )
        made[name] = create_indicator(indicator=indicator, related={}, by=scene.by)
        for year, value in facts.get("values", {}).items():
            _enter(indicator.series.get(), int(year), Decimal(value), scene.by)
    set_formula(
        indicator=made["result"],
        terms=[made["waste"]],
        divisors=[made["inhabitants"]],
        factor=Decimal(1000),
        by=scene.by,
    )
    year, value = content["result"]["target"]
    add_target(target=IndicatorTarget(indicator=made["result"], year=year, value=Decimal(value)), by=scene.by)
    for name, amount in content["districts"].items():
        part = IndicatorSeries(indicator=made["waste"], dimension="Stadtbezirk", name=name)
        series = add_series(series=part, by=scene.by)
        for later in range(3):
            _enter(series, 2022 + later, Decimal(amount - 120 * later), scene.by)
