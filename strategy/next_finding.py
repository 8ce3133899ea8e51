"""The finding to go on with after something was saved. Pure."""

from collections.abc import Iterable
from uuid import UUID

from strategy.choices import ElementKind
from strategy.completeness import Finding
from strategy.document.document import StrategyDocument


def next_finding(
    findings: Iterable[Finding], document: StrategyDocument, *, saved: UUID, kind: ElementKind
) -> Finding | None:
    """The finding that is next for whoever saved an element; None when all other elements are complete.

    Elements of the same kind come first, in the order of the document from there on and round to its beginning.
    """
    places = {visit.entry.key: index for index, visit in enumerate(document.walk())}
    here = places.get(saved, 0)
    reachable = [
        (place.kind != kind, (places[place.key] - here) % len(places), finding)
        for finding in findings
        if (place := finding.place) is not None and place.key != saved and place.key in places
    ]
    return min(reachable, key=lambda found: found[:2], default=(False, 0, None))[2]
