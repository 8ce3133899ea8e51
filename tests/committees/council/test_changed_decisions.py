""" "Geändert beschlossen": the accepted amendments become the next version, and the route goes on with that one."""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from committees.council.actions.outcomes import EntryRefused
from committees.council.actions.papers import submit_paper
from committees.council.choices import AmendmentKind, ConsultationRole, Fate, Mover, Outcome, PaperState
from committees.council.models import Amendment, Consultation, Paper
from committees.council.procedure import FateEntry
from committees.council.procedure_facts import amendments_at_hand
from editing.exceptions import RuleBroken
from strategy.choices import ElementKind
from strategy.document.document import from_json
from strategy.models import Measure, OperationalGoal, StrategicGoal, Strategy, StrategyVersion
from tests.builders import NOW, make_committee, make_consultation
from tests.committees.conftest import Record


def amend(paper: Paper, element: Any, **values: str) -> Amendment:
    """An amendment of the administration to the text of one element."""
    return Amendment.objects.create(
        paper=paper,
        number=paper.amendments.count() + 1,
        kind=AmendmentKind.CHANGE,
        element_kind=ElementKind(element.kind),
        element_key=element.pk,
        values=values,
        mover=Mover.ADMINISTRATION,
        created_at=NOW,
    )


def fate(amendment: Amendment, what: Fate = Fate.ACCEPTED) -> FateEntry:
    return FateEntry(amendment=amendment.pk, label=str(amendment), fate=what)


def versions(consultation: Consultation) -> tuple[int, int]:
    consultation.refresh_from_db()
    return consultation.version.number, consultation.resulting_version.number


@pytest.fixture
def third(paper: Paper, hearing: Consultation, decision: Consultation, office: User) -> Consultation:
    """A specialist committee between the hearing and the council; the paper is brought in."""
    Consultation.objects.filter(pk=decision.pk).update(position=3)
    committee = make_committee(name="Sozialausschuss")
    step = make_consultation(
        paper, role=ConsultationRole.PRELIMINARY, committee=committee, position=2, date=date(2021, 9, 2)
    )
    submit_paper(paper=paper, by=office, at=NOW)
    return step


def test_recommended_change_becomes_the_next_version_and_is_taken_up_once(
    third: Consultation, decision: Consultation, record: Record
) -> None:
    accepted = amend(third.paper, OperationalGoal.objects.get(), statement="Bis 2027 lesen alle vor.")
    record(third, Outcome.RECOMMENDED_WITH_CHANGES, fates=(fate(accepted),))
    assert versions(third) == (1, 2)
    assert list(amendments_at_hand(third.paper, None)) == []
    with pytest.raises(EntryRefused, match="braucht mindestens einen"):
        record(decision, Outcome.ADOPTED_WITH_CHANGES)


def test_accepted_amendment_becomes_the_next_version(
    third: Consultation, decision: Consultation, record: Record, office: User
) -> None:
    goal, measure = OperationalGoal.objects.get(), Measure.objects.get()
    accepted = amend(third.paper, goal, statement="Bis 2027 lesen alle vor.")
    declined = amend(third.paper, measure, title="Etwas anderes")
    before = StrategyVersion.objects.values_list("content", "sha256").get()
    record(third, Outcome.ADOPTED_WITH_CHANGES, fates=(fate(accepted), fate(declined, Fate.REJECTED)))
    first, second = StrategyVersion.objects.order_by("number")
    assert (first.content, first.sha256) == before
    (changed,) = from_json(second.content).operational_goals()
    assert changed.statement == "Bis 2027 lesen alle vor."
    assert [one.title for one in from_json(second.content).measures()] == [measure.title]
    assert OperationalGoal.objects.get().statement == "Bis 2027 lesen alle vor."
    assert versions(third) == (1, 2)
    paper = Paper.objects.get()
    assert (paper.version, paper.submitted_version, paper.state) == (second, first, PaperState.SUBMITTED)
    assert Strategy.objects.get().is_submitted
    assert sorted(third.resolutions.get().fates.values_list("amendment__number", "fate")) == [
        (1, "accepted"),
        (2, "rejected"),
    ]
    record(decision)
    assert versions(decision) == (2, 2)
    assert list(StrategyVersion.objects.order_by("number").values_list("status", flat=True)) == [
        "council_draft",
        "adopted",
    ]


def test_amendment_is_taken_up_once(third: Consultation, decision: Consultation, record: Record) -> None:
    accepted = amend(third.paper, OperationalGoal.objects.get(), statement="Bis 2027 lesen alle vor.")
    record(third, Outcome.ADOPTED_WITH_CHANGES, fates=(fate(accepted),))
    with pytest.raises(RuleBroken, match="Ä 1: zurückgezogen oder schon in den Text aufgenommen"):
        record(decision, Outcome.ADOPTED_WITH_CHANGES, fates=(fate(accepted),))


def test_contradicting_amendments_are_not_accepted_together(third: Consultation, record: Record) -> None:
    goal = OperationalGoal.objects.get()
    pair = amend(third.paper, goal, statement="Bis 2027."), amend(third.paper, goal, statement="Bis 2028.")
    with pytest.raises(EntryRefused, match="Ä 1 und Ä 2 widersprechen sich"):
        record(third, Outcome.ADOPTED_WITH_CHANGES, fates=tuple(map(fate, pair)))
    assert StrategyVersion.objects.count() == 1


