"""Papers, their Beratungsfolge, and the outcome that adopts a version."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.choices import ADOPTING_OUTCOMES, ConsultationRole, Outcome
from committees.models import Consultation, Paper
from strategy.actions.versions import adopt_version
from strategy.exceptions import RuleBroken, StaleRevision


@transaction.atomic
def create_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Save a new paper from a form."""
    paper.created_at, paper.created_by = at, by
    paper.save()
    return paper


@transaction.atomic
def save_paper(*, paper: Paper, values: dict[str, Any], revision: int, by: User) -> Paper:
    """Save the form of a paper that was opened at `revision`.

    Raises StaleRevision when somebody else has saved since, RuleBroken once the council has decided.
    """
    current = _open_paper(paper)
    if current.revision != revision:
        raise StaleRevision(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.revision += 1
    current.save()
    return current


@transaction.atomic
def save_consultation(*, consultation: Consultation, by: User) -> Consultation:
    """Add or change a step of the Beratungsfolge."""
    _open_paper(consultation.paper)
    consultation.save()
    return consultation


@transaction.atomic
def remove_consultation(*, consultation: Consultation, by: User) -> None:
    """Remove a step that has no outcome yet."""
    _open_paper(consultation.paper)
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.outcome != Outcome.OPEN:
        raise RuleBroken(_("Diese Beratung hat schon ein Ergebnis und bleibt im Verlauf stehen."))
    consultation.delete()


@transaction.atomic
def record_outcome(
    *, consultation: Consultation, outcome: Outcome, held_on: date, by: User, at: datetime
) -> Consultation:
    """Record what a body decided on the day of its meeting.

    An adopting outcome at the deciding body adopts the version of the paper. Raises RuleBroken for an outcome
    before the meeting's day, for a correction after the council's decision, and for a decision with changes:
    the council then adopts a text that no frozen version holds yet.
    """
    paper = _open_paper(consultation.paper)
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if held_on > at.date():
        raise RuleBroken(_("Die Sitzung hat noch nicht stattgefunden. Ein Ergebnis gibt es erst danach."))
    decides = consultation.role == ConsultationRole.DECISION
    if decides and outcome == Outcome.ADOPTED_WITH_CHANGES:
        raise RuleBroken(
            _(
                "Ein geänderter Beschluss gilt für einen anderen Text als Fassung %(number)d. Übernehmen Sie "
                "die Änderungen, frieren Sie eine neue Fassung ein und wählen Sie diese in der Vorlage. "
                "Tragen Sie dann „beschlossen“ ein."
            )
            % {"number": paper.version.number}
        )
    consultation.outcome, consultation.date = outcome, held_on
    consultation.recorded_at, consultation.recorded_by = at, by
    consultation.save()
    if decides and outcome in ADOPTING_OUTCOMES:
        adopt_version(version=paper.version, on=held_on, reference=paper.reference, by=by, at=at)
    return consultation


def _open_paper(paper: Paper) -> Paper:
    """Lock the paper. Once its version is adopted the record is closed."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("version__strategy").get(pk=paper.pk)
    if paper.version.is_adopted:
        raise RuleBroken(
            _("Der Rat hat entschieden. Diese Vorlage ist abgeschlossen und bleibt, wie sie ist.")
        )
    return paper
