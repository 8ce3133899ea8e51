"""Order and numbers. While drafting, numbers follow the order; from the first adoption on they are fixed."""

from django.db.models import F, Max, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from strategy.models import Strategy
from strategy.models.kinds import ProgrammeElement

# Larger than any position: rows are lifted above it and set down again, because a unique constraint is
# checked row by row.
LIFT = 1_000_000


def lock(strategy: Strategy) -> Strategy:
    """Lock the strategy until the end of the transaction: structural changes happen one after another."""
    return Strategy.objects.select_for_update().get(pk=strategy.pk)


def lock_for_editing(strategy: Strategy) -> Strategy:
    """Lock the strategy to change its texts. Raises RuleBroken while they lie before the committees."""
    strategy = lock(strategy)
    refuse_submitted(strategy)
    return strategy


def refuse_submitted(strategy: Strategy) -> None:
    if strategy.is_submitted:
        raise RuleBroken(
            _(
                "Die Strategie liegt als Vorlage %(paper)s den Gremien vor. "
                "Bis zum Beschluss ändern nur Änderungsanträge ihre Texte."
            )
            % {"paper": strategy.submitted_paper}
        )


def next_position(siblings: QuerySet[ProgrammeElement]) -> int:
    """The position behind the last sibling; a fixed number of a retired one is never given again."""
    last = siblings.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def close_gap(siblings: QuerySet[ProgrammeElement], position: int) -> None:
    """Move the siblings behind a removed element up by one, in two queries."""
    behind = siblings.filter(retired_at__isnull=True, position__gt=position)
    behind.update(position=F("position") + LIFT)
    lifted = siblings.filter(retired_at__isnull=True, position__gt=LIFT)
    lifted.update(position=F("position") - LIFT - 1)


def open_gap(siblings: QuerySet[ProgrammeElement], position: int) -> None:
    """Move the siblings from a position on down by one, in two queries."""
    behind = siblings.filter(retired_at__isnull=True, position__gte=position)
    behind.update(position=F("position") + LIFT)
    lifted = siblings.filter(retired_at__isnull=True, position__gt=LIFT)
    lifted.update(position=F("position") - LIFT + 1)


def swap(element: ProgrammeElement, neighbour: ProgrammeElement) -> None:
    """Exchange the positions of two siblings; both changes are in the history."""
    here, there = element.position, neighbour.position
    type(element).objects.filter(pk=element.pk).update(position=F("position") + LIFT)
    neighbour.position, element.position = here, there
    neighbour.save(update_fields=["position"])
    element.save(update_fields=["position"])


def neighbour_of(element: ProgrammeElement, *, up: bool) -> ProgrammeElement | None:
    """The active sibling directly before or behind an element, None at the end or without a position."""
    if element.position is None:
        return None
    siblings = element.siblings().active()
    if up:
        return siblings.filter(position__lt=element.position).order_by("-position").first()
    return siblings.filter(position__gt=element.position).order_by("position").first()


def refuse_if_fixed(strategy: Strategy, sentence: str | Promise) -> None:
    if strategy.has_fixed_numbers:
        raise RuleBroken(str(sentence))
