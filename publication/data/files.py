"""The files of the open data as bytes, with the licence inside each of them.

What is frozen is made once in a process: it depends on the version with its decision, and the licence only.
"""

from functools import lru_cache
from hashlib import sha256
from typing import Generic, TypeVar
from uuid import UUID

import msgspec
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.mail import absolute_url
from exports.spreadsheets import Sheet, SheetColumn, write_csv
from exports.workbooks import About, write_workbook
from publication.current import Published
from publication.data.indicator_tables import indicator_sheet, value_sheet
from publication.data.kinds import KINDS, DataKind, Format
from publication.data.licences import Licence, licence_of
from publication.implementation import IndicatorStand, stands_of_all
from strategy.document.document import StrategyDocument, choices_schema
from strategy.document.published import frozen_document
from strategy.document.rendering.tables import goal_sheet, measure_sheet
from strategy.models import StrategyVersion

# The tables of the frozen kinds.
SHEETS = {DataKind.MEASURES: measure_sheet, DataKind.GOALS: goal_sheet}
# Those of what is added every year.
LIVING_SHEETS = {DataKind.INDICATORS: indicator_sheet, DataKind.VALUES: value_sheet}
Content = TypeVar("Content")


class VersionFacts(Struct, frozen=True):
    """What stands beside a document: which version it is, who decided it, and the sum of its text (SHA-256)."""

    number: int
    adopted_on: str
    published_at: str
    resolution: str
    sha256: str


class Download(Struct, Generic[Content], frozen=True):
    """A published document with its licence: the file that programs read."""

    schema: str
    source: str
    licence: Licence
    version: VersionFacts
    document: Content


class DataFile(Struct, frozen=True):
    """A file of a kind, in a format; `checksum` is the SHA-256 of its bytes."""

    kind: DataKind
    format: Format
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def checksum(self) -> str:
        return sha256(self.content).hexdigest()


def download_schema() -> dict[str, object]:
    """The JSON Schema of a Download; the document in it is described as its own schema does."""
    return msgspec.json.schema(Download[StrategyDocument], schema_hook=choices_schema)


def data_file(published: Published, kind: DataKind, form: Format) -> DataFile:
    """The file of a kind about a published version. Raises KeyError for a format that the kind does not have."""
    if form not in KINDS[kind].formats:
        raise KeyError(form)
    stands = () if KINDS[kind].frozen else stands_of_all(published)
    return _file(published, kind, form, stands)


def data_files(published: Published) -> dict[DataKind, tuple[DataFile, ...]]:
    """All files about a published version; the indicators are looked at once for all of them."""
    stands = stands_of_all(published)
    return {
        kind: tuple(_file(published, kind, form, stands) for form in description.formats)
        for kind, description in KINDS.items()
    }


def _file(published: Published, kind: DataKind, form: Format, stands: tuple[IndicatorStand, ...]) -> DataFile:
    version = published.version
    licence = licence_of(version.strategy.municipality)
    if KINDS[kind].frozen:
        content = _frozen_file(version.pk, kind, form, licence, version_facts(version))
    else:
        content = _of_sheet(LIVING_SHEETS[kind](stands), version, form, licence)
    return DataFile(kind=kind, format=form, content=content)


def version_facts(version: StrategyVersion) -> VersionFacts:
    """The facts of a published version."""
    return VersionFacts(
        number=version.number,
        adopted_on=f"{version.adopted_on:%Y-%m-%d}",
        published_at=f"{version.published_at:%Y-%m-%dT%H:%M:%SZ}",
        resolution=version.resolution_reference,
        sha256=version.sha256,
    )


@lru_cache(maxsize=64)
def _frozen_file(key: UUID, kind: DataKind, form: Format, licence: Licence, facts: VersionFacts) -> bytes:
    """The bytes; `facts` are in the key, because the day of a decision can be corrected."""
    version = StrategyVersion.objects.get(pk=key)
    if kind is DataKind.STRATEGY:
        return _download(version, licence, facts)
    return _of_sheet(SHEETS[kind](frozen_document(version)), version, form, licence)


def _download(version: StrategyVersion, licence: Licence, facts: VersionFacts) -> bytes:
    """The frozen text stays as it is, to the byte: its sum stands beside it."""
    return msgspec.json.encode(
        Download(
            schema=absolute_url(reverse("publication:data-schema")),
            source=_page_of(version),
            licence=licence,
            version=facts,
            document=msgspec.Raw(version.content),
        )
    )


def _of_sheet(sheet: Sheet, version: StrategyVersion, form: Format, licence: Licence) -> bytes:
    if form is Format.CSV:
        return write_csv(_with_licence(sheet, licence))
    facts = (
        (_("Lizenz"), f"{licence.title} ({licence.url})"),
        (_("Namensnennung"), licence.attribution or _("nicht nötig")),
        (_("Fassung"), str(version.number)),
        (_("Vom Rat beschlossen"), date_format(version.adopted_on, "j. F Y") if version.adopted_on else ""),
        (_("Quelle"), _page_of(version)),
    )
    # The same data are the same bytes: the moment is that of publishing.
    about = About(
        title=sheet.title,
        author=licence.attribution,
        at=version.published_at or version.created_at,
        facts=facts,
    )
    return write_workbook([sheet], about=about)


def _with_licence(sheet: Sheet, licence: Licence) -> Sheet:
    """A line that somebody copies out of the file keeps its licence."""
    return msgspec.structs.replace(
        sheet,
        columns=(
            *sheet.columns,
            SheetColumn(heading=_("Lizenz")),
            SheetColumn(heading=_("Namensnennung")),
        ),
        rows=tuple((*row, licence.url, licence.attribution) for row in sheet.rows),
    )


def _page_of(version: StrategyVersion) -> str:
    return absolute_url(reverse("publication:version", args=[version.number]))
