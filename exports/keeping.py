"""Keeps what is costly to make again, by the hash of everything that it is made of.

The folder belongs to the server alone, as the texts of drafts stand in it. It may be emptied at any time.
"""

import logging
import os
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import time
from typing import NamedTuple, TypeVar

from django.conf import settings
from msgspec import DecodeError, msgpack

from exports.whole_files import write_whole

DAYS = 30
BYTES_AT_MOST = 500_000_000
SECONDS_BETWEEN_CLEARINGS = 3600
DAY = 24 * 3600
SOURCES = (".py", ".html", ".svg", ".css")

logger = logging.getLogger(__name__)
Kept = TypeVar("Kept")


def key_of(*ingredients: str | bytes) -> str:
    """The name of what is made of these; none of them can be taken for a piece of another one."""
    whole = sha256()
    for each in ingredients:
        data = each if isinstance(each, bytes) else each.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def kept(key: str) -> bytes | None:
    """What is kept under a key, and will be for some more time."""
    path = _path(key)
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return content


def keep(key: str, content: bytes) -> None:
    """Keep it, unless there is no room: that makes the next time slower and fails nothing."""
    path = _path(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, content)
    except OSError as error:
        logger.warning("Pages could not be kept: %s", error)


def kept_value(key: str, kind: type[Kept]) -> Kept | None:
    """A kept value, if there is one of this shape."""
    content = kept(key)
    if content is None:
        return None
    try:
        return msgpack.decode(content, type=kind)
    except DecodeError:
        logger.warning("What was kept as %s cannot be read", key)
        return None


def keep_value(key: str, value: object) -> None:
    keep(key, msgpack.encode(value))


def made_once(key: str, make: Callable[[], bytes]) -> bytes:
    """What is kept, else what is made now, kept from now on."""
    content = kept(key)
    if content is None:
        content = make()
        keep(key, content)
    return content


class _File(NamedTuple):
    used: float
    size: int
    path: Path


def forget_old() -> None:
    """Once an hour at most: forget what nobody has used for a month, and what is more than the folder may hold."""
    folder = _folder()
    mark = folder / "cleared"
    try:
        if mark.exists() and time() - mark.stat().st_mtime < SECONDS_BETWEEN_CLEARINGS:
            return
        mark.touch()
        room = BYTES_AT_MOST
        for file in sorted(_files(folder), reverse=True):
            room -= file.size
            if room < 0 or time() - file.used > DAYS * DAY:
                file.path.unlink(missing_ok=True)
    except OSError as error:
        # Another process may clear at the same moment.
        logger.warning("Old pages could not be forgotten: %s", error)


def _files(folder: Path) -> Iterator[_File]:
    for path in folder.glob("*/*"):
        status = path.stat()
        yield _File(status.st_mtime, status.st_size, path)


def _path(key: str) -> Path:
    return _folder() / key[:2] / key


def _folder() -> Path:
    folder = Path(settings.KEPT_PAGES)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def state_of(*folders: str) -> str:
    """A name for the state of our own sources: what they make has to be made anew when they change."""
    return _state_now(folders) if settings.DEBUG else _state_of_process(folders)


@cache
def _state_of_process(folders: tuple[str, ...]) -> str:
    return _state_now(folders)


def _state_now(folders: tuple[str, ...]) -> str:
    return key_of(*sorted(line for name in folders for line in _states(settings.BASE_DIR / name)))


def _states(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                yield from _states(Path(entry.path))
            elif entry.name.endswith(SOURCES):
                status = entry.stat()
                yield f"{entry.path} {status.st_mtime_ns} {status.st_size}"
