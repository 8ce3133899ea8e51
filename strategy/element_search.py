"""Finding goals and measures of the working draft by their number or by words."""

import re
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q

from strategy.choices import ElementKind
from strategy.models import Strategy
from strategy.models.kinds import ELEMENT_MODELS

NUMBER = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")
# Of each kind: where its words stand, and the positions that make up its number.
WORDS: dict[ElementKind, tuple[str, ...]] = {
    ElementKind.STRATEGIC_GOAL: ("statement", "explanation"),
    ElementKind.OPERATIONAL_GOAL: ("short_title", "statement", "explanation", "indicator"),
    ElementKind.MEASURE: ("title", "description", "department"),
}
POSITIONS: dict[ElementKind, tuple[str, ...]] = {
    ElementKind.STRATEGIC_GOAL: ("theme__position", "position"),
    ElementKind.OPERATIONAL_GOAL: ("strategic_goal__theme__position", "strategic_goal__position", "position"),
    ElementKind.MEASURE: (
        "operational_goal__strategic_goal__theme__position",
        "operational_goal__strategic_goal__position",
        "operational_goal__position",
        "position",
    ),
}


def found_elements(
    strategy: Strategy, words: str, *, at_most: int, themes: Collection[UUID] = ()
) -> list[Any]:
    """The goals and measures with this number, or with all these words, in the order of their numbers (3 queries).

    `themes` narrows it to some theme fields. One more than `at_most` says that there are others.
    """
    found: list[Any] = []
    for kind, path in POSITIONS.items():
        model: Any = ELEMENT_MODELS[kind]
        rows = model.objects.active().with_ancestors().filter(_meets(kind, words.split()))
        rows = rows.filter(
            **{model.path_to_strategy: strategy, f"{model.path_to_theme}__position__isnull": False}
        )
        if themes:
            rows = rows.filter(**{f"{model.path_to_theme}__in": themes})
        found += rows.order_by(*path)[: at_most + 1]
    return sorted(found, key=_place)[: at_most + 1]


def _meets(kind: ElementKind, words: list[str]) -> Q:
    wanted = Q()
    for word in words:
        if NUMBER.fullmatch(word):
            wanted &= _has_number(kind, [int(part) for part in word.split(".")])
        else:
            wanted &= Q(*((f"{name}__icontains", word) for name in WORDS[kind]), _connector=Q.OR)
    return wanted


def _has_number(kind: ElementKind, parts: list[int]) -> Q:
    path = POSITIONS[kind]
    if len(parts) != len(path):
        return Q(pk__in=())
    return Q(*zip(path, parts, strict=True))


def _place(element: Any) -> list[int]:
    return [int(part) for part in element.number.split(".")]
