"""The theme fields, goals and measures that a poll can ask about, with the labels that its options get."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from committees.meetings.choices import PollKind
from strategy.choices import ElementKind, ThemeDecision
from strategy.models import Measure, OperationalGoal, StrategicGoal, ThemeField

MODELS: dict[ElementKind, type[Any]] = {
    ElementKind.THEME: ThemeField,
    ElementKind.STRATEGIC_GOAL: StrategicGoal,
    ElementKind.OPERATIONAL_GOAL: OperationalGoal,
    ElementKind.MEASURE: Measure,
}
KINDS_ASKED: dict[PollKind, tuple[ElementKind, ...]] = {
    PollKind.THEME_SELECTION: (ElementKind.THEME,),
    PollKind.AGREEMENT: (ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL),
    PollKind.RANKING: (ElementKind.MEASURE,),
    PollKind.QUESTION: (),
}
MEASURE_NAMES = "operational_goal__strategic_goal__theme"


class Choice(Struct, frozen=True):
    """An element that can become an option."""

    kind: ElementKind
    key: UUID
    label: str


class ChoiceGroup(Struct, frozen=True):
    """Choices that are usually asked about together."""

    label: str
    choices: tuple[Choice, ...]


def choices_for(kind: PollKind) -> tuple[ChoiceGroup, ...]:
    """What a poll of this kind can ask about, in the order of the strategy."""
    if kind == PollKind.THEME_SELECTION:
        return (ChoiceGroup(label=_("Kandidaten der Themenauswahl"), choices=_candidates()),)
    if kind == PollKind.AGREEMENT:
        return _goal_groups()
    return _measure_groups() if kind == PollKind.RANKING else ()


def current_labels(keys: Iterable[UUID], kinds: Iterable[ElementKind]) -> dict[UUID, str]:
    """The labels of elements as they are called now; removed elements are missing."""
    wanted = set(keys)
    found: dict[UUID, str] = {}
    for kind in kinds:
        rows = MODELS[kind].objects.active().filter(pk__in=wanted).with_ancestors()
        found |= {row.pk: label_of(row) for row in rows}
    return found


def label_of(element: Any) -> str:
    """How an element is called on a ballot: with its number and the words that matter."""
    if isinstance(element, ThemeField):
        return element.title
    if isinstance(element, StrategicGoal):
        return f"{element.number} {element.statement}"
    if isinstance(element, OperationalGoal):
        return f"{element.number} {element.short_title}: {element.statement}"
    return f"{element.number} {element.title}"


def _candidates() -> tuple[Choice, ...]:
    rows = ThemeField.objects.candidates().filter(decision=ThemeDecision.OPEN, prescribed=False)
    return tuple(_choice(row) for row in rows)


def _goal_groups() -> tuple[ChoiceGroup, ...]:
    strategic = StrategicGoal.objects.active().filter(theme__position__isnull=False)
    operational = OperationalGoal.objects.active().filter(strategic_goal__theme__position__isnull=False)
    strategic_rows = list(strategic.with_ancestors().order_by("theme__position", "position"))
    operational_rows = list(
        operational.with_ancestors().order_by(
            "strategic_goal__theme__position", "strategic_goal__position", "position"
        )
    )
    groups = []
    for theme in ThemeField.objects.selected():
        first = [row for row in strategic_rows if row.theme_id == theme.pk]
        second = [row for row in operational_rows if row.strategic_goal.theme_id == theme.pk]
        name = f"{theme.number} {theme.title}"
        groups += [
            _group(
                ngettext(
                    "%(name)s: %(count)d strategisches Ziel",
                    "%(name)s: %(count)d strategische Ziele",
                    len(first),
                ),
                name,
                first,
            ),
            _group(
                ngettext(
                    "%(name)s: %(count)d operatives Ziel", "%(name)s: %(count)d operative Ziele", len(second)
                ),
                name,
                second,
            ),
        ]
    return tuple(group for group in groups if group.choices)


def _measure_groups() -> tuple[ChoiceGroup, ...]:
    rows = Measure.objects.active().filter(**{f"{MEASURE_NAMES}__position__isnull": False}).with_ancestors()
    ordered = rows.order_by(
        f"{MEASURE_NAMES}__position",
        "operational_goal__strategic_goal__position",
        "operational_goal__position",
        "position",
    )
    by_goal: dict[UUID, list[Measure]] = {}
    names: dict[UUID, str] = {}
    for row in ordered:
        goal = row.operational_goal.strategic_goal
        by_goal.setdefault(goal.pk, []).append(row)
        names[goal.pk] = Truncator(label_of(goal)).chars(80)
    sentence = _("%(name)s: %(count)d Maßnahmen")
    return tuple(_group(sentence, names[key], below) for key, below in by_goal.items())


def _group(sentence: str, name: str, rows: list[Any]) -> ChoiceGroup:
    label = sentence % {"name": name, "count": len(rows)}
    return ChoiceGroup(label=label, choices=tuple(_choice(row) for row in rows))


def _choice(row: Any) -> Choice:
    return Choice(kind=row.kind, key=row.pk, label=label_of(row))
