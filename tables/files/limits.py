"""Limits of the size of a table. Whoever reads asks here as it goes, so that nothing larger is ever held."""

from django.utils.translation import gettext as _

from tables.files.raw import UnreadableFile

ROWS_AT_MOST, COLUMNS_AT_MOST = 10_000, 200
# Titles and headings above the rows.
LINES_ABOVE = 50
LINES_AT_MOST = ROWS_AT_MOST + LINES_ABOVE
# In front of and behind the rows there may be empty ones, but not for ever.
EMPTY_LINES_AT_MOST = 1_048_576
# Over all sheets. A letter takes up to four bytes, a text some fifty more.
TEXT_AT_MOST, TEXT_OVERHEAD = 40_000_000, 20
CELLS_AT_MOST = 2_100_000


class Limits:
    """The part of a file that has been read so far. `sheet` names the sheet being read."""

    def __init__(self, sheet: str = "") -> None:
        self.sheet = sheet
        self.text = self.cells = 0

    def check_place(self, row: int, column: int) -> None:
        """Raise UnreadableFile if a cell with content stands too far below or to the right, counted from 0."""
        if row >= LINES_AT_MOST:
            raise UnreadableFile(
                _("Das Blatt „%s“ hat mehr als 10.000 Zeilen. Teilen Sie die Tabelle auf.") % self.sheet
            )
        if column >= COLUMNS_AT_MOST:
            raise UnreadableFile(
                _("Das Blatt „%s“ hat mehr als 200 Spalten. Löschen Sie, was nicht gebraucht wird.")
                % self.sheet
            )

    def check_lines(self, lines: int) -> None:
        if lines > EMPTY_LINES_AT_MOST:
            raise UnreadableFile(_("Die Datei hat zu viele leere Zeilen."))

    def add_text(self, length: int) -> None:
        self.text += length + TEXT_OVERHEAD
        if self.text > TEXT_AT_MOST:
            raise UnreadableFile(_("Die Datei enthält zu viel Text. Teilen Sie die Tabelle auf."))

    def add_cells(self, count: int) -> None:
        self.cells += count
        if self.cells > CELLS_AT_MOST:
            raise UnreadableFile(
                _("Die Datei hat zu viele Zellen. Löschen Sie Blätter, die nicht gebraucht werden.")
            )
