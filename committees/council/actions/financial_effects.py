"""The financial effects of a paper: lines of its two tables."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.actions.papers import lock_paper, mark_changed
from committees.council.models import FinancialEffect, Paper
from editing.exceptions import RuleBroken

LINES_AT_MOST = 200


@transaction.atomic
def save_effect(*, effect: FinancialEffect, by: User) -> FinancialEffect:
    """Save a line from a form, a new one behind the others of its paper. A paper with lines has financial effects.

    Raises RuleBroken for an ended paper, for a line that was removed meanwhile, and for too many.
    """
    paper = lock_paper(effect.paper)
    if effect.pk is not None and not paper.financial_effects.filter(pk=effect.pk).exists():
        raise RuleBroken(_("Diese Zeile wurde inzwischen entfernt."))
    if effect.pk is None:
        _append(paper, [effect])
    else:
        effect.save()
    mark_changed(paper, by=by)
    return effect


@transaction.atomic
def remove_effect(*, effect: FinancialEffect, by: User) -> None:
    """Remove a line. Raises RuleBroken for an ended paper."""
    paper = lock_paper(effect.paper)
    paper.financial_effects.filter(pk=effect.pk).delete()
    mark_changed(paper, by=by)


@transaction.atomic
def take_over_effects(*, paper: Paper, effects: Iterable[FinancialEffect], by: User) -> int:
    """Add lines to a paper; returns how many. One with the same table, number and name stays as it is.

    Raises RuleBroken for an ended paper, and for too many.
    """
    current = lock_paper(paper)
    present = set(current.financial_effects.values_list("plan", "number", "name"))
    new = [effect for effect in effects if (effect.plan, effect.number, effect.name) not in present]
    _append(current, new)
    mark_changed(current, by=by)
    return len(new)


def _append(paper: Paper, effects: list[FinancialEffect]) -> None:
    if paper.financial_effects.count() + len(effects) > LINES_AT_MOST:
        raise RuleBroken(_("Eine Vorlage hat höchstens %d Zeilen.") % LINES_AT_MOST)
    last = paper.financial_effects.aggregate(last=Max("position"))["last"] or 0
    for position, effect in enumerate(effects, start=last + 1):
        effect.paper, effect.position = paper, position
        effect.save()
    if effects:
        paper.has_no_financial_effects = False
