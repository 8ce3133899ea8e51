"""Filters and tags of the printed report: curves as pictures, figures and days."""

import base64
from datetime import date
from decimal import Decimal

from django import template
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from editing.amounts import euro, number
from monitoring.lights import day_words, period_words
from monitoring.progress.appendix_words import (
    answering_words,
    area_words,
    counts_words,
    linked_words,
    sdg_words,
)
from monitoring.progress.document import IndicatorEntry, MeasureEntry, MoneyYear, ReportDocument
from monitoring.progress.figures import IndicatorFigures, reason_beside
from monitoring.progress.synopsis_words import after_words, became_words, before_words, indicator_words

register = template.Library()
for words in (before_words, after_words, became_words, indicator_words):
    register.filter(words)
register.filter(counts_words)
register.filter(area_words)
register.filter(answering_words)
register.filter(linked_words)
register.filter(sdg_words)

# The width of the picture in its own units: horizontal places come as shares of it.
WIDTH = 560


@register.filter
def amount(value: Decimal | None) -> str:
    """An amount in euros; a dash where none is stated."""
    return "–" if value is None else euro(value)


@register.filter
def plain_figure(value: Decimal | None) -> str:
    """A figure as people write it; a dash where there is none."""
    return "–" if value is None else number(value)


@register.filter
def day(value: date | None) -> str:
    """A day in figures; empty where there is none."""
    return "" if value is None else day_words(value)


@register.filter
def when(period: date) -> str:
    """A year for its last day, otherwise the day."""
    return period_words(period)


@register.filter
def across(percent: float) -> float:
    """A horizontal place in the units of the picture."""
    return round(percent * WIDTH / 100, 1)


@register.filter
def reason(entry: MeasureEntry | IndicatorEntry) -> str:
    """The computed reason of a light for where the light itself stands before it: its words are not said again."""
    return reason_beside(entry.light, entry.sentence)


@register.filter
def spent_in(measure: MeasureEntry, report: ReportDocument) -> list[MoneyYear]:
    """What a measure has spent in the years of the report."""
    first, last = report.period_start.year, report.period_end.year
    return [money for money in measure.money if money.spent is not None and first <= money.year <= last]


@register.filter
def add_units(place: float, units: int) -> float:
    """A place some units further: {{ mark.at|add_units:-4 }}."""
    return round(place + units, 1)


@register.simple_tag
def curve_picture(figures: IndicatorFigures, accent: str) -> str:
    """The curve of an indicator as a data: URI, so that typesetting fetches nothing."""
    context = {"curve": figures.curve, "accent": accent, "width": WIDTH}
    svg = render_to_string("monitoring/print/_curve.svg", context)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@register.simple_tag
def curve_words(figures: IndicatorFigures) -> str:
    """The curve in words: its sentence; all figures stand in the table below."""
    return _("Verlauf von „%(name)s“. %(sentence)s. Alle Werte stehen in der Tabelle darunter.") % {
        "name": figures.entry.name,
        "sentence": figures.entry.sentence,
    }
