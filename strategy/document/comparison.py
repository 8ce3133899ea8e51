"""The differences between two versions: element by element, recognised by key, word by word."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from editing.amounts import number as in_german
from editing.dialect_field import shown_value
from editing.wording import STEPS_OF_A_PAGE, Change, ChangeKind, Work, word_changes
from strategy.choices import ElementKind
from strategy.document.document import StrategyDocument, SwotStatement, Visit
from strategy.document.tree import TREE
from strategy.models.kinds import ELEMENT_MODELS


class Difference(StrEnum):
    """The outcome for an element from one version to the other."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    WITHDRAWN = "withdrawn"


class FieldDifference(Struct, frozen=True):
    """One field with its words, what went and what came among them."""

    label: str
    changes: tuple[Change, ...]

    @property
    def before(self) -> tuple[Change, ...]:
        """The earlier text with what went from it."""
        return tuple(change for change in self.changes if change.kind != ChangeKind.INSERTED)

    @property
    def after(self) -> tuple[Change, ...]:
        """The later text with what came to it."""
        return tuple(change for change in self.changes if change.kind != ChangeKind.DELETED)


class ElementDifference(Struct, frozen=True):
    """One element in both versions; of a new or withdrawn one the other side is empty."""

    kind: ElementKind
    key: UUID
    difference: Difference
    number_before: str
    number_after: str
    title: str
    fields: tuple[FieldDifference, ...]
    # Below another goal or theme field than before.
    is_moved: bool = False

    @property
    def is_renumbered(self) -> bool:
        both = self.number_before and self.number_after
        return bool(both) and self.number_before != self.number_after

    @property
    def number(self) -> str:
        return self.number_after or self.number_before

    @property
    def remarks(self) -> tuple[str, ...]:
        """The words for what happened to it: "neu", "umnummeriert, vorher 1.2.3"."""
        words = {
            Difference.CHANGED: _("geändert"),
            Difference.NEW: _("neu"),
            Difference.WITHDRAWN: _("gestrichen"),
        }
        found = [words[self.difference]] if self.difference in words else []
        if self.is_moved:
            found.append(_("verschoben, vorher %(number)s") % {"number": self.number_before})
        elif self.is_renumbered:
            found.append(_("umnummeriert, vorher %(number)s") % {"number": self.number_before})
        return tuple(found)

    @property
    def is_touched(self) -> bool:
        return self.difference != Difference.SAME or self.is_moved or self.is_renumbered


class Comparison(Struct, frozen=True):
    """All elements of two versions in the order of the later one; what was withdrawn stands where it stood."""

    facts: tuple[FieldDifference, ...]
    elements: tuple[ElementDifference, ...]

    @property
    def is_empty(self) -> bool:
        return not self.facts and not self.only_changes()

    def only_changes(self) -> tuple[ElementDifference, ...]:
        return tuple(element for element in self.elements if element.is_touched)

    @property
    def summary(self) -> str:
        """The changes, counted: "3 Ziele geändert, 1 Maßnahme neu, 2 Maßnahmen gestrichen"."""
        return ", ".join(_counted(self.elements)) or _("keine Unterschiede")


# Fields that say where an element stands, not what it says.
APART = frozenset({"key", "number", "kind", *(shape.children for shape in TREE.values())})
GOALS = (ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL)


def compare(before: StrategyDocument, after: StrategyDocument) -> Comparison:
    """Compare two documents; in time that grows with their size only."""
    old = {visit.entry.key: visit for visit in before.walk()}
    new = {visit.entry.key: visit for visit in after.walk()}
    work = Work(STEPS_OF_A_PAGE)
    return Comparison(
        facts=tuple(_facts(before, after)),
        elements=tuple(_difference(key, old.get(key), new.get(key), work) for key in _in_order(old, new)),
    )


def _in_order(old: dict[UUID, Visit], new: dict[UUID, Visit]) -> Iterator[UUID]:
    """The keys of the later document, and behind each the withdrawn ones that followed it before."""
    followers: dict[UUID | None, list[UUID]] = {}
    last: UUID | None = None
    for key in old:
        if key in new:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    yield from followers.get(None, ())
    for key in new:
        yield key
        yield from followers.get(key, ())


