"""The file of a backup: written under another name until it is complete, and read only when every byte is right."""

import json
import os
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any

import msgspec
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.exceptions import RuleBroken

MANIFEST = "manifest.json"
MEDIA = "media/"
FORMAT = 1
# The end of the name is the beginning of the file's own sum.
NAME = re.compile(r"gnk-(\d{8}-\d{6})-([0-9a-f]{16})\.tar")
LETTERS_OF_THE_SUM = 16


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup holds: the sums of its files and tables, and where it came from."""

    format: int = FORMAT
    version: str
    made_at: datetime
    database: str
    migrations: list[str]
    # Those of running secret surveys are left out (ADR 6).
    secret_surveys: int
    tables: dict[str, str]
    files: dict[str, str]

    @property
    def uploads(self) -> int:
        """How many of the files are uploads and exports."""
        return sum(name.startswith(MEDIA) for name in self.files)


class Writer:
    """Adds files to a backup and keeps their sums. Of a name that is added again the later one counts."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.sums: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            information = self._tar.gettarinfo(arcname=name, fileobj=file)
            reader = _Summing(file)
            self._tar.addfile(information, reader)
        self.sums[name] = reader.digest.hexdigest()

    def add_text(self, name: str, text: bytes) -> None:
        information = tarfile.TarInfo(name)
        information.size, information.mode = len(text), 0o600
        self._tar.addfile(information, BytesIO(text))
        self.sums[name] = sha256(text).hexdigest()


class _Summing:
    """A file that sums up what is read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self.digest.update(part)
        return part


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A backup that is being written to a path. Raises RuleBroken when the disk is full or something cannot be read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RuleBroken(
            _(
                "Die Sicherung ließ sich nicht schreiben: %(reason)s. Es ist keine halbe Sicherung liegen geblieben."
            )
            % {"reason": reason}
        ) from error


def finished(unfinished: Path, *, folder: Path, at: datetime) -> Path:
    """Give a complete backup its name."""
    with unfinished.open("rb") as file:
        total = file_digest(file, "sha256").hexdigest()
    target = folder / f"gnk-{at:%Y%m%d-%H%M%S}-{total[:LETTERS_OF_THE_SUM]}.tar"
    os.replace(unfinished, target)
    return target


def manifest_as_text(manifest: Manifest) -> bytes:
    return json.dumps(msgspec.to_builtins(manifest), indent=1, ensure_ascii=False).encode()


def backups_in(folder: Path) -> list[Path]:
    """The backups of a folder, the newest first."""
    return sorted((path for path in folder.glob("gnk-*.tar") if NAME.fullmatch(path.name)), reverse=True)


def verify(path: Path) -> Manifest:
    """Read a whole backup. Raises RuleBroken unless everything is in it as it was written."""
    damaged = _("Die Sicherung %(name)s ist abgeschnitten oder beschädigt.") % {"name": path.name}
    sums: dict[str, str] = {}
    manifest = b""
    try:
        if match := NAME.fullmatch(path.name):
            with path.open("rb") as file:
                if file_digest(file, "sha256").hexdigest()[:LETTERS_OF_THE_SUM] != match[2]:
                    raise RuleBroken(f"{damaged} {_('Ihr Inhalt passt nicht zur Prüfsumme in ihrem Namen.')}")
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                content: Any = tar.extractfile(member)
                if content is None or not _is_own(member):
                    raise RuleBroken(damaged)
                sums[member.name] = file_digest(content, "sha256").hexdigest()
                if member.name == MANIFEST:
                    content.seek(0)
                    manifest = content.read()
        found = msgspec.json.decode(manifest, type=Manifest)
    except FileNotFoundError as error:
        raise RuleBroken(_("Die Sicherung %(name)s gibt es nicht.") % {"name": path}) from error
    except (OSError, tarfile.TarError, msgspec.MsgspecError, EOFError) as error:
        raise RuleBroken(damaged) from error
    del sums[MANIFEST]
    if wrong := sorted(
        name for name in sums.keys() | found.files.keys() if sums.get(name) != found.files.get(name)
    ):
        raise RuleBroken(
            _(
                "Die Sicherung %(name)s ist verändert: „%(file)s“ ist nicht so darin, wie es geschrieben wurde."
            )
            % {"name": path.name, "file": wrong[0]}
        )
    return found


def extract(path: Path, folder: Path) -> None:
    """Put the files of a verified backup into a folder; the Python of Debian 12 has no safe `extractall` yet."""
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = tar.extractfile(member)
            if content is not None:
                with target.open("wb") as file:
                    shutil.copyfileobj(content, file)


def _is_own(member: tarfile.TarInfo) -> bool:
    """Whether a member is what we write: a file below the folder that it is put into."""
    name = PurePosixPath(member.name)
    return member.isreg() and not name.is_absolute() and ".." not in name.parts
