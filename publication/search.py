"""Searching the published document in memory. Pure functions: a document and a query in, passages out.

What a word finds is decided by `search.words`, the same as in the working area. All words of a query must occur.
"""

from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from editing.dialect import plain_text
from search.passages import Piece, marked, passage_of
from search.words import QUERY_AT_MOST, Term, folded_words, parts_of_text, stems_of_text, terms_of, words_of
from strategy.choices import ElementKind
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)

HITS_PER_GROUP = 50
# The kinds of hits in the order of the groups, in the plural.
KINDS = {
    ElementKind.THEME: _("Themenfelder"),
    ElementKind.STRATEGIC_GOAL: _("Strategische Ziele"),
    ElementKind.OPERATIONAL_GOAL: _("Operative Ziele"),
    ElementKind.MEASURE: _("Maßnahmen"),
}
ROUTES = {
    ElementKind.THEME: "publication:theme",
    ElementKind.STRATEGIC_GOAL: "publication:goal",
    ElementKind.OPERATIONAL_GOAL: "publication:goal",
    ElementKind.MEASURE: "publication:measure",
}


class Text(Struct, frozen=True):
    """A text with its words as the search compares them; a blank stands before and behind each word."""

    text: str
    stems: str
    parts: str


class Searchable(Struct, frozen=True):
    """An element of the document with its texts, one by one and all together."""

    kind: ElementKind
    number: str
    title: Text
    texts: tuple[Text, ...]
    everything: Text


class Hit(Struct, frozen=True):
    kind: ElementKind
    number: str
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]

    @property
    def route(self) -> str:
        return ROUTES[self.kind]


class Group(Struct, frozen=True):
    """The hits of one kind: the first ones, and how many there are in all."""

    kind: ElementKind
    hits: tuple[Hit, ...]
    total: int

    @property
    def plural(self) -> Promise:
        return KINDS[self.kind]

    @property
    def left_out(self) -> int:
        return self.total - len(self.hits)


def terms(query: str) -> tuple[Term, ...]:
    """The words of a query, without those that stand in every text unless it has no others."""
    return terms_of(words_of(query) or dict.fromkeys(folded_words(query[:QUERY_AT_MOST])))


def build_index(document: StrategyDocument) -> tuple[Searchable, ...]:
    """Prepare a document for searching; done once per published version."""
    return tuple(_searchables(document))


def _searchables(document: StrategyDocument) -> Iterator[Searchable]:
    for _kind, entry, _parents in document.walk():
        match entry:
            case ThemeSection():
                yield _theme(entry)
            case StrategicGoalEntry():
                yield _strategic_goal(entry)
            case OperationalGoalEntry():
                yield _operational_goal(entry)
            case MeasureEntry():
                yield _measure(entry)


def _theme(theme: ThemeSection) -> Searchable:
    situation = (plain_text(theme.initial_situation), *(statement.text for statement in theme.swot))
    texts = (theme.summary, theme.guideline, *situation, theme.description)
    return _searchable(ElementKind.THEME, theme.number, theme.title, texts)


def _strategic_goal(goal: StrategicGoalEntry) -> Searchable:
    texts = (plain_text(goal.explanation), *map(str, goal.based_on))
    return _searchable(ElementKind.STRATEGIC_GOAL, goal.number, goal.statement, texts)


def _operational_goal(goal: OperationalGoalEntry) -> Searchable:
    described = (plain_text(goal.explanation), goal.indicator, goal.responsible, ", ".join(goal.participants))
    texts = (goal.statement, *described, *map(str, goal.based_on))
    if goal.short_title:
        return _searchable(ElementKind.OPERATIONAL_GOAL, goal.number, goal.short_title, texts)
    return _searchable(ElementKind.OPERATIONAL_GOAL, goal.number, goal.statement, texts[1:])


def _measure(measure: MeasureEntry) -> Searchable:
    people = (measure.department, measure.together_with, measure.target_group)
    texts = (plain_text(measure.description), *people, *map(str, measure.based_on))
    return _searchable(ElementKind.MEASURE, measure.number, measure.title, texts)


def _searchable(kind: ElementKind, number: str, title: str, texts: tuple[str, ...]) -> Searchable:
    texts = tuple(text for text in texts if text)
    return Searchable(
        kind=kind,
        number=number,
        title=_text(title),
        texts=tuple(map(_text, texts)),
        everything=_text("\n".join((number, title, *texts))),
    )


def _text(text: str) -> Text:
    return Text(text=text, stems=f" {stems_of_text(text)} ", parts=f" {parts_of_text(text)} ")


def search(index: tuple[Searchable, ...], query: str) -> tuple[Group, ...]:
    """Find what contains all words of the query, by kind: first those that have them whole, then those in the title."""
    wanted = terms(query)
    if not wanted:
        return ()
    found = [entry for entry in index if _occur(wanted, entry.everything)]
    found.sort(key=lambda entry: (not _stand_whole(wanted, entry), not _occur(wanted, entry.title)))
    groups = []
    for kind in KINDS:
        entries = [entry for entry in found if entry.kind == kind]
        if entries:
            hits = tuple(_hit(entry, wanted) for entry in entries[:HITS_PER_GROUP])
            groups.append(Group(kind=kind, hits=hits, total=len(entries)))
    return tuple(groups)


def _occur(wanted: Sequence[Term], text: Text) -> bool:
    return all(_occurs(term, text) for term in wanted)


def _occurs(term: Term, text: Text) -> bool:
    return f" {term.stem} " in text.stems or f" {term.root}" in (text.parts if term.inside else text.stems)


def _stand_whole(wanted: Sequence[Term], entry: Searchable) -> bool:
    return all(f" {term.stem} " in entry.everything.stems for term in wanted)


def _hit(entry: Searchable, wanted: Sequence[Term]) -> Hit:
    # The text that contains most of the words.
    best = max(entry.texts, key=lambda text: sum(_occurs(term, text) for term in wanted), default=_text(""))
    return Hit(
        kind=entry.kind,
        number=entry.number,
        title=marked(entry.title.text, wanted),
        passage=passage_of(best.text, wanted),
    )
