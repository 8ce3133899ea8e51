"""The lists across all theme fields: the operational goals and the measures of the working draft."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from strategy.completeness import smart_of
from strategy.document.document import ThemeSection
from strategy.document.drafting import theme_sections
from strategy.filters import theme_field
from strategy.measure_list import chosen_lines, lines_of, measure_wish, sums_of
from strategy.models import Measure, Strategy, ThemeField
from strategy.views.access import current_strategy

MEASURES_PER_PAGE = 50


@require_safe
def measure_list(request: SignedInRequest) -> HttpResponse:
    """All measures, narrowed and sorted by what stands in the address, with what they cost together."""
    sections = _sections(current_strategy(request))
    wish = measure_wish(sections, request.GET)
    lines = list(lines_of(sections))
    shown = chosen_lines(lines, wish)
    page = Paginator(shown, MEASURES_PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "wish": wish,
        "page": page,
        "sums": sums_of(shown),
        "sums_of_all": sums_of(lines),
        "editable": set(Measure.objects.editable_by(request.user).values_list("pk", flat=True)),
        "said": (),
    }
    return render(request, "strategy/measure_list.html", context)


@require_safe
def operational_goal_list(request: SignedInRequest) -> HttpResponse:
    """All operational goals with what they are measured by, of one theme field or of all."""
    sections = _sections(current_strategy(request))
    field = theme_field(request.GET, sections)
    goals = [
        (section, goal, [check for check in smart_of(goal) if not check.holds])
        for section in sections
        if field.chosen in ("", str(section.key))
        for goal in section.operational_goals()
    ]
    return render(request, "strategy/operational_goal_list.html", {"field": field, "goals": goals})


def _sections(strategy: Strategy) -> tuple[ThemeSection, ...]:
    return theme_sections(list(ThemeField.objects.filter(strategy=strategy).selected()))
