"""The subjects of agenda items: theme fields, goals and measures of the draft."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.meetings.models import AgendaItem
from editing.dialect import plain_text
from strategy.choices import ElementKind, ThemeDecision
from strategy.document.document import ThemeSection
from strategy.document.drafting import theme_sections
from strategy.document.tree import PROGRAMME_KINDS
from strategy.links import place_of
from strategy.models import Measure, OperationalGoal, StrategicGoal, ThemeField
from strategy.models.kinds import ProgrammeElement, programme_of

LABEL_AT_MOST = 110

Group = tuple[str, list[tuple[UUID, str]]]


class Subject(Struct, frozen=True):
    """A theme field, goal or measure as a meeting shows it. Without a number it is only a candidate."""

    kind: ElementKind
    number: str
    title: str
    text: str
    theme: str
    place: str
    revision: int


def subject_choices() -> list[Group]:
    """All that can be chosen, in the order of the strategy, grouped by theme field (8 queries)."""
    groups = [_group(section) for section in theme_sections(list(ThemeField.objects.selected()))]
    candidates = ThemeField.objects.candidates().filter(decision=ThemeDecision.OPEN)
    open_fields = [(theme.pk, _label(theme.title)) for theme in candidates]
    return [*groups, (_("Kandidaten der Themenauswahl"), open_fields)] if open_fields else groups


def kind_of(key: UUID) -> ElementKind | None:
    """The kind of the element with a key, None if there is none in the draft any more."""
    for kind in PROGRAMME_KINDS:
        if programme_of(kind).active().filter(pk=key).exists():
            return kind
    return None


def subject_of_item(item: AgendaItem) -> Subject | None:
    """The subject of an agenda item (1 query); None if it is about nothing, or that was deleted."""
    if not item.element_key:
        return None
    kind = ElementKind(item.element_kind)
    element = programme_of(kind).filter(pk=item.element_key).with_ancestors().first()
    return _subject(kind, element) if element else None


def subjects_of(items: Sequence[AgendaItem]) -> dict[UUID, Subject]:
    """The subjects of the items of an agenda, by key (1 query for each kind)."""
    found: dict[UUID, Subject] = {}
    for kind in PROGRAMME_KINDS:
        keys = [item.element_key for item in items if item.element_kind == kind]
        if keys:
            rows = programme_of(kind).filter(pk__in=keys).with_ancestors()
            found |= {row.pk: _subject(kind, row) for row in rows}
    return found


def _subject(kind: ElementKind, element: ProgrammeElement) -> Subject:
    title, text = _title_and_text(element)
    theme = element.theme_of
    is_there = element.retired_at is None and theme.position is not None
    return Subject(
        kind=kind,
        number=element.number if is_there else "",
        title=title,
        text=text,
        theme=theme.title,
        place=place_of(element) if is_there else "",
        revision=element.revision,
    )


def _title_and_text(element: ProgrammeElement) -> tuple[str, str]:
    match element:
        case ThemeField():
            return element.title, element.guideline or element.description
        case StrategicGoal():
            return "", element.statement
        case OperationalGoal():
            return element.short_title, element.statement
        case Measure():
            return element.title, plain_text(element.description)


def _group(section: ThemeSection) -> Group:
    name = f"{section.number} {section.title}"
    return name, [
        (
            entry.key,
            _label(f"{entry.number} {entry.heading}" if parents else _("%s (das Themenfeld)") % name),
        )
        for _kind, entry, parents in section.walk()
    ]


def _label(text: str) -> str:
    return Truncator(text).chars(LABEL_AT_MOST)
