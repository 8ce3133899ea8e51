"""The rules of a Beratungsfolge: where a step may stand, and what is unusual about an order. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from committees.bodies.choices import CommitteeKind
from committees.council.choices import ConsultationRole, Outcome


class RouteBody(Protocol):
    """The facts of a body that a remark needs."""

    kind: str


class RouteStep(Protocol):
    """The facts of a step that the rules need; a `Consultation` with its committee is one."""

    role: str
    outcome: str
    date: date | None

    @property
    def committee(self) -> RouteBody: ...


def place_of_new(steps: Sequence[RouteStep], role: str) -> int:
    """The index for a further step: before the decision that is still open, Kenntnisnahme and the rest behind it."""
    if role in (ConsultationRole.NOTICE, ConsultationRole.DECISION):
        return len(steps)
    return next(
        (index for index, step in enumerate(steps) if _is_open_decision(step)),
        len(steps),
    )


def may_move(steps: Sequence[RouteStep], index: int, *, up: bool) -> bool:
    """Tell whether a step can change places with its neighbour: what has an outcome stays where it happened."""
    there = index + (-1 if up else 1)
    return 0 <= there < len(steps) and all(
        step.outcome == Outcome.OPEN for step in (steps[index], steps[there])
    )


def route_remarks(steps: Sequence[RouteStep]) -> tuple[str, ...]:
    """Remarks on what is unusual about the open part of an order. Nothing of it is forbidden."""
    return tuple(filter(None, (_missing_decision(steps), _behind_decision(steps), *_dates(steps))))


def _is_open_decision(step: RouteStep) -> bool:
    return step.role == ConsultationRole.DECISION and step.outcome == Outcome.OPEN


def _missing_decision(steps: Sequence[RouteStep]) -> str:
    if not steps:
        return ""
    deciding = [step for step in steps if step.role == ConsultationRole.DECISION]
    if not deciding:
        return _(
            "Kein Gremium hat die Zuständigkeit „Entscheidung“. Beschlossen wird die Strategie erst dort."
        )
    if any(_is_open_decision(step) and step.committee.kind != CommitteeKind.COUNCIL for step in deciding):
        return _("Über eine Strategie entscheidet in der Regel der Rat (§ 41 GO NRW).")
    return ""


def _behind_decision(steps: Sequence[RouteStep]) -> str:
    index = next((index for index, step in enumerate(steps) if _is_open_decision(step)), None)
    if index is None or all(step.role == ConsultationRole.NOTICE for step in steps[index + 1 :]):
        return ""
    return _(
        "Nach dem entscheidenden Gremium steht noch eine Beratung. Üblich ist danach nur die Kenntnisnahme."
    )


def _dates(steps: Sequence[RouteStep]) -> tuple[str, ...]:
    """Steps that are still open, in another order than their days."""
    latest: date | None = None
    for step in steps:
        if step.date is None:
            continue
        if latest is not None and step.date < latest and step.outcome == Outcome.OPEN:
            return (_("Die Reihenfolge passt nicht zu den Tagen der Sitzungen."),)
        latest = max(latest, step.date) if latest else step.date
    return ()
