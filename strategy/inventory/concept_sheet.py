"""The sheet of a concept for its department: what was found, what became of it, and what the department is asked.

Pure functions: values in, values out, no clock.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from strategy.choices import ElementKind
from strategy.document.document import ElementEntry, MeasureEntry, OperationalGoalEntry, StrategyDocument
from strategy.document.tree import KINDS_BELOW_THEMES
from strategy.inventory.bracket import (
    Cell,
    ConceptFacts,
    Disagreement,
    ExtractFacts,
    FieldFacts,
    Inventory,
    Passage,
    count_extracts,
    disagreements,
)


class Destination(Struct, frozen=True):
    """A goal or measure that is based on an extract. `responsible` is empty while nobody is named."""

    kind: ElementKind
    key: UUID
    number: str
    title: str
    responsible: str


class Objection(Struct, frozen=True):
    """A passage elsewhere that contradicts an extract."""

    passage: Passage
    note: str


class SheetLine(Struct, frozen=True):
    """One extract with its theme fields and what became of it."""

    extract: ExtractFacts
    fields: tuple[FieldFacts, ...]
    destinations: tuple[Destination, ...]
    objections: tuple[Objection, ...]


class ConceptSheet(Struct, frozen=True):
    concept: ConceptFacts
    total: Cell
    lines: tuple[SheetLine, ...]
    requests: tuple[str, ...]


def sheet_of(
    concept: ConceptFacts, inventory: Inventory, document: StrategyDocument, *, today: date
) -> ConceptSheet:
    """Gather the sheet of one concept of the inventory, beside the document of the working draft."""
    places = destinations_of(document)
    open_points = [entry for entry in disagreements(inventory) if entry.is_open]
    lines = tuple(
        SheetLine(
            extract=extract,
            fields=tuple(field for field in inventory.fields if field.key in extract.fields),
            destinations=_found(extract.uses, places),
            objections=tuple(_objections(extract, open_points)),
        )
        for extract in concept.extracts
    )
    return ConceptSheet(
        concept=concept,
        total=count_extracts(concept.extracts),
        lines=lines,
        requests=tuple(_requests(concept, lines, today)),
    )


def destinations_of(document: StrategyDocument) -> dict[UUID, Destination]:
    """All goals and measures of a document by their keys."""
    return {
        entry.key: Destination(
            kind=kind,
            key=entry.key,
            number=entry.number,
            title=entry.heading,
            responsible=_responsible(entry),
        )
        for kind, entry, _parents in document.walk()
        if kind in KINDS_BELOW_THEMES
    }


def _responsible(entry: ElementEntry) -> str:
    match entry:
        case OperationalGoalEntry():
            return entry.responsible
        case MeasureEntry():
            return entry.department
    return ""


def _found(keys: tuple[UUID, ...], places: Mapping[UUID, Destination]) -> tuple[Destination, ...]:
    return tuple(places[key] for key in keys if key in places)


def _objections(extract: ExtractFacts, open_points: list[Disagreement]) -> Iterator[Objection]:
    for point in open_points:
        if extract.key == point.first.extract.key:
            yield Objection(passage=point.second, note=point.note)
        elif extract.key == point.second.extract.key:
            yield Objection(passage=point.first, note=point.note)


def _requests(concept: ConceptFacts, lines: tuple[SheetLine, ...], today: date) -> Iterator[str]:
    if concept.valid_until is not None and concept.valid_until < today:
        yield _("Das Dokument galt bis zum %(day)s. Gibt es eine neuere Fassung?") % {
            "day": date_format(concept.valid_until, "j. F Y")
        }
    if not concept.is_evaluated:
        yield _("Die Auswertung ist noch nicht abgeschlossen. Welche Stellen sind Ihnen besonders wichtig?")
    elif not lines:
        yield _("Bei der Auswertung wurde keine Fundstelle notiert. Fehlt aus Ihrer Sicht etwas?")
    if unsettled := sum(line.extract.is_unsettled_goal for line in lines):
        yield (
            ngettext(
                "Bei %d Ziel ist noch offen, ob es in die Strategie kommt. Was empfehlen Sie?",
                "Bei %d Zielen ist noch offen, ob sie in die Strategie kommen. Was empfehlen Sie?",
                unsettled,
            )
            % unsettled
        )
    if contradicted := sum(bool(line.objections) for line in lines):
        yield (
            ngettext(
                "%d Fundstelle passt nicht zu einem anderen Dokument. Was gilt?",
                "%d Fundstellen passen nicht zu anderen Dokumenten. Was gilt?",
                contradicted,
            )
            % contradicted
        )
    if taken_up := sum(line.extract.is_taken_up for line in lines):
        yield (
            ngettext(
                "%d Fundstelle ist aufgenommen. Gibt die Strategie sie richtig wieder?",
                "%d Fundstellen sind aufgenommen. Gibt die Strategie sie richtig wieder?",
                taken_up,
            )
            % taken_up
        )
    if set_aside := sum(bool(line.extract.set_aside_reason) for line in lines):
        yield (
            ngettext(
                "%d Fundstelle kommt nicht in die Strategie. Sehen Sie das auch so?",
                "%d Fundstellen kommen nicht in die Strategie. Sehen Sie das auch so?",
                set_aside,
            )
            % set_aside
        )
