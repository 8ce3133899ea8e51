"""Keeps what is costly to make again, by the hash of everything that it is made of.

The folder belongs to the server alone, as the texts of drafts stand in it. It may be emptied at any time.
"""

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_UN, flock
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
SOURCES = (".py", ".html", ".xhtml", ".opf", ".xml", ".svg", ".css", ".json")
DIGEST_BYTES = sha256().digest_size
# The folder is named by whoever runs the server: what else lies in it is not ours.
OWN_FILE = re.compile(r"[0-9a-f]{64}")
OWN_LOCK = re.compile(r"[0-9a-f]{64}\.lock")
OWN_HALF_WRITTEN_FILE = re.compile(r"\.[0-9a-f]{40}\.\w+\.tmp")
SECONDS_OF_WRITING_AT_MOST = 3600

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
    try:
        path = _path(key)
        whole = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    digest, content = whole[:DIGEST_BYTES], whole[DIGEST_BYTES:]
    if sha256(content).digest() != digest:
        logger.warning("What was kept as %s is damaged", key)
        return None
    return content


def keep(key: str, content: bytes) -> None:
    """Keep it, unless there is no room: that makes the next time slower and fails nothing."""
    try:
        path = _path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, sha256(content).digest() + content)
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
    """What is kept, else what is made now, kept from now on. Who asks for the same meanwhile waits and reads it."""
    content = kept(key)
    if content is None:
        with _alone(key):
            content = kept(key)
            if content is None:
                content = make()
                keep(key, content)
    return content


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """Keep other processes and threads from making the same, where the folder can be written."""
    try:
        path = _path(key).with_suffix(".lock")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        logger.warning("Nothing keeps others from making the same: %s", error)
        yield
        return
    try:
        flock(lock, LOCK_EX)
        yield
    finally:
        # Whoever opens a new file now finds what was kept.
        path.unlink(missing_ok=True)
        # A process that was forked meanwhile has the file as well.
        flock(lock, LOCK_UN)
        os.close(lock)


class _File(NamedTuple):
    used: float
    size: int
    path: Path
    seconds_at_most: int


def forget_old() -> None:
    """Once an hour at most: forget what nobody has used for a month, and what is more than the folder may hold."""
    try:
        folder = _folder()
        mark = folder / "cleared"
        if mark.exists() and time() - mark.stat().st_mtime < SECONDS_BETWEEN_CLEARINGS:
            return
        mark.touch()
        room = BYTES_AT_MOST
        for file in sorted(_files(folder), reverse=True):
            room -= file.size
            if room < 0 or time() - file.used > file.seconds_at_most:
                file.path.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("Old pages could not be forgotten: %s", error)


def _files(folder: Path) -> Iterator[_File]:
    for path in folder.glob("[0-9a-f][0-9a-f]/*"):
        if OWN_FILE.fullmatch(path.name):
            seconds_at_most = DAYS * DAY
        elif OWN_HALF_WRITTEN_FILE.fullmatch(path.name) or OWN_LOCK.fullmatch(path.name):
            seconds_at_most = SECONDS_OF_WRITING_AT_MOST
        else:
            continue
        try:
            status = path.stat()
        except FileNotFoundError:
            # Another process clears at the same moment, or has written the whole file.
            continue
        yield _File(status.st_mtime, status.st_size, path, seconds_at_most)


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
    return key_of(*sorted(state for name in folders for state in _states(settings.BASE_DIR / name)))


def _states(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                yield from _states(path)
            elif entry.name.endswith(SOURCES):
                yield key_of(str(path.relative_to(settings.BASE_DIR)), path.read_bytes())
