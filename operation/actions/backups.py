"""Writing a backup, and filling an empty installation from one."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken
from accounts.models import User
from operation.backups.archive import (
    FORMAT,
    MANIFEST,
    MEDIA,
    Manifest,
    Writer,
    backups_in,
    extract,
    finished,
    manifest_as_text,
    verify,
    writing,
)
from operation.backups.databases import copy_database, empty_database, put_back, sums_of_tables
from operation.backups.secrecy import reopen_surveys
from operation.folders import is_among_uploads, nearest_existing
from operation.models import Backup

UNFINISHED = ".unfinished-"
SECONDS_OF_A_LOST_ONE = 24 * 60 * 60
ROWS_KEPT = 100
# What stays free beside a backup, for the database and everything else on the disk.
SPACE_FOR_OTHERS = 500_000_000
# What the name of a setting says of its value; addresses may hold a password as well.
SECRET_WORDS = ("SECRET", "TOKEN", "PASSWORD")
FileStates = dict[str, tuple[int, int]]


def write_backup(*, folder: Path, keep: int, now: Callable[[], datetime] = timezone.now) -> Backup:
    """Write a backup into a folder, check it, and remove the oldest so that `keep` remain.

    Raises RuleBroken when it cannot be written whole; then the folder is as it was.
    """
    started = now()
    folder = _folder_for(folder)
    _remove_lost_ones(folder)
    _refuse_too_little_space(folder)
    work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        unfinished = work / "backup.tar"
        with writing(unfinished) as writer:
            # Files before and after the database: one that is removed meanwhile is in it, and so is a new one.
            seen = _add_files(writer, {})
            copied = copy_database(work)
            for path in sorted(work.iterdir()):
                if path != unfinished:
                    writer.add(path.name, path)
                    path.unlink()
            _add_files(writer, seen)
            writer.add_text("settings.env", settings_without_secrets().encode())
            manifest = Manifest(
                version=settings.VERSION,
                made_at=started,
                database=connection.vendor,
                migrations=_migrations(),
                secret_surveys=copied.secret_surveys,
                tables=copied.tables,
                files=dict(writer.sums),
            )
            writer.add_text(MANIFEST, manifest_as_text(manifest))
        verify(unfinished)
        path = finished(unfinished, folder=folder, at=started)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    for old in backups_in(folder)[keep:]:
        old.unlink(missing_ok=True)
    return _recorded(path, started=started, ended=now(), secret_surveys=copied.secret_surveys)


def restore(*, path: Path) -> Manifest:
    """Fill this empty installation from a backup. Raises RuleBroken, and leaves it empty, when that is impossible."""
    if path.is_dir():
        path = _newest(path)
    manifest = verify(path)
    _refuse_foreign(manifest)
    _refuse_filled()
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=media.parent))
    try:
        extract(path, work)
        _fill(work, media, manifest)
    except OSError as error:
        raise RuleBroken(
            _("Das Zurückspielen ist gescheitert: %(reason)s.") % {"reason": error.strerror}
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def _fill(work: Path, media: Path, manifest: Manifest) -> None:
    """Fill database and folder from what lies in `work`; when that fails both are empty."""
    try:
        put_back(work)
        if wrong := _differences(manifest):
            raise RuleBroken(
                _("Die Tabelle %(table)s ist nach dem Zurückspielen anders als in der Sicherung.")
                % {"table": wrong[0]}
            )
        reopen_surveys(running_at=manifest.made_at)
        (work / MEDIA).mkdir(exist_ok=True)
        media.mkdir(exist_ok=True)
        # The folder itself may be a mount, which cannot be replaced.
        for entry in (work / MEDIA).iterdir():
            shutil.move(entry, media / entry.name)
    except BaseException:
        empty_database()
        if media.is_dir():
            for entry in media.iterdir():
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        raise


def _migrations() -> list[str]:
    """The migrations that made the database, without those that were merged into others since."""
    known = MigrationLoader(None).disk_migrations
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(".".join(key) for key in applied if key in known)


def settings_without_secrets() -> str:
    """The settings of the environment, so that a restored installation can be set up alike."""
    lines = [
        f"# {name}= (geheim, nicht in der Sicherung)" if _is_secret(name, value) else f"{name}={value}"
        for name, value in sorted(os.environ.items())
        if name.startswith("GNK_")
    ]
    return "".join(f"{line}\n" for line in lines)


def _is_secret(name: str, value: str) -> bool:
    return any(word in name for word in SECRET_WORDS) or ("://" in value and "@" in value)


def _folder_for(folder: Path) -> Path:
    folder = folder.resolve()
    if is_among_uploads(folder):
        raise RuleBroken(
            _("Sicherungen dürfen nicht im Ordner der Dateien liegen, sie würden sich selbst sichern.")
        )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise RuleBroken(
            _("Den Ordner %(folder)s gibt es nicht, und er lässt sich nicht anlegen: %(reason)s.")
            % {"folder": folder, "reason": error.strerror}
        ) from error
    if not os.access(folder, os.W_OK):
        raise RuleBroken(_("In den Ordner %(folder)s darf nicht geschrieben werden.") % {"folder": folder})
    return folder


def space_for_a_backup(folder: Path) -> tuple[int, int]:
    """The bytes that the next backup needs in a folder, with what has to stay free beside it, and those that are free.

    A full disk would also stop the database, whose files may lie on it.
    """
    newest = next(iter(backups_in(folder)), None)
    expected = newest.stat().st_size if newest else _size_of_uploads()
    return expected + SPACE_FOR_OTHERS, shutil.disk_usage(nearest_existing(folder)).free


def _refuse_too_little_space(folder: Path) -> None:
    needed, free = space_for_a_backup(folder)
    if free < needed:
        raise RuleBroken(
            _("Im Ordner %(folder)s sind %(free)s frei, gebraucht werden %(needed)s.")
            % {"folder": folder, "free": filesizeformat(free), "needed": filesizeformat(needed)}
        )


def _size_of_uploads() -> int:
    root = Path(settings.MEDIA_ROOT)
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())


def _remove_lost_ones(folder: Path) -> None:
    """What a backup left behind that was killed."""
    for path in folder.glob(f"{UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > SECONDS_OF_A_LOST_ONE:
            shutil.rmtree(path, ignore_errors=True)


def _add_files(writer: Writer, seen: FileStates) -> FileStates:
    """Add what is stored and was not seen in this state; return the states."""
    states: FileStates = {}
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        try:
            if not path.is_file():
                continue
            status = path.stat()
            states[name] = (status.st_size, status.st_mtime_ns)
            if seen.get(name) != states[name]:
                writer.add(MEDIA + name, path)
        except FileNotFoundError:
            # Removed at this moment.
            continue
    return states


def _recorded(path: Path, *, started: datetime, ended: datetime, secret_surveys: int) -> Backup:
    backup = Backup.objects.create(
        started_at=started,
        ended_at=ended,
        path=str(path)[:500],
        size=path.stat().st_size,
        secret_surveys=secret_surveys,
    )
    kept = Backup.objects.values_list("pk", flat=True)[:ROWS_KEPT]
    Backup.objects.exclude(pk__in=list(kept)).delete()
    return backup


def _newest(folder: Path) -> Path:
    found = backups_in(folder)
    if not found:
        raise RuleBroken(_("Im Ordner %(folder)s liegt keine Sicherung.") % {"folder": folder})
    return found[0]


def _refuse_foreign(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise RuleBroken(
            _(
                "Die Sicherung stammt aus %(from)s, diese Installation nutzt %(here)s. Beide müssen gleich sein."
            )
            % {"from": manifest.database, "here": connection.vendor}
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    unknown = [name for name in manifest.migrations if name not in known]
    if manifest.format > FORMAT or unknown:
        raise RuleBroken(
            _(
                "Die Sicherung stammt von einer neueren Version (%(version)s). Bitte installieren Sie zuerst diese."
            )
            % {"version": manifest.version}
        )


def _refuse_filled() -> None:
    tables = connection.introspection.table_names()
    if User._meta.db_table in tables and User.objects.exists():
        raise RuleBroken(
            _("In dieser Datenbank gibt es schon Konten. Zurückgespielt wird nur in eine leere Installation.")
        )
    media = Path(settings.MEDIA_ROOT)
    if media.is_dir() and any(media.iterdir()):
        raise RuleBroken(
            _(
                "Im Ordner %(folder)s liegen schon Dateien. Zurückgespielt wird nur in eine leere Installation."
            )
            % {"folder": media}
        )


def _differences(manifest: Manifest) -> list[str]:
    there = sums_of_tables()
    return sorted(
        table
        for table in there.keys() | manifest.tables.keys()
        if there.get(table) != manifest.tables.get(table)
    )
