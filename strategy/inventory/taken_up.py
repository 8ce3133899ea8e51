"""The uses of extracts: what is based on them, what contradicts them, and what is still open about a theme field."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from msgspec import Struct

from strategy.choices import ElementKind
from strategy.document.tree import KINDS_BELOW_THEMES
from strategy.inventory.choices import ExtractKind
from strategy.models import Contradiction, ElementBasis, Extract, ThemeField
from strategy.models.kinds import GoalOrMeasure, goals_or_measures

# What can be based on an extract.
FOUNDED_KINDS = KINDS_BELOW_THEMES


def uses_of(extracts: Collection[Extract]) -> dict[int, list[ElementBasis]]:
    """By extract: what is based on it in the working draft, each with its `element` (4 queries at most)."""
    rows = list(ElementBasis.objects.in_use().filter(extract__in=extracts).order_by("pk"))
    keys: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        keys[row.element_kind].add(row.element_key)
    elements: dict[UUID, GoalOrMeasure] = {}
    for kind, wanted in keys.items():
        elements |= goals_or_measures(ElementKind(kind)).with_ancestors().in_bulk(wanted)
    groups: dict[int, list[ElementBasis]] = defaultdict(list)
    for row in rows:
        # Somebody may have removed the element between the two queries.
        if row.element_key in elements:
            row.element = elements[row.element_key]
            groups[row.extract_id].append(row)
    return groups


def contradictions_of(extracts: Collection[Extract]) -> dict[int, list[Contradiction]]:
    """By extract: the contradictions it has part in, each with the `other` extract and its concept (1 query)."""
    keys = {extract.pk for extract in extracts}
    rows = Contradiction.objects.filter(Q(first__in=keys) | Q(second__in=keys))
    groups: dict[int, list[Contradiction]] = defaultdict(list)
    for row in rows.select_related("first__concept", "second__concept", "added_by"):
        if row.first_id in keys:
            groups[row.first_id].append(row)
        if row.second_id in keys:
            groups[row.second_id].append(row)
    return groups


def open_extracts_of(theme: ThemeField, *, at_most: int) -> list[Extract]:
    """The extracts about a theme field that nothing is based on and nobody has set aside, by concept.

    What was found for a candidate that was merged into the field belongs to it. One more than `at_most`, if there are
    more.
    """
    about = Extract.objects.filter(
        Q(themes=theme) | Q(themes__merged_into=theme), set_aside_reason=""
    ).distinct()
    used = ElementBasis.objects.in_use().filter(extract=OuterRef("pk"))
    return list(
        about.filter(~Exists(used)).select_related("concept").order_by("concept__title", "pk")[: at_most + 1]
    )


class Evidence(Struct, frozen=True):
    """What existing documents say about a theme field: how many of them, and which kinds of passages."""

    concepts: int
    kinds: tuple[tuple[ExtractKind, int], ...]


def evidence_of(themes: Iterable[ThemeField]) -> dict[UUID, Evidence]:
    """By theme field: the evidence for it, in one query."""
    kinds: dict[UUID, Counter[str]] = {theme.pk: Counter() for theme in themes}
    concepts: dict[UUID, set[int]] = defaultdict(set)
    links = Extract.themes.through.objects.filter(themefield__in=list(kinds))
    for theme, kind, concept in links.values_list("themefield_id", "extract__kind", "extract__concept_id"):
        kinds[theme][kind] += 1
        concepts[theme].add(concept)
    return {
        theme: Evidence(
            concepts=len(concepts[theme]),
            kinds=tuple((kind, counts[kind]) for kind in ExtractKind if counts[kind]),
        )
        for theme, counts in kinds.items()
    }
