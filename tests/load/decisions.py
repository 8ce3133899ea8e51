"""A clerk who enters "geändert beschlossen" body by body, and what the database says about it afterwards.

Each body accepts one amendment of its own, which brings a mark into the one goal. So every entry must have its
version, every version its entry, and the texts must be those of the last version.
"""

from collections.abc import Iterator

from django.urls import reverse

from accounts.models import User
from committees.council.actions.papers import submit_paper
from committees.council.choices import AmendmentKind, ConsultationRole, Fate, Mover, Outcome
from committees.council.models import Amendment, Consultation, Paper, Resolution
from strategy.choices import ElementKind
from strategy.document.document import from_json
from strategy.document.drafting import working_document
from strategy.models import OperationalGoal, Strategy, StrategyVersion
from tests.builders import NOW, make_committee, make_consultation, make_paper, make_version
from tests.load.visitor import Visitor

DAY = NOW.date().isoformat()


def make_long_route(strategy: Strategy, *, by: User, bodies: int) -> Paper:
    """A submitted paper that many bodies deliberate, each with an amendment, and the council last."""
    paper = make_paper(make_version(strategy, by=by), by=by)
    steps = [
        make_consultation(paper, role=ConsultationRole.PRELIMINARY, committee=make_committee())
        for _ in range(bodies)
    ]
    make_consultation(paper)
    goal = OperationalGoal.objects.get()
    for number, step in enumerate(steps, start=1):
        Amendment.objects.create(
            paper=paper,
            number=number,
            kind=AmendmentKind.CHANGE,
            element_kind=ElementKind.OPERATIONAL_GOAL,
            element_key=goal.pk,
            values={"statement": f"Bis 2030 gilt Antrag {number}."},
            mover=Mover.COMMITTEE,
            mover_committee=step.committee,
            consultation=step,
            created_at=NOW,
        )
    return submit_paper(paper=paper, by=by, at=NOW)


class Clerk:
    """Somebody who enters the outcome of the next body that has none yet."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.confirmed: list[int] = []

    def decide_next(self) -> int:
        """Returns the status of the answer."""
        step = Consultation.objects.filter(outcome=Outcome.OPEN).order_by("position")[0]
        amendment = Amendment.objects.get(consultation=step)
        path = reverse("council:consultation-outcome", args=[step.pk])
        fields = self.visitor.get(path).form("held_on")
        said = {
            "outcome": [Outcome.ADOPTED_WITH_CHANGES.value],
            "held_on": [DAY],
            f"fate-{amendment.pk}": [Fate.ACCEPTED.value],
            "votes_yes": ["9"],
            "votes_no": ["2"],
            "faction_0": ["SPD"],
            "faction_0_votes_yes": ["9"],
            "faction_0_votes_no": ["2"],
        }
        status = self.visitor.post(path, fields | said).status
        if status == 302:
            self.confirmed.append(step.pk)
        return status


def faults_of_decisions(paper: Paper) -> Iterator[str]:
    """What is half-written, as sentences."""
    paper = Paper.objects.select_related("version").get(pk=paper.pk)
    decided = list(paper.consultations.exclude(outcome=Outcome.OPEN).order_by("position"))
    numbers = list(StrategyVersion.objects.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, len(decided) + 2)):
        yield f"{len(decided)} bodies have decided, but the versions are {numbers}"
    if paper.version.number != numbers[-1]:
        yield f"the paper stands at version {paper.version.number} of {numbers[-1]}"
    if Resolution.objects.count() != len(decided):
        yield f"{Resolution.objects.count()} entries for {len(decided)} decisions"
    for index, step in enumerate(decided, start=1):
        entry = step.resolutions.get()
        parts = entry.faction_votes.count(), entry.fates.count()
        made = step.resulting_version is not None and step.resulting_version.number == index + 1
        if parts != (1, 1) or not made:
            yield f"the entry of body {index} is not whole: {parts}, version made: {made}"
    draft, frozen = working_document(Strategy.objects.get()), from_json(paper.version.content)
    if (draft.themes, draft.chapters) != (frozen.themes, frozen.chapters):
        yield f"the texts are not those of version {paper.version.number}"
