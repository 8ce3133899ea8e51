"""Measures changed in their row of a list, which htmx replaces; without it they have their form."""

from enum import StrEnum
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from editing.saving import FormPage
from strategy.choices import ElementKind
from strategy.discussion.marks import marks_of
from strategy.document.drafting import theme_section
from strategy.forms.element import ElementForm
from strategy.forms.measures import MeasureRowForm
from strategy.links import place_of
from strategy.measure_list import Line, lines_of
from strategy.models import Measure
from strategy.models.kinds import AnyElement
from strategy.permissions import can_edit, can_propose, is_open_to
from strategy.views.elements import edit
from strategy.views.resting import explains_rest

PLACE = "ort"


class Place(StrEnum):
    """Where the row stands: in the list of all measures, or in the tree of its theme field."""

    LIST = "liste"
    TREE = "themenfeld"


@require_safe
def measure_row(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Draw a row as it is read, with what there is to say after saving."""
    readable = Measure.objects.readable_by(request.user).active().with_ancestors()
    measure = get_object_or_404(readable, pk=pk)
    theme = measure.theme_of
    if theme.position is None:
        raise Http404
    if not request.htmx:
        return redirect(place_of(measure))
    lines = list(lines_of([theme_section(theme)]))
    line = next(line for line in lines if line.measure.key == pk)
    context: dict[str, object] = {"measure": line.measure, "said": messages.get_messages(request)}
    if _place(request) == Place.LIST:
        context |= {"line": line, "can_edit": can_edit(request.user, measure)}
        return render(request, "strategy/_measure_row.html", context)
    is_open = is_open_to(request.user, measure)
    context |= {
        "mark": marks_of(theme, request.user)[pk],
        "has_ways": is_open or can_propose(request.user, theme),
        "can_move": is_open and not theme.strategy.has_fixed_numbers,
        **_ends(line, lines),
    }
    return render(request, "strategy/_tree_measure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@explains_rest
def measure_row_edit(request: SignedInRequest, kind: ElementKind, pk: UUID) -> HttpResponse:
    """The form in a row. A page of its own for whoever comes without htmx."""
    place = {PLACE: _place(request).value}

    def draw(page: FormPage[ElementForm], element: AnyElement) -> HttpResponse:
        context = {
            "element": element,
            "row_address": reverse("strategy:measure-row", args=[pk], query=place),
            "back_url": place_of(element),
        }
        template = "strategy/_measure_row_form.html" if request.htmx else "strategy/element_edit.html"
        return page.answer(template, context)

    def saved(_element: AnyElement) -> HttpResponse:
        messages.success(request, _("Gespeichert."))
        return redirect(reverse("strategy:measure-row", args=[pk], query=place))

    return edit(
        request,
        kind,
        pk,
        form=lambda element: MeasureRowForm(request.POST or None, instance=element, place=place),
        saved=saved,
        draw=draw,
    )


def _place(request: SignedInRequest) -> Place:
    asked = request.GET.get(PLACE)
    return Place.TREE if asked == Place.TREE else Place.LIST


def _ends(line: Line, lines: list[Line]) -> dict[str, bool]:
    siblings = [other for other in lines if other.goal is line.goal]
    return {"first": siblings[0] is line, "last": siblings[-1] is line}
