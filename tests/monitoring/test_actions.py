"""Reports, values, judgements: what counts, and what stays."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.signals import leaving
from editing.exceptions import RuleBroken
from monitoring.actions.indicators import save_indicator, set_formula
from monitoring.actions.judgements import end_judgement, judge
from monitoring.actions.measures import save_execution
from monitoring.actions.reports import accept_report, return_report
from monitoring.actions.rounds import answer_round, close_round
from monitoring.actions.takeover import take_over_adopted
from monitoring.actions.values import accept_value, return_value, withdraw_value
from monitoring.adopted import adopted_strategy
from monitoring.assessment_facts import assessed
from monitoring.choices import EffectLight, ExecutionLight, MeasureState, ReportStatus
from monitoring.models import Indicator, IndicatorValue, Judgement, MeasureReport
from strategy.actions.departments import merge_departments
from strategy.models import Measure
from tests.builders import (
    NOW,
    make_department,
    make_indicator,
    make_measure,
    make_milestone,
    make_report,
    make_round,
    make_target,
    make_value,
)

LATER = NOW + timedelta(days=1)


def light_of(measure: Measure, moment: object = LATER) -> ExecutionLight:
    adopted = adopted_strategy()
    return next(line.light for line in assessed(adopted, moment).measures if line.key == measure.pk)


def test_only_an_accepted_report_counts(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter, state=MeasureState.PERMANENT_TASK)
    assert light_of(adopted.measure) == ExecutionLight.NOT_ASSESSABLE
    accept_report(report=report, by=adopted.by, at=NOW)
    assert light_of(adopted.measure) == ExecutionLight.ON_SCHEDULE


def test_the_state_of_the_planning_is_no_report(adopted: SimpleNamespace) -> None:
    Measure.objects.update(implementation_status="in_progress")
    assert light_of(adopted.measure) == ExecutionLight.NOT_ASSESSABLE


def test_a_report_is_decided_on_once(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter)
    return_report(report=report, remark="Seit wann?", by=adopted.by, at=NOW)
    with pytest.raises(RuleBroken, match="inzwischen entschieden"):
        accept_report(report=report, by=adopted.by, at=NOW)


def test_a_report_is_given_back_with_a_question_only(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter)
    with pytest.raises(RuleBroken, match="was an der Meldung fehlt"):
        return_report(report=report, remark=" ", by=adopted.by, at=NOW)


def test_who_defers_a_measure_says_why(adopted: SimpleNamespace) -> None:
    with pytest.raises(RuleBroken, match="gehört ein Grund"):
        make_report(adopted.measure, by=adopted.by, state=MeasureState.DEFERRED)


def test_what_was_spent_counts_for_its_year_when_accepted(adopted: SimpleNamespace) -> None:
    report = make_report(adopted.measure, by=adopted.reporter, spent=Decimal(1200), spent_year=2021)
    assert not adopted.measure.execution_years.exists()
    accept_report(report=report, by=adopted.by, at=NOW)
    assert list(adopted.measure.execution_years.values_list("year", "budget_spent")) == [(2021, 1200)]


def test_an_older_report_leaves_what_a_newer_one_says_was_spent(adopted: SimpleNamespace) -> None:
    spent = {"spent_year": 2021, "spent": Decimal(5)}
    MeasureReport.objects.create(measure=adopted.measure, state="in_progress", reported_at=NOW, **spent)
    old = MeasureReport.objects.get()
    MeasureReport.objects.create(
        measure=adopted.measure,
        state="in_progress",
        reported_at=LATER,
        spent_year=2021,
        spent=9,
        status=ReportStatus.ACCEPTED,
        accepted_at=LATER,
    )
    accept_report(report=old, by=adopted.by, at=LATER)
    assert not adopted.measure.execution_years.exists()


def test_a_newer_report_takes_the_place_of_one_that_waits(adopted: SimpleNamespace) -> None:
    first = make_report(adopted.measure, by=adopted.reporter)
    second = make_report(adopted.measure, by=adopted.reporter, at=LATER)
    assert list(MeasureReport.objects.waiting()) == [second]
    first.refresh_from_db()
    assert first.return_remark == "durch eine neuere Meldung ersetzt"


def test_a_measure_becomes_a_part_of_an_adopted_one_only(adopted: SimpleNamespace) -> None:
    draft = make_measure(adopted.goal, by=adopted.by)
    with pytest.raises(RuleBroken, match="nicht in der beschlossenen Fassung"):
        make_report(adopted.measure, by=adopted.reporter, state=MeasureState.MERGED, merged_with=draft)


def test_the_past_is_seen_as_it_was(adopted: SimpleNamespace) -> None:
    make_report(adopted.measure, by=adopted.by, state=MeasureState.PERMANENT_TASK)
    make_report(adopted.measure, by=adopted.by, at=LATER, state=MeasureState.COMPLETED)
    assert light_of(adopted.measure, NOW) == ExecutionLight.ON_SCHEDULE
    assert light_of(adopted.measure, LATER) == ExecutionLight.DONE


def test_a_milestone_before_the_beginning_is_refused(adopted: SimpleNamespace) -> None:
    values = {"actual_start": date(2022, 1, 1)}
    save_execution(measure=adopted.measure, values=values, revision=1, by=adopted.by)
    with pytest.raises(RuleBroken, match=r"vor dem Beginn der Maßnahme am 01\.01\.2022"):
        make_milestone(adopted.measure, by=adopted.by, due_on=date(2021, 12, 31))


def test_a_corrected_value_keeps_the_old_one(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by)
    old = make_value(indicator, 2020, 5, by=adopted.by)
    new = make_value(indicator, 2020, 6, by=adopted.by, at=LATER)
    old.refresh_from_db()
    assert (old.value, old.replaced_at, new.replaces) == (5, LATER, old)
    values = IndicatorValue.objects.of_totals()
    assert [value.value for value in values.current()] == [6]
    assert [value.value for value in values.current_at(NOW)] == [5]


def test_a_withdrawn_value_counts_no_more_and_stays_to_be_seen(adopted: SimpleNamespace) -> None:
    value = make_value(make_indicator(adopted.strategy, by=adopted.by), 2020, 5, by=adopted.by)
    withdraw_value(value=value, by=adopted.by, at=LATER)
    values = IndicatorValue.objects.of_totals()
    assert list(values.current()) == []
    assert list(values.current_at(NOW)) == [value]
    assert f"von {adopted.by}" in values.get().return_remark
    with pytest.raises(RuleBroken, match="gilt nicht mehr"):
        withdraw_value(value=value, by=adopted.by, at=LATER)
    again = make_value(value.series.indicator, 2020, 5, by=adopted.by, at=LATER)
    assert (again.is_accepted, again.replaces) == (True, None)


def test_a_correction_that_waits_changes_nothing(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by)
    old = make_value(indicator, 2020, 5, by=adopted.by)
    first = make_value(indicator, 2020, 6, by=adopted.reporter)
    second = make_value(indicator, 2020, 7, by=adopted.reporter)
    assert list(IndicatorValue.objects.current()) == [old]
    first.refresh_from_db()
    assert first.status == ReportStatus.RETURNED
    assert accept_value(value=second, by=adopted.by, at=LATER).replaces == old


def test_a_value_given_back_leaves_what_was_there(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by)
    old = make_value(indicator, 2020, 5, by=adopted.by)
    asked_back = make_value(indicator, 2020, 6, by=adopted.reporter)
    return_value(value=asked_back, remark="Quelle?", by=adopted.by, at=NOW)
    assert list(IndicatorValue.objects.current()) == [old]


@pytest.mark.parametrize(
    ("year", "figure", "sentence"),
    [(2020, 5, "Diesen Wert gibt es"), (2035, 5, "Das Jahr 2035 hat noch nicht begonnen")],
)
def test_a_value_that_says_nothing_is_refused(
    adopted: SimpleNamespace, year: int, figure: int, sentence: str
) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by)
    make_value(indicator, 2020, 5, by=adopted.by)
    with pytest.raises(RuleBroken, match=sentence):
        make_value(indicator, year, figure, by=adopted.by)


def test_the_unit_of_an_indicator_with_values_stays(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by)
    make_value(indicator, 2020, 5, by=adopted.by)
    with pytest.raises(RuleBroken, match="Werte in der Einheit „Prozent“"):
        save_indicator(indicator=indicator, values={"unit": "Tonnen"}, revision=1, by=adopted.by)


def test_a_change_of_an_indicator_is_one_entry_in_its_history(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by)
    values = {"name": "Neu", "goals": [adopted.goal]}
    save_indicator(indicator=indicator, values=values, revision=1, by=adopted.by)
    assert list(indicator.history.values_list("revision", "name")) == [(2, "Neu"), (1, indicator.name)]


def test_a_target_lies_behind_the_baseline(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by, baseline_year=2019)
    with pytest.raises(RuleBroken, match="nicht nach dem Ausgangsjahr 2019"):
        make_target(indicator, 2019, 10, by=adopted.by)


def test_a_computed_indicator_is_no_input_and_takes_no_values(adopted: SimpleNamespace) -> None:
    one, two, three = (make_indicator(adopted.strategy, by=adopted.by) for _ in range(3))
    factor = Decimal(1)
    set_formula(indicator=two, terms=[one], divisors=[], factor=factor, by=adopted.by)
    with pytest.raises(RuleBroken, match="selbst berechnet"):
        set_formula(indicator=three, terms=[two], divisors=[], factor=factor, by=adopted.by)
    with pytest.raises(RuleBroken, match="wird schon ein anderer Indikator berechnet"):
        set_formula(indicator=one, terms=[three], divisors=[], factor=factor, by=adopted.by)
    with pytest.raises(RuleBroken, match="wird berechnet"):
        make_value(two, 2020, 5, by=adopted.by)


def test_the_adopted_indicators_are_taken_over_once(adopted: SimpleNamespace) -> None:
    found = adopted_strategy()
    assert [
        take_over_adopted(strategy=adopted.strategy, adopted=found, by=adopted.by, at=NOW).goals
        for _again in range(2)
    ] == [1, 0]
    (indicator,) = Indicator.objects.all()
    assert (indicator.name, indicator.unit, indicator.responsible) == (
        "Anteil Radverkehr",
        "Prozent",
        adopted.department,
    )
    assert list(indicator.targets.values_list("year", "value")) == [(2030, 30)]
    assert list(IndicatorValue.objects.current().values_list("period", "value")) == [(date(2019, 12, 31), 20)]


def test_taking_over_tells_what_an_indicator_has_otherwise(adopted: SimpleNamespace) -> None:
    computed = make_indicator(adopted.strategy, by=adopted.by, name="Anteil Radverkehr")
    make_target(computed, 2030, 40, by=adopted.by)
    term = make_indicator(adopted.strategy, by=adopted.by)
    set_formula(indicator=computed, terms=[term], divisors=[], factor=Decimal(1), by=adopted.by)
    taken = take_over_adopted(strategy=adopted.strategy, adopted=adopted_strategy(), by=adopted.by, at=NOW)
    assert [sentence.partition(": ")[2] for sentence in taken.left_out] == [
        "30 für 2030 ist nicht übernommen. Für dieses Jahr gibt es schon einen anderen Zielwert.",
        "20 für 2019 ist nicht übernommen. Der Indikator wird berechnet.",
    ]


def test_what_is_still_to_come_is_not_done(adopted: SimpleNamespace) -> None:
    day = timezone.localdate() + timedelta(days=2)
    with pytest.raises(RuleBroken, match="liegt in der Zukunft"):
        save_execution(measure=adopted.measure, values={"actual_end": day}, revision=1, by=adopted.by)
    with pytest.raises(RuleBroken, match="liegt in der Zukunft"):
        make_milestone(adopted.measure, by=adopted.by, due_on=day, done_on=day)


def test_who_leaves_answers_for_no_department(adopted: SimpleNamespace) -> None:
    leaving.send(sender=None, user=adopted.reporter, at=NOW)
    assert not adopted.reporter.department_memberships.exists()


def test_a_judgement_stands_beside_the_computed_light_until_it_ends(adopted: SimpleNamespace) -> None:
    first = Judgement(measure=adopted.measure, light=ExecutionLight.LATE, reason="Der Bau steht.")
    judge(judgement=first, by=adopted.by, at=NOW)
    second = Judgement(measure=adopted.measure, light=ExecutionLight.DONE, reason="Fertig.")
    judge(judgement=second, by=adopted.by, at=NOW)
    assert light_of(adopted.measure) == ExecutionLight.DONE
    end_judgement(of=adopted.measure, by=adopted.by, at=NOW)
    assert light_of(adopted.measure) == ExecutionLight.NOT_ASSESSABLE
    assert Judgement.objects.count() == 2


def test_the_lights_of_a_theme_field_never_mix(adopted: SimpleNamespace) -> None:
    related = {"goals": [adopted.goal]}
    indicator = make_indicator(adopted.strategy, by=adopted.by, related=related)
    make_target(indicator, 2030, 30, by=adopted.by)
    make_value(indicator, 2019, 20, by=adopted.by)
    make_value(indicator, 2020, 19, by=adopted.by)
    (theme,) = assessed(adopted_strategy(), LATER).themes
    assert [(each.light, each.count) for each in theme.execution] == [(ExecutionLight.NOT_ASSESSABLE, 2)]
    assert [(each.light, each.count) for each in theme.effect] == [(EffectLight.AWAY, 1)]


def test_the_answer_of_a_department_hands_in_its_drafts(adopted: SimpleNamespace) -> None:
    round = make_round(adopted.strategy, adopted.department, by=adopted.by)
    for measure in (adopted.measure, adopted.other):
        MeasureReport.objects.create(
            measure=measure,
            round=round,
            state=MeasureState.IN_PROGRESS,
            status=ReportStatus.DRAFT,
            reported_at=NOW,
        )
    answer_round(answer=round.answers.get(), by=adopted.reporter, at=NOW)
    assert [report.measure for report in MeasureReport.objects.waiting()] == [adopted.measure]
    close_round(round=round, by=adopted.by, at=LATER)
    with pytest.raises(RuleBroken, match="geschlossen"):
        answer_round(answer=round.answers.get(), by=adopted.reporter, at=LATER)


def test_a_merged_department_hands_everything_on(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by, responsible=adopted.department)
    round = make_round(adopted.strategy, adopted.department, by=adopted.by)
    remaining = make_department("FB 34")
    merge_departments(department=adopted.department, into=remaining, by=adopted.by)
    indicator.refresh_from_db()
    assert indicator.responsible == remaining
    assert round.answers.get().department == remaining
    assert adopted.reporter.department_memberships.get().department == remaining
