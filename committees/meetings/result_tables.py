"""A result as tables: the same for the page, for CSV and for the workbook."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from msgspec import Struct

from committees.meetings.choices import PollKind, Stance
from committees.meetings.results import STANCES, OptionResult, Participation, Result
from exports.spreadsheets import CellFormat, Sheet, SheetColumn, write_csv
from exports.workbooks import write_workbook

Cell = str | int


class Table(Struct, frozen=True):
    """A titled table whose first column names the rows."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(result: Result) -> tuple[Table, ...]:
    """The tables below the picture: per option, and per sending group where groups are kept apart."""
    tables = [option_table(result)]
    if result.groups:
        tables.append(group_table(result))
    return tuple(tables)


def option_table(result: Result) -> Table:
    if result.rules.kind == PollKind.AGREEMENT:
        return Table(
            title=_("Ergebnis je Ziel"),
            head=(_("Ziel"), *(str(stance.label) for stance in STANCES)),
            rows=tuple(
                (option.label, *(entry.count for entry in option.stances)) for option in result.options
            ),
        )
    return Table(
        title=_("Ergebnis je Antwort"),
        head=(_("Antwort"), _("Platz"), score_head(result), _("Stimmen mit dieser Antwort")),
        rows=tuple((option.label, option.place, option.score, option.voters) for option in result.options),
    )


def group_table(result: Result) -> Table:
    """The score per sending group, or the four stances as "3 / 1 / 0 / 0"."""
    title = _("Ergebnis je entsendender Gruppe")
    if result.rules.kind == PollKind.AGREEMENT:
        title = _("%(title)s (%(stances)s)") % {
            "title": title,
            "stances": " / ".join(str(stance.label) for stance in STANCES),
        }
    return Table(
        title=title,
        head=(_("Ziel") if result.rules.kind == PollKind.AGREEMENT else _("Antwort"), *result.groups),
        rows=tuple((option.label, *_group_cells(option)) for option in result.options),
    )


def participation_table(participation: Participation) -> Table:
    total = (_("zusammen"), participation.entitled, participation.voted)
    return Table(
        title=_("Beteiligung"),
        head=(_("Entsendende Gruppe"), _("stimmberechtigt"), _("abgestimmt")),
        rows=(*((group.name, group.entitled, group.voted) for group in participation.groups), total),
    )


def remark_table(result: Result) -> Table:
    """The remarks about the goals; with the name only in a named poll."""
    named = bool(result.groups)
    return Table(
        title=_("Anmerkungen"),
        head=(_("Ziel"), _("Antwort"), _("Anmerkung"), *((_("von"),) if named else ())),
        rows=tuple(
            (option.label, str(remark.stance.label), remark.text, *((remark.author,) if named else ()))
            for option in result.options
            for remark in option.remarks
        ),
    )


def vote_table(result: Result) -> Table:
    """The single votes of a named poll."""
    options = sorted(result.options, key=lambda option: option.position)
    return Table(
        title=_("Einzelne Stimmen"),
        head=(_("Mitglied"), _("Entsendende Gruppe"), *(option.label for option in options)),
        rows=tuple(
            (cast.voter, cast.group, *(_chosen(cast.answers.get(option.key)) for option in options))
            for cast in result.named
        ),
    )


def score_head(result: Result) -> str:
    return _("Stimmen") if result.rules.ballot == "picks" else _("Punkte")


def wide_table(result: Result) -> Table:
    """One table for CSV: per option, and beside it per sending group."""
    options = option_table(result)
    head, rows = list(options.head), [list(row) for row in options.rows]
    for number, group in enumerate(result.groups):
        if result.rules.kind == PollKind.AGREEMENT:
            head += [f"{group}: {stance.label}" for stance in STANCES]
        else:
            head.append(group)
        for row, option in zip(rows, result.options, strict=True):
            row += option.by_group[number]
    return Table(title=options.title, head=tuple(head), rows=tuple(tuple(row) for row in rows))


def to_csv(table: Table) -> bytes:
    return write_csv(_sheet(table, table.title))


def to_workbook(tables: Sequence[Table]) -> bytes:
    """An Excel workbook with a sheet for each table; titles may be alike, so the sheets are numbered."""
    return write_workbook(
        [_sheet(table, f"{number} {table.title}") for number, table in enumerate(tables, 1)]
    )


def _sheet(table: Table, title: str) -> Sheet:
    kinds = [_format_of(cells) for cells in zip(*table.rows, strict=True)] or [CellFormat.TEXT] * len(
        table.head
    )
    columns = (
        SheetColumn(heading=heading, format=kind, width=18 if index else 50)
        for index, (heading, kind) in enumerate(zip(table.head, kinds, strict=True))
    )
    return Sheet(title=title, columns=tuple(columns), rows=table.rows)


def _format_of(cells: Iterable[Cell]) -> CellFormat:
    return CellFormat.COUNT if all(isinstance(cell, int) for cell in cells) else CellFormat.TEXT


def _group_cells(option: OptionResult) -> Iterable[Cell]:
    return (
        figures[0] if len(figures) == 1 else " / ".join(str(figure) for figure in figures)
        for figures in option.by_group
    )


def _chosen(answer: object) -> Cell:
    if isinstance(answer, dict):
        return str(Stance(answer["stance"]).label)
    return answer if isinstance(answer, int) else "–"
