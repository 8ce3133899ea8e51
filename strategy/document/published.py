"""Frozen documents in memory. A version never changes, so each process parses it once."""

from functools import lru_cache
from uuid import UUID

from strategy.document.document import StrategyDocument, from_json
from strategy.models import StrategyVersion


def frozen_document(version: StrategyVersion) -> StrategyDocument:
    """Return the document of a version without fetching its content again when it was read before."""
    return _parsed(version.pk)


@lru_cache(maxsize=16)
def _parsed(key: UUID) -> StrategyDocument:
    content = StrategyVersion.objects.values_list("content", flat=True).get(pk=key)
    return from_json(content)
