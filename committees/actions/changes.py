"""What accepted amendments make of the version that lies before the bodies."""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

from django.utils.translation import gettext as _

from accounts.models import User
from committees.choices import AmendmentKind
from committees.models import Amendment, Consultation, Paper
from strategy.actions.amending import adopt_amendments
from strategy.amending import ChangeKind, ElementChange
from strategy.choices import ElementKind
from strategy.models import StrategyVersion


def contradictions_of(amendments: Sequence[Amendment]) -> list[str]:
    """Pairs of amendments of which only one can be accepted, named as people name them: "Ä 1 und Ä 3"."""
    return [
        _("%(first)s und %(second)s") % {"first": first, "second": second}
        for first, second in combinations(amendments, 2)
        if _contradict(first, second)
    ]


def take_up(
    amendments: Sequence[Amendment], *, paper: Paper, step: Consultation, by: User, at: datetime
) -> StrategyVersion:
    """Write the accepted amendments into the texts and freeze the next version, which the later bodies get."""
    labels = ", ".join(str(amendment) for amendment in amendments)
    paper.version = adopt_amendments(
        version=paper.version,
        changes=[_change_of(amendment) for amendment in amendments],
        by=by,
        at=at,
        note=_("%(committee)s: geändert beschlossen (%(labels)s)")
        % {"committee": step.committee, "labels": labels},
    )
    paper.revision += 1
    paper._history_user = by
    paper.save()
    return paper.version


def _contradict(first: Amendment, second: Amendment) -> bool:
    """Two that say something else about the same field of an element, or of which one strikes what one changes."""
    if first.element_key != second.element_key:
        return False
    if AmendmentKind.WITHDRAW in (first.kind, second.kind):
        return first.kind != second.kind
    shared = first.values.keys() & second.values.keys()
    return any(first.values[name] != second.values[name] for name in shared)


def _change_of(amendment: Amendment) -> ElementChange:
    return ElementChange(
        kind=ChangeKind(amendment.kind),
        element_kind=ElementKind(amendment.element_kind),
        element_key=amendment.element_key,
        parent_key=amendment.parent_key,
        values=amendment.values,
    )
