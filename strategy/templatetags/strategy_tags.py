from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from editing.markdown import to_html
from strategy import links
from strategy.choices import TextStatus
from strategy.discussion.text_status import is_step_back
from strategy.document import notation

register = template.Library()

register.filter("finding_page", links.finding_page)
register.filter("step_page", links.step_page)
register.filter("place_of", links.place_of)
register.filter("euro", notation.euro)
register.filter("in_cents", notation.in_cents)
register.filter("number", notation.number)
register.filter("year", notation.year)
register.filter("period", notation.period)


@register.filter
def markdown(text: str, heading_level: int = 3) -> SafeString:
    """Render Markdown; its highest headings become the given level: {{ text|markdown:3 }}."""
    return mark_safe(to_html(text, heading_level=int(heading_level)))


@register.filter
def of(values: dict[Any, Any], key: Any) -> Any:
    """Look up a value by a key that is no word: {{ marks|of:goal.key }}."""
    return values[key]


@register.filter
def is_back_from(status: TextStatus, now: str) -> bool:
    """Whether a status lies before the present one, so that going there needs a reason."""
    return is_step_back(TextStatus(now), status)


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
