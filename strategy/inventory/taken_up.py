"""The uses of extracts: the goals and measures that are based on them, and what contradicts them."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from strategy.choices import ElementKind
from strategy.document.tree import KINDS_BELOW_THEMES
from strategy.models import Contradiction, ElementBasis, Extract
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
