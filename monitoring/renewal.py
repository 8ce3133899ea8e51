"""A Fortschreibung: what ended leaves the strategy, what missed its target comes back with its story. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from msgspec import Struct

from kern.quotes import inside_quotes
from monitoring.assessment import Assessment, IndicatorLine, MeasureLine
from monitoring.choices import ENDED_STATES, EffectLight
from strategy.document.document import OperationalGoalEntry, StrategyDocument

# Off the path, the worst first.
OFF_THE_PATH = (EffectLight.MISSED, EffectLight.AWAY, EffectLight.BEHIND)


class EndedMeasure(Struct, frozen=True):
    """A measure of which nothing more is expected, and what has become of it."""

    key: UUID
    number: str
    title: str
    outcome: str


class OpenGoal(Struct, frozen=True):
    """An operational goal that is off its path, with its story; `is_missed` when the time for it is over."""

    key: UUID
    number: str
    title: str
    story: str
    is_missed: bool


class Offer(Struct, frozen=True):
    """What a Fortschreibung of an adopted strategy may take with it, and what it may leave."""

    ended: tuple[EndedMeasure, ...]
    goals: tuple[OpenGoal, ...]


def offer_of(document: StrategyDocument, assessment: Assessment, today: date) -> Offer:
    """What has ended and what is off its path on one day, in the order of the strategy."""
    return Offer(
        ended=tuple(_ended(line) for line in assessment.measures if line.state in ENDED_STATES),
        goals=tuple(_open_goals(document, assessment, today)),
    )


def _ended(line: MeasureLine) -> EndedMeasure:
    return EndedMeasure(
        key=line.key, number=line.number, title=line.title, outcome=capfirst(line.status.sentence)
    )


def _open_goals(document: StrategyDocument, assessment: Assessment, today: date) -> Iterator[OpenGoal]:
    measures = {line.key: line for line in assessment.measures}
    for goal in document.operational_goals():
        off = [
            line for line in assessment.indicators if goal.number in line.goals and line.light in OFF_THE_PATH
        ]
        if off:
            yield OpenGoal(
                key=goal.key,
                number=goal.number,
                title=goal.short_title or goal.statement,
                story=_story(goal, off, [measures[entry.key] for entry in goal.measures], today),
                is_missed=any(line.light == EffectLight.MISSED for line in off),
            )


def _story(
    goal: OperationalGoalEntry, off: Iterable[IndicatorLine], measures: Iterable[MeasureLine], today: date
) -> str:
    """What is told about a goal in its comment: each indicator in a sentence, and what its measures came to."""
    lines = [
        _("Stand am %(day)s, Ziel %(number)s der bisherigen Fassung:")
        % {"day": date_format(today), "number": goal.number}
    ]
    lines += [f"„{inside_quotes(line.name)}“: {line.status.sentence}." for line in off]
    states = Counter(str(line.state.label) if line.state else _("ohne Meldung") for line in measures)
    if states:
        counts = ", ".join(f"{count} {state}" for state, count in states.items())
        lines.append(_("Maßnahmen: %s.") % counts)
    return "\n".join(lines)
