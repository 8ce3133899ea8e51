"""Reading CSV as German programs write it: semicolons, Windows-1252 or UTF-8, and the other ways. Pure."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from django.utils.translation import gettext as _

from exports.spreadsheets import unguarded
from files.decoding import decoded
from tables.files.limits import Limits
from tables.files.raw import FormulaError, RawCell, Sheet, UnreadableFile

# In the order of preference, if two fit as well.
DELIMITERS = (";", "\t", ",")
SAMPLE = 50
# Splitting a record of 20 MB into its cells would take hundreds.
RECORD_AT_MOST = 2_000_000
# Those that may be forced. Python knows more, among them some that take forever.
ENCODINGS = frozenset(
    {
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "ascii"),
        *("cp1252", "cp850", "cp437", "iso8859-1", "iso8859-15", "mac-roman"),
    }
)
# What is left of a failed formula, in German and in English.
ERRORS = frozenset(
    {
        *("#bezug!", "#wert!", "#name?", "#div/0!", "#nv", "#zahl!", "#null!", "#überlauf!", "#kalk!"),
        *("#ref!", "#value!", "#n/a", "#num!", "#spill!", "#calc!"),
    }
)


class _Lines:
    """The lines of a text. A record (of many lines, if its cells have some) is never longer than honest ones."""

    def __init__(self, text: str) -> None:
        self.lines = StringIO(text, newline="")
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.length += len(line)
            if self.length > RECORD_AT_MOST:
                raise UnreadableFile(_("Eine Zeile der Datei ist zu lang."))
            yield line

    def records(self, delimiter: str) -> Iterator[list[str]]:
        """The cells of each record. Raises csv.Error and UnreadableFile."""
        for cells in csv.reader(self, delimiter=delimiter):
            self.length = 0
            yield cells


def read_csv(content: bytes, encoding: str | None) -> Sheet:
    """The table of a CSV file. Raises UnreadableFile."""
    text = _forced(content, encoding) if encoding else _decoded(content)
    if "\0" in text:
        raise UnreadableFile(_("Das ist keine Tabelle. Gebraucht wird eine Datei als .xlsx oder .csv."))
    text, delimiter = _delimiter_of(text)
    limits = Limits(sheet=_("CSV"))
    rows: list[tuple[RawCell, ...]] = []
    try:
        for cells in _Lines(text).records(delimiter):
            row = [_cell(cell) for cell in cells]
            while row and row[-1] is None:
                row.pop()
            if row:
                limits.check_place(len(rows), len(row) - 1)
            rows.append(tuple(row))
            limits.check_lines(len(rows))
    except csv.Error as error:
        raise UnreadableFile(
            _("Die Datei lässt sich nicht als Tabelle lesen: In Zeile %d fehlt wohl ein Anführungszeichen.")
            % (len(rows) + 1)
        ) from error
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(name="", rows=tuple(rows))


def _cell(text: str) -> str | None:
    """A cell has no type in CSV. A text of somebody that looks like an error has an apostrophe before it."""
    plain = text.strip()
    if plain.casefold() in ERRORS:
        return FormulaError(plain)
    return unguarded(text) if plain else None


def _forced(content: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        name = ""
    if name not in ENCODINGS:
        raise UnreadableFile(_("Den Zeichensatz „%s“ gibt es hier nicht.") % encoding)
    try:
        return content.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise UnreadableFile(_("Die Datei ist nicht im Zeichensatz „%s“ geschrieben.") % encoding) from None


def _decoded(content: bytes) -> str:
    try:
        return decoded(content)
    except ValueError:
        raise UnreadableFile(
            _("Der Zeichensatz ist nicht zu erkennen. Speichern Sie die Datei in Excel als „CSV UTF-8“.")
        ) from None


def _delimiter_of(text: str) -> tuple[str, str]:
    """The text without Excel's hint "sep=;", and what parts its cells.

    Decimal commas and lists in cells look like delimiters. But the right one parts all lines into as many cells,
    the heading included.
    """
    first, _newline, rest = text.partition("\n")
    if (hint := first.strip().casefold()).startswith("sep=") and len(hint) == len("sep=;"):
        return rest, hint[-1]
    best = max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))
    return text, best


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    try:
        records = islice(_Lines(text).records(delimiter), SAMPLE)
        widths = Counter(len(cells) for cells in records if any(cells))
    except (csv.Error, UnreadableFile):
        return 0, 0
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    if not wide:
        return 0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width
