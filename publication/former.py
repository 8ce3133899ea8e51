"""Addresses of what is no longer part of the strategy: they say in which version it stood."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from msgspec import Struct

from publication import lookup
from publication.current import Published, last_to_know
from publication.pages import page
from strategy.choices import ElementKind
from strategy.document.document import StrategyDocument


class Former(Struct, frozen=True):
    """What stood under a number in an older version."""

    kind: ElementKind
    number: str
    title: str
    theme: str


def former_page(request: HttpRequest, current: Published, kind: ElementKind, number: str) -> HttpResponse:
    """The page of a number that only an older published version knows. Raises Http404 when none does.

    The addresses of goals do not tell their two levels apart: `kind` may be either of them.
    """
    find = FINDERS[kind]
    older = last_to_know(lambda document: find(document, number))
    if older is None:
        raise Http404(f"No {kind} {number}")
    context = {"former": find(older.document, number), "older": older}
    return page(request, "publication/former.html", current, context)


def _theme(document: StrategyDocument, number: str) -> Former | None:
    found = lookup.find_theme(document, number)
    if found is None:
        return None
    return Former(kind=ElementKind.THEME, number=number, title=found.title, theme=number)


def _goal(document: StrategyDocument, number: str) -> Former | None:
    strategic = lookup.find_strategic_goal(document, number)
    if strategic is not None:
        kind, title = ElementKind.STRATEGIC_GOAL, strategic.goal.statement
        return Former(kind=kind, number=number, title=title, theme=strategic.theme.number)
    found = lookup.find_operational_goal(document, number)
    if found is None:
        return None
    title = found.goal.short_title or found.goal.statement
    return Former(kind=ElementKind.OPERATIONAL_GOAL, number=number, title=title, theme=found.theme.number)


def _measure(document: StrategyDocument, number: str) -> Former | None:
    found = lookup.find_measure(document, number)
    if found is None:
        return None
    title = found.measure.title
    return Former(kind=ElementKind.MEASURE, number=number, title=title, theme=found.theme.number)


FINDERS: dict[ElementKind, Callable[[StrategyDocument, str], Former | None]] = {
    ElementKind.THEME: _theme,
    ElementKind.STRATEGIC_GOAL: _goal,
    ElementKind.OPERATIONAL_GOAL: _goal,
    ElementKind.MEASURE: _measure,
}
