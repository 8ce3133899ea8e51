"""Reading a foreign Beratungsfolge in: asking for it, asking again, taking over what was chosen."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from committees.bodies.models import Committee
from committees.council.actions.consultations import save_consultation, steps_of
from committees.council.actions.outcomes import record_outcome
from committees.council.actions.papers import lock_paper
from committees.council.choices import Outcome
from committees.council.models import Consultation, Paper
from committees.council.procedure import Entry
from committees.meetings.models import Meeting
from editing.exceptions import RuleBroken
from files.destinations import destination_of
from jobs.actions import order
from jobs.models import Job
from oparl import tasks
from oparl.choices import ReadingState
from oparl.matching import Proposal
from oparl.models import PaperReading
from oparl.preview import preview_of


class Choice(Struct, frozen=True):
    """A tick for one proposal: what they had seen, and the warnings they confirmed."""

    token: str
    confirmed: frozenset[str] = frozenset()


@transaction.atomic
def start_reading(*, paper: Paper, url: str, by: User) -> PaperReading:
    """Have the Beratungsfolge of a foreign paper read. Raises Refusal for what is no web address, RuleBroken for an
    ended paper."""
    paper = lock_paper(paper)
    destination_of(url)
    return PaperReading.objects.create(paper=paper, url=url, job=_order(by))


@transaction.atomic
def retry_reading(*, reading: PaperReading, by: User) -> PaperReading:
    """Read anew what failed, stopped or is older. Raises RuleBroken while a worker is at it, or once taken over."""
    current = _locked(reading)
    if current.job.is_under_way:
        raise RuleBroken(_("Diese Vorlage wird gerade gelesen."))
    if current.state == ReadingState.APPLIED:
        raise RuleBroken(_("Diese Beratungsfolge ist schon übernommen."))
    former, current.job = current.job, _order(by)
    current.steps = []
    current.save()
    former.delete()
    return current


@transaction.atomic
def discard_reading(*, reading: PaperReading) -> None:
    """Forget a reading. Raises RuleBroken while a worker is at it, and for one that was taken over."""
    current = _locked(reading)
    if current.job.is_under_way:
        raise RuleBroken(_("Diese Vorlage wird gerade gelesen. Brechen Sie das Lesen zuerst ab."))
    if current.state == ReadingState.APPLIED:
        raise RuleBroken(_("Diese Beratungsfolge ist schon übernommen."))
    current.delete()
    current.job.delete()


@transaction.atomic
def apply_reading(
    *,
    reading: PaperReading,
    choices: Mapping[int, Choice],
    chosen: Mapping[int, int],
    by: User,
    at: datetime,
) -> int:
    """Take over the chosen steps, all or none; returns how many. `chosen` are bodies assigned by hand, by index.

    Raises RuleBroken when nothing is chosen, when the Beratungsfolge has changed since the preview, and when a rule
    of the record refuses an outcome (EntryRefused).
    """
    current = _locked(reading)
    if current.state != ReadingState.READ:
        raise RuleBroken(_("Diese Beratungsfolge ist noch nicht gelesen oder schon übernommen."))
    if not choices:
        raise RuleBroken(_("Bitte wählen Sie, was übernommen werden soll."))
    paper = lock_paper(current.paper)
    committees = list(Committee.objects.all())
    proposals = preview_of(
        current, steps_of(paper), committees=committees, chosen=chosen, today=timezone.localdate(at)
    )
    taken = [proposal for proposal in proposals if proposal.index in choices]
    if len(taken) != len(choices) or any(
        not proposal.does_something or proposal.token != choices[proposal.index].token for proposal in taken
    ):
        raise RuleBroken(
            _("Die Beratungsfolge hat sich inzwischen geändert. Bitte sehen Sie die Vorschau noch einmal an.")
        )
    for proposal in taken:
        _take_over(proposal, paper, choices[proposal.index].confirmed, by=by, at=at)
    current.applied_at = at
    current.save()
    return len(taken)


def _take_over(
    proposal: Proposal, paper: Paper, confirmed: frozenset[str], *, by: User, at: datetime
) -> None:
    step = _step_of(proposal, paper)
    if step.pk is None or proposal.new_date is not None or proposal.new_number is not None:
        step = _save_day(step, proposal, by=by)
    held_on = proposal.new_date or step.date
    if proposal.outcome is None or held_on is None:
        return
    entry = Entry(
        outcome=proposal.outcome,
        held_on=held_on,
        majority=proposal.majority,
        wording=proposal.foreign.wording,
    )
    record_outcome(consultation=step, entry=entry, confirmed=confirmed, by=by, at=at)


def _step_of(proposal: Proposal, paper: Paper) -> Consultation:
    """The step that a proposal is about. A new one may stand there by now: what an adjournment before it made."""
    steps = paper.consultations.select_related("committee", "meeting")
    if proposal.own is not None:
        return steps.get(pk=proposal.own.key)
    # A step that can be taken over and is none of ours has its body assigned.
    body = cast("int", proposal.committee)
    arisen = steps.filter(
        committee_id=body, outcome=Outcome.OPEN, date__isnull=True, arose_from__isnull=False
    )
    return arisen.first() or Consultation(paper=paper, committee_id=body, role=proposal.role, position=0)


def _save_day(step: Consultation, proposal: Proposal, *, by: User) -> Consultation:
    """Save day and agenda item number; the meeting is that of the day, if one is kept here."""
    if proposal.new_date is not None:
        step.meeting = _meeting_on(step.committee_id, proposal.new_date)
        step.date = proposal.new_date
    if proposal.new_number is not None:
        step.agenda_number = proposal.new_number
    return save_consultation(consultation=step, by=by)


def _meeting_on(committee: int, day: date) -> Meeting | None:
    return Meeting.objects.filter(
        committee_id=committee, cancelled_at__isnull=True, starts_at__date=day
    ).first()


def _locked(reading: PaperReading) -> PaperReading:
    readings = PaperReading.objects.select_for_update(of=("self",))
    return readings.select_related("job", "paper__version__strategy__municipality").get(pk=reading.pk)


def _order(by: User) -> Job:
    return order(tasks.ForeignPaperReading, by=by, word=_("Die Vorlage wird gelesen"))
