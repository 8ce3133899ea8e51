"""Selects the columns and rows that the page of a preview shows."""

from collections.abc import Iterable, Mapping

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct, structs

from editing.wording import Change, word_changes
from strategy.inventory.alike import AlikeElement, doubles_of_texts
from strategy.models import Strategy
from tables.choices import TAKEN_OVER, ImportStatus, RowState
from tables.headings import column_label
from tables.kinds.all import kind_named
from tables.kinds.lists import Lists
from tables.models import ImportRow, TableImport
from tables.previewed import PreviewRow
from tables.stored import from_stored

LEFT_ALONE = (RowState.WRONG, RowState.AMBIGUOUS, RowState.UNCHANGED)


class ShownColumn(Struct, frozen=True):
    """A column of the file as the preview lists it: `field` is what it is read as, `offer` what it looks like."""

    label: str
    sample: tuple[str, ...]
    field: str
    offer: str
    is_doubled: bool
    is_remembered: bool
    is_in_thousands: bool
    remark: str

    @property
    def is_dropped(self) -> bool:
        """Say whether its contents are not read, and not because they follow from something else."""
        return not self.field and not self.remark and bool(self.sample)


class ShownChange(Struct, frozen=True):
    heading: str
    words: tuple[Change, ...]


class ShownRow(Struct, frozen=True):
    """A row with its differences word by word. `choice` is what was decided about it."""

    row: PreviewRow
    state: RowState
    changes: tuple[ShownChange, ...]
    choice: str
    alike: tuple[AlikeElement, ...] = ()


def rows_view(rows: Iterable[ImportRow], table_import: TableImport) -> list[ShownRow]:
    """The rows of a page; beside those that are not yet there the goals and measures that say nearly the same."""
    shown = [row_view(row, table_import) for row in rows]
    column, strategy = kind_named(table_import.kind).compared_column, Strategy.objects.current()
    if strategy is None or table_import.status != ImportStatus.READY or not column:
        return shown
    fresh = [each for each in shown if each.state in (RowState.NEW, RowState.TRAY)]
    if not fresh:
        return shown
    texts = [f"{each.row.title} {each.row.values.get(column) or ''}" for each in fresh]
    found = doubles_of_texts(strategy, texts)
    alike = {each.row.line: doubles for each, doubles in zip(fresh, found, strict=True)}
    return [structs.replace(each, alike=alike.get(each.row.line, ())) for each in shown]


def row_view(row: ImportRow, table_import: TableImport) -> ShownRow:
    """One row with what would change."""
    content = from_stored(row.content)
    changes = (
        ShownChange(heading=change.heading, words=word_changes(change.before, change.after))
        for change in content.changes
    )
    choice = table_import.decisions.get(str(row.line), "")
    return ShownRow(row=content, state=content.state, changes=tuple(changes), choice=choice)


def columns_view(table_import: TableImport) -> tuple[ShownColumn, ...]:
    """All columns of the file, in their order."""
    headings = {column.name: column.heading for column in table_import.table.columns(Lists())}
    return tuple(
        ShownColumn(
            label=column_label(fact["heading"], fact["place"]),
            sample=tuple(fact["sample"]),
            field=headings.get(fact["name"], ""),
            offer=headings.get(fact["offer"], ""),
            is_doubled=fact["doubled"],
            is_remembered=fact["remembered"],
            is_in_thousands=fact["in_thousands"],
            remark=fact["remark"],
        )
        for fact in table_import.columns
    )


def counts_of(table_import: TableImport) -> dict[str, int]:
    """The number of rows in each state, in one query."""
    found = dict(
        table_import.rows.order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
        .values_list("state", "count")
    )
    counts = {str(state.value): found.get(state.value, 0) for state in RowState}
    counts["total"] = sum(counts.values())
    counts["right"] = sum(counts[state] for state in TAKEN_OVER)
    return counts


def summary_of(counts: Mapping[str, int]) -> str:
    """The sentence that says how many rows can be taken over, and what becomes of the others."""
    taken, others = (_counted(counts, states) for states in (TAKEN_OVER, LEFT_ALONE))
    if not taken:
        return _("Von %(total)d Zeilen ist keine zu übernehmen: %(others)s.") % {**counts, "others": others}
    sentence = ngettext(
        "%(right)d von %(total)d Zeilen lässt sich übernehmen: %(taken)s",
        "%(right)d von %(total)d Zeilen lassen sich übernehmen: %(taken)s",
        counts["right"],
    ) % {**counts, "taken": taken}
    return sentence + (_("; die anderen nicht: %s.") % others if others else ".")


def _counted(counts: Mapping[str, int], states: Iterable[RowState]) -> str:
    return ", ".join(f"{counts[state]} {state.label}" for state in states if counts[state])


def states_shown(asked: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The states of the chosen filter; without one everything but what stays as it is."""
    if asked in RowState.values:
        return (asked,)
    everything = tuple(RowState.values)
    if asked == "alle" or counts["total"] == counts[RowState.UNCHANGED]:
        return everything
    return tuple(state for state in everything if state != RowState.UNCHANGED)
