"""The files of the interface: the paper, the strategy it brings, its annexes, the records of decisions."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.models import Paper, PaperAnnex, Resolution
from exports.models import ExportFile
from files.file_types import PDF, SUFFIXES
from oparl.documents import StoredFile
from oparl.rows import PublicRows
from strategy.models import StrategyVersion


class FileSource(Struct, frozen=True):
    """A stored file that everybody may read, and where it belongs."""

    key: str
    name: str
    file_name: str
    mime_type: str
    date: date
    stored: StoredFile
    papers: tuple[int, ...]
    is_main: bool = False
    # The step of the Beratungsfolge whose decision it records.
    step: int | None = None


def public_files(rows: PublicRows, known: Mapping[str, StoredFile]) -> list[FileSource]:
    """All public files that are on the disk; `known` are those whose checksum stands already, by path.

    The record of a decision is public with the agenda item that it belongs to.
    """
    meetings = {meeting.pk for meeting in rows.meetings}
    on_agenda = [step.pk for step in rows.consultations if step.meeting_id in meetings]
    found = [
        *(_paper_file(paper, known) for paper in rows.papers),
        *_version_files(rows.papers, known),
        *(_annex_file(annex, known) for annex in rows.annexes),
        *(_record_file(rows.resolutions[pk], known) for pk in on_agenda if pk in rows.resolutions),
    ]
    return [file for file in found if file is not None]


def _paper_file(paper: Paper, known: Mapping[str, StoredFile]) -> FileSource | None:
    return _made_file(
        paper.pdf_file,
        known,
        key=f"vorlage-{paper.pk}",
        name=_("Vorlage %(reference)s") % {"reference": paper.reference},
        papers=(paper.pk,),
        is_main=True,
    )


def _version_files(papers: list[Paper], known: Mapping[str, StoredFile]) -> Iterator[FileSource | None]:
    """The version that was submitted, and the one that changes on the way have made of it; each once."""
    versions: dict[StrategyVersion, set[int]] = {}
    for paper in papers:
        # A report lies with its paper in the file of the paper.
        if not paper.is_about_strategy:
            continue
        for version in (paper.submitted_version, paper.version):
            if version is not None:
                versions.setdefault(version, set()).add(paper.pk)
    for version, of in versions.items():
        yield _made_file(
            version.pdf_file,
            known,
            key=f"fassung-{version.number}",
            name=_("Nachhaltigkeitsstrategie, Fassung %(number)d") % {"number": version.number},
            papers=tuple(sorted(of)),
        )


def _made_file(
    export: ExportFile | None,
    known: Mapping[str, StoredFile],
    *,
    key: str,
    name: str,
    papers: tuple[int, ...],
    is_main: bool = False,
) -> FileSource | None:
    """A PDF of ours, once it is made."""
    stored = _stored(export.file, known) if export and export.file else None
    if export is None or stored is None:
        return None
    return FileSource(
        key=key,
        name=name,
        file_name=export.filename,
        mime_type=PDF.content_type,
        date=timezone.localdate(export.created_at),
        stored=stored,
        papers=papers,
        is_main=is_main,
    )


def _annex_file(annex: PaperAnnex, known: Mapping[str, StoredFile]) -> FileSource | None:
    stored = _stored(annex.file, known)
    if stored is None:
        return None
    return FileSource(
        key=f"anlage-{annex.pk}",
        name=annex.title,
        file_name=(slugify(annex.title) or "anlage") + SUFFIXES.get(annex.content_type, ""),
        mime_type=annex.content_type,
        date=timezone.localdate(annex.uploaded_at),
        stored=stored,
        papers=(annex.paper_id,),
    )


def _record_file(entry: Resolution, known: Mapping[str, StoredFile]) -> FileSource | None:
    stored = _stored(entry.file, known)
    if stored is None:
        return None
    return FileSource(
        key=f"beschluss-{entry.pk}",
        name=_("Beschluss vom %(day)s") % {"day": f"{entry.held_on:%d.%m.%Y}"},
        file_name=f"beschluss-{entry.held_on}" + SUFFIXES.get(entry.content_type, ""),
        mime_type=entry.content_type,
        date=timezone.localdate(entry.recorded_at),
        stored=stored,
        papers=(),
        step=entry.consultation_id,
    )


def _stored(file: FieldFile, known: Mapping[str, StoredFile]) -> StoredFile | None:
    """Size and checksum of a file; None when there is none, or a restored database knows one its disk does not have."""
    if not file:
        return None
    path = str(file.name)
    if path in known:
        return known[path]
    try:
        with file.storage.open(path) as content:
            digest = hashlib.file_digest(content, "sha512").hexdigest()
            return StoredFile(path=path, size=content.size, sha512=digest)
    except FileNotFoundError:
        return None
