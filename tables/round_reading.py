"""What a workbook says on the rows of a department's table, against what stands there: read, compared, applied."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from datetime import datetime
from typing import IO, cast

from django import forms
from django.utils.translation import gettext as _
from msgspec import Struct

from editing.forms.field_values import comparable
from monitoring.actions.round_rows import begun_in
from monitoring.choices import MeasureState, Quality
from monitoring.forms.rounds import ReportRowForm, ValueRowForm
from monitoring.models import IndicatorValue, MeasureReport
from monitoring.round_facts import MeasureRow, RoundTable, ValueRow
from tables.cells import shown
from tables.files.raw import FormulaError, RawCell, Sheet, UnreadableFile
from tables.files.reading import read_sheets
from tables.round_workbook import INDICATOR, NUMBER, indicator_headings, measure_headings

ROWS_AT_MOST = 500


class ReadRow(Struct, frozen=True):
    """A row of the file: its line, the number or name that it begins with, and its cells that are not empty."""

    line: int
    name: str
    cells: Mapping[str, RawCell]


class Change(Struct, frozen=True):
    """A cell that would change, or that cannot be read."""

    name: str
    label: str
    before: str
    after: str
    error: str = ""


class Line(Struct, frozen=True):
    """A row of the preview; `problem` says why nothing of it is taken over."""

    line: int
    title: str
    changes: tuple[Change, ...] = ()
    problem: str = ""


class Sent(Struct, frozen=True):
    """What the page of the preview sends back of a row: the state that was compared with, and the texts of cells."""

    seen: int
    cells: dict[str, str]


class Preview(Struct, frozen=True):
    """What the file would change. `rows` are the changes without error, by the keys of their rows."""

    lines: tuple[Line, ...]
    rows: dict[str, Sent]
    left_out: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(len(row.cells) for row in self.rows.values())


def preview_of(file: IO[bytes], table: RoundTable, moment: datetime) -> Preview:
    """Compare a file with a table. Raises UnreadableFile with a sentence for the person who gave it."""
    year = table.answer.round.period_end.year
    measures: list[ReadRow] = []
    indicators: list[ReadRow] = []
    left_out: list[str] = []
    is_known = False
    for sheet in read_sheets(file):
        for first, headings, into in (
            (NUMBER, measure_headings(year), measures),
            (INDICATOR, indicator_headings(year), indicators),
        ):
            found = _rows_of(sheet, headings, first)
            if found is not None:
                is_known = True
                into += found[0]
                left_out += found[1]
                break
    if not is_known:
        raise UnreadableFile(
            _("Die Datei hat keine Spalte „Nr.“ oder „Indikator“. Nehmen Sie die Tabelle von dieser Seite.")
        )
    if len(measures) + len(indicators) > ROWS_AT_MOST:
        raise UnreadableFile(
            _("Die Datei hat mehr als %d Zeilen. Ihre Tabelle hat nur so viele, wie auf der Seite stehen.")
            % ROWS_AT_MOST
        )
    lines, rows = [], {}
    for line, key, sent in (*_measures(measures, table, moment), *_indicators(indicators, table)):
        lines.append(line)
        if sent.cells:
            rows[key] = sent
    return Preview(lines=tuple(lines), rows=rows, left_out=tuple(dict.fromkeys(left_out)))


def report_form(
    row: MeasureRow, table: RoundTable, moment: datetime, texts: Mapping[str, str]
) -> ReportRowForm:
    """The form of a row with texts for some of its cells."""
    report = row.report or begun_in(round=table.answer.round, measure=row.measure, last=row.last, at=moment)
    return ReportRowForm(texts, instance=report, about=row.entry.number)


def value_form(row: ValueRow, texts: Mapping[str, str]) -> ValueRowForm:
    """The form of an indicator; what the file does not say stays as it stands."""
    stands = row.shown
    begun: dict[str, str] = (
        {"value": shown(stands.value), "quality": stands.quality, "note": stands.note}
        if stands
        else {"quality": "final"}
    )
    instance = IndicatorValue(series=row.series)
    return ValueRowForm({**begun, **texts}, instance=instance, key=row.indicator.pk, about=row.indicator.name)


def _rows_of(sheet: Sheet, headings: Mapping[str, str], first: str) -> tuple[list[ReadRow], list[str]] | None:
    """The rows of a sheet below the line with our headings, and the headings nobody reads; None for other sheets."""
    names = {heading.casefold(): name for name, heading in headings.items()}

    def names_in(cells: Iterable[RawCell]) -> list[str]:
        return [names.get(shown(cell).strip().casefold(), "") for cell in cells]

    def is_head(cells: Iterable[RawCell]) -> bool:
        # A sheet of explanations names one in each of its lines.
        known = set(names_in(cells)) - {""}
        return first in known and len(known) > 1

    place = next((place for place, cells in enumerate(sheet.rows) if is_head(cells)), None)
    if place is None:
        return None
    head, found = sheet.rows[place], names_in(sheet.rows[place])
    known = {_("Maßnahme"), _("Zuletzt"), _("Einheit")}
    left_out = [
        text
        for cell, name in zip(head, found, strict=True)
        if not name and (text := shown(cell).strip()) and text not in known
    ]
    rows = []
    for line, values in enumerate(sheet.rows[place + 1 :], place + 2):
        by_name = {
            name: cell
            for name, cell in zip(found, values, strict=False)
            if name and cell is not None and shown(cell).strip()
        }
        if begin := by_name.pop(first, None):
            rows.append(ReadRow(line=line, name=shown(begin).strip(), cells=by_name))
        elif by_name:
            rows.append(ReadRow(line=line, name="", cells=by_name))
    return rows, left_out


def _measures(read: list[ReadRow], table: RoundTable, moment: datetime) -> Iterator[tuple[Line, str, Sent]]:
    by_number = {row.entry.number: row for row in table.measures}
    for row, problem in _known(read, by_number, _("Nr.")):
        if problem:
            yield Line(line=row.line, title=row.name, problem=problem), "", NOTHING
            continue
        found = by_number[row.name]
        title = f"{found.entry.number} {found.entry.title}"
        texts = _texts(row, "state", MeasureState.choices)
        form = report_form(found, table, moment, texts)
        # The form writes into its own row. Where nobody has written, what was reported last is not yet said again.
        stands = copy(found.report) if found.report else MeasureReport(measure=found.measure)
        line, cells = _compared(row, title, form, stands)
        if line.changes and not found.is_open:
            problem = _("Diese Meldung ist abgegeben und lässt sich nicht mehr ändern.")
            yield Line(line=row.line, title=title, problem=problem), "", NOTHING
        elif line.changes:
            yield line, str(found.entry.key), Sent(seen=form.instance.revision, cells=cells)


def _indicators(read: list[ReadRow], table: RoundTable) -> Iterator[tuple[Line, str, Sent]]:
    by_name = {row.indicator.name: row for row in table.values}
    for row, problem in _known(read, by_name, _("Indikator")):
        if problem:
            yield Line(line=row.line, title=row.name, problem=problem), "", NOTHING
            continue
        found = by_name[row.name]
        form = value_form(found, _texts(row, "quality", Quality.choices))
        stands = found.shown or IndicatorValue(series=found.series)
        line, cells = _compared(row, found.indicator.name, form, stands)
        if not line.changes:
            continue
        # A value, its quality and its note belong together: none is taken over while one of them is wrong.
        if form.is_valid():
            seen = found.shown.pk if found.shown else 0
            yield line, str(found.indicator.pk), Sent(seen=seen, cells=cells)
        else:
            told = " ".join(str(error) for errors in form.errors.values() for error in errors)
            yield Line(line=row.line, title=found.indicator.name, problem=told), "", NOTHING


NOTHING = Sent(seen=0, cells={})


def _known(read: list[ReadRow], there: Collection[str], heading: str) -> Iterator[tuple[ReadRow, str]]:
    """The rows of a file, each with the reason why it belongs to no row of the table."""
    named: set[str] = set()
    for row in read:
        problem = ""
        if not row.name:
            problem = _("In der Spalte „%s“ steht nichts.") % heading
        elif row.name in named:
            problem = _("„%s“ steht zweimal in der Datei. Die erste Zeile gilt.") % row.name
        elif row.name not in there:
            problem = _("„%s“ steht nicht in Ihrer Tabelle.") % row.name
        named.add(row.name)
        yield row, problem


def _texts(row: ReadRow, choice: str, choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The cells as they would be typed, with the value of a choice for its words."""
    values = {str(label).casefold(): value for value, label in choices}
    texts = {name: shown(cell).strip() for name, cell in row.cells.items()}
    if choice in texts:
        texts[choice] = values.get(texts[choice].casefold(), texts[choice])
    return texts


def _compared(row: ReadRow, title: str, form: forms.ModelForm, stands: object) -> tuple[Line, dict[str, str]]:
    """The cells that differ from what stands there, and the texts of those that can be saved."""
    form.is_valid()
    changes, texts = [], {}
    for name, cell in row.cells.items():
        field = form.fields[name]
        before, after = getattr(stands, name), form.cleaned_data.get(name)
        error = " ".join(str(each) for each in form.errors.get(name, ()))
        if isinstance(cell, FormulaError):
            error = _("Hier steht eine Formel ohne Ergebnis.")
        if not error and comparable(before) == comparable(after):
            continue
        changes.append(
            Change(
                name=name,
                label=str(field.label),
                before=_words(field, before),
                after=shown(cell).strip(),
                error=error,
            )
        )
        if not error:
            texts[name] = str(form.data[name])
    return Line(line=row.line, title=title, changes=tuple(changes)), texts


def _words(field: forms.Field, value: object) -> str:
    """A value as people read it."""
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(label) for key, label in cast("Iterable[tuple[str, str]]", field.choices)}
        return words.get(str(value), "") if value else ""
    return shown(cast("RawCell", value))
