"""The way of a text from draft to agreed, and back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
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

# How long a step can be taken back as if it had not been made.
TAKEN_BACK_WITHIN = timedelta(hours=1)
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
def change_text_statuses(*, elements: Sequence[GoalOrMeasure], to: TextStatus, by: User) -> int:
    """Bring several texts a step forward: all, or none where one of them cannot go there. Returns how many went."""
    return len([change_text_status(element=element, to=to, reason="", by=by) for element in elements])


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
        for element in _drafts(model, locked).select_for_update(of=("self",)):
            _apply(element, TextStatus.IN_REVIEW, "", by)
            count += 1
    return count


def drafts_of(theme: ThemeField) -> list[GoalOrMeasure]:
    """Whatever `submit_drafts` would bring on, each kind behind the one above it."""
    return [
        element
        for model in MODELS_BELOW_THEMES.values()
        for element in _drafts(model, theme).with_ancestors().in_chosen_themes()
    ]


def _drafts(model: type[Settled], theme: ThemeField) -> NumberedElementQuerySet[Settled]:
    rows: NumberedElementQuerySet[Settled] = NumberedElementQuerySet(model)
    return rows.active().filter(**{model.path_to_theme: theme}, text_status=TextStatus.DRAFT)


@transaction.atomic
def take_back_text_statuses(*, theme: ThemeField, since: datetime, by: User, at: datetime) -> int:
    """Take back the steps that somebody has just made in a theme field; returns how many. They need no reason.

    Only what is still the last thing that happened to a text, and was done within the last hour. Raises RuleBroken when
    there is nothing left to take back.
    """
    locked = ThemeField.objects.select_for_update().active().get(pk=theme.pk)
    refuse_submitted(Strategy.objects.get(pk=locked.strategy_id))
    if not is_open_to(by, locked):
        raise RuleBroken(_("Sie können in diesem Themenfeld gerade nichts ändern."))
    count = 0
    if at - since <= TAKEN_BACK_WITHIN:
        for model in MODELS_BELOW_THEMES.values():
            touched = model.history.filter(history_user=by, history_date__gte=since).values("id")
            rows = model.objects.active().filter(**{model.path_to_theme: locked}, pk__in=touched)
            count += sum(_take_back(element, since, by) for element in rows.select_for_update(of=("self",)))
    if not count:
        raise RuleBroken(_("Inzwischen ist mehr geschehen. Der Stand lässt sich so nicht mehr zurücknehmen."))
    return count


def _take_back(element: GoalOrMeasure, since: datetime, by: User) -> bool:
    last, before = [*element.history.order_by("-history_date", "-history_id")[:2], None, None][:2]
    if last is None or before is None or last.history_date < since or last.history_user_id != by.pk:
        return False
    # Saving a text that the council adopted makes it a draft, which is no step.
    if last.text_status == before.text_status or last.revision != before.revision:
        return False
    _apply(element, TextStatus(before.text_status), before.text_status_reason, by)
    return True


def _apply(element: GoalOrMeasure, to: TextStatus, reason: str, by: User) -> None:
    element.text_status, element.text_status_reason = to, reason
    element._history_user = by
    element.save(update_fields=["text_status", "text_status_reason"])
    if to in SETTLED_STATUSES:
        question_decided.send(sender=type(element), keys=[element.pk], by=by)
