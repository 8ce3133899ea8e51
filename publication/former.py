"""Addresses of what is no longer part of the strategy: they say in which version it stood."""

from django.http import Http404, HttpRequest, HttpResponse
from msgspec import Struct

from publication.current import Published, last_to_know
from publication.pages import page
from strategy.choices import ElementKind
from strategy.document.document import StrategyDocument

GOALS = {ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL}


class Former(Struct, frozen=True):
    """The element that stood under a number in an older version."""

    kind: ElementKind
    number: str
    title: str
    theme: str


def former_page(request: HttpRequest, current: Published, kind: ElementKind, number: str) -> HttpResponse:
    """The page of a number that only an older published version knows. Raises Http404 when none does.

    The addresses of goals are the same for both of their levels: `kind` may be either of them.
    """
    older = last_to_know(lambda document: _find(document, kind, number))
    if older is None:
        raise Http404(f"No {kind} {number}")
    context = {"former": _find(older.document, kind, number), "older": older}
    return page(request, "publication/former.html", current, context)


def _find(document: StrategyDocument, kind: ElementKind, number: str) -> Former | None:
    kinds = GOALS if kind in GOALS else {kind}
    for found, entry, parents in document.walk():
        if found in kinds and entry.number == number:
            theme = (*parents, entry)[0].number
            return Former(kind=found, number=number, title=entry.heading, theme=theme)
    return None
