"""What taking over a table would do: rows are matched, compared and checked, never guessed."""

import time
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tables.choices import RowState
from tables.files.raw import Sheet
from tables.for_all import ForAllQuestions, NewGoal, for_all_questions
from tables.headings import assign, find_head, rows_below
from tables.kinds.concepts import CONCEPTS
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.matching import ForAll, Parent
from tables.preview import build_preview
from tables.previewed import Candidate, CellChange, CellProblem, Preview, PreviewRow
from tables.rows import TableRow

LISTS = Lists(
    concept_kinds=("Konzept", "Leitbild"),
    bodies=("Steuerungsgruppe", "Kernteam"),
    seat_groups=("IHK",),
    sdg_codes=("4.1", "4.5"),
)
PARENTS = {
    "1.1.1": Parent(key="goal-1", number="1.1.1", taken=frozenset({3})),
    "1.1.2": Parent(key="goal-2", number="1.1.2"),
}


def measure(number: str, title: str, **values: Any) -> TableRow:
    columns = MEASURES.columns(LISTS)
    empty = {column.name: "" for column in columns} | {
        "start_year": None,
        "end_year": None,
        "permanent": False,
        "annual_cost": None,
        "sdg_targets": (),
        "measure_kind": "new",
        "former_number": "",
    }
    found = {**empty, "number": number, "title": title, **values}
    return TableRow(key=f"key-{number}", number=number, title=title, revision=4, values=found)


def seat(key: str, email: str, **values: Any) -> TableRow:
    found = {
        "name": "A. Kaya",
        "email": email,
        "committee": "Kernteam",
        "seat_group": "",
        "role": "member",
        "has_vote": True,
        "since": date(2026, 1, 1),
        "until": None,
        **values,
    }
    return TableRow(key=key, number="", title="A. Kaya", revision=0, values=found)


RADWEG = measure("1.1.1.1", "Radweg", annual_cost=Decimal(1000), sdg_targets=("4.1",))
BAEUME = measure("1.1.1.2", "Bäume")
OTHER_BAEUME = measure("1.1.2.1", "Bäume")
EXISTING = (RADWEG, BAEUME, OTHER_BAEUME)


def preview(
    *rows: tuple[Any, ...],
    kind: Kind = MEASURES,
    existing: tuple[TableRow, ...] = EXISTING,
    decisions: Mapping[int, str] | None = None,
    parents: Mapping[str, Parent] = PARENTS,
    for_all: ForAll | None = None,
) -> Preview:
    """The preview of a table whose first row is the head."""
    columns = kind.columns(LISTS)
    sheet = Sheet(name="T", rows=rows)
    head = find_head(sheet, columns)
    return build_preview(
        kind=kind,
        columns=columns,
        sheet_rows=rows_below(sheet, head),
        assignment=assign(columns, head, {}),
        existing=existing,
        parents=parents,
        decisions=decisions or {},
        for_all=for_all,
    )


def only(*rows: tuple[Any, ...], **arguments: Any) -> PreviewRow:
    (row,) = preview(*rows, **arguments).rows
    return row


def outcome(row: PreviewRow) -> tuple[RowState, str]:
    return row.state, row.key or row.parent_key


def reasons(row: PreviewRow) -> list[tuple[str, str]]:
    return [(problem.heading, problem.reason) for problem in row.problems]


def test_changed_cell_shows_before_and_after() -> None:
    row = only(("Nummer", "Titel", "Laufende Kosten", "SDG"), ("1.1.1.1", "Radweg", "1.200,50 €", "4.5, 4.1"))

    assert row == PreviewRow(
        line=2,
        state=RowState.CHANGED,
        key="key-1.1.1.1",
        number="1.1.1.1",
        title="Radweg",
        revision=4,
        values={"title": "Radweg", "annual_cost": Decimal("1200.50"), "sdg_targets": ("4.5", "4.1")},
        places={"number": "1.1.1.1"},
        changes=(
            CellChange(name="annual_cost", heading="Laufende Kosten", before="1.000", after="1.200,5"),
            CellChange(name="sdg_targets", heading="SDG-Unterziele", before="4.1", after="4.5, 4.1"),
        ),
    )


