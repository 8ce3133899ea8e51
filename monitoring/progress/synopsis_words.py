"""What a synopsis says about a measure or an indicator, the same in every output. Pure."""

from django.utils.translation import gettext as _

from editing.amounts import number
from monitoring.lights import period_words
from monitoring.progress.document import IndicatorMove, MeasureMove
from monitoring.progress.values import ValueEntry


def before_words(move: MeasureMove | IndicatorMove) -> str:
    """What the earlier report said: the light, and of an indicator its value."""
    if isinstance(move, MeasureMove):
        return str(move.before.label) if move.before else _("noch nicht in der Strategie")
    label = str(move.before.label) if move.before else _("noch nicht im Bericht")
    return label + _value_words(move.value_before)


def after_words(move: MeasureMove | IndicatorMove) -> str:
    """What the later report says: the light, and of an indicator its value."""
    if isinstance(move, MeasureMove):
        return str(move.after.label) if move.after else _("nicht mehr in der Strategie")
    label = str(move.after.label) if move.after else _("nicht mehr im Bericht")
    return label + _value_words(move.value_after)


def became_words(move: MeasureMove) -> str:
    """What was reported since a measure announced something; whether it has left, or nothing was reported."""
    left = _("nicht mehr in der Strategie") if move.has_left else ""
    return "\n".join(filter(None, (move.became, left))) or _("nichts gemeldet")


def indicator_words(move: IndicatorMove) -> str:
    """The name of an indicator with its unit."""
    return f"{move.name} ({move.unit})" if move.unit else move.name


def _value_words(value: ValueEntry | None) -> str:
    return f": {number(value.value)} ({period_words(value.period)})" if value else ""