def _difference(key: UUID, old: Visit | None, new: Visit | None, work: Work) -> ElementDifference:
    visit = new or old
    if visit is None:
        raise LookupError(f"Neither document holds {key}.")
    fields = () if old and new and old.entry == new.entry else tuple(_fields(visit, old, new, work))
    if old is None or new is None:
        difference = Difference.NEW if old is None else Difference.WITHDRAWN
    else:
        difference = Difference.CHANGED if fields else Difference.SAME
    return ElementDifference(
        kind=visit.kind,
        key=key,
        difference=difference,
        number_before=old.entry.number if old else "",
        number_after=new.entry.number if new else "",
        title=visit.entry.heading,
        fields=fields,
        is_moved=old is not None and new is not None and _above(old) != _above(new),
    )


def _above(visit: Visit) -> UUID | None:
    return visit.parents[-1].key if visit.parents else None


def _fields(visit: Visit, old: Visit | None, new: Visit | None, work: Work) -> Iterator[FieldDifference]:
    for name in type(visit.entry).__struct_fields__:
        if name in APART:
            continue
        values = [getattr(each.entry, name) if each else None for each in (old, new)]
        if values[0] == values[1]:
            continue
        before, after = (readable(_seen(visit.kind, name, value)) for value in values)
        if before != after:
            yield FieldDifference(label=_label(visit.kind, name), changes=word_changes(before, after, work))


def _facts(before: StrategyDocument, after: StrategyDocument) -> Iterator[FieldDifference]:
    facts = {
        "title": _("Titel"),
        "target_year": _("Zieljahr"),
        "period_start": _("Zeitraum von"),
        "period_end": _("Zeitraum bis"),
    }
    for name, label in facts.items():
        old, new = (readable(getattr(document, name)) for document in (before, after))
        if old != new:
            yield FieldDifference(label=label, changes=word_changes(old, new))


def readable(value: object) -> str:
    """A value of an entry as people read it: labels of choices, German numbers, one line for each of many."""
    match value:
        case None:
            return ""
        case bool():
            return _("ja") if value else _("nein")
        case TextChoices():
            return str(value.label)
        case Decimal():
            return in_german(value)
        case date():
            return f"{value:%d.%m.%Y}"
        case tuple():
            return "\n".join(readable(each) for each in value)
        case SwotStatement():
            sources = f" ({'; '.join(value.sources)})" if value.sources else ""
            return f"{value.kind.label}: {value.text}{sources}"
    return str(value)


def _seen(kind: ElementKind, name: str, value: object) -> object:
    """A value of an entry; a long text without its escapes."""
    return shown_value(ELEMENT_MODELS[kind], name, value) if isinstance(value, str) else value


def _label(kind: ElementKind, name: str) -> str:
    if name == "based_on":
        return _("beruht auf")
    if name == "adapted_from":
        return _("nach einer Maßnahme von")
    if name == "swot":
        return _("Stärken, Schwächen, Chancen, Risiken")
    meta = ELEMENT_MODELS[kind]._meta
    return next(str(field.verbose_name) for field in (*meta.fields, *meta.many_to_many) if field.name == name)


def _counted(elements: Iterable[ElementDifference]) -> Iterator[str]:
    elements = list(elements)

    def count(difference: Difference, *kinds: ElementKind) -> int:
        return sum(each.difference == difference and each.kind in kinds for each in elements)

    words = {
        Difference.CHANGED: _("geändert"),
        Difference.NEW: _("neu"),
        Difference.WITHDRAWN: _("gestrichen"),
    }
    for difference, word in words.items():
        themes = count(difference, ElementKind.THEME)
        goals, measures = count(difference, *GOALS), count(difference, ElementKind.MEASURE)
        chapters = count(difference, ElementKind.CHAPTER)
        nouns = (
            (themes, ngettext("%d Themenfeld", "%d Themenfelder", themes)),
            (goals, ngettext("%d Ziel", "%d Ziele", goals)),
            (measures, ngettext("%d Maßnahme", "%d Maßnahmen", measures)),
            (chapters, ngettext("%d Kapitel", "%d Kapitel", chapters)),
        )
        for number, noun in nouns:
            if number:
                yield f"{noun % number} {word}"
    moved = sum(each.is_moved for each in elements)
    if moved:
        yield _("%d verschoben") % moved
    renumbered = sum(each.is_renumbered and not each.is_moved for each in elements)
    if renumbered:
        yield _("%d umnummeriert") % renumbered