def test_empty_cell_empties_its_field_and_a_missing_column_leaves_it_alone() -> None:
    row = only(("Nummer", "Titel", "Laufende Kosten", "Art der Maßnahme"), ("1.1.1.1", "Radweg", None, None))

    assert row.values == {"title": "Radweg", "annual_cost": None}
    assert [(change.name, change.after) for change in row.changes] == [("annual_cost", "")]


def test_same_values_in_another_notation_are_unchanged() -> None:
    row = only(("Titel", "Kosten pro Jahr", "SDG"), ("  Radweg\n", "1.000,00", "SDG 4.1"))

    assert outcome(row) == (RowState.UNCHANGED, "key-1.1.1.1")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1.1.1.1", None, "Radweg"), (RowState.UNCHANGED, "key-1.1.1.1")),
        (("1.1.1.1", None, "Neuer Name"), (RowState.CHANGED, "key-1.1.1.1")),
        ((None, None, "radweg"), (RowState.CHANGED, "key-1.1.1.1")),
        ((None, "1.1.2", "Bäume"), (RowState.UNCHANGED, "key-1.1.2.1")),
        (("1.1.1.9", None, "Bäume"), (RowState.UNCHANGED, "key-1.1.1.2")),
        (("1.1.1.9", None, "Neu"), (RowState.NEW, "goal-1")),
        ((None, "1.1.2", "Radweg"), (RowState.NEW, "goal-2")),
        (("1.1.1.1", "1.1.1", "Radweg"), (RowState.UNCHANGED, "key-1.1.1.1")),
    ],
)
def test_rows_are_matched_by_number_then_by_title(
    cells: tuple[Any, ...], expected: tuple[RowState, str]
) -> None:
    assert outcome(only(("Nummer", "Operatives Ziel", "Titel"), cells)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1.1.1.1", "1.1.2", "Radweg"), ("Operatives Ziel", "Die Nummer 1.1.1.1 liegt nicht unter 1.1.2.")),
        (("1.1.1.1", None, None), ("Titel", "Diese Angabe fehlt.")),
    ],
)
def test_rows_that_fit_nowhere_are_wrong_with_a_reason(
    cells: tuple[Any, ...], expected: tuple[str, str]
) -> None:
    row = only(("Nummer", "Operatives Ziel", "Titel"), cells)

    assert (row.state, reasons(row)) == (RowState.WRONG, [expected])


UNKNOWN_GOAL = "Ein operatives Ziel 9.9.9 gibt es nicht."


@pytest.mark.parametrize(
    ("cells", "question", "as_new"),
    [
        ((None, "9.9.9", "Neu"), UNKNOWN_GOAL, (RowState.TRAY, None)),
        (("9.9.9.1", None, "Neu"), UNKNOWN_GOAL, (RowState.TRAY, "9.9.9.1")),
        (
            ("1.1.1.3", None, "Neu"),
            "Die Nummer 1.1.1.3 ist vergeben: Sie gehört zu etwas, das entfernt wurde.",
            (RowState.NEW, "1.1.1.3"),
        ),
        (("1.1.1.0", None, "Neu"), "Nummern beginnen mit 1.", (RowState.NEW, "1.1.1.0")),
    ],
)
@pytest.mark.parametrize("is_for_all", [False, True])
def test_numbers_that_look_like_ours_and_are_none_are_asked_about(
    cells: tuple[Any, ...], question: str, as_new: tuple[RowState, str | None], is_for_all: bool
) -> None:
    head = ("Nummer", "Operatives Ziel", "Titel")
    asked = only(head, cells)
    answer: dict[str, Any] = {"for_all": ForAll(unclear="new")} if is_for_all else {"decisions": {2: "new"}}
    answered = only(head, cells, **answer)

    assert (asked.state, asked.question) == (RowState.AMBIGUOUS, question)
    assert (answered.state, answered.values.get("former_number")) == as_new


