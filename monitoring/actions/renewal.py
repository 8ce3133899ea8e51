"""Beginning a Fortschreibung on the same strategy."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from monitoring.actions.rows import save_row
from monitoring.models import LeftMeasure, Renewal
from monitoring.renewal import EndedMeasure, OpenGoal
from strategy.actions.positions import lock_for_editing
from strategy.actions.removal import remove_element
from strategy.discussion.actions.comments import add_comment
from strategy.models import Measure, OperationalGoal, StrategyVersion


@transaction.atomic
def begin_renewal(
    *,
    version: StrategyVersion,
    ended: Iterable[EndedMeasure],
    goals: Iterable[OpenGoal],
    by: User,
    at: datetime,
) -> Renewal:
    """Begin the Fortschreibung of the version that the council adopted last.

    The measures go out of the draft into the bin and stay readable in every version that has them; the story of each
    goal stands there as a comment. What somebody has already removed is left as it is. Raises RuleBroken when it has
    begun, when another version has been adopted meanwhile, and while the texts rest.
    """
    strategy = lock_for_editing(version.strategy)
    newer = strategy.versions.filter(adopted_on__isnull=False, number__gt=version.number)
    if newer.exists():
        raise RuleBroken(
            _("Inzwischen hat der Rat eine neuere Fassung beschlossen. Bitte beginnen Sie dort.")
        )
    if Renewal.objects.filter(version=version).exists():
        raise RuleBroken(_("Die Fortschreibung dieser Fassung ist schon begonnen."))
    renewal = Renewal(version=version, begun_at=at, begun_by=by)
    save_row(renewal)
    for each in ended:
        _leave(renewal, each, by, at)
    for goal in goals:
        there = OperationalGoal.objects.active().with_ancestors().filter(pk=goal.key).first()
        if there is not None:
            add_comment(element=there, text=goal.story, mentions=(), by=by, at=at)
    return renewal


def _leave(renewal: Renewal, ended: EndedMeasure, by: User, at: datetime) -> None:
    measure = Measure.objects.active().with_ancestors().filter(pk=ended.key).first()
    if measure is None:
        return
    remove_element(element=measure, by=by, at=at)
    save_row(
        LeftMeasure(
            renewal=renewal, measure=measure, number=ended.number, title=ended.title, outcome=ended.outcome
        )
    )
