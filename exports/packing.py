"""Packs files into one archive: the same files are the same bytes. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

READABLE_FILE = 0o644 << 16


def packed(
    parts: Mapping[str, str | bytes], *, at: datetime, stored_first: tuple[str, str] | None = None
) -> bytes:
    """A ZIP archive of these parts in their order, all of one moment.

    `stored_first` is a part that stands before them as it is, so that readers know the file by its first bytes.
    """
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        if stored_first is not None:
            archive.writestr(_entry(stored_first[0], at), stored_first[1], ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(_entry(name, at), content, ZIP_DEFLATED, 9)
    return whole.getvalue()


def _entry(name: str, at: datetime) -> ZipInfo:
    # The format knows no time zone, and nothing before 1980.
    entry = ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    entry.external_attr = READABLE_FILE
    # Otherwise it is that of the machine.
    entry.create_system = 3
    return entry