@pytest.mark.parametrize("number", ["Ü1", "922", "M 3.4", "7", 341.0, "1.2"])
def test_number_of_another_list_becomes_the_former_number(number: Any) -> None:
    row = only(("Nummer", "OZ", "Titel"), (number, "1.1.1", "Neu"))

    former = "341" if number == 341.0 else number
    assert (row.state, row.parent_key, row.values) == (
        RowState.NEW,
        "goal-1",
        {"title": "Neu", "former_number": former},
    )


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        ("Ü1", "Radweg", (RowState.UNCHANGED, "key-1.1.1.1")),
        ("ü1", "Radwege bauen", (RowState.CHANGED, "key-1.1.1.1")),
        ("Ü1", "Sprachkurse für alle", (RowState.AMBIGUOUS, "")),
        ("Ü2", "Bäume", (RowState.UNCHANGED, "key-1.1.2.1")),
        ("Ü2", "Büsche", (RowState.AMBIGUOUS, "")),
        ("Ü9", "Radweg", (RowState.CHANGED, "key-1.1.1.1")),
    ],
)
def test_row_is_recognised_by_its_former_number(
    number: str, title: str, expected: tuple[RowState, str]
) -> None:
    existing = (
        measure("1.1.1.1", "Radweg bauen" if title == "Radwege bauen" else "Radweg", former_number="Ü1"),
        measure("1.1.1.2", "Hecken", former_number="Ü2"),
        measure("1.1.2.1", "Bäume", former_number="Ü2"),
    )
    row = only(("Nummer", "Titel"), (number, title), existing=existing)

    assert outcome(row) == expected


def test_second_number_beside_a_former_one_is_refused() -> None:
    row = only(("Nummer", "Bisherige Nummer", "Titel"), ("Ü1", "922", "Radweg"))

    assert (row.state, [problem.heading for problem in row.problems]) == (RowState.WRONG, ["Nummer"])


def test_rows_without_a_goal_wait_in_the_tray_or_belong_to_the_one_for_all() -> None:
    table = (("OZ", "Titel"), (None, "Neu"), ("1.1.2", "Anderswo"), (None, "Radweg"))

    waiting = preview(*table).rows
    placed = preview(*table, for_all=ForAll(parent="goal-1")).rows

    unchanged = (RowState.UNCHANGED, "key-1.1.1.1")
    assert [outcome(row) for row in waiting] == [(RowState.TRAY, ""), (RowState.NEW, "goal-2"), unchanged]
    assert [outcome(row) for row in placed] == [(RowState.NEW, "goal-1"), (RowState.NEW, "goal-2"), unchanged]


def test_goals_are_named_by_number_title_statement_or_former_number_where_that_is_clear() -> None:
    parents = {
        "1.1.1": Parent(key="lesen", number="1.1.1", title="Lesen", statement="Bis 2030 lesen alle."),
        "1.1.2": Parent(key="rad", number="1.1.2", title="Rad", former_number="Z 7"),
        "1.1.3": Parent(key="rad-2", number="1.1.3", title="Rad"),
    }
    names = ("lesen", "Ziel 1.1.1: Lesen", "bis 2030 lesen alle.", "9.1 Lesen", "Z 7", "Rad")
    rows = preview(
        ("Ziel", "Titel"),
        *((name, f"Neu {place}") for place, name in enumerate(names)),
        existing=(),
        parents=parents,
        for_all=ForAll(goals_below="above"),
    ).rows

    assert [row.parent_key for row in rows] == [*["lesen"] * 4, "rad", ""]
    # Two goals are called so: no third one is made.
    assert (rows[-1].state, rows[-1].new_parent) == (RowState.TRAY, "")


def test_texts_that_are_no_goal_make_new_ones_once_somebody_says_where() -> None:
    table = (("Ziel", "Titel"), ("Radverkehr stärken", "A"), ("radverkehr  stärken", "B"), (None, "C"))

    waiting = preview(*table).rows
    made = preview(*table, for_all=ForAll(goals_below="above")).rows

    assert [row.state for row in waiting] == [RowState.TRAY] * 3
    assert [(row.state, row.new_parent) for row in made] == [
        (RowState.NEW, "Radverkehr stärken"),
        (RowState.NEW, "radverkehr stärken"),
        (RowState.TRAY, ""),
    ]
    for rows in (waiting, made):
        assert for_all_questions(rows, "operational_goal") == ForAllQuestions(
            without_goal=1, goal_texts=(NewGoal(text="Radverkehr stärken", rows=2),)
        )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("1.1.2 Ganz anders", "Neu"), "Gelesen als 1.1.2 „Büsche“."),
        (("1.1.2", "Radweg"), None),
        (("Verkehr", "Radweg"), "Der Eintrag steht unter 1.1.1 „Bäume“ und bleibt dort."),
    ],
)
def test_goal_that_is_not_followed_is_pointed_at(cells: tuple[str, str], reason: str | None) -> None:
    parents = {
        "1.1.1": Parent(key="goal-1", number="1.1.1", title="Bäume"),
        "1.1.2": Parent(key="goal-2", number="1.1.2", title="Büsche"),
    }
    row = only(("Ziel", "Titel"), cells, parents=parents)

    assert [doubt.reason for doubt in row.doubts] == ([reason] if reason else [])


