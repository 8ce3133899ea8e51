"""The Umsetzungsbericht from its first texts to the frozen row, which nothing changes any more."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from committees.council.actions.amendments import create_amendment
from committees.council.actions.outcomes import record_outcome
from committees.council.actions.papers import submit_paper
from committees.council.choices import Outcome, PaperKind, PaperState
from committees.council.models import Amendment, Paper
from committees.council.procedure import Entry
from committees.council.rendering import paper_docx, paper_html
from editing.exceptions import RuleBroken, StaleRevision
from exports.models import ExportFile
from monitoring.actions.progress import (
    add_sections,
    create_report_paper,
    freeze_report,
    order_report_pdf,
    publish_report,
    remove_report,
    save_report,
    save_section,
    withdraw_report,
)
from monitoring.actions.values import report_value
from monitoring.adopted import adopted_strategy
from monitoring.choices import EffectLight, ExecutionLight
from monitoring.models import FrozenReport, IndicatorValue, MeasureYear, ProgressReport
from monitoring.progress.document import ReportDocument, from_json
from strategy.actions.removal import remove_element
from strategy.document.document import checksum
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_adopted_version,
    make_consultation,
    make_frozen_report,
    make_goal,
    make_indicator,
    make_measure,
    make_milestone,
    make_paper,
    make_programme,
    make_progress_report,
    make_report,
    make_strategic_goal,
    make_target,
    make_theme,
    make_value,
    make_version,
)

LATER = NOW + timedelta(days=400)


def frozen_now(adopted: SimpleNamespace, **fields: object) -> ReportDocument:
    return from_json(make_frozen_report(adopted.strategy, by=adopted.by, **fields).content)


def test_first_texts_hold_what_was_accepted_in_the_period_with_the_number_in_front(
    adopted: SimpleNamespace,
) -> None:
    make_report(
        adopted.measure, by=adopted.by, done="Der Radweg ist gebaut.", next_step="Schilder aufstellen"
    )
    make_report(adopted.other, by=adopted.reporter, done="Wartet noch auf die Annahme.")
    make_report(adopted.other, by=adopted.by, at=NOW - timedelta(days=400), done="Aus dem Vorjahr.")
    report = make_progress_report(adopted.strategy, by=adopted.by)
    assert report.sections.get().text == (
        f"**1.1.1.1 {adopted.measure.title}**\nDer Radweg ist gebaut.\nNächster Schritt: Schilder aufstellen"
    )


def test_a_text_is_saved_with_its_revision_and_keeps_its_history(adopted: SimpleNamespace) -> None:
    section = make_progress_report(adopted.strategy, by=adopted.by).sections.get()
    save_section(section=section, values={"text": "Neu"}, revision=1, by=adopted.by)
    assert [entry.text for entry in section.history.order_by("history_id")] == ["", "Neu"]
    with pytest.raises(StaleRevision):
        save_section(section=section, values={"text": "Anderes"}, revision=1, by=adopted.by)


def test_a_frozen_report_holds_lights_values_money_milestones_and_texts(adopted: SimpleNamespace) -> None:
    make_report(adopted.measure, by=adopted.by, state="completed", done="Fertig.", progress=100)
    make_milestone(adopted.measure, by=adopted.by, title="Baubeginn", done_on=NOW.date())
    MeasureYear.objects.create(
        measure=adopted.measure, year=NOW.year, budget_planned=Decimal(900), budget_spent=Decimal(800)
    )
    indicator = make_indicator(adopted.strategy, by=adopted.by, related={"goals": [adopted.goal]})
    make_target(indicator, 2030, 30, by=adopted.by)
    make_value(indicator, NOW.year - 1, 20, by=adopted.by)
    document = frozen_now(adopted)
    first, second = document.measures()
    (entry,) = document.indicators
    (theme,) = document.themes
    assert (first.light, first.sentence, first.done) == (ExecutionLight.DONE, "abgeschlossen", "Fertig.")
    assert second.light == ExecutionLight.NOT_ASSESSABLE
    assert [each.title for each in first.milestones] == ["Baubeginn"]
    assert [(each.year, each.planned, each.spent) for each in document.money] == [(NOW.year, 900, 800)]
    assert (entry.light, [each.value for each in entry.values]) == (EffectLight.NOT_ASSESSABLE, [20])
    assert [(each.year, each.value) for each in entry.path] == [(NOW.year - 1, 20), (2030, 30)]
    assert theme.goals[0].indicators == (indicator.pk,)
    assert [each.number for each in document.ended()] == ["1.1.1.1"]


def test_only_what_is_accepted_is_in_it_and_no_person(adopted: SimpleNamespace) -> None:
    make_report(adopted.measure, by=adopted.reporter, state="completed", done="Nur gemeldet.")
    indicator = make_indicator(adopted.strategy, by=adopted.by, related={"goals": [adopted.goal]})
    make_value(indicator, 2020, 5, by=adopted.reporter)
    content = make_frozen_report(adopted.strategy, by=adopted.by).content
    measure, _other = from_json(content).measures()
    assert (measure.state, measure.done, from_json(content).indicators[0].values) == (None, "", ())
    assert [name for name in User.objects.values_list("name", flat=True) if name in content] == []


def test_a_value_corrected_later_changes_no_frozen_report(adopted: SimpleNamespace) -> None:
    indicator = make_indicator(adopted.strategy, by=adopted.by, related={"goals": [adopted.goal]})
    value = make_value(indicator, 2020, 5, by=adopted.by)
    frozen = make_frozen_report(adopted.strategy, by=adopted.by)
    before = frozen.content
    report_value(
        value=IndicatorValue(series=value.series, period=value.period, value=Decimal(9)),
        by=adopted.by,
        at=LATER,
    )
    frozen.refresh_from_db()
    assert (frozen.content, frozen.sha256) == (before, checksum(before))
    assert from_json(frozen.content).indicators[0].values[0].value == 5


def test_a_frozen_report_cannot_be_frozen_again_edited_or_removed(adopted: SimpleNamespace) -> None:
    frozen = make_frozen_report(adopted.strategy, by=adopted.by)
    report = ProgressReport.objects.get()
    council = adopted_strategy()
    with pytest.raises(RuleBroken, match="eingefroren"):
        freeze_report(
            report=report, revision=report.whole_revision, version=council.number, by=adopted.by, at=LATER
        )
    with pytest.raises(RuleBroken, match="eingefroren"):
        save_report(report=report, values={"introduction": "x"}, revision=1, by=adopted.by)
    with pytest.raises(RuleBroken, match="eingefroren"):
        save_section(section=report.sections.get(), values={"text": "x"}, revision=1, by=adopted.by)
    with pytest.raises(RuleBroken, match="eingefroren"):
        remove_report(report=report, by=adopted.by)
    assert FrozenReport.objects.get() == frozen


def test_freezing_refuses_texts_that_changed_since_they_were_shown(adopted: SimpleNamespace) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    shown = report.whole_revision
    save_section(section=report.sections.get(), values={"text": "Neu"}, revision=1, by=adopted.by)
    with pytest.raises(RuleBroken, match="inzwischen geändert"):
        freeze_report(report=report, revision=shown, version=adopted.version.number, by=adopted.by, at=NOW)
    assert not FrozenReport.objects.exists()


def test_freezing_refuses_when_another_version_is_in_force_than_was_shown(adopted: SimpleNamespace) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    newer = make_adopted_version(adopted.strategy, by=adopted.by)
    with pytest.raises(RuleBroken, match="andere Fassung"):
        freeze_report(
            report=report,
            revision=report.whole_revision,
            version=adopted.version.number,
            by=adopted.by,
            at=NOW,
        )
    frozen = freeze_report(
        report=report, revision=report.whole_revision, version=newer.number, by=adopted.by, at=NOW
    )
    assert (frozen.version, from_json(frozen.content).strategy.version) == (newer, newer.number)


def test_a_draft_gets_the_texts_about_theme_fields_adopted_since(adopted: SimpleNamespace) -> None:
    report = make_progress_report(adopted.strategy, by=adopted.by)
    kept = report.sections.get()
    save_section(section=kept, values={"text": "Bleibt"}, revision=1, by=adopted.by)
    measure = make_measure(
        make_goal(
            make_strategic_goal(make_theme(adopted.strategy, by=adopted.by), by=adopted.by), by=adopted.by
        ),
        by=adopted.by,
    )
    make_adopted_version(adopted.strategy, by=adopted.by)
    make_report(measure, by=adopted.by, done="Neu begonnen.")
    assert add_sections(report=report, by=adopted.by, at=NOW) == 1
    assert add_sections(report=report, by=adopted.by, at=NOW) == 0
    texts = dict(report.sections.values_list("theme_id", "text"))
    assert texts[kept.theme_id] == "Bleibt"
    assert "Neu begonnen." in texts[measure.operational_goal.strategic_goal.theme_id]


def test_freezing_refuses_a_period_that_has_not_begun(adopted: SimpleNamespace) -> None:
    begins = NOW.date() + timedelta(days=1)
    report = make_progress_report(adopted.strategy, by=adopted.by, period_start=begins, period_end=begins)
    with pytest.raises(RuleBroken, match="noch nicht begonnen"):
        freeze_report(
            report=report,
            revision=report.whole_revision,
            version=adopted.version.number,
            by=adopted.by,
            at=NOW,
        )


def test_the_second_report_says_what_moved_and_what_became_of_what_was_announced(
    adopted: SimpleNamespace,
) -> None:
    make_report(adopted.measure, by=adopted.by, state="in_progress", next_step="Schilder aufstellen")
    make_report(adopted.other, by=adopted.by, state="permanent_task")
    make_frozen_report(adopted.strategy, by=adopted.by)
    make_report(adopted.measure, by=adopted.by, at=LATER, state="completed", done="Schilder stehen.")
    year = LATER.year
    period = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    document = frozen_now(adopted, at=LATER, **period)
    (move,) = document.synopsis.measures
    assert (document.number, document.synopsis.number) == (2, 1)
    assert (move.number, move.after) == ("1.1.1.1", ExecutionLight.DONE)
    assert (move.promised, move.became) == ("Schilder aufstellen", "Schilder stehen.")


def test_freezing_orders_the_pdf_and_publishing_can_be_taken_back(adopted: SimpleNamespace) -> None:
    frozen = make_frozen_report(adopted.strategy, by=adopted.by)
    assert frozen.pdf_file in ExportFile.objects.all()
    assert publish_report(report=frozen, by=adopted.by, at=LATER).published_at == LATER
    assert list(FrozenReport.objects.published()) == [frozen]
    assert not withdraw_report(report=frozen).is_published


def test_second_click_finds_the_pdf_that_the_first_has_ordered(adopted: SimpleNamespace) -> None:
    make_frozen_report(adopted.strategy, by=adopted.by)
    FrozenReport.objects.update(pdf_file=None)
    as_shown = FrozenReport.objects.get()
    first = order_report_pdf(report=FrozenReport.objects.get(), by=adopted.by)
    assert order_report_pdf(report=as_shown, by=adopted.by).pdf_file == first.pdf_file


def test_what_was_reported_before_a_measure_left_stands_in_the_synopsis(adopted: SimpleNamespace) -> None:
    make_report(adopted.measure, by=adopted.by, next_step="Schilder aufstellen")
    make_frozen_report(adopted.strategy, by=adopted.by)
    make_report(adopted.measure, by=adopted.by, at=LATER, done="Schilder stehen.")
    remove_element(element=adopted.measure, by=adopted.by, at=LATER)
    make_adopted_version(adopted.strategy, by=adopted.by)
    year = LATER.year
    period = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    (promise,) = frozen_now(adopted, at=LATER, **period).synopsis.promises()
    assert (promise.after, promise.became) == (None, "Schilder stehen.")


def report_paper(adopted: SimpleNamespace, kind: PaperKind) -> Paper:
    frozen = make_frozen_report(adopted.strategy, by=adopted.by, title="Bericht für den Rat")
    paper = Paper(reference="2026/0001", subject="Bericht", kind=kind, has_no_financial_effects=True)
    paper = create_report_paper(report=frozen, paper=paper, by=adopted.by, at=NOW)
    make_consultation(paper)
    return submit_paper(paper=paper, by=adopted.by, at=NOW)


@pytest.mark.parametrize(
    ("kind", "outcome", "state"),
    [
        (PaperKind.REPORT, Outcome.NOTED, PaperState.NOTED),
        (PaperKind.RESOLUTION, Outcome.ADOPTED_UNCHANGED, PaperState.ADOPTED),
        # What is changed is the resolution: no text of the strategy, so no amendment is asked for.
        (PaperKind.RESOLUTION, Outcome.ADOPTED_WITH_CHANGES, PaperState.ADOPTED),
        (PaperKind.RESOLUTION, Outcome.REJECTED, PaperState.REJECTED),
    ],
)
def test_an_outcome_about_a_report_ends_its_paper_and_leaves_the_strategy_alone(
    adopted: SimpleNamespace, kind: PaperKind, outcome: Outcome, state: PaperState
) -> None:
    paper = report_paper(adopted, kind)
    before = Strategy.objects.values().get()
    entry = Entry(outcome=outcome, held_on=NOW.date())
    step = record_outcome(consultation=paper.consultations.get(), entry=entry, by=adopted.by, at=NOW)
    paper.refresh_from_db()
    adopted.version.refresh_from_db()
    assert (paper.state, step.resulting_version) == (state, adopted.version)
    assert (Strategy.objects.values().get(), adopted.version.resolution_reference) == (before, "2021/0734")


def test_nobody_moves_to_change_the_strategy_by_the_paper_of_a_report(adopted: SimpleNamespace) -> None:
    paper = report_paper(adopted, PaperKind.RESOLUTION)
    with pytest.raises(RuleBroken, match="keine Änderungsanträge"):
        create_amendment(
            amendment=Amendment(paper=paper, element_kind="measure", element_key=adopted.measure.pk),
            by=adopted.by,
            at=NOW,
        )


def test_a_report_before_the_council_lets_no_text_rest_and_no_other_paper_wait(
    adopted: SimpleNamespace,
) -> None:
    report_paper(adopted, PaperKind.REPORT)
    assert not Strategy.objects.get().is_submitted
    assert not Paper.objects.submitted().exists()
    assert not Paper.objects.public_about(adopted.version).exists()


def test_the_printed_paper_names_the_report_and_has_it_as_its_annex(adopted: SimpleNamespace) -> None:
    paper = report_paper(adopted, PaperKind.REPORT)
    html = paper_html(paper)
    assert "<ol><li>Bericht für den Rat</li></ol>" in html
    assert "Umsetzungsbericht 1" in html
    assert "Anlage 1 zur Vorlage 2026/0001" in html
    assert adopted.measure.title in html
    assert paper_docx(paper).startswith(b"PK")


def test_a_paper_about_the_strategy_is_not_asked_for_a_report(adopted: SimpleNamespace) -> None:
    paper = make_paper(make_version(adopted.strategy, by=adopted.by), by=adopted.by)
    assert paper.is_about_strategy
    assert "Umsetzungsbericht" not in paper_html(paper)


def freezing_queries(strategy: Strategy, by: User, count: int) -> list[str]:
    """What freezing the second report asks the database, with `count` of everything."""
    measure = make_programme(strategy, by=by)
    goal = measure.operational_goal
    measures = [measure, *(make_measure(goal, by=by) for _ in range(count))]
    make_adopted_version(strategy, by=by)
    for each in measures:
        make_report(each, by=by, done="Getan.", next_step="Weiter.")
        make_milestone(each, by=by)
        MeasureYear.objects.create(measure=each, year=NOW.year, budget_spent=1)
    for _ in range(count):
        indicator = make_indicator(strategy, by=by, related={"goals": [goal]})
        make_target(indicator, 2030, 10, by=by)
        make_value(indicator, 2020, 5, by=by)
    make_frozen_report(strategy, by=by)
    report = make_progress_report(strategy, by=by)
    council, shown = adopted_strategy(), report.whole_revision
    with CaptureQueriesContext(connection) as asked:
        freeze_report(report=report, revision=shown, version=council.number, by=by, at=NOW)
    return [query["sql"] for query in asked]


@pytest.mark.parametrize("count", [1, 3])
def test_freezing_takes_the_same_number_of_queries(
    strategy: Strategy, coordination: User, count: int
) -> None:
    assert len(freezing_queries(strategy, coordination, count)) == 42
