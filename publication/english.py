"""The published document with what the city has translated of it. Pure but for the rows that it is told."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from msgspec.structs import replace

from publication.languages import ENGLISH
from strategy.choices import ElementKind
from strategy.document.document import (
    ElementEntry,
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)
from strategy.document.tree import TREE
from translations.choices import WHOLE
from translations.models import PublishedTranslation

# The field of the document that a field of a translation stands for.
NAMES: dict[type, dict[str, str]] = {
    ThemeSection: {"title": "title", "summary": "summary", "text": "guideline"},
    StrategicGoalEntry: {"text": "statement"},
    OperationalGoalEntry: {"title": "short_title", "text": "statement"},
    MeasureEntry: {"title": "title", "summary": "description"},
}


# The short titles of the United Nations.
SDG_TITLES = (
    "No poverty",
    "Zero hunger",
    "Good health and well-being",
    "Quality education",
    "Gender equality",
    "Clean water and sanitation",
    "Affordable and clean energy",
    "Decent work and economic growth",
    "Industry, innovation and infrastructure",
    "Reduced inequalities",
    "Sustainable cities and communities",
    "Responsible consumption and production",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace, justice and strong institutions",
    "Partnerships for the goals",
)


class EnglishText(str):
    """A text of the document that the city has translated; every other one is German."""

    __slots__ = ()


def told_in_english(
    document: StrategyDocument, words: Mapping[UUID, PublishedTranslation]
) -> StrategyDocument:
    """The same document with English words where there are some, by the key of what they tell."""
    whole = words.get(WHOLE)
    title = EnglishText(whole.title) if whole and whole.title else document.title
    themes = tuple(_told(ElementKind.THEME, theme, words) for theme in document.themes)
    sdgs = tuple(replace(sdg, title=EnglishText(SDG_TITLES[sdg.number - 1])) for sdg in document.sdgs)
    return replace(document, title=title, themes=themes, sdgs=sdgs)


def _told(kind: ElementKind, entry: ElementEntry, words: Mapping[UUID, PublishedTranslation]) -> ElementEntry:
    """An entry and everything below it."""
    row = words.get(entry.key)
    changes: dict[str, object] = {}
    if row is not None:
        named = NAMES[type(entry)].items()
        changes = {field: EnglishText(text) for name, field in named if (text := getattr(row, name))}
    below = TREE[kind]
    if below.children and below.child is not None:
        child = below.child
        changes[below.children] = tuple(_told(child, each, words) for each in getattr(entry, below.children))
    return replace(entry, **changes) if changes else entry


def as_german(text: object) -> object:
    """A text of the city for a page: on an English one it says that it is German, unless it was translated."""
    if get_language() != ENGLISH or not text or isinstance(text, EnglishText):
        return text
    return format_html('<span lang="de">{}</span>', text)


def as_german_block(drawn: SafeString, text: object = "") -> SafeString:
    """The same for what is drawn in paragraphs from a text."""
    if get_language() != ENGLISH or not drawn or isinstance(text, EnglishText):
        return drawn
    return format_html('<div lang="de">{}</div>', drawn)
