"""The head of a table is found below titles, and German headings are recognised."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tables.files.raw import Merge, Sheet
from tables.files.reading import read_sheets
from tables.headings import (
    Assignment,
    assign,
    assign_by_hand,
    choose_sheet,
    find_head,
    heading_key,
    rows_below,
    sample,
)
from tables.kinds.all import KINDS
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES

FILES = Path(__file__).parent / "files"
COLUMNS = MEASURES.columns(Lists())


def sheet(*rows: tuple[Any, ...], merges: tuple[Merge, ...] = ()) -> Sheet:
    return Sheet(name="Tabelle1", rows=rows, merges=merges)


def assigned(*headings: str, remembered: Mapping[str, str] | None = None) -> Assignment:
    return assign(COLUMNS, find_head(sheet(headings), COLUMNS), remembered or {})


def test_head_is_the_row_that_names_most_columns() -> None:
    table = sheet(
        ("Stadt Herne",), (), ("Titel: Maßnahmen", "Stand 2027"), ("Titel", "Beginn", "Ende"), ("A", 2027)
    )

    head = find_head(table, COLUMNS)

    assert (head.row, head.texts) == (3, ("Titel", "Beginn", "Ende"))
    assert rows_below(table, head) == ((5, ("A", 2027)),)


def test_head_of_merged_cells_reaches_over_two_rows() -> None:
    visible = read_sheets(BytesIO((FILES / "measures.xlsx").read_bytes()))[0]

    head = find_head(visible, COLUMNS)

    assert [line for line, _cells in rows_below(visible, head)] == [5, 6]
    assert assign(COLUMNS, head, {}) == Assignment(
        fields={
            0: "number",
            1: "operational_goal",
            2: "title",
            3: "start_year",
            4: "end_year",
            5: "annual_cost",
            6: "investment",
            7: None,
            8: "sdg_targets",
            9: "note",
            10: None,
        },
        unassigned=(7, 10),
    )


def test_heading_merged_over_two_columns_names_the_first() -> None:
    merge = Merge(first_row=0, first_column=0, last_row=0, last_column=1)
    table = sheet(("Titel", None, "Beginn"), ("A", "B", 2027), merges=(merge,))

    assert assign(COLUMNS, find_head(table, COLUMNS), {}).fields == {0: "title", 1: None, 2: "start_year"}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_written_heading_is_recognised(kind: Kind) -> None:
    columns = kind.columns(Lists())
    table = sheet(tuple(column.heading for column in columns))

    assignment = assign(columns, find_head(table, columns), {})

    assert list(assignment.fields.values()) == [column.name if column.read else None for column in columns]
    assert assignment.missing == ()


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("MASSNAHME", "title"),
        ("Laufende  Kosten (Euro im Jahr)", "annual_cost"),
        ("Laufende Kosten [T€]", "annual_cost"),
        ("Nr.", "number"),
        ("Titel *", "title"),
        ("Beschlussstand", None),
        ("Wetter", None),
    ],
)
def test_headings_are_recognised_as_people_write_them(heading: str, name: str | None) -> None:
    assert assigned(heading).fields == {0: name}


def test_assignment_leaves_out_the_second_column_of_a_field() -> None:
    assignment = assigned("Titel", "Maßnahme", "Wetter")

    assert assignment == Assignment(fields={0: "title", 1: None, 2: None}, unassigned=(2,), doubled=(1,))


def test_assignment_names_required_columns_that_are_missing() -> None:
    assert assigned("Nummer", "Beginn").missing == ("title",)


def test_remembered_assignment_counts_before_our_headings() -> None:
    remembered = {heading_key("Vorhaben"): "title", heading_key("Beginn"): "", heading_key("Ende"): "gone"}

    fields = assigned("Vorhaben", "Beginn", "Ende", remembered=remembered).fields

    assert fields == {0: "title", 1: None, 2: "end_year"}


def test_assignment_by_hand_takes_columns_that_are_read_only() -> None:
    head = find_head(sheet(("a", "b", "c")), COLUMNS)

    assignment = assign_by_hand(COLUMNS, head, {0: "title", 1: "resolution_status", 2: "title"})

    assert assignment == Assignment(fields={0: "title", 1: None, 2: None}, unassigned=(1,), doubled=(2,))


def test_sheet_is_chosen_by_its_headings_and_never_a_hidden_one() -> None:
    about = Sheet(name="Erläuterungen", rows=(("Spalte", "Inhalt"),))
    table = sheet(("Titel", "Beginn"), ("A", 2027))
    hidden = Sheet(name="Listen", rows=(("Titel", "Beginn", "Ende"),), hidden=True)

    assert choose_sheet((about, table, hidden), COLUMNS) == table
    assert choose_sheet((hidden,), COLUMNS) is None


def test_sample_shows_the_first_contents_of_a_column() -> None:
    table = sheet(("Titel", "Beginn"), ("A", None), ("B", 2.5), ("C", 2028))

    assert sample(table, find_head(table, COLUMNS), 1, 2) == ("2,5", "2028")
