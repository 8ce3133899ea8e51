"""Papers and their Beratungsfolge: what may be saved, by whom and until when."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from committees.council.actions.consultations import remove_consultation, save_consultation
from committees.council.actions.financial_effects import save_effect
from committees.council.actions.papers import create_paper, save_paper, submit_paper
from committees.council.choices import BudgetPlan, ConsultationRole, Outcome
from committees.council.models import Consultation, FinancialEffect, Paper
from editing.exceptions import RuleBroken, StaleRevision
from strategy.document.actions.versions import adopt_version
from strategy.models import Strategy, StrategyVersion
from tests.builders import NOW, make_committee, make_consultation, make_paper, make_version
from tests.committees.conftest import COUNCIL_DAY, Record

CLOSED = "Diese Vorlage ist abgeschlossen (beschlossen) und bleibt, wie sie ist."
EVENING = datetime(2021, 10, 5, 18, tzinfo=UTC)


def state(consultation: Consultation) -> tuple[Any, ...]:
    saved = Consultation.objects.get(pk=consultation.pk)
    return saved.committee_id, saved.role, saved.date, saved.outcome, saved.recorded_at, saved.recorded_by


def refusal(action: Any, **values: Any) -> str:
    with pytest.raises(RuleBroken) as caught:
        action(**values)
    return str(caught.value)


def test_paper_is_created_by_somebody_at_a_time(version: StrategyVersion, office: User) -> None:
    paper = create_paper(paper=Paper(version=version, reference="1", subject="S"), by=office, at=NOW)
    assert (paper.created_by, paper.created_at, paper.revision) == (office, NOW, 1)
    assert [(entry.history_type, entry.history_user) for entry in paper.history.all()] == [("+", office)]


def test_paper_for_an_adopted_version_is_refused(
    version: StrategyVersion, decision: Consultation, record: Record, office: User
) -> None:
    record(decision)
    late = Paper(version=StrategyVersion.objects.get(), reference="2021/0999", subject="Zu spät")
    assert refusal(create_paper, paper=late, by=office, at=NOW) == (
        "Fassung 1 ist schon beschlossen. Eine Vorlage braucht einen Beschlussentwurf."
    )
    assert [paper.reference for paper in Paper.objects.all()] == ["2021/0734"]


def test_paper_that_is_silent_about_money_is_not_submitted(
    paper: Paper, decision: Consultation, office: User
) -> None:
    Paper.objects.update(has_no_financial_effects=False)
    assert refusal(submit_paper, paper=paper, by=office, at=NOW).startswith(
        "Die Vorlage sagt noch nichts zu finanziellen Auswirkungen."
    )
    line = FinancialEffect(paper=paper, plan=BudgetPlan.RESULT, name="Stadtbibliothek", amount=Decimal(-5))
    save_effect(effect=line, by=office)
    assert submit_paper(paper=paper, by=office, at=NOW).is_submitted


def test_paper_is_saved_with_its_next_revision(paper: Paper, office: User, coordination: User) -> None:
    saved = save_paper(paper=paper, values={"subject": "Neuer Betreff"}, revision=1, by=coordination)
    paper.refresh_from_db()
    assert (saved, paper.subject, paper.revision) == (paper, "Neuer Betreff", 2)
    assert [entry.history_user for entry in paper.history.all()] == [coordination, office]


def test_paper_saved_by_two_refuses_the_second(paper: Paper, office: User) -> None:
    save_paper(paper=paper, values={"subject": "Erste"}, revision=1, by=office)
    with pytest.raises(StaleRevision) as caught:
        save_paper(paper=paper, values={"subject": "Zweite"}, revision=1, by=office)
    current: Any = caught.value.current
    assert current.subject == "Erste"
    paper.refresh_from_db()
    assert (paper.subject, paper.revision) == ("Erste", 2)


def test_paper_moves_to_the_next_draft(paper: Paper, strategy: Strategy, office: User) -> None:
    newer = make_version(strategy, by=office)
    assert save_paper(paper=paper, values={"version": newer}, revision=1, by=office).version == newer


def test_paper_does_not_move_to_an_adopted_version(paper: Paper, strategy: Strategy, office: User) -> None:
    newer = make_version(strategy, by=office)
    adopted = adopt_version(version=newer, on=COUNCIL_DAY, reference="x", by=office, at=EVENING)
    sentence = refusal(save_paper, paper=paper, values={"version": adopted}, revision=1, by=office)
    assert sentence == "Fassung 2 ist schon beschlossen. Eine Vorlage braucht einen Beschlussentwurf."
    paper.refresh_from_db()
    assert (paper.version.number, paper.revision) == (1, 1)


def test_consultation_is_added_and_changed(paper: Paper, office: User) -> None:
    step = save_consultation(
        consultation=Consultation(paper=paper, committee=make_committee(name="Rat")), by=office
    )
    step.role, step.date = ConsultationRole.DECISION, COUNCIL_DAY
    save_consultation(consultation=step, by=office)
    assert state(step)[1:4] == (ConsultationRole.DECISION, COUNCIL_DAY, Outcome.OPEN)
    assert [entry.history_user for entry in step.history.all()] == [office, office]


def test_second_decision_is_refused(decision: Consultation, hearing: Consultation, office: User) -> None:
    sentence = "Diese Vorlage hat schon ein entscheidendes Gremium."
    another = Consultation(paper=decision.paper, committee=make_committee(), role=ConsultationRole.DECISION)
    assert refusal(save_consultation, consultation=another, by=office) == sentence
    hearing.role = ConsultationRole.DECISION
    assert refusal(save_consultation, consultation=hearing, by=office) == sentence
    assert Consultation.objects.filter(role=ConsultationRole.DECISION).get() == decision


@pytest.mark.parametrize(
    "change",
    [{"date": None}, {"date": date(2021, 9, 1)}, {"role": ConsultationRole.DECISION}, {"committee": None}],
    ids=["no date", "date", "role", "committee"],
)
def test_consultation_with_outcome_is_not_edited(
    hearing: Consultation, record: Record, office: User, change: dict[str, Any]
) -> None:
    recorded = record(hearing)
    before = state(hearing)
    for name, value in change.items():
        setattr(recorded, name, make_committee() if name == "committee" else value)
    assert refusal(save_consultation, consultation=recorded, by=office) == (
        "Diese Beratung hat schon ein Ergebnis. Gremium und Zuständigkeit stehen damit fest; "
        "Ergebnis und Tag berichtigen Sie über „Ergebnis“."
    )
    assert state(hearing) == before


def test_consultation_edited_while_a_colleague_records_keeps_the_outcome(
    hearing: Consultation, record: Record, office: User
) -> None:
    opened_before = Consultation.objects.get(pk=hearing.pk)
    record(hearing)
    before = state(hearing)
    with pytest.raises(RuleBroken, match="schon ein Ergebnis"):
        save_consultation(consultation=opened_before, by=office)
    assert state(hearing) == before


def test_open_consultation_is_removed(hearing: Consultation, decision: Consultation, office: User) -> None:
    key = hearing.pk
    remove_consultation(consultation=hearing, by=office)
    assert list(Consultation.objects.all()) == [decision]
    assert [entry.history_user for entry in Consultation.history.filter(id=key, history_type="-")] == [office]


def test_consultation_with_outcome_is_not_removed(
    hearing: Consultation, record: Record, office: User
) -> None:
    record(hearing, Outcome.NOTED)
    assert refusal(remove_consultation, consultation=hearing, by=office) == (
        "Diese Beratung hat schon ein Ergebnis und bleibt im Verlauf stehen."
    )
    assert Consultation.objects.count() == 1


def test_after_adoption_everything_is_closed(
    paper: Paper, decision: Consultation, hearing: Consultation, record: Record, office: User
) -> None:
    record(decision)
    paper.refresh_from_db()
    before = (state(decision), state(hearing), paper.history.count(), Consultation.history.count())
    new = Consultation(paper=paper, committee=make_committee())
    sentences = [
        refusal(save_paper, paper=paper, values={"subject": "Anders"}, revision=1, by=office),
        refusal(save_consultation, consultation=new, by=office),
        refusal(save_consultation, consultation=hearing, by=office),
        refusal(remove_consultation, consultation=hearing, by=office),
    ]
    assert sentences == [CLOSED] * 4
    paper.refresh_from_db()
    assert (paper.subject, paper.consultations.count()) == ("Strategie", 2)
    after = (state(decision), state(hearing), paper.history.count(), Consultation.history.count())
    assert after == before


def test_paper_is_not_submitted_when_another_paper_brought_its_version_through(
    version: StrategyVersion, decision: Consultation, record: Record, office: User
) -> None:
    other = make_paper(version, by=office, reference="2021/0800")
    make_consultation(other, date=COUNCIL_DAY + timedelta(days=1))
    record(decision)
    assert refusal(submit_paper, paper=other, by=office, at=EVENING) == (
        "Fassung 1 ist schon beschlossen. Eine Vorlage braucht einen Beschlussentwurf."
    )
    assert StrategyVersion.objects.get().resolution_reference == "2021/0734"


def test_paper_of_another_version_stays_open(
    strategy: Strategy, decision: Consultation, record: Record, office: User
) -> None:
    newer = make_paper(make_version(strategy, by=office), by=office)
    record(decision)
    assert save_paper(paper=newer, values={"subject": "Neu"}, revision=1, by=office).subject == "Neu"
