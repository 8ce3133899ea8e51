"""Two Umsetzungsberichte, with example texts; the first one went through the bodies and was noted."""

from datetime import date, datetime, time
from typing import cast

from django.utils import timezone

from accounts.models import User
from committees.bodies.models import Committee
from committees.council.actions.consultations import save_consultation
from committees.council.actions.outcomes import record_outcome
from committees.council.actions.papers import submit_paper
from committees.council.choices import ConsultationRole, Outcome, PaperKind
from committees.council.models import Consultation, Paper
from committees.council.procedure import Entry
from gnk.demo.evidence import choose_pictures
from gnk.demo.history import happened
from gnk.demo.reading import Content, day, local, read
from gnk.demo.scene import Scene
from monitoring.actions.progress import (
    begin_report,
    create_report_paper,
    freeze_report,
    publish_report,
    save_report,
)
from monitoring.adopted import adopted_strategy
from monitoring.models import FrozenReport, ProgressReport

# When a session is over and its result entered.
RECORDED = time(22)


def report_to_the_council(scene: Scene) -> None:
    """Freeze both reports as of their days, bring the first before the council, publish both."""
    for facts in read("implementation.json")["reports"]:
        frozen = _freeze(scene, facts)
        if "paper" in facts:
            _bring_in(frozen, facts["paper"], by=scene.people["Gerry Gremienbüro"])
        publish_report(report=frozen, by=scene.by, at=local(facts["published"]))


def _freeze(scene: Scene, facts: Content) -> FrozenReport:
    adopted, at = adopted_strategy(), local(facts["frozen"])
    if adopted is None:
        raise LookupError("the council has adopted nothing yet")
    start, end = map(day, facts["period"])
    begun = ProgressReport(strategy=scene.strategy, title=facts["title"], period_start=start, period_end=end)
    with happened(at):
        report = begin_report(report=begun, adopted=adopted, by=scene.by, at=at)
        values: dict[str, object] = {name: facts[name] for name in ("introduction", "proposals")}
        values["with_appendix"] = facts.get("with_appendix", False)
        report = save_report(report=report, values=values, revision=report.revision, by=scene.by)
        if report.with_appendix:
            for section in report.sections.all():
                choose_pictures(section)
        return freeze_report(
            report=report, revision=report.whole_revision, version=adopted.number, by=scene.by, at=at
        )


def _bring_in(report: FrozenReport, facts: Content, *, by: User) -> None:
    """A paper for information; each body takes note, the council last."""
    at = local(facts["at"])
    texts = {name: facts[name] for name in ("reference", "subject", "proposed_resolution", "facts")}
    with happened(at):
        begun = Paper(kind=PaperKind.REPORT, has_no_financial_effects=True, **texts)
        paper = create_report_paper(report=report, paper=begun, by=by, at=at)
        for place, (body, on, number) in enumerate(facts["steps"], start=1):
            decides = place == len(facts["steps"])
            step = Consultation(
                paper=paper,
                committee=Committee.objects.get(name=body),
                role=ConsultationRole.DECISION if decides else ConsultationRole.PRELIMINARY,
                date=day(on),
                agenda_number=number,
            )
            save_consultation(consultation=step, by=by)
        submit_paper(paper=paper, by=by, at=at)
    for step in paper.consultations.order_by("position"):
        session = cast(date, step.date)
        held = timezone.make_aware(datetime.combine(session, RECORDED))
        entry = Entry(outcome=Outcome.NOTED, held_on=session, wording=facts["noted"])
        with happened(held):
            record_outcome(consultation=step, entry=entry, by=by, at=held)
