"""The Beratungsfolge of a paper: its steps and their order."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.actions.papers import lock_paper
from committees.choices import Outcome
from committees.models import Consultation
from strategy.exceptions import RuleBroken


@transaction.atomic
def save_consultation(*, consultation: Consultation, by: User) -> Consultation:
    """Add a step at the end of the Beratungsfolge or change one. Raises RuleBroken for a second decision.

    A step with an outcome is a record: another body or role would turn it into a statement that nobody made,
    so it is refused; outcome and day are corrected by recording the outcome again.
    """
    paper = lock_paper(consultation.paper)
    saved = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if saved and saved.outcome != Outcome.OPEN:
        raise RuleBroken(
            _(
                "Diese Beratung hat schon ein Ergebnis. Gremium und Zuständigkeit stehen damit fest; "
                "Ergebnis und Tag berichtigen Sie über „Ergebnis“."
            )
        )
    if saved is None:
        last = paper.consultations.aggregate(last=Max("position"))["last"]
        consultation.position = (last or 0) + 1
    if consultation.meeting is not None:
        consultation.date = timezone.localdate(consultation.meeting.starts_at)
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
    lock_paper(consultation.paper)
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.outcome != Outcome.OPEN:
        raise RuleBroken(_("Diese Beratung hat schon ein Ergebnis und bleibt im Verlauf stehen."))
    consultation._history_user = by
    consultation.delete()
