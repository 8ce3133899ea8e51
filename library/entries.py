"""The entries of the library that a foreign strategy makes.

Whatever is too long is cut, whatever cannot be stored replaced.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from editing.dialect import plain_text
from editing.exceptions import RuleBroken
from jobs.storable import storable
from library.choices import EntryKind
from library.models import ORIGINS_AT_MOST, TEXT_AT_MOST, LibraryEntry, LibrarySource
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)
from strategy.models.origins import TITLE_AT_MOST

ENTRIES_AT_MOST = 5_000


def entries_of(source: LibrarySource, document: StrategyDocument) -> list[LibraryEntry]:
    """The goals and measures in their order, not yet saved. Raises RuleBroken when there are too many."""
    found = []
    for position, entry in enumerate(_entries(document)):
        if position >= ENTRIES_AT_MOST:
            raise RuleBroken(
                _("Diese Strategie hat mehr als %d Ziele und Maßnahmen. Das ist zu viel.") % ENTRIES_AT_MOST
            )
        entry.source, entry.position = source, position
        found.append(entry)
    return found


def one_line(text: str, *, at_most: int = TITLE_AT_MOST) -> str:
    """A text in one line that a column of this length takes."""
    line = " ".join(storable(text[: at_most * 4]).split())
    return line if len(line) <= at_most else f"{line[: at_most - 1].rstrip()}…"


def _entries(document: StrategyDocument) -> Iterator[LibraryEntry]:
    for theme in document.themes:
        for strategic in theme.strategic_goals:
            yield _goal(theme, strategic, strategic.statement, strategic.explanation)
            for goal in strategic.operational_goals:
                text = "\n\n".join(
                    filter(None, (goal.statement if goal.short_title else "", goal.explanation))
                )
                yield _goal(theme, goal, goal.heading, text)
                for measure in goal.measures:
                    yield _measure(theme, goal, measure)


def _goal(
    theme: ThemeSection, goal: StrategicGoalEntry | OperationalGoalEntry, title: str, text: str
) -> LibraryEntry:
    entry = LibraryEntry(kind=EntryKind.GOAL, number=one_line(goal.number, at_most=40), title=one_line(title))
    return _filled(entry, theme, text, goal.sdg_targets)


def _measure(theme: ThemeSection, goal: OperationalGoalEntry, measure: MeasureEntry) -> LibraryEntry:
    entry = LibraryEntry(
        kind=EntryKind.MEASURE,
        number=one_line(measure.number, at_most=40),
        title=one_line(measure.title, at_most=200),
        goal=one_line(goal.heading),
        target_group=one_line(measure.target_group),
        adapted_from=_origins(measure),
    )
    return _filled(entry, theme, measure.description, measure.sdg_targets)


def _origins(measure: MeasureEntry) -> str:
    origin = measure.adapted_from
    return one_line(origin.with_addresses, at_most=ORIGINS_AT_MOST) if origin else ""


def _filled(entry: LibraryEntry, theme: ThemeSection, text: str, targets: tuple[str, ...]) -> LibraryEntry:
    entry.theme = one_line(theme.title)
    entry.text = storable(text[:TEXT_AT_MOST])
    entry.plain = plain_text(entry.text)
    entry.folded = " ".join((entry.title, entry.plain, entry.goal, entry.theme)).casefold()
    entry.sdg_targets = one_line(", ".join(targets[:40]), at_most=500)
    return entry
