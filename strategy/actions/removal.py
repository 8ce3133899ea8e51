"""Removing goals and measures, and all that hangs on them.

Rows that name an element by kind and key (`AboutElement`) hang on it without a foreign key. Each such model stands in
HANGING_ON_ELEMENTS: a deleted element takes its rows along.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from accounts.models import User
from strategy.actions.elements import is_still_there
from strategy.actions.positions import close_gap, lock_for_editing
from strategy.document.tree import TREE
from strategy.models import Comment, ElementBasis, Proposal, Strategy
from strategy.models.kinds import GoalOrMeasure

HANGING_ON_ELEMENTS = (Proposal, Comment, ElementBasis)


@transaction.atomic
def remove_element(*, element: GoalOrMeasure, by: User, at: datetime) -> None:
    """Remove an element with everything below it.

    What may stand in a frozen version is retired, so that its key keeps its meaning; before the first version
    it is deleted. The following siblings move up unless the numbers are fixed.
    """
    take_out_element(element=element, strategy=lock_for_editing(element.strategy_of), by=by, at=at)


def take_out_element(*, element: GoalOrMeasure, strategy: Strategy, by: User, at: datetime) -> None:
    """Remove an element of a locked strategy with everything below it; who may do so is asked before."""
    if not is_still_there(element):
        return
    siblings, position = element.siblings(), element.position
    below = list(_descendants(element))
    if strategy.versions.exists():
        for each in [element, *below]:
            each.retired_at, each.retired_by, each._history_user = at, by, by
            each.save(update_fields=["retired_at", "retired_by"])
    else:
        keys = [element.pk, *(each.pk for each in below)]
        for model in HANGING_ON_ELEMENTS:
            model.objects.filter(element_key__in=keys).delete()
        for each in [*reversed(below), element]:
            each._history_user = by
            each.delete()
    if not strategy.has_fixed_numbers:
        close_gap(siblings, position)


def _descendants(element: GoalOrMeasure) -> Iterator[GoalOrMeasure]:
    """Every active element below, parents before children."""
    name = TREE[element.kind].children
    if not name:
        return
    for child in getattr(element, name).active():
        yield child
        yield from _descendants(child)
