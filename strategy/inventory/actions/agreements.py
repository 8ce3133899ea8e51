"""Remembering that two statements do not contradict each other, or that somebody wants to look again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from strategy.inventory.contradicting import Opposites
from strategy.models import Agreement


@transaction.atomic
def agree(*, opposites: Opposites, wording: str, at: datetime) -> None:
    """Say that two statements, as somebody read them, do not contradict each other.

    Raises RuleBroken when one of them reads otherwise by now.
    """
    if opposites.wording != wording:
        raise RuleBroken(
            _("Eine der beiden Stellen wurde inzwischen geändert. Sehen Sie sie bitte noch einmal an.")
        )
    first, second = opposites.keys
    values = {"wording": wording, "made_at": at}
    Agreement.objects.update_or_create(first=first, second=second, defaults=values)


def look_again(*, opposites: Opposites) -> None:
    """Take the remark away. What is gone already stays gone."""
    first, second = opposites.keys
    Agreement.objects.filter(first=first, second=second).delete()
