"""Recognises the kind of an uploaded file by its content: a name proves nothing."""

from typing import IO

from msgspec import Struct
from PIL import Image, UnidentifiedImageError

from files.archives import BrokenArchive, opened_archive

OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
# Parts of an archive that a program would run.
MACROS = ("vbaproject.bin", "basic/", "scripts/")


class FileType(Struct, frozen=True):
    name: str
    suffix: str
    content_type: str


PDF = FileType(name="PDF", suffix=".pdf", content_type="application/pdf")
PNG = FileType(name="PNG", suffix=".png", content_type="image/png")
JPEG = FileType(name="JPG", suffix=".jpg", content_type="image/jpeg")
ODT = FileType(name="ODT", suffix=".odt", content_type=OPEN_DOCUMENT)
DOCX = FileType(
    name="DOCX",
    suffix=".docx",
    content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
XLSX = FileType(
    name="XLSX",
    suffix=".xlsx",
    content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
COMPOUND_FILE, ENCRYPTED_PACKAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
# The list of its streams stands near the beginning, or at the end of a large file.
LOCKED_HEAD = 60 * 1024 * 1024
FILE_TYPES = (PDF, DOCX, ODT, XLSX, PNG, JPEG)
# Those with text to read.
TEXT_TYPES = (PDF, DOCX, ODT)
SUFFIXES = {kind.content_type: kind.suffix for kind in FILE_TYPES}
TYPE_NAMES = {kind.content_type: kind.name for kind in FILE_TYPES}


def file_type_of(file: IO[bytes]) -> FileType | None:
    """One of `FILE_TYPES`, None for anything else and for files with macros. Leaves the file at its start."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    try:
        if head.startswith(b"%PDF-"):
            return PDF
        if head.startswith(b"PK\x03\x04"):
            return _archive_type(file)
        return _picture_type(file)
    finally:
        file.seek(0)


def is_locked_office_file(file: IO[bytes]) -> bool:
    """Whether a Word or Excel file has a password ([MS-OFFCRYPTO]): then it is no archive but a box around one."""
    file.seek(0)
    head = file.read(LOCKED_HEAD)
    file.seek(0)
    return head.startswith(COMPOUND_FILE) and ENCRYPTED_PACKAGE in head


def _archive_type(file: IO[bytes]) -> FileType | None:
    try:
        with opened_archive(file) as archive:
            names = set(archive.namelist())
            if any(macro in name.lower() for name in names for macro in MACROS):
                return None
            if "word/document.xml" in names:
                return DOCX
            if "xl/workbook.xml" in names:
                return XLSX
            if "mimetype" not in names:
                return None
            with archive.open("mimetype") as part:
                return ODT if part.read(100).strip() == OPEN_DOCUMENT.encode() else None
    except BrokenArchive:
        return None


def _picture_type(file: IO[bytes]) -> FileType | None:
    try:
        with Image.open(file, formats=["PNG", "JPEG"]) as picture:
            return PNG if picture.format == "PNG" else JPEG
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
