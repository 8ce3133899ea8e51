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
    column_label,
    contents,
    find_head,
    head_key,
    in_thousands,
    rows_below,
)
from tables.kinds.all import KINDS
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES

FILES = Path(__file__).parent / "files"
COLUMNS = MEASURES.columns(Lists())


def sheet(*rows: tuple[Any, ...], merges: tuple[Merge, ...] = ()) -> Sheet:
    return Sheet(name="Tabelle1", rows=rows, merges=merges)


def assigned(*headings: str, remembered: Mapping[int, str] | None = None) -> Assignment:
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
        ("Zuständige Stelle", "department"),
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


def test_our_own_headings_count_before_what_is_remembered_and_that_before_other_names() -> None:
    remembered = {0: "title", 1: "", 2: "start_year", 3: "", 4: "gone"}

    assignment = assigned("Vorhaben", "Titel", "Ende", "Status", "Wetter", remembered=remembered)

    assert assignment == Assignment(
        fields={0: None, 1: "title", 2: "end_year", 3: None, 4: None},
        unassigned=(3, 4),
        doubled=(0,),
        remembered=(0, 3),
    )


def test_files_are_of_a_kind_by_the_headings_of_all_their_columns() -> None:
    key = head_key(("Titel *", "Kosten (€)", ""))

    assert key == head_key(("titel", "KOSTEN €"))
    assert key not in (
        head_key(("Titel",)),
        head_key(("Kosten (€)", "Titel")),
        head_key(("Titel", "", "Kosten €")),
    )
    assert head_key(("", "")) == ""


def test_head_without_known_headings_is_the_first_row_that_is_more_than_a_title() -> None:
    table = sheet(("Annual list",), ("Stand 2026", None), ("What", "Who"), ("Trees", "Parks"))

    assert find_head(table, COLUMNS).texts == ("What", "Who")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Kosten (T€)", True),
        ("Kosten in TEUR", True),
        ("Laufende Kosten [Tsd. Euro]", True),
        ("Kosten in T EUR", True),
        ("Kosten (€)", False),
        ("Tätigkeit", False),
        ("Personal (Anteil T)", False),
    ],
)
def test_headings_that_give_amounts_in_thousands(heading: str, expected: bool) -> None:
    assert in_thousands(find_head(sheet((heading, "Titel")), COLUMNS), 0) is expected


def test_columns_without_heading_are_called_by_their_letter() -> None:
    assert [column_label("", place) for place in (0, 25, 26, 701, 702)] == [
        f"Spalte {letters} (ohne Überschrift)" for letters in ("A", "Z", "AA", "ZZ", "AAA")
    ]


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


def test_contents_are_the_cells_below_a_heading() -> None:
    table = sheet(("Titel", "Beginn"), ("A", None), ("B", 2.5), ("C", 2028))

    assert contents(table, find_head(table, COLUMNS), 1) == (2.5, 2028)
