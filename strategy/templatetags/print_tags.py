"""Filters and tags of the printed strategy: German notations, references, the chart."""

import base64
import re
from collections.abc import Iterable

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy.choices import Funding, ResolutionStatus
from strategy.document.document import MeasureEntry
from strategy.document.figures import SdgMatrix
from strategy.document.notation import euro, number, period, year

register = template.Library()

register.filter("euro", euro)
register.filter("number", number)
register.filter("year", year)
register.filter("period", period)

HEX_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# Height of a row, widths of labels and of the longest bar, in the chart's units (1 unit = 1 mm in print).
CHART_ROW, CHART_LABELS, CHART_BAR = 6.4, 82, 74
# The shades of the matrix as shares of the accent colour; the lightest still differs from paper.
SHADES = (0.1, 0.25, 0.45, 0.7, 1.0)


@register.filter
def people_lines(measure: MeasureEntry) -> str:
    """With whom and for whom a measure is done, one fact a line."""
    lines = (
        measure.partners and _("mit %(partners)s") % {"partners": measure.partners},
        measure.target_group and _("für %(group)s") % {"group": measure.target_group},
        measure.sdg_targets and "SDG " + ", ".join(measure.sdg_targets),
    )
    return "\n".join(line for line in lines if line)


@register.filter
def cost_lines(measure: MeasureEntry) -> str:
    """Kind, costs and funding of a measure, one fact a line: a paragraph each would cost typesetting time."""
    reservation = measure.resolution_status
    lines = [str(measure.measure_kind.label)]
    if reservation != ResolutionStatus.PROPOSED:
        lines.append(str(reservation.label))
    if measure.annual_cost is not None:
        lines.append(_("%(amount)s im Jahr") % {"amount": euro(measure.annual_cost)})
    if measure.investment or (measure.investment is not None and measure.annual_cost is None):
        lines.append(_("%(amount)s einmalig") % {"amount": euro(measure.investment)})
    if measure.annual_cost is None and measure.investment is None:
        lines.append(_("Kosten noch offen"))
    lines.append(_funding_words(measure.funding))
    if measure.staff_fte:
        lines.append(
            ngettext("%(number)s Stelle", "%(number)s Stellen", 1 if measure.staff_fte == 1 else 2)
            % {"number": number(measure.staff_fte)}
        )
    if measure.budget_product:
        lines.append(_("Produkt %(product)s") % {"product": measure.budget_product})
    return "\n".join(lines)


def _funding_words(funding: Funding | None) -> str:
    # Words that read on from an amount: 12.000 € im Jahr / aus Fördermitteln.
    if funding is None:
        return _("Finanzierung noch offen")
    return {
        Funding.BUDGET: _("aus dem Haushalt"),
        Funding.GRANTS: _("aus Fördermitteln"),
        Funding.THIRD_PARTY: _("durch Dritte"),
        Funding.UNCLEAR: _("Finanzierung ungeklärt"),
    }[funding]


@register.filter
def dashes(text: str) -> str:
    """Set a hyphen between spaces, as departments are typed, as the dash that it stands for."""
    return text.replace(" - ", " – ")


@register.filter
def or_open(text: str) -> str | SafeString:
    """Say "noch offen" where a reader looks for something that is not decided."""
    return text or format_html('<span class="open">{}</span>', _("noch offen"))


@register.filter
def by_sdg(codes: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Group target codes by their SDG, in their order: [("4", ["4.1", "4.5"])]."""
    groups: dict[str, list[str]] = {}
    for code in codes:
        groups.setdefault(code.partition(".")[0], []).append(code)
    return list(groups.items())


@register.filter
def colour(value: str) -> str:
    """A colour that is safe in a stylesheet; anything but #RRGGBB becomes a dark grey."""
    return value if HEX_COLOUR.fullmatch(value) else "#333333"


@register.filter
def shade(count: int, largest: int) -> int:
    """The step of the shade for a count, from 1 to 5; 0 for no reference."""
    return -(-count * len(SHADES) // largest) if count else 0


@register.simple_tag
def shades(accent: str) -> list[tuple[int, str, str]]:
    """The steps of the shade in a municipality's colour: number, background, a text colour to read on it."""
    return [(step, *_mixed_with_white(colour(accent), share)) for step, share in enumerate(SHADES, 1)]


@register.simple_tag
def sdg_chart(matrix: SdgMatrix) -> str:
    """The bar chart of references as a data: URI, so that typesetting fetches nothing."""
    largest = max(matrix.totals, default=0) or 1
    bars = []
    for index, (sdg, total) in enumerate(zip(matrix.sdgs, matrix.totals, strict=True)):
        width = round(CHART_BAR * total / largest, 1)
        bars.append(
            {
                "sdg": sdg,
                "total": total,
                "y": round(index * CHART_ROW, 1),
                "width": width,
                "end": CHART_LABELS + width + 1.5,
            }
        )
    height = round(CHART_ROW * len(bars), 1)
    context = {"bars": bars, "height": height, "labels": CHART_LABELS}
    svg = render_to_string("strategy/document/print/_sdg_chart.svg", context)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@register.simple_tag
def sdg_chart_alt(matrix: SdgMatrix) -> str:
    """The chart in words: all counts, the largest first."""
    ranked = sorted(zip(matrix.totals, matrix.sdgs, strict=True), key=lambda pair: -pair[0])
    listed = ", ".join(f"SDG {sdg.number} {sdg.title}: {total}" for total, sdg in ranked)
    return _("Balkendiagramm der Bezüge je SDG. %(listed)s.") % {"listed": listed}


def _mixed_with_white(accent: str, share: float) -> tuple[str, str]:
    channels = [round(255 - share * (255 - int(accent[i : i + 2], 16))) for i in (1, 3, 5)]
    luminance = sum(w * (c / 255) ** 2.2 for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))
    # Black on white at this luminance and above has at least 4.5:1, white on black below it.
    text = "#000000" if luminance > 0.18 else "#ffffff"
    return "#" + "".join(f"{channel:02x}" for channel in channels), text
