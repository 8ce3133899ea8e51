"""What the public may see: the newest published version, and nothing else."""

from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.http import Http404

from publication.search import Searchable, build_index
from strategy.document import StrategyDocument
from strategy.models import StrategyVersion
from strategy.published import frozen_document


class Published(NamedTuple):
    """The published version and its document."""

    version: StrategyVersion
    document: StrategyDocument


def published() -> Published | None:
    """The version that citizens read, or None before the first is published."""
    version = StrategyVersion.objects.published().without_content().select_related("pdf_job").first()
    return Published(version, frozen_document(version)) if version else None


def published_or_404() -> Published:
    """The version that citizens read. Raises Http404 before the first is published."""
    current = published()
    if current is None:
        raise Http404("Nothing is published yet.")
    return current


def search_index(current: Published) -> tuple[Searchable, ...]:
    """The prepared search of a published version; it never changes, so each process prepares it once."""
    return _search_index(current.version.pk)


@lru_cache(maxsize=4)
def _search_index(key: UUID) -> tuple[Searchable, ...]:
    return build_index(frozen_document(StrategyVersion(pk=key)))
