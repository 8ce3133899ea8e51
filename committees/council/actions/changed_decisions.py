"""The next version, which accepted amendments make of the one before the bodies."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.amendments import change_of
from committees.council.models import Amendment, Consultation, Paper
from strategy.document.actions.element_changes import adopt_amendments
from strategy.models import StrategyVersion


def take_up(
    amendments: Sequence[Amendment], *, paper: Paper, step: Consultation, by: User, at: datetime
) -> StrategyVersion:
    """Write the accepted amendments into the texts and freeze the next version, which the later bodies get."""
    labels = ", ".join(str(amendment) for amendment in amendments)
    paper.version = adopt_amendments(
        version=paper.version,
        changes=[change_of(amendment) for amendment in amendments],
        by=by,
        at=at,
        note=_("%(committee)s: geändert beschlossen (%(labels)s)")
        % {"committee": step.committee, "labels": labels},
    )
    paper.revision += 1
    paper._history_user = by
    paper.save()
    return paper.version
