"""Reading the cells of one sheet of a workbook."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zipfile import ZipFile

from django.utils.translation import gettext as _

from tables.figures import in_german
from tables.files.limits import EMPTY_LINES_AT_MOST, Limits
from tables.files.raw import FORMULA_WITHOUT_VALUE, FormulaError, Merge, RawCell, Sheet, UnreadableFile
from tables.files.workbook_parts import Styles, unescaped
from tables.files.xml_parts import read_part

# Merged cells matter in headings only.
MERGES_AT_MOST, LAST_HEADING = 2_000, 60
ORIGIN, ORIGIN_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Excel believes in 29 February 1900; before it days are counted one less.
FALSE_LEAP_DAY, LAST_DAY = 60, 2_958_465
NUMBER_AT_MOST = 40
# Excel stops at 32,767, and writes some signs with seven.
CELL_AT_MOST = 250_000


def read_worksheet(
    archive: ZipFile,
    part: str,
    name: str,
    shared: Sequence[str],
    styles: Styles,
    limits: Limits,
    on_chunk: Callable[[int], None],
) -> Sheet:
    """The sheet in a part of the archive. Raises UnreadableFile and BrokenArchive."""
    reader = _Reader(shared, styles, limits)
    read_part(archive, part, start=reader.start, end=reader.end, text=reader.text, on_chunk=on_chunk)
    return Sheet(name=name, rows=tuple(map(tuple, reader.rows)), merges=tuple(reader.merges))


class _Reader:
    """The target of the parser's calls. Millions of times: hence few and plain steps."""

    def __init__(self, shared: Sequence[str], styles: Styles, limits: Limits) -> None:
        self.shared, self.styles, self.limits = shared, styles, limits
        self.rows: list[list[RawCell]] = []
        self.merges: list[Merge] = []
        self.row, self.column = -1, -1
        self.type, self.style = "n", ""
        self.parts: list[str] = []
        self.length = 0
        self.collects = self.in_phonetic = False
        self.has_formula = False
        self.places: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or name == "t":
            self.collects = not self.in_phonetic
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "rPh":
            self.in_phonetic = True
        elif name == "mergeCell":
            self._add_merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        if self.collects:
            self.length += len(data)
            if self.length > CELL_AT_MOST:
                raise UnreadableFile(_("Eine Zelle in Blatt „%s“ ist zu lang.") % self.limits.sheet)
            self.parts.append(data)

    def end(self, name: str) -> None:
        if name == "c":
            if self.parts or self.has_formula:
                self._end_cell()
        elif name == "v" or name == "t":
            self.collects = False
        elif name == "rPh":
            self.in_phonetic = False

    def _start_row(self, number: str) -> None:
        row = int(number) - 1 if number.isdecimal() and len(number) < 8 else -1
        self.row = row if row >= 0 else self.row + 1
        self.column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.parts, self.length, self.has_formula = [], 0, False
        place = attributes.get("r")
        self.column = self.column + 1 if place is None else self._column_of(place)

    def _column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if letters not in self.places:
            self.places[letters] = column_number(letters)
            if len(self.places) > 20_000:
                raise UnreadableFile(_("Das Blatt „%s“ ist zu groß.") % self.limits.sheet)
        return self.places[letters]

    def _end_cell(self) -> None:
        value = self._value()
        if value is None or value == "":
            return
        rows, row, column = self.rows, max(self.row, 0), self.column
        self.limits.check_place(row, column)
        if isinstance(value, str) and self.type != "s":
            self.limits.add_text(len(value))
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        if len(cells) <= column:
            self.limits.add_cells(column + 1 - len(cells))
            cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value

    def _value(self) -> RawCell:
        text = "".join(self.parts)
        match self.type:
            case "s":
                place = int(text) if text.isdecimal() and len(text) < 9 else -1
                return self.shared[place] if 0 <= place < len(self.shared) else None
            case "str" | "inlineStr":
                return unescaped(text)
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return FormulaError(text.strip())
            case "d":
                return _iso_day(text.strip())
        if self.has_formula and not text.strip():
            return FORMULA_WITHOUT_VALUE
        return self._figure(text.strip())

    def _figure(self, text: str) -> RawCell:
        if len(text) > NUMBER_AT_MOST:
            return text[:NUMBER_AT_MOST]
        try:
            value = int(text) if text.isdecimal() else float(text)
        except ValueError:
            return text
        if not math.isfinite(value):
            return text
        if self.style in self.styles.days:
            return _day(value, self.styles.has_1904)
        if self.style in self.styles.percent:
            return f"{in_german(float(value) * 100)} %"
        return value

    def _add_merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        start, end = _cell_place(first), _cell_place(last)
        if start is None or end is None or len(self.merges) >= MERGES_AT_MOST:
            return
        (top, left), (bottom, right) = start, end
        if top < LAST_HEADING:
            self.merges.append(
                Merge(first_row=top, first_column=left, last_row=min(bottom, LAST_HEADING), last_column=right)
            )


def column_number(letters: str) -> int:
    """A is 0, AB is 27. What is no column stands too far to the right to be taken."""
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        return EMPTY_LINES_AT_MOST
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell_place(reference: str) -> tuple[int, int] | None:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not digits or len(digits) > 7:
        return None
    return int(digits) - 1, column_number(letters)


def _day(value: float, has_1904: bool) -> RawCell:
    """The day that Excel counts so; a figure that is none stays a figure."""
    if not 0 <= value <= LAST_DAY:
        return value
    origin = ORIGIN_1904 if has_1904 else ORIGIN
    shift = 1 if not has_1904 and value < FALSE_LEAP_DAY else 0
    try:
        moment = origin + timedelta(days=value + shift)
    except OverflowError:
        return value
    # To the second: fractions of days are not exact.
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment if moment.hour or moment.minute or moment.second else moment.date()


def _iso_day(text: str) -> date | str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.hour or moment.minute else moment.date()
