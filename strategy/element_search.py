"""Finding goals and measures of the working draft by their number or by words."""

import re
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from strategy.choices import ElementKind
from strategy.models import Strategy
from strategy.models.kinds import MODELS_BELOW_THEMES, GoalOrMeasure

NUMBER = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")
# Where the words of each kind stand.
WORDS: dict[ElementKind, tuple[str, ...]] = {
    ElementKind.STRATEGIC_GOAL: ("statement", "explanation"),
    ElementKind.OPERATIONAL_GOAL: ("short_title", "statement", "explanation", "indicator"),
    ElementKind.MEASURE: ("title", "description", "department__name"),
}


def found_elements(
    strategy: Strategy, words: str, *, at_most: int, themes: Collection[UUID] = ()
) -> list[GoalOrMeasure]:
    """The goals and measures with this number, or with all these words, in the order of their numbers (3 queries).

    `themes` narrows it to some theme fields. One more than `at_most` says that there are others.
    """
    found: list[GoalOrMeasure] = []
    for model in MODELS_BELOW_THEMES.values():
        rows = model.objects.active().with_ancestors().in_chosen_themes().filter(_meets(model, words.split()))
        rows = rows.filter(**{model.path_to_strategy: strategy})
        if themes:
            rows = rows.filter(**{f"{model.path_to_theme}__in": themes})
        found += rows[: at_most + 1]
    return sorted(found, key=_place)[: at_most + 1]


def _meets(model: type[GoalOrMeasure], words: list[str]) -> Q:
    wanted = Q()
    for word in words:
        if NUMBER.fullmatch(word):
            wanted &= _has_number(model, [int(part) for part in word.split(".")])
        else:
            wanted &= Q(*((f"{name}__icontains", word) for name in WORDS[model.kind]), _connector=Q.OR)
    return wanted


def _has_number(model: type[GoalOrMeasure], parts: list[int]) -> Q:
    if len(parts) != len(model.number_lookups):
        return Q(pk__in=())
    return Q(*zip(model.number_lookups, parts, strict=True))


def _place(element: GoalOrMeasure) -> list[int]:
    return [int(part) for part in element.number.split(".")]
