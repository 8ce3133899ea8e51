"""What there is of each part of the strategy in other words, and how far it is."""

from collections.abc import Iterator

from msgspec import Struct

from strategy.document.published import frozen_document
from translations.choices import Wording
from translations.models import PublishedTranslation, Translation
from translations.told import Part, has_changed, parts_of
from translations.versions import InForce


class Line(Struct, frozen=True):
    """A part with its translation and what of it is published; `is_outdated` when the German text has changed since."""

    part: Part
    translation: Translation | None
    published: PublishedTranslation | None
    is_outdated: bool

    @property
    def waits(self) -> bool:
        """Say whether something is written that nobody outside reads yet."""
        if self.translation is None:
            return False
        is_newer = self.published is None or self.published.revision != self.translation.revision
        return is_newer and self.translation.holds_something


def lines_of(current: InForce, wording: Wording) -> Iterator[Line]:
    """All parts of the published version, in three queries."""
    rows = Translation.objects.filter(wording=wording).select_related("published__version")
    there = {row.key: row for row in rows.defer("published__version__content")}
    for part in parts_of(current.document, wording):
        yield line_of(current, part, there.get(part.key), wording)


def line_of(current: InForce, part: Part, translation: Translation | None, wording: Wording) -> Line:
    """A part of the published version with what there is of it."""
    published: PublishedTranslation | None = getattr(translation, "published", None)
    if published is not None and not published.version.is_published:
        published = None
    is_outdated = published is not None and is_former(current, published, part)
    return Line(part, translation, published, is_outdated)


def is_former(current: InForce, published: PublishedTranslation, part: Part) -> bool:
    """Say whether the German text is another one than when this was published."""
    if published.version_id == current.version.pk:
        return False
    told_of = frozen_document(published.version)
    return has_changed(told_of, current.document, part, published.wording)