BOTH_BAEUME = (
    Candidate(key="key-1.1.1.2", label="1.1.1.2 Bäume"),
    Candidate(key="key-1.1.2.1", label="1.1.2.1 Bäume"),
)


def test_ambiguous_rows_name_their_candidates() -> None:
    same_title = only(("Titel",), ("bäume",))
    two_names = only(("Nummer", "Titel"), ("1.1.1.1", "Bäume"))

    assert (same_title.state, same_title.candidates) == (RowState.AMBIGUOUS, BOTH_BAEUME)
    assert (two_names.state, two_names.candidates) == (
        RowState.AMBIGUOUS,
        (Candidate(key="key-1.1.1.1", label="1.1.1.1 Radweg"), *BOTH_BAEUME),
    )


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("key-1.1.2.1", (RowState.UNCHANGED, "key-1.1.2.1")),
        ("key-1.1.1.1", (RowState.AMBIGUOUS, "")),
        ("skip", (RowState.UNCHANGED, "")),
        ("new", (RowState.TRAY, "")),
    ],
)
def test_decisions_settle_ambiguous_rows(decision: str, expected: tuple[RowState, str]) -> None:
    row = only(("Titel",), ("Bäume",), decisions={2: decision})

    assert outcome(row) == expected
    assert row.skipped == (decision == "skip")


def test_second_line_about_the_same_row_is_wrong() -> None:
    rows = preview(
        ("Nummer", "Operatives Ziel", "Titel"),
        ("1.1.1.1", None, "Radweg"),
        (None, None, "Radweg"),
        (None, "1.1.1", "Neu"),
        (None, "1.1.1", "neu"),
        (None, "1.1.2", "Neu"),
        ("1.1.1.9", None, "Eins"),
        ("1.1.1.9", None, "Zwei"),
    ).rows

    assert [reasons(row) for row in rows] == [
        [],
        [("Titel", "Zeile 2 nennt dieselbe Maßnahme.")],
        [],
        [("Titel", "Zeile 4 nennt dieselbe Maßnahme.")],
        [],
        [],
        [("Nummer", "Zeile 7 nennt dieselbe Maßnahme.")],
    ]


def test_new_row_needs_its_required_cells() -> None:
    row = only(("Nummer",), ("1.1.1.9",))

    assert reasons(row) == [("Titel", "Für einen neuen Eintrag fehlt diese Angabe.")]


def test_rules_between_cells_are_checked_with_what_stands_already() -> None:
    existing = (measure("1.1.1.1", "Radweg", start_year=2028),)

    row = only(("Nummer", "Titel", "Ende", "dauerhaft"), ("1.1.1.1", "Radweg", 2027, "ja"), existing=existing)

    assert row.problems == (
        CellProblem(name="end_year", heading="Ende", value="2027", reason="Das Ende liegt vor dem Beginn."),
        CellProblem(
            name="permanent",
            heading="dauerhaft",
            value="ja",
            reason="Eine dauerhafte Maßnahme hat kein Ende.",
        ),
    )


def test_wrong_cell_shows_what_is_allowed() -> None:
    row = only(("Nummer", "Titel", "Finanzierung"), ("1.1.1.1", "Radweg", "Lotto"))

    assert row.problems == (
        CellProblem(
            name="funding",
            heading="Finanzierung",
            value="Lotto",
            reason="„Lotto“ steht nicht in der Liste.",
            allowed="Haushalt, Fördermittel, Dritte, ungeklärt",
        ),
    )


def test_columns_for_people_only_change_nothing() -> None:
    row = only(("Nummer", "Titel", "Beschlussstand"), ("1.1.1.1", "Radweg", "abgelehnt"))

    assert outcome(row) == (RowState.UNCHANGED, "key-1.1.1.1")


