"""Excerpts: a document that shows a part of another one, and says what it leaves out. Pure."""

import hashlib
from collections.abc import Iterator
from typing import TypeVar
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct
from msgspec.structs import replace

from strategy.choices import ChapterKind
from strategy.document.document import (
    SCHEMA_VERSION,
    ElementEntry,
    ExcerptEntry,
    MeasureEntry,
    OperationalGoalEntry,
    ReferringEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)
from strategy.document.notation import dashes
from strategy.exceptions import EmptyExcerpt

Goal = TypeVar("Goal", StrategicGoalEntry, OperationalGoalEntry)
# So many numbers of measures can still be read as the name of an excerpt.
MEASURES_NAMED = 3


class Choice(Struct, frozen=True):
    """What an excerpt shows. What is empty limits nothing; what is not has to hold together."""

    themes: tuple[UUID, ...] = ()
    department: str = ""
    sdg: int | None = None
    measures: tuple[UUID, ...] = ()

    @property
    def digest(self) -> str:
        """A name for the choice, the same in whatever order and how often its parts are named; none for everything."""
        if self.is_everything:
            return ""
        ordered = replace(
            self, themes=tuple(sorted(set(self.themes))), measures=tuple(sorted(set(self.measures)))
        )
        return hashlib.sha256(msgspec.json.encode(ordered)).hexdigest()

    @property
    def is_everything(self) -> bool:
        return self == Choice()

    @property
    def takes_themes_whole(self) -> bool:
        return self == Choice(themes=self.themes)

    def admits(self, entry: ReferringEntry) -> bool:
        """Say whether a goal or measure is shown for itself, not for what stands below it."""
        return (
            (not self.department or self.department in _departments(entry))
            and (self.sdg is None or self.sdg in _sdgs(entry))
            and (not self.measures or entry.key in self.measures)
        )


def departments_of(document: StrategyDocument) -> tuple[str, ...]:
    """The departments that the document names, for choosing one."""
    named = {name for visit in document.walk() for name in _departments(visit.entry) if name}
    return tuple(sorted(named, key=str.casefold))


def excerpt(document: StrategyDocument, choice: Choice) -> StrategyDocument:
    """The part of a document that is chosen, below the theme fields and goals it belongs to.

    All numbers stay, all sums are those of the part. Raises EmptyExcerpt when nothing is left.
    """
    if choice.is_everything:
        return document
    themes = tuple(_themes(document, choice))
    if not themes:
        raise EmptyExcerpt
    part = replace(
        document,
        schema_version=SCHEMA_VERSION,
        themes=themes,
        chapters=tuple(each for each in document.chapters if each.kind == ChapterKind.IMPRINT),
        other_candidates=(),
        concepts=(),
    )
    return replace(
        part, excerpt=ExcerptEntry(label=_label(document, choice), left_out=_left_out(document, part))
    )


def _themes(document: StrategyDocument, choice: Choice) -> Iterator[ThemeSection]:
    for theme in document.themes:
        if choice.themes and theme.key not in choice.themes:
            continue
        if choice.takes_themes_whole:
            yield theme
        elif goals := tuple(_strategic_goals(theme, choice)):
            # Of what is only above the chosen, the texts would say more than is asked for.
            yield replace(theme, strategic_goals=goals, initial_situation="", summary="", swot=())


def _strategic_goals(theme: ThemeSection, choice: Choice) -> Iterator[StrategicGoalEntry]:
    for goal in theme.strategic_goals:
        below = tuple(_operational_goals(goal, choice))
        if choice.admits(goal):
            yield replace(goal, operational_goals=below)
        elif below:
            yield replace(_only_its_words(goal), operational_goals=below)


def _operational_goals(above: StrategicGoalEntry, choice: Choice) -> Iterator[OperationalGoalEntry]:
    for goal in above.operational_goals:
        measures = tuple(measure for measure in goal.measures if choice.admits(measure))
        if choice.admits(goal):
            yield replace(goal, measures=measures)
        elif measures:
            yield replace(_only_its_words(goal), measures=measures)


def _only_its_words(goal: Goal) -> Goal:
    """A goal that only stands above the chosen: what explains it may name what is left out."""
    return replace(goal, explanation="", based_on=(), sdg_targets=(), dns_codes=(), nhs_codes=())


def _departments(entry: ElementEntry) -> tuple[str, ...]:
    match entry:
        case MeasureEntry():
            return (entry.department, *entry.participants)
        case OperationalGoalEntry():
            return (entry.responsible, *entry.participants)
    return ()


def _sdgs(entry: ReferringEntry) -> set[int]:
    return {int(sdg) for code in entry.sdg_targets if (sdg := code.partition(".")[0]).isdecimal()}


def _label(document: StrategyDocument, choice: Choice) -> str:
    named = [f"{theme.number} {theme.title}" for theme in document.themes if theme.key in choice.themes]
    titles = {sdg.number: sdg.title for sdg in document.sdgs}
    said = [
        ngettext("Themenfeld %(named)s", "Themenfelder %(named)s", len(named)) % {"named": ", ".join(named)}
        if named
        else "",
        dashes(choice.department),
        f"SDG {choice.sdg} {titles.get(choice.sdg, '')}".strip() if choice.sdg is not None else "",
        _measures_named(document, choice),
    ]
    return _("Auszug: %(said)s") % {"said": "; ".join(filter(None, said))}


def _measures_named(document: StrategyDocument, choice: Choice) -> str:
    """The measures of a choice by their numbers: "Maßnahmen 1.1.1.2, 3.2.1.4 und 5 weitere"."""
    numbers = [measure.number for measure in document.measures() if measure.key in choice.measures]
    if not numbers:
        return ""
    shown, more = numbers[:MEASURES_NAMED], len(numbers) - MEASURES_NAMED
    if more > 0:
        last = ngettext("%(count)d weitere", "%(count)d weitere", more) % {"count": more}
    else:
        last = shown.pop() if len(shown) > 1 else ""
    named = ", ".join(shown)
    if last:
        named = _("%(named)s und %(last)s") % {"named": named, "last": last}
    return ngettext("Maßnahme %(named)s", "Maßnahmen %(named)s", len(numbers)) % {"named": named}


def _left_out(whole: StrategyDocument, part: StrategyDocument) -> str:
    counts = [
        (_("Themenfeldern"), len(part.themes), len(whole.themes)),
        (_("strategischen Zielen"), _count(part.strategic_goals()), _count(whole.strategic_goals())),
        (_("operativen Zielen"), _count(part.operational_goals()), _count(whole.operational_goals())),
        (_("Maßnahmen"), _count(part.measures()), _count(whole.measures())),
    ]
    shown = [
        _("%(shown)d von %(all)d %(things)s") % {"shown": shown, "all": all_, "things": things}
        for things, shown, all_ in counts
    ]
    return _(
        "Dieser Auszug zeigt %(counts)s und %(last)s. Summen gelten nur für den Auszug. Die übrigen Ziele und "
        "Maßnahmen, die Kapitel und die Anhänge stehen in der ganzen Strategie."
    ) % {"counts": ", ".join(shown[:-1]), "last": shown[-1]}


def _count(entries: Iterator[object]) -> int:
    return sum(1 for _entry in entries)
