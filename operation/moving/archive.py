"""The archive of a city that moves away: readable without this program, with a sum for each file."""

import csv
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.exceptions import RuleBroken
from committees.meetings.choices import Secrecy
from committees.meetings.models import Poll
from exports.spreadsheets import guarded
from exports.whole_files import check_target
from operation.folders import is_among_uploads
from operation.moving.contents import columns, rows, tables
from operation.moving.explaining import explanation
from strategy.document.document import from_json
from strategy.document.rendering.docx import document_docx
from strategy.document.rendering.pdf import content_pdf, edition_of
from strategy.models import StrategyVersion

MANIFEST = "manifest.json"


class Contents(Struct, frozen=True):
    """What an archive holds: when it was made by which version, rows of each table, the SHA-256 of each file."""

    made_at: datetime
    version: str
    secret_surveys: int
    tables: dict[str, int]
    files: dict[str, str]


def write_everything(*, target: Path, at: datetime) -> Contents:
    """Write the archive and return what is in it. Raises RuleBroken when it cannot be written; nothing half stays."""
    check_target(target)
    if is_among_uploads(target.parent):
        raise RuleBroken(
            _(
                "Das Archiv darf nicht im Ordner der hochgeladenen Dateien liegen, es würde sich selbst enthalten."
            )
        )
    if target.exists():
        raise RuleBroken(_("Die Datei %(file)s gibt es schon.") % {"file": target})
    try:
        return _write(target, at)
    except OSError as error:
        raise RuleBroken(
            _("Die Datei %(file)s lässt sich nicht schreiben: %(reason)s.")
            % {"file": target, "reason": error.strerror or error}
        ) from error


def _write(target: Path, at: datetime) -> Contents:
    """Write beside the target, where nobody else can read it, and put it there when it is whole."""
    descriptor, unfinished = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp"
    )
    try:
        # ZIP knows no moment before 1980: files from then get that one.
        with (
            os.fdopen(descriptor, "w+b") as file,
            ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as archive,
        ):
            contents = _fill(archive, at)
        os.replace(unfinished, target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return contents


def _fill(archive: ZipFile, at: datetime) -> Contents:
    counts = {}
    with _one_moment():
        running = set(_running_secret_surveys(at))
        for model in tables():
            counts[model._meta.label] = _write_table(archive, model, running)
        versions = list(StrategyVersion.objects.order_by("number"))
    # Soon after the tables that name them: what is removed later is in the archive all the same.
    _write_files(archive)
    # They never change, and typesetting takes minutes: nobody waits for it.
    for version in versions:
        _write_version(archive, version)
    archive.writestr("README.md", explanation(counts, secret_surveys=len(running), at=at))
    contents = Contents(at, settings.VERSION, len(running), counts, dict(_sums(archive)))
    archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(contents), indent=1))
    return contents


@contextmanager
def _one_moment() -> Iterator[None]:
    """All tables as they are in one moment, while people go on saving; on SQLite they wait."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read read only")
        yield


def _running_secret_surveys(at: datetime) -> Iterator[int]:
    begun = Poll.objects.filter(secrecy=Secrecy.SECRET, opens_at__lte=at)
    yield from begun.filter(Q(closes_at=None) | Q(closes_at__gt=at)).values_list("pk", flat=True)


def _write_table(archive: ZipFile, model: type[Model], running: Collection[int]) -> int:
    """Write a table twice: as JSON exactly, as CSV for a spreadsheet."""
    label, count = model._meta.label, 0
    with archive.open(f"tabellen/{label}.json", "w") as file:
        file.write(b"[")
        for count, row in enumerate(rows(model, running), start=1):
            file.write((b",\n" if count > 1 else b"\n") + msgspec.json.encode(row, enc_hook=str))
        file.write(b"\n]\n")
    with archive.open(f"tabellen/{label}.csv", "w") as file:
        # With a mark of the coding, as Excel wants it.
        text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow(field.attname for field in columns(model))
        writer.writerows([_cell(value) for value in row.values()] for row in rows(model, running))
        text.flush()
    return count


def _cell(value: object) -> str:
    if value is None or isinstance(value, str):
        return guarded(value or "")
    return guarded(msgspec.json.encode(value, enc_hook=str).decode().strip('"'))


def _write_version(archive: ZipFile, version: StrategyVersion) -> None:
    name, edition = f"fassungen/{version.number:03}", edition_of(version)
    archive.writestr(f"{name}.json", version.content)
    archive.writestr(
        f"{name}.docx", document_docx(from_json(version.content), edition, at=version.created_at)
    )
    archive.writestr(f"{name}.pdf", content_pdf(version.content, edition))


def _write_files(archive: ZipFile) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        # Removed at this moment.
        with suppress(FileNotFoundError):
            if path.is_file():
                archive.write(path, f"dateien/{path.relative_to(root)}")


def _sums(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Read what was written: a sum says what is in the archive, not what should be."""
    for name in archive.namelist():
        yield name, sha256(archive.read(name)).hexdigest()