def test_votes_of_a_changed_decision_are_corrected_and_its_text_stays(
    third: Consultation, record: Record
) -> None:
    goal, measure = OperationalGoal.objects.get(), Measure.objects.get()
    accepted = amend(third.paper, goal, statement="Bis 2027 lesen alle vor.")
    other = amend(third.paper, measure, title="Etwas anderes")
    record(third, Outcome.ADOPTED_WITH_CHANGES, fates=(fate(accepted),))
    values = {"corrects": third.resolutions.get().pk, "reason": "Stimmen gezählt"}
    record(third, Outcome.ADOPTED_WITH_CHANGES, fates=(fate(accepted),), votes_yes=9, votes_no=1, **values)
    assert (versions(third), StrategyVersion.objects.count()) == ((1, 2), 2)
    values["corrects"] = third.resolutions.current().get().pk
    for outcome, fates in (
        (Outcome.ADOPTED_WITH_CHANGES, (fate(accepted), fate(other))),
        (Outcome.REJECTED, ()),
    ):
        with pytest.raises(RuleBroken, match="ein weiterer Änderungsantrag"):
            record(third, outcome, fates=fates, **values)
    assert StrategyVersion.objects.count() == 2


def test_refused_change_leaves_nothing(third: Consultation, record: Record) -> None:
    accepted = amend(third.paper, OperationalGoal.objects.get(), statement="")
    with pytest.raises(RuleBroken):
        record(third, Outcome.ADOPTED_WITH_CHANGES, fates=(fate(accepted),))
    third.refresh_from_db()
    assert (third.outcome, third.resolutions.count(), StrategyVersion.objects.count()) == ("open", 0, 1)


def test_long_way_with_hearing_change_referral_adjournment_tie_and_changed_adoption(
    hearing: Consultation, third: Consultation, decision: Consultation, record: Record
) -> None:
    """Anhörung, a tie, an amendment in the third body, a referral, an adjournment, and adoption with changes."""
    paper, council = third.paper, decision
    goal, measure, strategic = (model.objects.get() for model in (OperationalGoal, Measure, StrategicGoal))
    district = make_committee(name="Bezirksvertretung Wanne")
    record(hearing, Outcome.NO_RECOMMENDATION)
    with pytest.raises(EntryRefused, match="Stimmengleichheit ist eine Ablehnung"):
        record(third, Outcome.ADOPTED, votes_yes=8, votes_no=8)
    record(third, Outcome.REFERRED, referred_to=district.pk)
    referred = third.led_to.get()
    record(referred, Outcome.REJECTED, votes_yes=8, votes_no=8, abstentions=1, held_on=date(2021, 9, 9))
    first = amend(paper, goal, statement="Bis 2027 lesen alle vor.")
    record(council, Outcome.ADJOURNED)
    again = council.led_to.get()
    environment = make_committee(name="Haupt- und Personalausschuss")
    record(again, Outcome.REFERRED, referred_to=environment.pk, held_on=date(2021, 11, 9))
    main, last = again.led_to.order_by("position")
    record(main, Outcome.ADOPTED_WITH_CHANGES, fates=(fate(first),), held_on=date(2021, 11, 23))
    second = amend(paper, measure, title="Vorlesepaten in allen Stadtteilen")
    third_one = amend(paper, strategic, explanation="Das gilt für alle Stadtteile.")
    record(
        last,
        Outcome.ADOPTED_WITH_CHANGES,
        fates=(fate(second), fate(third_one)),
        votes_yes=40,
        votes_no=10,
        majority="majority",
        held_on=date(2021, 12, 14),
    )
    paper.refresh_from_db()
    assert (paper.state, paper.submitted_version.number, paper.version.number) == (PaperState.ADOPTED, 1, 3)
    steps = paper.consultations.select_related("committee", "version", "resulting_version")
    assert [
        (one.committee.name, one.role, one.outcome, one.version.number, one.resulting_version.number)
        for one in steps
    ] == [
        ("Ausschuss für Umweltschutz", "hearing", "no_recommendation", 1, 1),
        ("Sozialausschuss", "preliminary", "referred", 1, 1),
        ("Bezirksvertretung Wanne", "preliminary", "rejected", 1, 1),
        ("Rat der Stadt", "decision", "adjourned", 1, 1),
        ("Rat der Stadt", "decision", "referred", 1, 1),
        ("Haupt- und Personalausschuss", "preliminary", "adopted_with_changes", 1, 2),
        ("Rat der Stadt", "decision", "adopted_with_changes", 2, 3),
    ]
    adopted = StrategyVersion.objects.get(status="adopted")
    assert (adopted.number, adopted.adopted_on, adopted.resolution_reference) == (
        3,
        date(2021, 12, 14),
        "2021/0734",
    )
    document = from_json(adopted.content)
    assert [one.statement for one in document.operational_goals()] == ["Bis 2027 lesen alle vor."]
    assert [one.title for one in document.measures()] == ["Vorlesepaten in allen Stadtteilen"]
    assert [one.explanation for one in document.strategic_goals()] == ["Das gilt für alle Stadtteile."]
    assert [one.resolution_status for one in Measure.objects.all()] == ["under_reservation"]
    assert Strategy.objects.get().has_fixed_numbers
    assert not Strategy.objects.get().is_submitted
