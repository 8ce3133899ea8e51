"""What the outcome at the deciding body does to the version."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django_tasks import default_task_backend

from accounts.models import User
from committees.actions.consultations import save_consultation
from committees.actions.papers import save_paper
from committees.choices import ADOPTING_OUTCOMES, ConsultationRole, Outcome
from committees.models import Committee, Consultation, Paper
from exports.models import ExportJob
from strategy import tasks
from strategy.actions.elements import create_element, remove_element
from strategy.actions.versions import freeze_version
from strategy.choices import ResolutionStatus, VersionStatus
from strategy.exceptions import RuleBroken
from strategy.models import Measure, StrategicGoal, Strategy, StrategyVersion
from tests.builders import make_committee, make_consultation, make_paper
from tests.committees.conftest import COUNCIL_DAY, Record

HERNE = json.loads((Path(__file__).parents[2] / "gnk/demo/content/herne.json").read_text("utf-8"))
Commit = Callable[..., AbstractContextManager[Any]]
BACKEND: Any = default_task_backend


def enqueued_jobs() -> list[str]:
    """The export jobs that wait for the worker; the test backend records tasks instead of running them."""
    return [result.args[0] for result in BACKEND.results]


@pytest.fixture(autouse=True)
def no_tasks_yet(strict_session: None) -> None:
    BACKEND.clear()


def test_adopting_outcomes_are_the_unchanged_ones() -> None:
    assert sorted(ADOPTING_OUTCOMES) == [Outcome.ADOPTED, Outcome.ADOPTED_UNCHANGED]


@pytest.mark.parametrize("outcome", sorted(ADOPTING_OUTCOMES))
def test_decision_adopts_the_version(
    decision: Consultation, record: Record, outcome: Outcome, office: User
) -> None:
    at = datetime(2021, 10, 6, 8, tzinfo=UTC)
    record(decision, outcome, at=at)
    version = StrategyVersion.objects.get()
    assert version.status == VersionStatus.ADOPTED
    assert (version.adopted_on, version.adopted_at, version.adopted_by) == (COUNCIL_DAY, at, office)
    assert version.resolution_reference == "2021/0734"
    assert not version.is_published


@pytest.mark.parametrize(
    "outcome",
    [choice for choice in Outcome if choice not in {*ADOPTING_OUTCOMES, "open", "adopted_with_changes"}],
)
def test_other_outcome_of_the_decision_leaves_the_draft(
    decision: Consultation, record: Record, outcome: Outcome
) -> None:
    assert record(decision, outcome).outcome == outcome
    assert StrategyVersion.objects.get().status == VersionStatus.COUNCIL_DRAFT
    assert not Strategy.objects.get().has_fixed_numbers


def test_adjourned_decision_is_taken_later(decision: Consultation, record: Record) -> None:
    adjourned = record(decision, Outcome.ADJOURNED)
    record(decision, held_on=date(2021, 11, 9), corrects=adjourned.recorded_at)
    assert StrategyVersion.objects.get().adopted_on == date(2021, 11, 9)


def test_decision_with_changes_is_refused(decision: Consultation, record: Record) -> None:
    with pytest.raises(RuleBroken) as caught:
        record(decision, Outcome.ADOPTED_WITH_CHANGES)
    assert str(caught.value) == (
        "Ein geänderter Beschluss gilt für einen anderen Text als Fassung 1. Übernehmen Sie die Änderungen, "
        "frieren Sie eine neue Fassung ein und wählen Sie diese in der Vorlage. "
        "Tragen Sie dann „beschlossen“ ein."
    )
    decision.refresh_from_db()
    assert (decision.outcome, decision.recorded_at) == (Outcome.OPEN, None)
    assert StrategyVersion.objects.get().status == VersionStatus.COUNCIL_DRAFT


@pytest.mark.parametrize("role", [role for role in ConsultationRole if role != ConsultationRole.DECISION])
@pytest.mark.parametrize("outcome", [Outcome.ADOPTED, Outcome.ADOPTED_WITH_CHANGES])
def test_outcome_of_an_advisory_body_does_not_adopt(
    paper: Paper, record: Record, role: ConsultationRole, outcome: Outcome
) -> None:
    advice = record(make_consultation(paper, role=role, date=COUNCIL_DAY), outcome)
    assert advice.outcome == outcome
    assert StrategyVersion.objects.get().status == VersionStatus.COUNCIL_DRAFT


def test_adoption_fixes_the_numbers(decision: Consultation, record: Record, coordination: User) -> None:
    first = StrategicGoal.objects.get()
    theme = first.theme
    record(decision)
    assert Strategy.objects.get().has_fixed_numbers
    values = {"statement": "Im Jahr 2030 gibt es ein zweites Ziel."}
    second = create_element(model=StrategicGoal, parent=theme, values=values, by=coordination)
    remove_element(element=first, by=coordination, at=datetime(2021, 10, 7, tzinfo=UTC))
    assert [goal.number for goal in StrategicGoal.objects.active()] == [second.number] == ["1.2"]


def test_adoption_puts_proposals_under_reservation_and_leaves_the_rest(
    strategy: Strategy, coordination: User, decision: Consultation, record: Record
) -> None:
    measure = Measure.objects.get()
    values = {"title": "Nach dem Einfrieren ergänzt"}
    later = create_element(model=Measure, parent=measure.operational_goal, values=values, by=coordination)
    record(decision)
    assert dict(Measure.objects.values_list("pk", "resolution_status")) == {
        measure.pk: ResolutionStatus.UNDER_RESERVATION,
        later.pk: ResolutionStatus.PROPOSED,
    }


def test_adoption_keeps_the_frozen_text(decision: Consultation, record: Record) -> None:
    before = StrategyVersion.objects.values_list("content", "sha256").get()
    record(decision)
    assert StrategyVersion.objects.values_list("content", "sha256").get() == before


def test_adoption_orders_the_pdf_anew(
    decision: Consultation, record: Record, django_capture_on_commit_callbacks: Commit
) -> None:
    draft_job = StrategyVersion.objects.get().pdf_job
    with django_capture_on_commit_callbacks(execute=True):
        record(decision)
    job = StrategyVersion.objects.get().pdf_job
    assert job != draft_job
    assert job.title == "Nachhaltigkeitsstrategie der Stadt Musterstadt, beschlossene Fassung, Fassung 1"
    assert enqueued_jobs() == [str(job.pk)]


def test_refused_outcome_orders_nothing(
    decision: Consultation, record: Record, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuleBroken):
        record(decision, Outcome.ADOPTED_WITH_CHANGES)
    assert enqueued_jobs() == []


@pytest.mark.slow
def test_adopted_version_gets_its_pdf_and_the_older_order_is_dropped(
    decision: Consultation, record: Record
) -> None:
    version = StrategyVersion.objects.get()
    draft_job = version.pdf_job
    record(decision)
    job = StrategyVersion.objects.get().pdf_job
    for order in (draft_job, job):
        tasks.typeset_version.func(str(order.pk), str(version.pk))
    done = ExportJob.objects.get()
    assert (done.pk, done.status, done.error) == (job.pk, "done", "")
    with done.file.open() as file:
        assert file.read(5) == b"%PDF-"


def test_two_papers_of_one_version_adopt_it_once(
    version: StrategyVersion, decision: Consultation, record: Record, office: User
) -> None:
    other = make_consultation(make_paper(version, by=office, reference="2021/0800"), date=COUNCIL_DAY)
    record(other)
    with pytest.raises(RuleBroken):
        record(decision)
    adopted = StrategyVersion.objects.get()
    assert (adopted.resolution_reference, adopted.adopted_on) == ("2021/0800", COUNCIL_DAY)
    decision.refresh_from_db()
    assert decision.outcome == Outcome.OPEN


def test_herne_goes_from_the_frozen_version_through_eight_bodies_to_adoption(
    version: StrategyVersion, office: User, record: Record
) -> None:
    """Paper 2021/0734: the Beratungsfolge as the public record of Herne shows it."""
    paper = make_paper(version, by=office, **HERNE["paper"])
    for name, kind, day in reversed(HERNE["consultations"]):
        role = ConsultationRole.DECISION if kind == "council" else ConsultationRole.PRELIMINARY
        step = Consultation(
            paper=paper, committee=make_committee(kind, name), role=role, date=date.fromisoformat(day)
        )
        save_consultation(consultation=step, by=office)
    statuses = []
    for consultation in paper.consultations.all():
        record(consultation)
        statuses.append(StrategyVersion.objects.get().status)
    assert statuses == [VersionStatus.COUNCIL_DRAFT] * 7 + [VersionStatus.ADOPTED]
    steps = paper.consultations.select_related("committee")
    assert [(str(step.date), step.committee.name, step.get_outcome_display()) for step in steps] == [
        ("2021-08-19", "Ausschuss für Planung und Stadtentwicklung", "beschlossen"),
        ("2021-08-25", "Ausschuss für Umweltschutz", "beschlossen"),
        ("2021-08-26", "Ausschuss für Digitales, Infrastruktur und Mobilität", "beschlossen"),
        ("2021-08-31", "Bezirksvertretung Wanne", "beschlossen"),
        ("2021-09-02", "Bezirksvertretung Herne-Mitte", "beschlossen"),
        ("2021-09-09", "Bezirksvertretung Eickel", "beschlossen"),
        ("2021-09-15", "Bezirksvertretung Sodingen", "beschlossen"),
        ("2021-10-05", "Rat der Stadt", "beschlossen"),
    ]
    adopted = StrategyVersion.objects.get()
    assert (adopted.resolution_reference, adopted.adopted_on) == ("2021/0734", date(2021, 10, 5))
    assert [measure.resolution_status for measure in Measure.objects.all()] == ["under_reservation"]
    assert Committee.objects.count() == 8


def test_changed_text_is_adopted_through_a_new_version_in_the_same_paper(
    strategy: Strategy, decision: Consultation, record: Record, coordination: User, office: User
) -> None:
    newer = freeze_version(strategy=strategy, by=coordination, at=datetime(2021, 10, 6, tzinfo=UTC))
    save_paper(paper=decision.paper, values={"version": newer}, revision=1, by=office)
    record(decision)
    assert list(StrategyVersion.objects.order_by("number").values_list("number", "status")) == [
        (1, VersionStatus.COUNCIL_DRAFT),
        (2, VersionStatus.ADOPTED),
    ]
