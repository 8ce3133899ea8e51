"""The theme fields, goals and measures that a poll can ask about, with the labels that its options get."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from committees.meetings.choices import PollKind
from strategy.choices import ElementKind, ThemeDecision
from strategy.models import Measure, OperationalGoal, StrategicGoal, ThemeField
from strategy.models.kinds import AnyElement, elements_of

KINDS_ASKED: dict[PollKind, tuple[ElementKind, ...]] = {
    PollKind.THEME_SELECTION: (ElementKind.THEME,),
    PollKind.AGREEMENT: (ElementKind.STRATEGIC_GOAL, ElementKind.OPERATIONAL_GOAL),
    PollKind.RANKING: (ElementKind.MEASURE,),
    PollKind.QUESTION: (),
}


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
    """The elements that a poll of this kind can ask about, in the order of the strategy."""
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
        rows = elements_of(kind).active().filter(pk__in=wanted).with_ancestors()
        found |= {row.pk: label_of(row) for row in rows}
    return found


def label_of(element: AnyElement) -> str:
    """The name of an element on a ballot: with its number and the words that matter."""
    match element:
        case StrategicGoal():
            return f"{element.number} {element.statement}"
        case OperationalGoal():
            return f"{element.number} {element.short_title}: {element.statement}"
        case Measure():
            return f"{element.number} {element.title}"
    return str(element)


def _candidates() -> tuple[Choice, ...]:
    rows = ThemeField.objects.candidates().filter(decision=ThemeDecision.OPEN, prescribed=False)
    return tuple(_choice(row) for row in rows)


def _goal_groups() -> tuple[ChoiceGroup, ...]:
    strategic_rows = list(StrategicGoal.objects.active().in_chosen_themes().with_ancestors())
    operational_rows = list(OperationalGoal.objects.active().in_chosen_themes().with_ancestors())
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
    ordered = Measure.objects.active().in_chosen_themes().with_ancestors()
    by_goal: dict[UUID, list[Measure]] = {}
    names: dict[UUID, str] = {}
    for row in ordered:
        goal = row.operational_goal.strategic_goal
        by_goal.setdefault(goal.pk, []).append(row)
        names[goal.pk] = Truncator(label_of(goal)).chars(80)
    sentence = _("%(name)s: %(count)d Maßnahmen")
    return tuple(_group(sentence, names[key], below) for key, below in by_goal.items())


def _group(sentence: str, name: str, rows: Sequence[AnyElement]) -> ChoiceGroup:
    label = sentence % {"name": name, "count": len(rows)}
    return ChoiceGroup(label=label, choices=tuple(_choice(row) for row in rows))


def _choice(row: AnyElement) -> Choice:
    return Choice(kind=row.kind, key=row.pk, label=label_of(row))
