"""What is told in other words of a published document, its German words, and whether those changed. Pure."""

from collections.abc import Iterator
from uuid import UUID

from msgspec import Struct

from strategy.choices import ElementKind
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)
from translations.choices import FIELDS, WHOLE, Told, Wording


class Part(Struct, frozen=True):
    """A part of the strategy that can be told in other words, with its German ones by the name of the field."""

    told: Told
    key: UUID
    number: str
    heading: str
    german: dict[str, str]

    @property
    def address(self) -> str:
        """Its place in addresses: the key, or "ganz" for the whole strategy."""
        return "ganz" if self.told == Told.STRATEGY else str(self.key)


def parts_of(document: StrategyDocument, wording: str) -> Iterator[Part]:
    """Every part of a document that a wording is written for, in the order of the document."""
    kinds = FIELDS[wording]
    yield Part(Told.STRATEGY, WHOLE, "", document.title, {"title": document.title})
    for theme in document.themes:
        for kind, entry, _parents in theme.walk():
            if kind != ElementKind.CHAPTER and kind.value in kinds:
                yield Part(Told(kind.value), entry.key, entry.number, entry.heading, german_words(entry))


def german_words(entry: object) -> dict[str, str]:
    """What the German text of an entry says in each field of a translation."""
    match entry:
        case ThemeSection():
            summary = entry.summary or entry.description
            return {"title": entry.title, "summary": summary, "text": entry.guideline}
        case StrategicGoalEntry():
            return {"text": entry.statement}
        case OperationalGoalEntry():
            return {"title": entry.short_title, "text": entry.statement}
        case MeasureEntry():
            return {"title": entry.title, "summary": entry.description}
    return {}


def part_of(document: StrategyDocument, wording: str, key: UUID) -> Part | None:
    """The part with a key (`WHOLE` for the strategy); None when the document has none that this is written for."""
    return next((part for part in parts_of(document, wording) if part.key == key), None)


def has_changed(told_of: StrategyDocument, today: StrategyDocument, part: Part, wording: str) -> bool:
    """Say whether the German text is another one than in the version that a translation tells about.

    What is told in Leichte Sprache is a whole theme field, so anything in it counts.
    """
    if told_of is today:
        return False
    if wording == Wording.EASY:
        return _everything(told_of, part.key) != _everything(today, part.key)
    before = part_of(told_of, wording, part.key)
    return before is None or before.german != part.german


def _everything(document: StrategyDocument, key: UUID) -> object:
    if key == WHOLE:
        return document.themes
    return next((theme for theme in document.themes if theme.key == key), None)
