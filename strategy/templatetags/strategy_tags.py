from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from strategy import links
from strategy.markdown import to_html

register = template.Library()

register.filter("finding_page", links.finding_page)
register.filter("step_page", links.step_page)
register.filter("place_of", links.place_of)


@register.filter
def markdown(text: str, heading_level: int = 3) -> SafeString:
    """Render Markdown; its highest headings become the given level: {{ text|markdown:3 }}."""
    return mark_safe(to_html(text, heading_level=int(heading_level)))


@register.filter
def amount(value: Decimal | None) -> str:
    """A figure in German, with as many decimals as it has: 12.000 or 12,5."""
    if value is None:
        return ""
    decimals = -int(value.as_tuple().exponent)
    return number_format(value, decimal_pos=max(0, decimals), force_grouping=True)


@register.filter
def euro(value: Decimal | None) -> str:
    """An amount of money: "12.000 €", empty when it is not stated."""
    return "" if value is None else f"{number_format(value, decimal_pos=0, force_grouping=True)} €"


@register.filter
def period(measure: Any) -> str:
    """When a measure runs: "2022–2025", "ab 2022", "dauerhaft seit 2022"."""
    start, end = measure.start_year, measure.end_year
    if measure.permanent:
        return _("dauerhaft seit %(start)d") % {"start": start} if start else _("dauerhaft")
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return _("ab %(start)d") % {"start": start}
    return _("bis %(end)d") % {"end": end} if end else ""


@register.filter
def sdg_of(code: str) -> str:
    """The goal of a target: "4" for "4.7"."""
    return code.partition(".")[0]


@register.inclusion_tag("strategy/_sdg_tiles.html")
def sdg_tiles(codes: tuple[str, ...]) -> dict[str, Any]:
    """Text tiles of the goals that target codes belong to, with the codes."""
    goals: dict[str, list[str]] = {}
    for code in codes:
        goals.setdefault(sdg_of(code), []).append(code)
    return {"goals": goals}
