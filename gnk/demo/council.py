"""The council procedure of the demonstration: the frozen draft, its paper, the Beratungsfolge and the decision."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

from django.utils import timezone

from accounts.models import User
from committees.bodies.actions.bodies import save_committee
from committees.bodies.actions.terms import save_term
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, LegislativeTerm
from committees.council.actions.consultations import save_consultation
from committees.council.actions.financial_effects import take_over_effects
from committees.council.actions.outcomes import record_outcome
from committees.council.actions.papers import create_paper, submit_paper
from committees.council.choices import ConsultationRole, Outcome
from committees.council.models import Consultation, FinancialEffect, Paper
from committees.council.procedure import Entry
from committees.meetings.actions.meetings import create_meeting
from committees.meetings.models import Meeting
from gnk.demo.history import happened
from gnk.demo.reading import Content, day, local, read
from gnk.demo.scene import Scene
from strategy.actions.phases import close_phase
from strategy.choices import Phase
from strategy.document.actions.versions import freeze_version, publish_version
from strategy.models import StrategyVersion

FROZEN, SUBMITTED, PUBLISHED, CLOSED = (
    "2021-07-12T12:00",
    "2021-07-20T10:00",
    "2021-10-06T11:00",
    "2021-10-06T12:00",
)
# When a session is over and its result entered.
RECORDED = time(22)
# In Herne the advising bodies stand as "beschlossen", too.


def load_political_bodies(by: User) -> None:
    facts = read("herne.json")
    for name, kind, _day in facts["consultations"]:
        save_committee(committee=Committee(name=name, kind=kind), by=by)
    term = facts["legislative_term"]
    save_term(
        term=LegislativeTerm(
            name=term["name"], starts_on=day(term["starts_on"]), ends_on=day(term["ends_on"])
        ),
        by=by,
    )


def freeze_draft(scene: Scene) -> StrategyVersion:
    return freeze_version(
        strategy=scene.strategy,
        by=scene.by,
        at=local(FROZEN),
        note="Entwurf für die Beratung im Spätsommer",
    )


def bring_in_paper(scene: Scene, version: StrategyVersion) -> Paper:
    """The paper with its Beratungsfolge and the meetings, no result yet."""
    facts, office, at = read("herne.json"), scene.people["Gerry Gremienbüro"], local(SUBMITTED)
    with happened(at):
        paper = create_paper(paper=Paper(version=version, **facts["paper"]), by=office, at=at)
        take_over_effects(paper=paper, effects=_effects(facts["financial_effects"]), by=office)
        numbers = facts["session_example"]["agenda_numbers"]
        for (name, kind, on), number in zip(facts["consultations"], numbers, strict=True):
            committee = Committee.objects.get(name=name)
            decides = kind == CommitteeKind.COUNCIL
            consultation = Consultation(
                paper=paper,
                committee=committee,
                role=ConsultationRole.DECISION if decides else ConsultationRole.PRELIMINARY,
                meeting=_session(committee, on, facts["session_example"], office),
                agenda_number=number,
            )
            save_consultation(consultation=consultation, by=office)
        return submit_paper(paper=paper, by=office, at=at)


def decide(scene: Scene, paper: Paper) -> None:
    """Every body adopts, the council last. Nobody published the votes."""
    example = read("herne.json")["session_example"]
    for consultation in paper.consultations.filter(date__isnull=False):
        session = cast(date, consultation.date)
        at = timezone.make_aware(datetime.combine(session, RECORDED))
        decides = consultation.role == ConsultationRole.DECISION
        with happened(at):
            record_outcome(
                consultation=consultation,
                entry=Entry(
                    outcome=Outcome.ADOPTED,
                    held_on=session,
                    wording=example["decision" if decides else "advice"],
                ),
                by=scene.people["Gerry Gremienbüro"],
                at=at,
            )


def publish(scene: Scene, version: StrategyVersion) -> None:
    publish_version(version=version, by=scene.by, at=local(PUBLISHED))
    close_phase(strategy=scene.strategy, phase=Phase.RESOLUTION, note="", by=scene.by, at=local(CLOSED))


def _session(committee: Committee, on: str, example: Content, by: User) -> Meeting:
    """The session of a body: the day is a fact, all else an example, and says so."""
    meeting = Meeting(
        committee=committee,
        title=f"Sitzung: {committee.name}",
        starts_at=local(f"{on}T{example['starts']}"),
        ends_at=local(f"{on}T{example['ends']}"),
        place=example["place"],
        description=example["description"],
        is_public=True,
    )
    return create_meeting(meeting=meeting, by=by)


def _effects(lines: list[list[str]]) -> list[FinancialEffect]:
    names = ("plan", "number", "name", "account_group_number", "account_group_name")
    return [
        FinancialEffect(**dict(zip(names, words, strict=True)), amount=Decimal(amount))
        for *words, amount in lines
    ]
