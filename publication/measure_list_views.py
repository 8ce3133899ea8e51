"""All measures as a list: filtered and ordered by what stands in the address, as a page and as a file."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from msgspec import Struct

from committees.council.measure_resolution_facts import current_statuses
from exports.spreadsheets import write_csv
from publication.current import Published, published_or_404
from publication.filters import FILTERS, MeasureFilter, filtered, measure_filter
from publication.finished_pages import kept
from publication.implementation import states_today
from publication.lookup import MeasurePlace
from publication.measure_list import ORDER, States, order_field, ordered, sheet_of
from publication.pages import page
from publication.responsibility import departments_of
from strategy.filters import FilterField, chosen_in_words

MEASURES_PER_PAGE = 25
CSV = "text/csv; charset=utf-8"


class Listed(Struct, frozen=True):
    """The list as somebody asked for it."""

    wanted: MeasureFilter
    order: FilterField
    places: Sequence[MeasurePlace]
    states: States

    @property
    def query(self) -> str:
        """All that was asked for but the page, for links that keep it."""
        parts = (self.wanted.query, urlencode({ORDER: self.order.chosen}) if self.order.chosen else "")
        return "&".join(filter(None, parts))

    @property
    def in_words(self) -> str:
        """What is set above the list."""
        return chosen_in_words(*self.wanted.fields, self.order)


@kept(*FILTERS, ORDER, "seite")
@login_not_required
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """All measures, as many on a page as one reads."""
    current = published_or_404()
    listed = _listed(request, current)
    shown = Paginator(listed.places, MEASURES_PER_PAGE).get_page(request.GET.get("seite"))
    slugs = {name: slug for slug, name in departments_of(current.document).items()}
    rows = [
        (place, listed.states[place.measure.key], slugs.get(place.measure.department, "")) for place in shown
    ]
    context = {"filter": listed.wanted, "listed": listed, "page": shown, "rows": rows}
    return page(request, "publication/measures.html", current, context)


@kept(*FILTERS, ORDER)
@login_not_required
@require_safe
def measures_csv(request: HttpRequest) -> HttpResponse:
    """The whole list as CSV, as it is filtered and ordered."""
    listed = _listed(request, published_or_404())
    response = HttpResponse(write_csv(sheet_of(listed.places, listed.states)), content_type=CSV)
    response.headers["Content-Disposition"] = 'attachment; filename="massnahmen.csv"'
    return response


def _listed(request: HttpRequest, current: Published) -> Listed:
    states = states_today(current.document)
    wanted = measure_filter(
        current.document, request.GET, statuses=current_statuses(current.document), states=states
    )
    order = order_field(request.GET)
    places = ordered(filtered(current.document, wanted), order.chosen, states)
    return Listed(wanted=wanted, order=order, places=places, states=states)
