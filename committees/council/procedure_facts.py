"""The rows as the rules of a decision take them: the Beratungsfolge and its amendments as values."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from committees.bodies.models import Membership
from committees.council.choices import (
    CHANGING_OUTCOMES,
    ConsultationRole,
    Fate,
    Outcome,
    PaperKind,
    PaperSubject,
)
from committees.council.models import Amendment, Consultation, FactionVote, Paper, Resolution
from committees.council.models.amendments import AmendmentQuerySet
from committees.council.procedure import Route, Step


def step_facts(step: Consultation, *, held_on: date | None = None) -> Step:
    """One step; with `held_on` it knows how many votes its body had on that day."""
    seats = 0
    if held_on is not None:
        seats = Membership.objects.filter(committee=step.committee_id).on(held_on).voting().count()
    return Step(
        key=step.pk,
        committee=step.committee_id,
        body=step.committee.name,
        role=ConsultationRole(step.role),
        outcome=Outcome(step.outcome),
        date=step.date,
        meeting_on=timezone.localdate(step.meeting.starts_at) if step.meeting else None,
        seats=seats,
        agenda_number=step.agenda_number,
    )


def route_facts(paper: Paper, steps: Iterable[Consultation]) -> Route:
    """The whole Beratungsfolge; `steps` come in their order."""
    return Route(
        steps=tuple(step_facts(step) for step in steps),
        kind=PaperKind(paper.kind),
        about=PaperSubject(paper.about),
    )


def amendments_at_hand(paper: Paper, replaced: Resolution | None) -> AmendmentQuerySet:
    """The amendments a body may decide on: nobody has withdrawn them, and the text has not taken them up yet.

    With the entry that a correction replaces, what that entry took up is at hand as well.
    """
    taken_up = Resolution.objects.current().filter(outcome__in=CHANGING_OUTCOMES)
    if replaced is not None:
        taken_up = taken_up.exclude(pk=replaced.pk)
    amendments: AmendmentQuerySet = Amendment.objects.standing().filter(paper=paper)
    return amendments.exclude(
        pk__in=Amendment.objects.filter(fates__fate=Fate.ACCEPTED, fates__resolution__in=taken_up).values(
            "pk"
        )
    ).select_related("mover_committee")


def factions_known(paper: Paper) -> list[str]:
    """The factions that somebody has named before, in votes or as movers of this paper's amendments."""
    voted = FactionVote.objects.values_list("faction", flat=True)
    moved = paper.amendments.exclude(mover_name="").values_list("mover_name", flat=True)
    return sorted({*voted, *moved}, key=str.casefold)
