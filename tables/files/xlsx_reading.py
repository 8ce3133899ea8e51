"""Reading XLSX workbooks: the stored values of all visible sheets, with days, percentages and merged cells.

Formulas are read by value, external links are never followed, hidden sheets are named and not read.

No library does this in its place. openpyxl has no merged cells while it reads row by row, reads a workbook twice to
tell a formula without a value from an empty cell, and takes ten times as long. calamine drops the formats that make
percentages, and two cells in opposite corners of a sheet end the process.
"""

from collections.abc import Callable
from posixpath import join, normpath
from zipfile import ZipFile

from django.utils.translation import gettext as _

from files.archives import BrokenArchive
from tables.files.limits import Limits
from tables.files.raw import Sheet, UnreadableFile
from tables.files.workbook_parts import Styles, read_shared_texts, read_styles
from tables.files.worksheets import read_worksheet
from tables.files.xml_parts import read_part

WORKBOOK = "xl/workbook.xml"
PARTS_AT_MOST, SHEETS_AT_MOST, TOTAL_AT_MOST = 2_000, 100, 250 * 1024 * 1024
# Tables of equal cells are packed to a fiftieth; whoever says to be a thousandth is a bomb.
RATIO_AT_MOST, HARMLESS = 300, 10 * 1024 * 1024

Report = Callable[[int, int], None]


def read_workbook(archive: ZipFile, report: Report | None) -> tuple[Sheet, ...]:
    """All sheets of a workbook. Raises UnreadableFile and BrokenArchive."""
    _check_contents(archive)
    listed, has_1904 = _read_list(archive)
    names = set(archive.namelist())
    styles = read_styles(archive, has_1904) if "xl/styles.xml" in names else Styles(has_1904=has_1904)
    progress = _Progress(archive, [part for _name, part, hidden in listed if not hidden], report)
    limits = Limits()
    shared: tuple[str, ...] = ()
    if "xl/sharedStrings.xml" in names:
        shared = read_shared_texts(archive, limits, progress.add)
    sheets = []
    for name, part, hidden in listed:
        limits.sheet = name
        if hidden:
            sheets.append(Sheet(name=name, rows=(), hidden=True))
        elif part in names:
            sheets.append(read_worksheet(archive, part, name, shared, styles, limits, progress.add))
    return tuple(sheets)


class _Progress:
    """The share of the parts that count that has been read."""

    def __init__(self, archive: ZipFile, parts: list[str], report: Report | None) -> None:
        wanted = {*parts, "xl/sharedStrings.xml"}
        self.total = sum(info.file_size for info in archive.infolist() if info.filename in wanted)
        self.done, self.report = 0, report

    def add(self, length: int) -> None:
        self.done += length
        if self.report is not None:
            self.report(self.done, self.total)


def _check_contents(archive: ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    _refuse_other_kinds(archive, names)
    if any("vbaproject" in name.lower() or "macrosheets/" in name.lower() for name in names):
        raise UnreadableFile(
            _("Die Datei enthält Makros. Bitte speichern Sie sie als .xlsx, dann ohne Makros.")
        )
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > PARTS_AT_MOST or total > TOTAL_AT_MOST:
        raise UnreadableFile(
            _("Die Datei ist ausgepackt zu groß. Löschen Sie, was nicht zur Tabelle gehört.")
        )
    if total > HARMLESS and total > RATIO_AT_MOST * max(packed, 1):
        raise UnreadableFile(_("Die Datei ist ungewöhnlich stark gepackt und wird deshalb nicht gelesen."))


def _refuse_other_kinds(archive: ZipFile, names: set[str]) -> None:
    if WORKBOOK in names:
        return
    if "xl/workbook.bin" in names:
        raise UnreadableFile(_("Das ist eine binäre Excel-Datei (.xlsb). Bitte als .xlsx speichern."))
    if "word/document.xml" in names:
        raise UnreadableFile(_("Das ist ein Textdokument. Gebraucht wird die Tabelle als .xlsx oder .csv."))
    if "mimetype" in names and "content.xml" in names:
        raise UnreadableFile(
            _("Das ist eine OpenDocument-Datei. Bitte speichern Sie die Tabelle in LibreOffice als .xlsx.")
        )
    raise UnreadableFile(_("Das ist ein Archiv, aber keine Excel-Tabelle (.xlsx)."))


def _read_list(archive: ZipFile) -> tuple[list[tuple[str, str, bool]], bool]:
    """The sheets as (name, part, hidden), and whether days are counted from 1904."""
    parts = _read_targets(archive)
    sheets: list[tuple[str, str, bool]] = []
    has_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal has_1904
        match name:
            case "workbookPr":
                has_1904 = attributes.get("date1904", "0") in ("1", "true")
            case "sheet":
                relation = next(
                    (value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), ""
                )
                # Diagram sheets are related otherwise.
                if relation in parts:
                    hidden = attributes.get("state", "visible") != "visible"
                    sheets.append((attributes.get("name", "")[:100], parts[relation], hidden))
                if len(sheets) > SHEETS_AT_MOST:
                    raise UnreadableFile(_("Die Datei hat mehr als 100 Blätter."))

    read_part(archive, WORKBOOK, start=start)
    return sheets, has_1904


def _read_targets(archive: ZipFile) -> dict[str, str]:
    """The places of the worksheets, by the ids of their relations."""
    targets: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        is_sheet = attributes.get("Type", "").endswith("/worksheet")
        if name == "Relationship" and is_sheet and len(targets) <= SHEETS_AT_MOST:
            target = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")
            targets[attributes.get("Id", "")] = target

    relations = "xl/_rels/workbook.xml.rels"
    if relations not in archive.namelist():
        raise BrokenArchive
    read_part(archive, relations, start=start)
    return targets
