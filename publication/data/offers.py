"""What the page of the open data lists: each file of each published version with its size and its day."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct

from monitoring.models import IndicatorValue, Judgement
from publication.current import Published, published_versions
from publication.data.files import DataFile, data_files
from publication.data.kinds import CONTENT_TYPES, FORMAT_WORDS, KINDS, DataKind, Description, Format
from strategy.document.published import frozen_document


class OfferedFile(Struct, frozen=True):
    """A file that can be downloaded; `path` is its lasting address on this site."""

    format: Format
    path: str
    size: int
    checksum: str

    @property
    def word(self) -> str:
        return FORMAT_WORDS[self.format]

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.format]


class Offer(Struct, frozen=True):
    """A kind of data about a version, with its files; `modified` is the day from which it says what it says."""

    kind: DataKind
    published: Published
    description: Description
    modified: date
    files: tuple[OfferedFile, ...]

    @property
    def number(self) -> int:
        return self.published.version.number


def all_offers() -> tuple[tuple[Offer, ...], ...]:
    """What is offered, version by version, the one of today first."""
    versions = [Published(version, frozen_document(version)) for version in published_versions()]
    changed = _last_change()
    return tuple(tuple(_offers(published, changed)) for published in versions)


def _offers(published: Published, changed: date | None) -> Iterator[Offer]:
    made = data_files(published)
    since = timezone.localdate(published.version.published_at)
    for kind, description in KINDS.items():
        yield Offer(
            kind=kind,
            published=published,
            description=description,
            modified=since if description.frozen or changed is None else max(since, changed),
            files=tuple(_file(published, file) for file in made[kind]),
        )


def _file(published: Published, made: DataFile) -> OfferedFile:
    number = published.version.number
    return OfferedFile(
        format=made.format,
        path=reverse("publication:data-file", args=[number, made.kind, made.format]),
        size=made.size,
        checksum=made.checksum,
    )


def _last_change() -> date | None:
    """The day on which coordination accepted a value last, or judged otherwise."""
    moments = (
        IndicatorValue.objects.current().aggregate(last=Max("accepted_at"))["last"],
        Judgement.objects.aggregate(last=Max("made_at"))["last"],
        Judgement.objects.aggregate(last=Max("ended_at"))["last"],
    )
    return max((timezone.localdate(moment) for moment in moments if moment), default=None)
