"""Finds what the public may see: the newest published version, older ones under their number, and nothing else."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import get_language

from publication.english import told_in_english
from publication.languages import ENGLISH
from strategy.document.document import StrategyDocument
from strategy.document.published import frozen_document
from strategy.models import StrategyVersion
from translations.choices import Wording
from translations.lines import is_former
from translations.models import PublishedTranslation
from translations.told import parts_of
from translations.versions import InForce


class Published(NamedTuple):
    """The published version and its document."""

    version: StrategyVersion
    document: StrategyDocument


def published() -> Published | None:
    """The version that citizens read, or None before the first is published."""
    version = StrategyVersion.objects.published().without_content().select_related("pdf_file").first()
    if version is None:
        return None
    current = Published(version, frozen_document(version))
    return _in_english(current) if get_language() == ENGLISH else current


def _in_english(current: Published) -> Published:
    """With the words that the city has translated; those of which the German has changed since stay German."""
    parts = {part.key: part for part in parts_of(current.document, Wording.ENGLISH)}
    rows = PublishedTranslation.objects.shown().filter(wording=Wording.ENGLISH)
    words = {
        row.key: row
        for row in rows
        if row.key in parts and not is_former(InForce(*current), row, parts[row.key])
    }
    return Published(current.version, told_in_english(current.document, words))


def published_or_404() -> Published:
    """The version that citizens read. Raises Http404 before the first is published."""
    current = published()
    if current is None:
        raise Http404("Nothing is published yet.")
    return current


def published_versions() -> list[StrategyVersion]:
    """All versions that citizens may read, the one of today first."""
    return list(StrategyVersion.objects.published().without_content().select_related("pdf_file"))


def published_version_or_404(number: int) -> Published:
    """A published version by its number, whether it is the one of today or not. Raises Http404."""
    found = next((version for version in published_versions() if version.number == number), None)
    if found is None:
        raise Http404(f"No published version {number}")
    return Published(found, frozen_document(found))


def last_to_know(find: Callable[[StrategyDocument], object | None]) -> Published | None:
    """The newest of the versions before that of today in whose document `find` finds something."""
    return next((earlier for earlier in _earlier() if find(earlier.document) is not None), None)


def _earlier() -> Iterator[Published]:
    return (Published(version, frozen_document(version)) for version in published_versions()[1:])
