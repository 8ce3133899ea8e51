"""How templates show lights and figures of the implementation."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kern.templatetags.kern import badge
from monitoring import lights
from monitoring.choices import EffectLight, ExecutionLight

register = template.Library()

LOOKS: dict[ExecutionLight | EffectLight, str] = {
    ExecutionLight.DONE: "success",
    ExecutionLight.ON_SCHEDULE: "success",
    ExecutionLight.LATE: "danger",
    ExecutionLight.HALTED: "warning",
    ExecutionLight.ENDED: "",
    ExecutionLight.NOT_ASSESSABLE: "info",
    EffectLight.REACHED: "success",
    EffectLight.ON_PATH: "success",
    EffectLight.BEHIND: "warning",
    EffectLight.AWAY: "danger",
    EffectLight.MISSED: "danger",
    EffectLight.NOT_ASSESSABLE: "info",
}


@register.simple_tag
def light(value: ExecutionLight | EffectLight, count: int | None = None) -> SafeString:
    """Draw a light as a badge with its word, counted or alone: {% light line.light %}."""
    drawn: SafeString = badge(str(value.label) if count is None else f"{count} {value.label}", LOOKS[value])
    return format_html("{}", drawn)


@register.filter
def figure(value: Decimal | None) -> str:
    """A figure as people write it, a dash where there is none."""
    return "–" if value is None else lights.figure_words(value)


@register.filter
def period_words(period: date) -> str:
    """A year for its last day, otherwise the day."""
    return lights.period_words(period)
