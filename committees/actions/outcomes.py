"""Recording what a body decided, and what follows from it for the paper and the strategy."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.actions.papers import enter_state, lock_paper
from committees.choices import ADOPTING_OUTCOMES, ConsultationRole, Outcome, PaperState
from committees.models import Consultation, Resolution
from strategy.actions.versions import adopt_version
from strategy.exceptions import RuleBroken


@transaction.atomic
def record_outcome(
    *,
    consultation: Consultation,
    outcome: Outcome,
    held_on: date,
    by: User,
    at: datetime,
    corrects: datetime | None = None,
) -> Consultation:
    """Record what a body decided on the day of its meeting.

    A correction names the record that it replaces: `corrects` is its `recorded_at`. An adopting outcome at the
    deciding body adopts the version of the paper. Raises RuleBroken for a paper that is not submitted, for an outcome
    before the meeting's day, and when somebody else has recorded one since.
    """
    paper = lock_paper(consultation.paper)
    if not paper.is_submitted:
        raise RuleBroken(_("Die Vorlage ist noch nicht eingebracht. Ein Ergebnis gibt es erst danach."))
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.recorded_at != corrects:
        raise RuleBroken(
            _(
                "Inzwischen hat jemand anderes ein Ergebnis eingetragen: %(outcome)s. "
                "Öffnen Sie diese Seite neu, wenn es zu berichtigen ist."
            )
            % {"outcome": consultation.get_outcome_display()}
        )
    if held_on > timezone.localdate(at):
        raise RuleBroken(_("Die Sitzung hat noch nicht stattgefunden. Ein Ergebnis gibt es erst danach."))
    decides = consultation.role == ConsultationRole.DECISION
    if outcome == Outcome.ADOPTED_WITH_CHANGES:
        raise RuleBroken(_("Geänderte Beschlüsse brauchen angenommene Änderungsanträge."))
    replaced = consultation.resolutions.current().last()
    Resolution.objects.create(
        consultation=consultation,
        outcome=outcome,
        held_on=held_on,
        recorded_at=at,
        recorded_by=by,
        corrects=replaced,
        correction_reason=_("Berichtigung") if replaced else "",
    )
    consultation.outcome, consultation.date = outcome, held_on
    consultation.recorded_at, consultation.recorded_by = at, by
    consultation.version = paper.version
    consultation._history_user = by
    consultation.save()
    if decides and outcome in ADOPTING_OUTCOMES:
        adopt_version(version=paper.version, on=held_on, reference=paper.reference, by=by, at=at)
        enter_state(paper=paper, to=PaperState.ADOPTED, by=by, at=at)
    return consultation
