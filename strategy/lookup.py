"""Elements of any kind by their keys."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from strategy.choices import ElementKind
from strategy.models.kinds import ELEMENT_MODELS, AnyElement


def elements_by_key(named: Iterable[tuple[str, UUID]]) -> dict[UUID, AnyElement]:
    """The elements named by kind and key, retired ones included, with one query at most for each kind.

    Deleted ones are missing.
    """
    keys: dict[str, set[UUID]] = defaultdict(set)
    for kind, key in named:
        keys[kind].add(key)
    return {
        element.pk: element
        for kind in ElementKind
        for element in ELEMENT_MODELS[kind].objects.with_ancestors().filter(pk__in=keys[kind])
    }
