"""Papers, their Beratungsfolge, and the outcome that adopts a version."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.choices import ADOPTING_OUTCOMES, ConsultationRole, Outcome
from committees.models import Consultation, Paper
from strategy.actions.versions import adopt_version
from strategy.exceptions import RuleBroken, StaleRevision
from strategy.models import StrategyVersion


@transaction.atomic
def create_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Save a new paper from a form. Raises RuleBroken for a version that the council has adopted."""
    _refuse_adopted(paper.version)
    paper.created_at, paper.created_by = at, by
    paper._history_user = by
    paper.save()
    return paper


@transaction.atomic
def save_paper(*, paper: Paper, values: dict[str, Any], revision: int, by: User) -> Paper:
    """Save the form of a paper that was opened at `revision`.

    Raises StaleRevision when somebody else has saved since, RuleBroken once the council has decided or for
    a version that it has adopted.
    """
    current = _open_paper(paper)
    if current.revision != revision:
        raise StaleRevision(current)
    for name, value in values.items():
        setattr(current, name, value)
    _refuse_adopted(current.version)
    current.revision += 1
    current._history_user = by
    current.save()
    return current


@transaction.atomic
def save_consultation(*, consultation: Consultation, by: User) -> Consultation:
    """Add or change a step of the Beratungsfolge. Raises RuleBroken for a second decision.

    A step with an outcome is a record: another body or role would turn it into a statement that nobody made,
    so it is refused; outcome and day are corrected by recording the outcome again.
    """
    _open_paper(consultation.paper)
    saved = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if saved and saved.outcome != Outcome.OPEN:
        raise RuleBroken(
            _(
                "Diese Beratung hat schon ein Ergebnis. Gremium und Zuständigkeit stehen damit fest; "
                "Ergebnis und Tag berichtigen Sie über „Ergebnis“."
            )
        )
    try:
        consultation.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    consultation._history_user = by
    consultation.save()
    return consultation


@transaction.atomic
def remove_consultation(*, consultation: Consultation, by: User) -> None:
    """Remove a step that has no outcome yet."""
    _open_paper(consultation.paper)
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.outcome != Outcome.OPEN:
        raise RuleBroken(_("Diese Beratung hat schon ein Ergebnis und bleibt im Verlauf stehen."))
    consultation._history_user = by
    consultation.delete()


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
    deciding body adopts the version of the paper. Raises RuleBroken for an outcome before the meeting's day,
    when somebody else has recorded one since, for a correction after the council's decision, and for a decision
    with changes: the council then adopts a text that no frozen version holds yet.
    """
    paper = _open_paper(consultation.paper)
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
    consultation._history_user = by
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


def _refuse_adopted(version: StrategyVersion) -> None:
    if version.is_adopted:
        raise RuleBroken(
            _("Fassung %(number)d ist schon beschlossen. Eine Vorlage braucht einen Beschlussentwurf.")
            % {"number": version.number}
        )