def test_concepts_are_matched_by_title() -> None:
    existing = (
        TableRow(
            key="5",
            number="",
            title="Klimakonzept",
            revision=1,
            values={"title": "Klimakonzept", "kind": "Konzept"},
        ),
    )

    rows = preview(
        ("Titel", "Art"), ("klimakonzept", "Konzept"), ("Leitbild Bildung", "Leitbild"),
        kind=CONCEPTS, existing=existing,
    ).rows  # fmt: skip

    assert [outcome(row) for row in rows] == [(RowState.CHANGED, "5"), (RowState.NEW, "")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("A. Kaya", "A@herne.example", "Kernteam", None), "now"),
        (("A. Kaya", "a@herne.example", "Steuerungsgruppe", None), ""),
        (("A. Kaya", "a@herne.example", "Kernteam", "01.02.2020"), "before"),
        (("B. Neu", "b@herne.example", "Kernteam", "01.02.2026"), ""),
    ],
)
def test_seats_are_matched_by_address_and_body(cells: tuple[Any, ...], expected: str) -> None:
    existing = (
        seat("now", "a@herne.example"),
        seat("before", "a@herne.example", since=date(2020, 2, 1), until=date(2021, 1, 31)),
    )

    row = only(("Name", "E-Mail", "Gremium", "Mitglied seit"), cells, kind=MEMBERS, existing=existing)

    assert (row.state, row.key) == (RowState.UNCHANGED if expected else RowState.NEW, expected)


@pytest.mark.slow
def test_ten_times_the_rows_take_about_ten_times_as_long() -> None:
    head = ("Nummer", "Titel", "Kurzbeschreibung", "Beginn", "Laufende Kosten", "SDG", "Umsetzungsstand")

    def seconds(count: int) -> float:
        existing = tuple(measure(f"1.1.1.{number}", f"Maßnahme {number}") for number in range(1, count + 1))
        rows = [
            (row.number, row.title, "Text " * 40, 2027, "1.000,50", "4.1, 4.5", "nicht begonnen")
            for row in existing
        ]
        started = time.process_time()
        assert preview(head, *rows, existing=existing).count(RowState.CHANGED) == count
        return time.process_time() - started

    assert seconds(8_000) < 20 * seconds(800)


def test_usual_words_of_figures_and_years_are_understood_and_kept() -> None:
    found = preview(
        ("OZ", "Maßnahme", "Beginn", "Kosten pro Jahr", "Personal"),
        ("1.1.1", "Lesepaten", "ab 2027", "ca. 12.000 €", "0,5 VZÄ (E 11)"),
        ("1.1.1", "Bücherbus", "2027/28", "1,2 Mio. €", "1/2 Stelle"),
        ("1.1.1", "Vorlesen", "III/2027", "12 T€", "keine"),
        ("1.1.1", "Leseförderung", "2027", "", "50 %"),
    )
    names = ("start_year", "end_year", "annual_cost", "staff_fte", "note")
    assert [tuple(row.values.get(name) for name in names) for row in found.rows] == [
        (
            2027,
            None,
            Decimal(12000),
            Decimal("0.5"),
            "Personal: 0,5 VZÄ (E 11)\nLaufende Kosten: ca. 12.000 €",
        ),
        (2027, 2028, Decimal(1200000), Decimal("0.5"), None),
        (2027, None, Decimal(12000), Decimal(0), "Beginn: III/2027"),
        (2027, None, None, Decimal("0.5"), None),
    ]
    assert [row.state for row in found.rows] == [RowState.NEW] * 4


def test_remark_is_added_to_the_one_that_is_there_and_once_only() -> None:
    known = measure("1.1.1.1", "Radweg", note="Bleibt")
    table = (("Nummer", "Maßnahme", "Laufende Kosten"), ("1.1.1.1", "Radweg", "rund 500 €"))
    note = preview(*table, existing=(known,)).rows[0].values["note"]
    assert note == "Bleibt\nLaufende Kosten: rund 500 €"
    again = measure("1.1.1.1", "Radweg", note=note, annual_cost=Decimal(500))
    assert preview(*table, existing=(again,)).rows[0].state == RowState.UNCHANGED


