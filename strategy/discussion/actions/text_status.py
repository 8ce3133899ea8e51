"""The way of a text from draft to agreed, and back."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.positions import refuse_submitted
from strategy.choices import SETTLED_STATUSES, TEXT_STATUS_TRANSITIONS, TextStatus
from strategy.discussion.text_status import is_step_back
from strategy.models import Strategy, ThemeField
from strategy.models.element import NumberedElementQuerySet
from strategy.models.kinds import MODELS_BELOW_THEMES, GoalOrMeasure
from strategy.permissions import can_change_text_status, is_open_to
from strategy.signals import question_decided

Settled = TypeVar("Settled", bound=GoalOrMeasure)


@transaction.atomic
def change_text_status(*, element: Settled, to: TextStatus, reason: str, by: User) -> Settled:
    """Bring a goal or measure to another status. The history shows who did it and, for a step back, why.

    The revision stays: no text changed, and whoever is writing may go on. Raises RuleBroken for a transition
    that does not exist or that this person may not make, and for a step back without a reason.
    """
    rows: NumberedElementQuerySet[Settled] = NumberedElementQuerySet(type(element))
    locked = rows.select_for_update(of=("self",)).active().with_ancestors()
    current = locked.filter(pk=element.pk).first()
    if current is None:
        raise RuleBroken(_("Dieses Element wurde inzwischen entfernt."))
    # Read behind the row's lock, which the submission of a paper takes as well.
    refuse_submitted(Strategy.objects.get(pk=current.strategy_of.pk))
    if to not in TEXT_STATUS_TRANSITIONS[current.text_status]:
        raise RuleBroken(
            _("Der Stand ist inzwischen „%(now)s“. Von dort geht es nicht zu „%(to)s“.")
            % {"now": current.get_text_status_display(), "to": to.label}
        )
    if not can_change_text_status(by, current, to):
        raise RuleBroken(_("Diesen Stand setzen Koordination und Kernteam."))
    back = is_step_back(TextStatus(current.text_status), to)
    if back and not reason.strip():
        raise RuleBroken(_("Bitte begründen Sie, warum der Text zurückgegeben wird."))
    _apply(current, to, reason.strip() if back else "", by)
    return current


@transaction.atomic
def submit_drafts(*, theme: ThemeField, by: User) -> int:
    """Bring every draft of a theme field to "in Abstimmung". Returns how many there were.

    Raises RuleBroken when this person may not work in the theme field (any more).
    """
    locked = ThemeField.objects.select_for_update().selected().get(pk=theme.pk)
    refuse_submitted(Strategy.objects.get(pk=locked.strategy_id))
    if not is_open_to(by, locked):
        raise RuleBroken(_("Sie können in diesem Themenfeld gerade nichts ändern."))
    count = 0
    for model in MODELS_BELOW_THEMES.values():
        drafts = model.objects.active().filter(**{model.path_to_theme: locked}, text_status=TextStatus.DRAFT)
        for element in drafts.select_for_update(of=("self",)):
            _apply(element, TextStatus.IN_REVIEW, "", by)
            count += 1
    return count


def _apply(element: GoalOrMeasure, to: TextStatus, reason: str, by: User) -> None:
    element.text_status, element.text_status_reason = to, reason
    element._history_user = by
    element.save(update_fields=["text_status", "text_status_reason"])
    if to in SETTLED_STATUSES:
        question_decided.send(sender=type(element), keys=[element.pk], by=by)
