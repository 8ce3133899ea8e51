"""Filters and tags of the printed strategy: German notations, references, the chart."""

import base64
import re
from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editing.amounts import euro, number
from strategy.document.figures import SdgMatrix
from strategy.document.notation import dashes, period, year
from strategy.document.rendering.measure_lines import cost_lines, people_lines

register = template.Library()

register.filter("euro", euro)
register.filter("number", number)
register.filter("dashes", dashes)
register.filter("year", year)
register.filter("period", period)
register.filter("people_lines", people_lines)
register.filter("cost_lines", cost_lines)

HEX_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
# Height of a row, widths of labels and of the longest bar, in the chart's units (1 unit = 1 mm in print).
CHART_ROW, CHART_LABELS, CHART_BAR = 6.4, 82, 74
# The shades of the matrix as shares of the accent colour; the lightest still differs from paper.
SHADES = (0.1, 0.25, 0.45, 0.7, 1.0)


@register.filter
def thousands(amount: Decimal) -> str:
    """An amount in thousands of Euro, with one decimal where it has one: 12,5. A dash for nothing."""
    return number(round(amount / 1000, 1)) if amount else "–"


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