PERIODS = ("OZ", "Maßnahme", "Beginn", "Ende", "dauerhaft")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027/28", None, (2027, 2028, None, None)),
        ("bis 2029", None, (None, 2029, None, None)),
        (None, "ab 2027", (2027, None, None, None)),
        (2027, "bis Ende 2029", (2027, 2029, None, "Ende: bis Ende 2029")),
        (date(2027, 5, 1), None, (2027, None, None, "Beginn: 01.05.2027")),
        ("laufend", None, (None, None, True, None)),
        ("ab 2027", "dauerhaft", (2027, None, True, None)),
        ("k. A.", "2029", (None, 2029, None, None)),
    ],
)
def test_beginning_and_end_of_a_row_are_read_together(
    start: Any, end: Any, expected: tuple[Any, ...]
) -> None:
    row = only(PERIODS[:4], ("1.1.1", "Bus", start, end))
    names = ("start_year", "end_year", "permanent", "note")
    assert (row.state, tuple(row.values.get(name) for name in names)) == (RowState.NEW, expected)


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (("2027/28", "2030", ""), "start_year", "„2027/28“ und „2030“"),
        (("bis 2029", 2030, ""), "start_year", "„bis 2029“ und „2030“"),
        (("2026", "ab 2027", ""), "start_year", "„2026“ und „ab 2027“"),
        (("laufend", "2029", ""), "start_year", "„laufend“ und „2029“"),
        (("laufend", "", "nein"), "permanent", "diese Spalte sagt „nein“"),
    ],
)
def test_beginning_and_end_that_contradict_each_other_are_wrong(
    cells: tuple[Any, ...], column: str, reason: str
) -> None:
    row = only(PERIODS, ("1.1.1", "Bus", *cells))
    assert [problem.name for problem in row.problems] == [column]
    assert reason in row.problems[0].reason


def test_amounts_of_the_other_rhythm_are_wrong() -> None:
    row = only(
        ("OZ", "Maßnahme", "Laufende Kosten", "Investition"),
        ("1.1.1", "Bus", "12.000 € einmalig", "5.000 €/Jahr"),
    )
    assert [problem.reason for problem in row.problems] == [
        "„12.000 € einmalig“ ist ein einmaliger Betrag. Er gehört in das Feld „Investition“.",
        "„5.000 €/Jahr“ ist ein Betrag für jedes Jahr. Er gehört in das Feld „Laufende Kosten“.",
    ]


def test_percentages_of_a_goal_fit_its_unit_or_say_it() -> None:
    columns = OPERATIONAL_GOALS.columns(LISTS)
    values = {column.name: None for column in columns} | {"number": "1.1.1", "unit": ""}
    known = TableRow(key="key", number="1.1.1", title="Weg", revision=1, values=values)
    head, cells = ("Nummer", "Zielwert", "Einheit"), ("1.1.1", "36 %")
    wrong = only(head, (*cells, "kg"), kind=OPERATIONAL_GOALS, existing=(known,))
    assert [problem.reason for problem in wrong.problems] == ["„36 %“ passt nicht zur Einheit „kg“."]
    told = only(head[:2], cells, kind=OPERATIONAL_GOALS, existing=(known,))
    assert (told.state, told.values["unit"]) == (RowState.CHANGED, "Prozent")


def test_post_of_euros_and_amount_in_percent_are_wrong() -> None:
    found = preview(("OZ", "Maßnahme", "Personal", "Investition"), ("1.1.1", "Bus", "50 €", "31.12.2027"))
    assert [problem.reason for problem in found.rows[0].problems] == [
        "„50 €“ ist keine Zahl von Vollzeitstellen. Zum Beispiel: 0,5",
        "„31.12.2027“ ist ein Datum, kein Betrag. Zum Beispiel: 12.000,50",
    ]


def test_figure_far_above_all_others_is_pointed_at_and_taken_over_as_read() -> None:
    known = tuple(
        measure(f"1.1.1.{place}", f"M{place}", annual_cost=Decimal(12_000)) for place in range(1, 6)
    )
    table = (("Nummer", "Laufende Kosten"), ("1.1.1.1", "12.000.000"), ("1.1.1.2", "1.199.999"))
    rows = preview(*table, existing=known).rows
    assert [[doubt.reason for doubt in row.doubts] for row in rows] == [
        [
            "Gelesen als 12.000.000. Das ist mindestens das Hundertfache dessen, was die anderen angeben "
            "(in der Mitte 12.000)."
        ],
        [],
    ]
    assert [row.values["annual_cost"] for row in rows] == [Decimal(12_000_000), Decimal(1_199_999)]
