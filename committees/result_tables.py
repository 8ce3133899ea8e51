"""A result as tables: the same for the page, for CSV and for the workbook."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

import xlsxwriter
from django.utils.translation import gettext as _

from committees.choices import PollKind, Stance
from committees.results import STANCES, OptionResult, Participation, Result
from strategy.values import Value

Cell = str | int
# Excel reads a text that begins like this as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHEET_NAME_AT_MOST = 31
CELL_AT_MOST = 32_767


class Table(Value, frozen=True):
    """A titled table whose first column names the rows."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(result: Result) -> tuple[Table, ...]:
    """The tables below the picture: per option, and per sending group where groups are told apart."""
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
    """Per sending group: the score, or the four stances as "3 / 1 / 0 / 0"."""
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
    """What was written about the goals; with the name only in a named poll."""
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
    """Who voted what in a named poll."""
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
    """CSV as German Excel opens it: semicolons, and a byte order mark before UTF-8."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_unformulated(cell) for cell in table.head])
    writer.writerows([_unformulated(cell) for cell in row] for row in table.rows)
    return ("\ufeff" + text.getvalue()).encode()


def to_workbook(tables: Sequence[Table]) -> bytes:
    """An Excel workbook with a sheet for each table. Texts are written as texts, never as formulas."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for number, table in enumerate(tables, 1):
            sheet = workbook.add_worksheet(_sheet_name(number, table.title))
            sheet.set_column(0, 0, 50)
            sheet.set_column(1, max(1, len(table.head) - 1), 18)
            sheet.freeze_panes(1, 1)
            for row_number, row in enumerate((table.head, *table.rows)):
                for column, cell in enumerate(row):
                    style = wrapped if row_number else bold
                    if isinstance(cell, str):
                        sheet.write_string(row_number, column, cell[:CELL_AT_MOST], style)
                    else:
                        sheet.write_number(row_number, column, cell, style)
    return file.getvalue()


def _sheet_name(number: int, title: str) -> str:
    """Excel wants short, different names without some signs."""
    plain = "".join(sign for sign in title if sign not in "[]:*?/\\'").strip()
    return f"{number} {plain}"[:SHEET_NAME_AT_MOST]


def _unformulated(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _group_cells(option: OptionResult) -> Iterable[Cell]:
    return (
        figures[0] if len(figures) == 1 else " / ".join(str(figure) for figure in figures)
        for figures in option.by_group
    )


def _chosen(answer: object) -> Cell:
    if isinstance(answer, dict):
        return str(Stance(answer["stance"]).label)
    return answer if isinstance(answer, int) else "–"
