"""Searching the published document in memory. Pure functions: a document and a query in, passages out.

Letters are compared folded: without case, with ss for ß, and with both spellings of an umlaut (für is found
by fur and by fuer). All words of a query must occur. A word matches the beginning of a word; from four
letters on also the inside, because German writes compounds in one word: "schule" finds "Grundschule".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from editing.markdown import to_html
from strategy.choices import ElementKind
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)

QUERY_AT_MOST = 200
HITS_PER_GROUP = 50
PASSAGE_LENGTH = 220
LEAD_LENGTH = 60
INSIDE_WORDS_FROM = 4
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

# Numbers with points stay together, so that 1.2 finds goal 1.2.3 but not 11.2.
WORD = re.compile(r"\d+(?:\.\d+)+|\w+")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


class Searchable(Struct, frozen=True):
    """An element of the document with its texts, as they are and folded."""

    kind: ElementKind
    number: str
    title: str
    texts: tuple[str, ...]
    folded: tuple[str, ...]


class Part(Struct, frozen=True):
    """A piece of a passage; `marked` pieces are what was searched for."""

    text: str
    marked: bool


class Hit(Struct, frozen=True):
    kind: ElementKind
    number: str
    title: tuple[Part, ...]
    passage: tuple[Part, ...]

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


class Term(Struct, frozen=True):
    """A word of the query in its spellings."""

    forms: tuple[str, ...]
    starts: re.Pattern[str]
    inside: bool

    def occurs_in(self, folded: tuple[str, ...]) -> bool:
        if self.inside:
            return any(form in text for text in folded for form in self.forms)
        return any(self.starts.search(text) for text in folded)

    def matches(self, word: str) -> bool:
        return self.occurs_in(_spellings_of_word(word))


def spellings(text: str) -> tuple[str, ...]:
    """The folded spellings of a text: umlauts as plain letters, and as two letters where that differs."""
    lower = unicodedata.normalize("NFC", text.casefold())
    plain, expanded = _without_marks(lower), _without_marks(lower.translate(UMLAUTS))
    return (plain,) if plain == expanded else (plain, expanded)


@lru_cache(maxsize=20_000)
def _spellings_of_word(word: str) -> tuple[str, ...]:
    """Marking looks at each word of a passage; the words of a strategy repeat."""
    return spellings(word)


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def terms(query: str) -> tuple[Term, ...]:
    """The words of a query, each once. Punctuation and what exceeds the limit are left out."""
    found: dict[tuple[str, ...], Term] = {}
    for word in WORD.findall(query[:QUERY_AT_MOST]):
        forms = spellings(word)
        inside = len(word) >= INSIDE_WORDS_FROM and word.isalpha()
        starts = re.compile(rf"(?<!\w)(?<!\d\.)(?:{'|'.join(map(re.escape, forms))})")
        found[forms] = Term(forms=forms, starts=starts, inside=inside)
    return tuple(found.values())


def build_index(document: StrategyDocument) -> tuple[Searchable, ...]:
    """Prepare a document for searching; done once per published version."""
    return tuple(_searchables(document))


def _searchables(document: StrategyDocument) -> Iterator[Searchable]:
    for theme in document.themes:
        yield _theme(theme)
        for strategic in theme.strategic_goals:
            yield _strategic_goal(strategic)
            for goal in strategic.operational_goals:
                yield _operational_goal(goal)
                yield from (_measure(measure) for measure in goal.measures)


def _theme(theme: ThemeSection) -> Searchable:
    situation = (plain_text(theme.initial_situation), *(statement.text for statement in theme.swot))
    texts = (theme.summary, theme.guideline, *situation, theme.description)
    return _searchable(ElementKind.THEME, theme.number, theme.title, texts)


def _strategic_goal(goal: StrategicGoalEntry) -> Searchable:
    texts = (plain_text(goal.explanation), *map(str, goal.based_on))
    return _searchable(ElementKind.STRATEGIC_GOAL, goal.number, goal.statement, texts)


def _operational_goal(goal: OperationalGoalEntry) -> Searchable:
    described = (plain_text(goal.explanation), goal.indicator, goal.responsible)
    texts = (goal.statement, *described, *map(str, goal.based_on))
    if goal.short_title:
        return _searchable(ElementKind.OPERATIONAL_GOAL, goal.number, goal.short_title, texts)
    return _searchable(ElementKind.OPERATIONAL_GOAL, goal.number, goal.statement, texts[1:])


def _measure(measure: MeasureEntry) -> Searchable:
    people = (measure.department, measure.partners, measure.target_group)
    texts = (plain_text(measure.description), *people, *map(str, measure.based_on))
    return _searchable(ElementKind.MEASURE, measure.number, measure.title, texts)


def _searchable(kind: ElementKind, number: str, title: str, texts: tuple[str, ...]) -> Searchable:
    texts = tuple(text for text in texts if text)
    folded = spellings("\n".join((number, title, *texts)))
    return Searchable(kind=kind, number=number, title=title, texts=texts, folded=folded)


def plain_text(markdown: str) -> str:
    """The words of a Markdown text, without its markup."""
    return " ".join(unescape(strip_tags(to_html(markdown))).split())


def search(index: tuple[Searchable, ...], query: str) -> tuple[Group, ...]:
    """Find what contains all words of the query, by kind; titles that contain them all come first."""
    wanted = terms(query)
    if not wanted:
        return ()
    found = [entry for entry in index if all(term.occurs_in(entry.folded) for term in wanted)]
    found.sort(key=lambda entry: not all(term.occurs_in(spellings(entry.title)) for term in wanted))
    groups = []
    for kind in KINDS:
        entries = [entry for entry in found if entry.kind == kind]
        if entries:
            hits = tuple(_hit(entry, wanted) for entry in entries[:HITS_PER_GROUP])
            groups.append(Group(kind=kind, hits=hits, total=len(entries)))
    return tuple(groups)


def _hit(entry: Searchable, wanted: tuple[Term, ...]) -> Hit:
    return Hit(
        kind=entry.kind,
        number=entry.number,
        title=marked(entry.title, wanted),
        passage=_passage(entry.texts, wanted),
    )


def _passage(texts: tuple[str, ...], wanted: tuple[Term, ...]) -> tuple[Part, ...]:
    """The text that contains most of the words, cut around the first of them."""
    if not texts:
        return ()
    best = max(texts, key=lambda text: sum(term.occurs_in(spellings(text)) for term in wanted))
    first = next((m.start() for m in WORD.finditer(best) if any(t.matches(m.group()) for t in wanted)), 0)
    start = 0 if first <= LEAD_LENGTH else best.find(" ", first - LEAD_LENGTH) + 1
    end = len(best) if len(best) <= start + PASSAGE_LENGTH else best.rfind(" ", start, start + PASSAGE_LENGTH)
    # A text without blanks is cut in the middle of its only word.
    end = end if end > first else start + PASSAGE_LENGTH
    excerpt = f"{'… ' if start else ''}{best[start:end]}{' …' if end < len(best) else ''}"
    return marked(excerpt, wanted)


def marked(text: str, wanted: tuple[Term, ...]) -> tuple[Part, ...]:
    """Split a text into pieces, marking the words that match."""
    parts, done = [], 0
    for match in WORD.finditer(text):
        if any(term.matches(match.group()) for term in wanted):
            if match.start() > done:
                parts.append(Part(text=text[done : match.start()], marked=False))
            parts.append(Part(text=match.group(), marked=True))
            done = match.end()
    if done < len(text):
        parts.append(Part(text=text[done:], marked=False))
    return tuple(parts)
