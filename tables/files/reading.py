"""Reading an uploaded table: the kind of the file, recognised by its content, and its sheets. Pure.

There is no process of its own for this, because nothing here grows without a bound: `tables.files.xlsx_reading` reads
XML piece by piece and stops at the first thing no honest table has, and a CSV file is never larger than it is.
"""

from collections.abc import Callable
from os import SEEK_END
from typing import IO

import msgspec
from django.utils.translation import gettext as _

from files.archives import BrokenArchive, opened_archive
from files.composed import composed
from tables.files.csv_reading import read_csv
from tables.files.raw import FormulaError, RawCell, Sheet, UnreadableFile
from tables.files.xlsx_reading import read_workbook

FILE_AT_MOST = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted workbook is an OLE file with this part; OLE writes names in UTF-16.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<svg", b"<head", b"<body", b"<script")

# How many bytes of how many are read.
Report = Callable[[int, int], None]


def read_sheets(
    file: IO[bytes], *, encoding: str | None = None, report: Report | None = None
) -> tuple[Sheet, ...]:
    """The sheets of a table, hidden ones by name only. `encoding` forces the one of a CSV file.

    Raises UnreadableFile with a sentence for the person who gave the file.
    """
    size = file.seek(0, SEEK_END)
    file.seek(0)
    if size == 0:
        raise UnreadableFile(_("Die Datei ist leer."))
    if size > FILE_AT_MOST:
        raise UnreadableFile(_("Die Datei ist größer als 20 MB. Löschen Sie, was nicht zur Tabelle gehört."))
    head = file.read(512)
    file.seek(0)
    if head.startswith(b"PK"):
        return tuple(map(_composed_sheet, _read_archive(file, report)))
    _refuse_others(head, file)
    return (_composed_sheet(read_csv(file.read(), encoding)),)


def _composed_sheet(sheet: Sheet) -> Sheet:
    rows = tuple(tuple(map(_composed_cell, cells)) for cells in sheet.rows)
    return msgspec.structs.replace(sheet, rows=rows)


def _composed_cell(cell: RawCell) -> RawCell:
    return composed(cell) if isinstance(cell, str) and not isinstance(cell, FormulaError) else cell


def _read_archive(file: IO[bytes], report: Report | None) -> tuple[Sheet, ...]:
    try:
        with opened_archive(file) as archive:
            return read_workbook(archive, report)
    except BrokenArchive:
        raise UnreadableFile(
            _("Die Datei ist beschädigt oder unvollständig. Bitte speichern Sie sie neu als .xlsx.")
        ) from None


def _refuse_others(head: bytes, file: IO[bytes]) -> None:
    """Raise UnreadableFile for everything that is neither an archive nor a text."""
    if head.startswith(OLE):
        if ENCRYPTED in file.read():
            raise UnreadableFile(
                _("Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort.")
            )
        raise UnreadableFile(_("Das ist eine alte Excel-Datei (.xls). Bitte als .xlsx speichern."))
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%PDF"):
        raise UnreadableFile(_("Das ist eine PDF-Datei. Gebraucht wird die Tabelle als .xlsx oder .csv."))
    if start.startswith(MARKUP):
        raise UnreadableFile(
            _("Das ist eine Webseite oder XML. Öffnen Sie sie in Excel und speichern Sie sie als .xlsx.")
        )
    if head.startswith(PROGRAMS):
        raise UnreadableFile(_("Das ist ein Programm, keine Tabelle."))
    if head.startswith((*PICTURES, b"{\\rtf")):
        raise UnreadableFile(_("Das ist keine Tabelle. Gebraucht wird eine Datei als .xlsx oder .csv."))
