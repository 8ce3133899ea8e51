"""The council procedure of the demonstration: the frozen draft, its paper, the Beratungsfolge and the decision."""

from datetime import date, datetime, time
from typing import cast

from django.utils import timezone

from accounts.models import User
from committees.actions.bodies import save_committee
from committees.actions.consultations import save_consultation
from committees.actions.outcomes import record_outcome
from committees.actions.papers import create_paper, submit_paper
from committees.choices import CommitteeKind, ConsultationRole, Outcome
from committees.models import Committee, Consultation, Paper
from gnk.demo.history import happened
from gnk.demo.reading import day, local, read
from gnk.demo.scene import Scene
from strategy.actions.phases import close_phase
from strategy.actions.versions import freeze_version, publish_version
from strategy.choices import Phase
from strategy.models import StrategyVersion

FROZEN, SUBMITTED, PUBLISHED, CLOSED = (
    "2021-07-12T12:00",
    "2021-07-20T10:00",
    "2021-10-06T11:00",
    "2021-10-06T12:00",
)
# When a session is over and its result entered.
RECORDED = time(22)


def load_political_bodies(by: User) -> None:
    for name, kind, _day in read("herne.json")["consultations"]:
        save_committee(committee=Committee(name=name, kind=kind), by=by)


def freeze_draft(scene: Scene) -> StrategyVersion:
    return freeze_version(
        strategy=scene.strategy,
        by=scene.by,
        at=local(FROZEN),
        note="Entwurf für die Beratung im Spätsommer",
    )


def bring_in_paper(scene: Scene, version: StrategyVersion) -> Paper:
    """The paper with its Beratungsfolge, no result yet."""
    facts, office, at = read("herne.json"), scene.people["Gerry Gremienbüro"], local(SUBMITTED)
    with happened(at):
        paper = create_paper(paper=Paper(version=version, **facts["paper"]), by=office, at=at)
        for name, kind, on in facts["consultations"]:
            decides = kind == CommitteeKind.COUNCIL
            consultation = Consultation(
                paper=paper,
                committee=Committee.objects.get(name=name),
                role=ConsultationRole.DECISION if decides else ConsultationRole.PRELIMINARY,
                date=day(on),
            )
            save_consultation(consultation=consultation, by=office)
        return submit_paper(paper=paper, by=office, at=at)


def decide(scene: Scene, paper: Paper) -> None:
    """Every body adopts, the council last."""
    for consultation in paper.consultations.filter(date__isnull=False):
        session = cast(date, consultation.date)
        at = timezone.make_aware(datetime.combine(session, RECORDED))
        with happened(at):
            record_outcome(
                consultation=consultation,
                outcome=Outcome.ADOPTED,
                held_on=session,
                by=scene.people["Gerry Gremienbüro"],
                at=at,
            )


def publish(scene: Scene, version: StrategyVersion) -> None:
    publish_version(version=version, by=scene.by, at=local(PUBLISHED))
    close_phase(strategy=scene.strategy, phase=Phase.RESOLUTION, note="", by=scene.by, at=local(CLOSED))
