"""Texts in Leichter Sprache and videos in sign language of what citizens read today."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from msgspec import Struct

from publication.current import Published
from strategy.document.document import StrategyDocument
from strategy.models import StrategyVersion
from translations.choices import WHOLE, Wording
from translations.lines import is_former
from translations.models import PublishedTranslation, SignVideo
from translations.told import Part, parts_of
from translations.versions import InForce


class EasyText(Struct, frozen=True):
    """A text in Leichter Sprache: its paragraphs of lines, one sentence each, and the version it tells about."""

    paragraphs: tuple[tuple[str, ...], ...]
    version: StrategyVersion
    # It tells about a version of before; and what it tells about reads differently now.
    is_former: bool
    has_changed: bool


def easy_texts(current: Published) -> dict[UUID, EasyText]:
    """All published texts in Leichter Sprache by the key of what they tell; `WHOLE` for the strategy."""
    parts = {part.key: part for part in parts_of(current.document, Wording.EASY)}
    rows = PublishedTranslation.objects.shown().filter(wording=Wording.EASY, key__in=parts)
    return {row.key: _easy_text(current, row, parts[row.key]) for row in rows}


def _easy_text(current: Published, row: PublishedTranslation, part: Part) -> EasyText:
    return EasyText(
        paragraphs=tuple(_paragraphs(row.text)),
        version=row.version,
        is_former=row.version_id != current.version.pk,
        has_changed=is_former(InForce(*current), row, part),
    )


def _paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """The lines between empty ones."""
    lines: list[str] = []
    for line in (*text.splitlines(), ""):
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield tuple(lines)
            lines = []


def keys_told(document: StrategyDocument) -> list[UUID]:
    """The keys of what a document has that is told in Leichter Sprache and in sign language."""
    return [WHOLE, *(theme.key for theme in document.themes)]


def videos_by_key(current: Published) -> defaultdict[UUID, list[tuple[SignVideo, bool]]]:
    """The videos by the key of what they tell, each with whether it tells about a version of before."""
    found: defaultdict[UUID, list[tuple[SignVideo, bool]]] = defaultdict(list)
    for video in SignVideo.objects.shown().filter(key__in=keys_told(current.document)):
        found[video.key].append((video, video.version_id != current.version.pk))
    return found
