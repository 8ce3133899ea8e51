from collections.abc import Container, Mapping
from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from editing.amounts import euro, number
from editing.dialect import to_html
from strategy import links
from strategy.choices import ElementKind, TextStatus
from strategy.completeness import Finding
from strategy.discussion.marks import Mark
from strategy.discussion.text_status import is_step_back
from strategy.document import notation
from strategy.inventory.choices import EvaluationStatus
from strategy.permissions import can_settle

register = template.Library()

# How far a text or the evaluation of a concept is, as a look of its badge; all else is still information only.
STATUS_LOOKS = {
    TextStatus.IN_REVIEW.value: "warning",
    TextStatus.AGREED.value: "success",
    TextStatus.ADOPTED.value: "success",
    EvaluationStatus.IN_PROGRESS.value: "warning",
    EvaluationStatus.EVALUATED.value: "success",
}

register.filter("step_page", links.step_page)
register.filter("place_of", links.place_of)
register.filter("euro", euro)
register.filter("in_cents", notation.in_cents)
register.filter("number", number)
register.filter("year", notation.year)
register.filter("period", notation.period)


@register.filter
def formatted(text: str, heading_level: int = 3) -> SafeString:
    """Draw a long text; its highest headings become the given level: {{ text|formatted:3 }}."""
    return mark_safe(to_html(str(text), heading_level=int(heading_level)))


@register.filter
def of(values: Mapping[object, object], key: object) -> object:
    """Look up a value by a key that is no word: {{ marks|of:goal.key }}."""
    return values[key]


@register.filter
def is_in(value: object, values: Container[object]) -> bool:
    """Tell whether a value is among others, for `with`: {% include … with can_edit=key|is_in:editable %}."""
    return value in values


@register.filter
def is_back_from(status: TextStatus, now: str) -> bool:
    """Tell whether a status lies before the present one, so that going there needs a reason."""
    return is_step_back(TextStatus(now), status)


@register.filter
def status_look(status: str) -> str:
    """Give the look of the badge of a status."""
    return STATUS_LOOKS.get(status, "info")


@register.filter
def sdg_of(code: str) -> str:
    """The goal of a target: "4" for "4.7"."""
    return code.partition(".")[0]


@register.inclusion_tag("strategy/_finding.html", takes_context=True)
def finding_line(context: Context, finding: Finding) -> dict[str, object]:
    """The finding, and for those who can do something about it the way there; `editable` comes from the page."""
    user, editable = context["request"].user, context.get("editable")
    return {
        "sentence": finding.sentence,
        "address": links.finding_page(finding) if can_settle(user, finding, editable) else "",
    }


@register.simple_tag
def row_address(key: UUID, place: str) -> SafeString:
    """Let htmx put the form of a measure into its row, at a `Place` of rows; the link leads to the whole form."""
    return format_html(
        'hx-get="{}" hx-target="closest tr" hx-swap="outerHTML" data-row-edit',
        reverse("strategy:measure-row-edit", args=[key], query={"ort": place}),
    )


@register.simple_tag
def work_link(kind: str, key: UUID, number: str, mark: Mark) -> SafeString | str:
    """Link to where somebody works on an element of the tree: its form, or that of a proposal; nothing for others.

    No template of its own: a page shows hundreds.
    """
    if not mark.can_edit and not mark.can_propose:
        return ""
    page = "strategy:element-edit" if mark.can_edit else "strategy:proposal-add"
    in_row = mark.can_edit and kind == ElementKind.MEASURE
    return format_html(
        '<a class="kern-link kern-link--small" href="{}" {} aria-label="{} {words}">{words}</a>',
        reverse(page, args=[kind, key]),
        row_address(key, "themenfeld") if in_row else "",
        number,
        words=_("bearbeiten") if mark.can_edit else _("Änderung vorschlagen"),
    )


@register.inclusion_tag("strategy/_sdg_tiles.html")
def sdg_tiles(codes: tuple[str, ...]) -> dict[str, object]:
    """Text tiles of the goals that target codes belong to, with the codes."""
    goals: dict[str, list[str]] = {}
    for code in codes:
        goals.setdefault(sdg_of(code), []).append(code)
    return {"goals": goals}
