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
from committees.bodies.models import Committee
from committees.council.actions.consultations import save_consultation
from committees.council.actions.outcomes import EntryRefused
from committees.council.choices import AGREEING_OUTCOMES, ConsultationRole, Outcome, PaperState
from committees.council.models import Consultation, Paper
from editing.exceptions import RuleBroken
from exports.models import ExportFile
from jobs.runner import run
from strategy.actions.elements import create_element
from strategy.actions.removal import remove_element
from strategy.choices import ResolutionStatus
from strategy.document.choices import VersionStatus
from strategy.models import Measure, StrategicGoal, Strategy, StrategyVersion
from tests.builders import make_committee, make_consultation, make_paper
from tests.committees.conftest import COUNCIL_DAY, Record

HERNE = json.loads((Path(__file__).parents[3] / "gnk/demo/content/herne.json").read_text("utf-8"))
Commit = Callable[..., AbstractContextManager[Any]]
BACKEND: Any = default_task_backend


def enqueued_jobs() -> list[str]:
    """The export jobs that wait for the worker; the test backend records tasks instead of running them."""
    return [result.args[0] for result in BACKEND.results]


@pytest.mark.parametrize("outcome", [Outcome.ADOPTED, Outcome.ADOPTED_UNCHANGED])
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
    [choice for choice in Outcome if choice not in {*AGREEING_OUTCOMES, Outcome.OPEN}],
)
def test_other_outcome_of_the_decision_leaves_the_draft(
    decision: Consultation, record: Record, outcome: Outcome
) -> None:
    other = make_committee().pk if outcome == Outcome.REFERRED else None
    assert record(decision, outcome, referred_to=other).outcome == outcome
    assert StrategyVersion.objects.get().status == VersionStatus.COUNCIL_DRAFT
    assert not Strategy.objects.get().has_fixed_numbers


def test_decision_with_changes_needs_an_amendment(decision: Consultation, record: Record) -> None:
    with pytest.raises(EntryRefused) as caught:
        record(decision, Outcome.ADOPTED_WITH_CHANGES)
    assert (
        str(caught.value) == "„geändert beschlossen“ braucht mindestens einen angenommenen Änderungsantrag."
    )
    decision.refresh_from_db()
    assert (decision.outcome, decision.recorded_at) == (Outcome.OPEN, None)
    assert StrategyVersion.objects.get().status == VersionStatus.COUNCIL_DRAFT


@pytest.mark.parametrize("role", [role for role in ConsultationRole if role != ConsultationRole.DECISION])
@pytest.mark.parametrize("outcome", [Outcome.ADOPTED, Outcome.ADOPTED_UNCHANGED])
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
    record(decision)
    values = {"title": "Nach dem Beschluss ergänzt"}
    later = create_element(model=Measure, parent=measure.operational_goal, values=values, by=coordination)
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
    draft = StrategyVersion.objects.get().pdf_file
    with django_capture_on_commit_callbacks(execute=True):
        record(decision)
    export = StrategyVersion.objects.get().pdf_file
    assert export != draft
    assert export.title == "Nachhaltigkeitsstrategie der Stadt Musterstadt, beschlossene Fassung, Fassung 1"
    assert enqueued_jobs() == [str(export.job_id)]


def test_refused_outcome_orders_nothing(
    decision: Consultation, record: Record, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(EntryRefused):
        record(decision, Outcome.ADOPTED_WITH_CHANGES)
    assert enqueued_jobs() == []


@pytest.mark.slow
def test_adopted_version_gets_its_pdf_and_the_older_order_is_dropped(
    decision: Consultation, record: Record
) -> None:
    version = StrategyVersion.objects.get()
    draft = version.pdf_file
    record(decision)
    export = StrategyVersion.objects.get().pdf_file
    for ordered in (draft, export):
        run(ordered.job_id)
    done = ExportFile.objects.get()
    assert (done.pk, done.job.state, done.job.failure) == (export.pk, "done", "")
    with done.file.open() as file:
        assert file.read(5) == b"%PDF-"


def test_second_paper_of_a_version_is_not_brought_in(
    version: StrategyVersion, decision: Consultation, record: Record, office: User
) -> None:
    other = make_consultation(make_paper(version, by=office, reference="2021/0800"), date=COUNCIL_DAY)
    record(other)
    with pytest.raises(RuleBroken, match="Fassung 1 ist schon beschlossen"):
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
    for name, kind, day in HERNE["consultations"]:
        role = ConsultationRole.DECISION if kind == "council" else ConsultationRole.PRELIMINARY
        step = Consultation(
            paper=paper, committee=make_committee(kind, name), role=role, date=date.fromisoformat(day)
        )
        save_consultation(consultation=step, by=office)
    statuses, warnings = [], []
    for consultation in paper.consultations.all():
        record(consultation)
        statuses.append(StrategyVersion.objects.get().status)
        warnings.append(consultation.resolutions.get().accepted_remarks)
    assert warnings == [[]] * 8
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
    paper.refresh_from_db()
    assert (paper.state, paper.state_by) == (PaperState.ADOPTED, office)
    assert not Strategy.objects.get().is_submitted
    assert {(step.version_id, step.resulting_version_id) for step in steps} == {(adopted.pk, adopted.pk)}
    assert [measure.resolution_status for measure in Measure.objects.all()] == ["under_reservation"]
    assert Committee.objects.count() == 8
