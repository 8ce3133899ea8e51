"""Noting that two extracts do not fit together."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.models import Contradiction, Extract


@transaction.atomic
def note_contradiction(
    *, extract: Extract, other: Extract, note: str, by: User, at: datetime
) -> Contradiction:
    """Mark two extracts against each other.

    Raises RuleBroken for an extract and itself, when it is noted already, and when one of them was removed.
    """
    # In the order of the keys: two people who mark the same pair wait for each other.
    rows = (
        Extract.objects.select_for_update(of=("self",)).filter(pk__in=(extract.pk, other.pk)).order_by("pk")
    )
    found: list[Extract] = list(rows)
    if extract.pk == other.pk:
        raise RuleBroken(_("Eine Fundstelle widerspricht nicht sich selbst."))
    if len(found) < 2:
        raise RuleBroken(_("Eine der beiden Fundstellen wurde inzwischen entfernt."))
    first, second = found
    contradiction, created = Contradiction.objects.get_or_create(
        first=first, second=second, defaults={"note": note, "added_at": at, "added_by": by}
    )
    if not created:
        raise RuleBroken(_("Dieser Widerspruch ist schon vermerkt."))
    return contradiction


def remove_contradiction(*, contradiction: Contradiction) -> None:
    """Take the mark away; the extracts stay. What is gone already stays gone."""
    contradiction.delete()
