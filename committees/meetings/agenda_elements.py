"""What an agenda item can be about: theme fields, goals and measures of the draft."""

from typing import Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.meetings.poll_elements import MODELS
from strategy.choices import ElementKind, ThemeDecision
from strategy.document.document import ThemeSection
from strategy.document.drafting import theme_sections
from strategy.links import place_of
from strategy.models import ThemeField

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
    """What kind of element has a key, None if there is none in the draft any more."""
    for kind, model in MODELS.items():
        if model.objects.active().filter(pk=key).exists():
            return kind
    return None


def subject_of_item(item: Any) -> Subject | None:
    """What an agenda item is about (1 query); None if it is about nothing, or that was deleted."""
    if not item.element_key:
        return None
    kind = ElementKind(item.element_kind)
    element = MODELS[kind].objects.filter(pk=item.element_key).with_ancestors().first()
    return _subject(kind, element) if element else None


def subjects_of(items: list[Any]) -> dict[UUID, Subject]:
    """What the items of an agenda are about, by key (1 query for each kind)."""
    found: dict[UUID, Subject] = {}
    for kind, model in MODELS.items():
        keys = [item.element_key for item in items if item.element_kind == kind]
        if keys:
            rows = model.objects.filter(pk__in=keys).with_ancestors()
            found |= {row.pk: _subject(kind, row) for row in rows}
    return found


def _subject(kind: ElementKind, element: Any) -> Subject:
    theme = element if kind == ElementKind.THEME else element.theme_of
    title, text = {
        ElementKind.THEME: lambda: (element.title, element.guideline or element.description),
        ElementKind.STRATEGIC_GOAL: lambda: ("", element.statement),
        ElementKind.OPERATIONAL_GOAL: lambda: (element.short_title, element.statement),
        ElementKind.MEASURE: lambda: (element.title, element.description),
    }[kind]()
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


def _group(section: ThemeSection) -> Group:
    name = f"{section.number} {section.title}"
    choices = [(section.key, _label(_("%s (das Themenfeld)") % name))]
    for strategic in section.strategic_goals:
        choices.append((strategic.key, _label(f"{strategic.number} {strategic.statement}")))
        for goal in strategic.operational_goals:
            choices.append((goal.key, _label(f"{goal.number} {goal.short_title}")))
            choices += [
                (measure.key, _label(f"{measure.number} {measure.title}")) for measure in goal.measures
            ]
    return name, choices


def _label(text: str) -> str:
    return Truncator(text).chars(LABEL_AT_MOST)
