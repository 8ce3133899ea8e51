"""What an appendix by the Berichtsrahmen says, the same in every output. Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from editing.amounts import number
from monitoring.choices import FrameworkArea
from monitoring.lights import when_words
from monitoring.progress.appendix import AnsweringIndicator, AspectEntry, NumberedTitle, StateCount


def counts_words(counts: Iterable[StateCount]) -> str:
    """How much is reported, explained and open."""
    return ", ".join(f"{each.count} {each.state.label}" for each in counts)


def area_words(area: FrameworkArea) -> str:
    return str(area.label)


def answering_words(indicator: AnsweringIndicator) -> str:
    """The name of an indicator with its last value."""
    if indicator.latest is None:
        return _("%s: noch kein Wert") % indicator.name
    value = f"{number(indicator.latest.value)} {indicator.unit}".strip()
    when = when_words(indicator.latest.period, indicator.latest.quality)
    return f"{indicator.name}: {value} ({when})"


def linked_words(aspect: AspectEntry) -> list[str]:
    """What of the strategy an aspect names: a line for theme fields, goals and indicators each, without empty ones."""
    lines = (
        (_("Themenfelder: %s"), ", ".join(map(_numbered, aspect.themes))),
        (_("Ziele: %s"), ", ".join(map(_numbered, aspect.goals))),
        (_("Indikatoren: %s"), "; ".join(map(answering_words, aspect.indicators))),
    )
    return [sentence % named for sentence, named in lines if named]


def sdg_words(sdgs: Iterable[int]) -> str:
    return ", ".join(f"SDG {each}" for each in sdgs)


def _numbered(entry: NumberedTitle) -> str:
    return f"{entry.number} {entry.title}"
