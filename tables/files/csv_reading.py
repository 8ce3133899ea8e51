"""Reading CSV as German programs write it: semicolons, Windows-1252 or UTF-8, and the other ways. Pure."""

import codecs
import csv
import re
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
# Whoever has more of them has another fault.
NOTES_AT_MOST = 20
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
    """The lines of a text, read record by record (a cell may have many lines) from any of them on.

    A record is never longer than honest ones.
    """

    def __init__(self, text: str) -> None:
        self.text, self.file = text, StringIO(text, newline="")
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        while line := self.file.readline():
            self.length += len(line)
            if self.length > RECORD_AT_MOST:
                raise UnreadableFile(_("Eine Zeile der Datei ist zu lang."))
            yield line

    def line_at(self, place: int) -> str:
        """The line that begins at a place of the text; reading goes on behind it."""
        self.file.seek(place)
        return self.file.readline()

    def records(self, delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
        """The cells of each record. Raises csv.Error and UnreadableFile."""
        self.length = 0
        for cells in csv.reader(self, delimiter=delimiter, strict=strict):
            self.length = 0
            yield cells


class _Records:
    """The records of a table. `notes` say where a quotation mark opens a cell that nothing closes.

    Such a cell would swallow the rows below it. There the mark is read as a sign, and each line for itself.
    """

    def __init__(self, text: str, delimiter: str) -> None:
        self.lines, self.delimiter = _Lines(text), delimiter
        self.count = self.width = 0
        self.notes: list[str] = []
        end = rf"(?={re.escape(delimiter)}|$)"
        # As the format wants it, and with marks inside that should have been doubled.
        self.quoted = (
            re.compile(rf'"((?:[^"]|"")*)"{end}'),
            re.compile(rf'"((?:[^"]|"(?!{re.escape(delimiter)}|$))*)"{end}'),
        )

    def __iter__(self) -> Iterator[list[str]]:
        begin = 0
        while begin < len(self.lines.text):
            try:
                for cells in self.lines.records(self.delimiter, strict=True):
                    yield self._counted(cells)
                    begin = self.lines.file.tell()
            except (csv.Error, UnreadableFile):
                yield self._counted(self._mended(begin))
                begin = self.lines.file.tell()

    def _counted(self, cells: list[str]) -> list[str]:
        self.count += 1
        self.width = max(self.width, len(cells))
        return cells

    def _mended(self, begin: int) -> list[str]:
        """The cells of the record that begins at a place and has quotation marks where they should not be."""
        line = self.lines.line_at(begin)
        if len(line) > RECORD_AT_MOST:
            raise UnreadableFile(_("Eine Zeile der Datei ist zu lang."))
        below = self._text_below(begin, line)
        as_a_sign = _("Das Zeichen ist als Teil des Textes gelesen.")
        if below is None or any(map(self._is_like_a_row, below.splitlines())):
            self.lines.line_at(begin)
            cells, is_open = self._split(line)
            what = _("%s Die Zeilen darunter sind jede für sich gelesen.") % as_a_sign
        else:
            cells, is_open = self._split(line + below)
            what = _("Was darunter steht, ist als Text dieser Zelle gelesen.") if below else as_a_sign
        if is_open:
            self._note(line, what)
        return cells

    def _text_below(self, begin: int, line: str) -> str | None:
        """The text of the lines that the record takes with it, or None if it is too long. Goes on behind it."""
        self.lines.file.seek(begin)
        try:
            next(self.lines.records(self.delimiter))
        except (csv.Error, UnreadableFile):
            return None
        return self.lines.text[begin + len(line) : self.lines.file.tell()]

    def _is_like_a_row(self, line: str) -> bool:
        return self.width == 0 or line.count(self.delimiter) >= max(self.width - 1, 1)

    def _split(self, record: str) -> tuple[list[str], bool]:
        """The cells, and whether one begins with a mark that nothing closes."""
        text, place, is_open = record.rstrip("\r\n"), 0, False
        cells = []
        while True:
            found = None
            if text.startswith('"', place):
                found = next(filter(None, (form.match(text, place) for form in self.quoted)), None)
                is_open = is_open or found is None
            end = found.end() if found else text.find(self.delimiter, place)
            if found:
                cells.append(found[1].replace('""', '"'))
            else:
                cells.append(text[place:] if end < 0 else text[place:end])
            if end < 0 or end >= len(text):
                return cells, is_open
            place = end + 1

    def _note(self, line: str, what: str) -> None:
        if len(self.notes) >= NOTES_AT_MOST:
            raise UnreadableFile(
                _(
                    "Die Datei lässt sich nicht als Tabelle lesen: In Zeile %d fehlt wohl ein Anführungszeichen."
                )
                % (self.count + 1)
            )
        start = " ".join(line.split())
        self.notes.append(
            _(
                "In Zeile %(line)d öffnet ein Anführungszeichen, das nicht geschlossen wird: „%(text)s“. %(what)s"
            )
            % {"line": self.count + 1, "text": start if len(start) <= 80 else f"{start[:79]}…", "what": what}
        )


def read_csv(content: bytes, encoding: str | None) -> Sheet:
    """The table of a CSV file. Raises UnreadableFile."""
    text = _forced(content, encoding) if encoding else _decoded(content)
    if "\0" in text:
        raise UnreadableFile(_("Das ist keine Tabelle. Gebraucht wird eine Datei als .xlsx oder .csv."))
    text, delimiter = _delimiter_of(text)
    limits = Limits(sheet=_("CSV"))
    records = _Records(text, delimiter)
    rows: list[tuple[RawCell, ...]] = []
    for cells in records:
        row = [_cell(cell) for cell in cells]
        while row and row[-1] is None:
            row.pop()
        if row:
            limits.check_place(len(rows), len(row) - 1)
        rows.append(tuple(row))
        limits.check_lines(len(rows))
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(name="", rows=tuple(rows), notes=tuple(records.notes))


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
    hint = first.strip().casefold()
    if hint.startswith("sep=") and len(hint) == len("sep=;") and hint[-1] != '"':
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
