"""Any table that is written is read back unchanged, as a workbook and as CSV."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.spreadsheets import Sheet, cell_text, write_csv
from exports.workbooks import About, write_workbook
from files.composed import composed
from strategy.choices import Funding, FundingState
from strategy.money import SOURCES, YEARLY, FundingSource, YearlyCost, in_order_of_sources, in_order_of_years
from strategy.persons import Person, in_order_of_names
from tables.cells import normalised
from tables.choices import CellType, RowState
from tables.files.reading import read_sheets
from tables.headings import assign, choose_sheet, find_head, rows_below
from tables.kinds.all import KINDS
from tables.kinds.column import CellValue, Column
from tables.kinds.concepts import CONCEPTS
from tables.kinds.departments import DEPARTMENTS
from tables.kinds.indicator_values import INDICATOR_VALUES
from tables.kinds.kind import Kind
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.matching import Parent
from tables.money import cells_of_costs, cells_of_sources
from tables.persons import cells_of_persons
from tables.preview import build_preview
from tables.rows import TableRow
from tables.sheets.of_kinds import kind_sheet

LISTS = Lists(
    concept_kinds=("Konzept", "Leitbild, Vision", "=Bericht"),
    seat_groups=("IHK", "Kirchen; Verbände", "-"),
    bodies=("Rat", "Steuerungsgruppe"),
    sdg_codes=("1.1", "1.10", "4.1", "4.7", "11.2", "11.20", "17.a"),
)
ABOUT = About(title="T", author="Stadt", at=datetime(2026, 11, 23, tzinfo=UTC), facts=(("Titel", "Art"),))
NASTY = (
    "=1+1", "+49 2323", "-", "- eins\n- zwei",
    "\\- eins\n1\\. zwei", "\\## x", "@alle", "\t=1", "'=1", "''+", "'", '"', '""', ";", "a;b\nc", ",", "4.1",
    "1.10", "007", "1e5", "2026-11-23", "23.11.2026", "4. Jan", "WAHR", "ja", "12,5 €", "Straße „Übermut“", "🌳🌳", "ﬁ",
    "x\u00a0y", "\u200b", "_x000D_", "_x0041_", "#", "#WERT!", "#FORMEL!", "&amp;", "<b>", "]]>",
    "Nummer", "Titel", "\x85", "\u2028z",
)  # fmt: skip
ODD_LETTERS = st.sampled_from("=+-@'\"; ,.\t\n1aÄß🌳_x\u00a0")


def texts(at_most: int) -> st.SearchStrategy[str]:
    found = st.one_of(st.sampled_from(NASTY), st.text(ODD_LETTERS, max_size=12), st.text(max_size=30))
    # What stands in the database has come through a form, which strips it, or a table, whose letters are composed.
    return found.map(lambda text: composed(cell_text(text))[:at_most].strip())


def decimals(digits: tuple[int, int], negative: bool) -> st.SearchStrategy[Decimal]:
    most = 10 ** digits[0] - 1
    return st.integers(-most if negative else 0, most).map(
        lambda number: Decimal(number).scaleb(-digits[1]).normalize() + 0
    )


def values_of(column: Column) -> st.SearchStrategy[CellValue]:
    """What a field may hold, as `Kind.rows` gives it."""
    years = st.integers(1990, 2100)
    match column.type:
        case CellType.TEXT | CellType.LONG_TEXT:
            found = texts(column.at_most or 2_000)
            if column.type == CellType.TEXT:
                # Fields of one line refuse line breaks.
                found = found.map(lambda text: " ".join(text.splitlines()).strip())
            return found.filter(bool) if column.required else found
        case CellType.YEAR:
            return st.none() | years
        case CellType.DECIMAL:
            return st.none() | decimals(column.digits or (12, 2), column.negative)
        case CellType.DATE:
            days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
            return days if column.name == "since" else st.none() | days
        case CellType.CHOICE:
            chosen = st.sampled_from([value for value, _label in column.choices])
            may_be_empty = not (column.required or column.empty_says_nothing) and column.read
            return st.just("") | chosen if may_be_empty else chosen
        case CellType.YES_NO:
            return st.booleans()
        case CellType.CODES:
            codes = sorted(column.codes) if column.codes else ["11.2.a", "13.1", "4.1", "1.10"]
            return st.lists(st.sampled_from(codes), unique=True).map(tuple)
        case CellType.NAMES:
            names = ["FB 33 - Kultur", "Verein, Freunde", "=1", "'x", "Straße „Übermut“"]
            return st.lists(st.sampled_from(names), unique=True).map(lambda found: tuple(sorted(found)))
        case CellType.COSTS:
            return yearly_costs()
        case CellType.SOURCES:
            return funding_sources()
        case CellType.PERSONS:
            return persons()
        case CellType.EMAIL:
            return st.sampled_from(["", "kultur@herne.example"])
        case CellType.LINK:
            return st.sampled_from(["", "https://example.org/?a=1;2&b=%C3%A4", "http://example.org/=x"])
    raise AssertionError(column)


def yearly_costs() -> st.SearchStrategy[CellValue]:
    amount = st.none() | decimals((12, 2), negative=False)
    row = st.builds(
        YearlyCost,
        year=st.integers(1990, 2100),
        investment=amount,
        running_cost=amount,
        staff_fte=st.none() | decimals((6, 2), negative=False),
    ).filter(lambda row: {row.investment, row.running_cost, row.staff_fte} != {None})
    rows = st.lists(row, max_size=4, unique_by=lambda row: row.year)
    return rows.map(in_order_of_years).map(cells_of_costs)


def funding_sources() -> st.SearchStrategy[CellValue]:
    row = st.builds(
        FundingSource,
        kind=st.sampled_from(Funding),
        name=texts(120).map(lambda text: " ".join(text.split())),
        amount=st.none() | decimals((12, 2), negative=False),
        state=st.sampled_from(FundingState),
    )
    return st.lists(row, max_size=4, unique=True).map(in_order_of_sources).map(cells_of_sources)


def persons() -> st.SearchStrategy[CellValue]:
    words = texts(120).map(lambda text: " ".join(text.split()))
    roles = words | st.sampled_from(("Leitung, 02323 16", "02323 16", "a (b), c", '"', "kim@herne.example"))
    row = st.builds(
        Person,
        name=(words | st.sampled_from(("Kim (Neu)", "Kim) (", "Neu, Kim", 'Kim "Ki" Neu', "a; b"))).filter(
            bool
        ),
        role=roles,
        reach=st.sampled_from(("", "kim@herne.example", "(02323) 16-1", "+49 23 (0)", "Tel. 110")),
    )
    return st.lists(row, max_size=3, unique=True).map(in_order_of_names).map(cells_of_persons)


def agreed(values: dict[str, CellValue]) -> dict[str, CellValue]:
    """The values of a measure with the figures that follow from its rows, as it is saved."""
    rows = {name: values[name] for name in (YEARLY, SOURCES)}
    return {**values, **MEASURES.completed(rows, {}, {})}


def rows_of_kind(kind: Kind) -> st.SearchStrategy[list[dict[str, CellValue]]]:
    columns = kind.columns(LISTS)
    by_number = {"number", "operational_goal", "strategic_goal", "email"}
    free = st.fixed_dictionaries({c.name: values_of(c) for c in columns if c.name not in by_number})
    unique: Any = None
    if kind == CONCEPTS:
        unique = lambda values: normalised(str(values["title"]))  # noqa: E731
    if kind == MEASURES:
        # Figures and rows that contradict each other are nowhere.
        free = free.map(agreed)
    rows: Any = free.filter(lambda values: not kind.broken_rules(values))
    return st.lists(rows, min_size=1, max_size=8, unique_by=unique)


def table_rows(kind: Kind, values: Sequence[dict[str, CellValue]]) -> tuple[TableRow, ...]:
    """Numbers and addresses make each row findable, as in the database."""
    title = {OPERATIONAL_GOALS: "short_title", MEMBERS: "name", DEPARTMENTS: "name"}.get(kind, "title")
    rows = []
    for place, free in enumerate(values, 1):
        above = {MEASURES: "1.2.10", OPERATIONAL_GOALS: "4.1"}.get(kind, "")
        own: dict[str, CellValue] = {}
        if above:
            parent = "operational_goal" if kind == MEASURES else "strategic_goal"
            own = {"number": f"{above}.{place * 10}", parent: above}
        if kind == MEMBERS:
            own = {"email": f"+person-{place}@example.org"}
        if kind == DEPARTMENTS:
            name = f"{place} {free['name']}"[:200].strip()
            free = {**free, "name": name, "short_name": f"FB {place}", "former_spellings": ()}
        whole = {**own, **free}
        rows.append(
            TableRow(
                key=str(place),
                number=str(own.get("number", "")),
                title=str(whole[title]),
                revision=1,
                values=whole,
            )
        )
    return tuple(rows)


def states(kind: Kind, content: bytes, rows: tuple[TableRow, ...]) -> list[tuple[str, RowState, Any, Any]]:
    """What the reader makes of a file."""
    columns = kind.columns(LISTS)
    sheet = choose_sheet(read_sheets(BytesIO(content)), columns)
    assert sheet is not None
    head = find_head(sheet, columns)
    assignment = assign(columns, head, {})
    assert assignment.names() == {column.name for column in columns if column.read}
    numbers = {row.number.rpartition(".")[0] for row in rows if row.number}
    preview = build_preview(
        kind=kind,
        columns=columns,
        sheet_rows=rows_below(sheet, head),
        assignment=assignment,
        existing=rows,
        parents={number: Parent(key=number, number=number) for number in numbers},
        decisions={},
    )
    return [(row.key, row.state, row.changes, row.problems) for row in preview.rows]


def as_workbook(sheet: Sheet) -> bytes:
    return write_workbook([sheet], about=ABOUT, free_rows=10)


WRITERS = (as_workbook, write_csv)
# Values are found below series, see `test_indicator_values`.
OF_THEIR_OWN = [kind for kind in KINDS if kind is not INDICATOR_VALUES]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("kind", OF_THEIR_OWN, ids=str)
@pytest.mark.parametrize("examples", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_written_tables_are_read_back_unchanged(
    examples: int, kind: Kind, write: Callable[[Sheet], bytes]
) -> None:
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(rows_of_kind(kind))
    def check(values: list[dict[str, CellValue]]) -> None:
        rows = table_rows(kind, values)
        content = write(kind_sheet(kind, rows, LISTS))
        assert states(kind, content, rows) == [(row.key, RowState.UNCHANGED, (), ()) for row in rows]

    check()


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_texts_are_read_back_unchanged(nasty: str, write: Callable[[Sheet], bytes]) -> None:
    kind = MEASURES
    empty: dict[CellType, CellValue] = {
        CellType.YES_NO: False,
        CellType.CODES: (),
        CellType.NAMES: (),
        CellType.COSTS: (),
        CellType.SOURCES: (),
        CellType.PERSONS: (),
        CellType.TEXT: nasty.strip(),
        CellType.LONG_TEXT: nasty.strip(),
        CellType.CHOICE: "",
    }
    values = {column.name: empty.get(column.type) for column in kind.columns(LISTS)}
    values |= {
        "title": f"Titel {nasty}".strip(),
        "measure_kind": "new",
        "implementation_status": "not_started",
        "resolution_status": "proposed",
    }
    rows = table_rows(kind, [{n: v for n, v in values.items() if n not in ("number", "operational_goal")}])
    content = write(kind_sheet(kind, rows, LISTS))
    assert states(kind, content, rows) == [("1", RowState.UNCHANGED, (), ())]


@pytest.mark.parametrize("write", WRITERS)
def test_texts_longer_than_a_cell_are_not_cut_in_the_database(write: Callable[[Sheet], bytes]) -> None:
    """The row compares as the cell could hold it: what was cut off changes nothing."""
    kind = CONCEPTS
    values: dict[str, CellValue] = dict.fromkeys((c.name for c in kind.columns(LISTS)), "")
    values |= {"title": "Lang", "kind": "Konzept", "dated": None, "valid_until": None}
    rows = table_rows(kind, [{**values, "summary": "Wort 🌳 " * 8_000, "evaluation_status": "open"}])
    assert states(kind, write(kind_sheet(kind, rows, LISTS)), rows) == [("1", RowState.UNCHANGED, (), ())]
