"""How templates show lights and figures of the implementation."""

from datetime import date
from decimal import Decimal

from django import template

from monitoring import lights
from monitoring.adopted import Adopted
from monitoring.choices import AspectState, EffectLight, ExecutionLight
from monitoring.models import MeasureReport

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


@register.filter
def look(light: ExecutionLight | EffectLight) -> str:
    """The look of the badge of a light: {% badge line.light|look %}."""
    return LOOKS[light]


STATE_LOOKS = {AspectState.REPORTED: "success", AspectState.EXPLAINED: "info", AspectState.OPEN: "warning"}


@register.filter
def state_look(state: AspectState) -> str:
    """The look of the badge of what is reported, explained or open."""
    return STATE_LOOKS[state]


@register.filter
def figure(value: Decimal | None) -> str:
    """A figure as people write it, a dash where there is none."""
    return "–" if value is None else lights.figure_words(value)


@register.filter
def period_words(period: date) -> str:
    """A year for its last day, otherwise the day."""
    return lights.period_words(period)


@register.filter
def merged_title(report: MeasureReport, adopted: Adopted | None) -> str:
    """The adopted title of the measure that the reported one has become a part of; empty if it is in there no more."""
    entry = adopted.measure(report.merged_with_id) if adopted and report.merged_with_id else None
    return entry.title if entry else ""


@register.filter
def adopted_title(report: MeasureReport, adopted: Adopted | None) -> str:
    """The title of the reported measure as the council adopted it; that of the draft where it stands there no more."""
    return adopted.title_of(report.measure) if adopted else str(report.measure)
