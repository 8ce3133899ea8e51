"""Opening files that are ZIP archives inside (DOCX, ODT, XLSX) without falling for what hostile ones do."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_END
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile
from zlib import error as DeflateError

# The list of contents is read as a whole: a list of millions of empty parts would fill the memory.
CONTENTS_AT_MOST = 1024 * 1024
END_OF_ARCHIVE, END_SIZE, COMMENT_AT_MOST = b"PK\x05\x06", 22, 65_535
# The second record and what points to it.
END_OF_LARGE_ARCHIVE, LARGE_END_SIZE = b"PK\x06\x07", 56 + 20
CHUNK = 64 * 1024


class BrokenArchive(Exception):
    """An archive that cannot be read, or says that it is larger than any honest document."""


@contextmanager
def opened_archive(file: IO[bytes]) -> Iterator[ZipFile]:
    """An archive with a list of contents of a sane length. Raises BrokenArchive, also while it is being read."""
    try:
        if not _has_modest_contents(file):
            raise BrokenArchive
        with ZipFile(file) as archive:
            yield archive
    # An archive can be broken in many ways; some of them surface as these.
    except (
        BadZipFile,
        LargeZipFile,
        DeflateError,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        UnicodeDecodeError,
        ValueError,
        struct.error,
    ) as error:
        raise BrokenArchive from error


def chunks_of(archive: ZipFile, name: str, *, at_most: int) -> Iterator[bytes]:
    """The content of a part, piece by piece. Raises BrokenArchive when it is longer than it says, or than allowed."""
    declared = archive.getinfo(name).file_size
    if declared > at_most:
        raise BrokenArchive
    size = 0
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > declared:
                raise BrokenArchive
            yield chunk


def _has_modest_contents(file: IO[bytes]) -> bool:
    """Say whether the list of contents is short: ZipFile reads as much of it as the end of the archive declares."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - LARGE_END_SIZE - END_SIZE - COMMENT_AT_MOST))
    tail = file.read()
    file.seek(0)
    place = tail.rfind(END_OF_ARCHIVE)
    if place < 0 or len(tail) < place + END_SIZE:
        return False
    (length,) = struct.unpack_from("<I", tail, place + 12)
    if tail[:place][-20:].startswith(END_OF_LARGE_ARCHIVE):
        # Then the second record (ZIP64) in front of it counts.
        if place < LARGE_END_SIZE:
            return False
        (length,) = struct.unpack_from("<Q", tail, place - LARGE_END_SIZE + 40)
    return bool(length <= CONTENTS_AT_MOST)
