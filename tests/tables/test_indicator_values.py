"""Values of indicators from tables of statistical offices: long and wide, with their signs; nothing in silence."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import Workbook

from accounts.models import User
from accounts.roles import Role
from exports.spreadsheets import write_csv
from exports.workbooks import write_workbook
from jobs.runner import run
from monitoring.actions.indicators import add_series, set_formula
from monitoring.actions.values import report_value
from monitoring.choices import ReportStatus
from monitoring.models import Indicator, IndicatorSeries, IndicatorValue
from strategy.models import Strategy
from tables.actions.imports import answer_questions
from tables.choices import ImportStatus, RowState
from tables.kinds.indicator_values import INDICATOR_VALUES
from tables.matching import ForAll
from tables.models import RememberedWord, TableImport
from tables.previewed import PreviewRow
from tables.sheets.of_kinds import kind_sheet, template_sheet
from tables.stored import from_stored
from tables.vocabulary import current_lists
from tests.builders import (
    NOW,
    answer_for,
    make_department,
    make_indicator,
    make_user,
    make_value,
)
from tests.conftest import signed_in
from tests.tables.test_imports import states, take_over
from tests.tables.test_imports import upload as upload_kind
from tests.tables.test_undo import undo

HEAD = "Indikator;Jahr;Wert\n"


@pytest.fixture
def bikes(strategy: Strategy, coordination: User) -> Indicator:
    return make_indicator(strategy, by=coordination, name="Anteil Radverkehr", unit="Prozent")


def upload(text: str | bytes, *, by: User, **more: Any) -> TableImport:
    return upload_kind(text, by=by, kind=INDICATOR_VALUES, **more)


def book(*rows: tuple[object, ...]) -> bytes:
    workbook, stream = Workbook(), BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


def answer(found: TableImport, words: dict[str, dict[str, str | None]], *, by: User) -> TableImport:
    answer_questions(table_import=found, words=words, left_out=[], for_all=ForAll(), by=by)
    found.refresh_from_db()
    run(found.job_id)
    found.refresh_from_db()
    return found


def rows_of(found: TableImport) -> list[PreviewRow]:
    return [from_stored(row.content) for row in found.rows.order_by("line")]


def told(found: TableImport) -> list[str]:
    return [doubt.reason for row in rows_of(found) for doubt in row.doubts]


def wrong(found: TableImport) -> list[tuple[str, str]]:
    return [(problem.heading, problem.reason) for row in rows_of(found) for problem in row.problems]


def current(indicator: Indicator) -> list[tuple[int, str, str, str]]:
    found = IndicatorValue.objects.current().filter(series__indicator=indicator).order_by("period", "series")
    return [(row.period.year, f"{row.value:f}", row.quality, row.note) for row in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_long_table_is_read_and_taken_over(bikes: Indicator, coordination: User, encoding: str) -> None:
    text = f"{HEAD}Anteil Radverkehr;2022;12,3\nANTEIL  Radverkehr;31.12.2023;1.234,5\n;;\n"
    found = upload(text.encode(encoding), by=coordination)
    assert states(found) == [RowState.NEW, RowState.NEW]
    assert not IndicatorValue.objects.exists()
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    assert current(bikes) == [(2022, "12.300", "final", ""), (2023, "1234.500", "final", "")]


def test_umlauts_of_old_csv_files_find_their_indicator(strategy: Strategy, coordination: User) -> None:
    trees = make_indicator(strategy, by=coordination, name="Straßenbäume je Einwohner", unit="Bäume")
    text = "Indikator;Maßeinheit;Jahr;Wert\nStraßenbäume je Einwohner;Bäume;2022;3\n"
    take_over(upload(text.encode("cp1252"), by=coordination), by=coordination)
    assert current(trees) == [(2022, "3.000", "final", "")]


@pytest.mark.parametrize(
    "years", [(2021, 2022, 2023), ("2021", "2022", "2023 1)"), ("Jahr 2021", 2022, date(2023, 12, 31))]
)
def test_years_to_the_right_become_values(
    bikes: Indicator, coordination: User, years: tuple[object, ...]
) -> None:
    content = book(
        ("Wegweiser", None),
        (),
        ("Indikator", "Einheit", *years),
        ("Anteil Radverkehr", "%", 12.3, None, "13,1 p"),
    )
    found = upload(content, by=coordination)
    assert [(row.found_at, row.title) for row in rows_of(found)] == [
        ("C4", "Anteil Radverkehr, 2021"),
        ("E4", "Anteil Radverkehr, 2023"),
    ]
    assert "Die Werte stehen nebeneinander" in found.remark
    take_over(found, by=coordination)
    assert current(bikes) == [(2021, "12.300", "final", ""), (2023, "13.100", "provisional", "")]


def test_indicators_to_the_right_become_values(
    bikes: Indicator, strategy: Strategy, coordination: User
) -> None:
    cars = make_indicator(strategy, by=coordination, name="Pkw je 1.000 Einwohner", unit="Pkw")
    text = "Jahr;Anteil Radverkehr;Pkw je 1.000 Einwohner\n2021;12,3;540\n2022;12,9;.\n"
    take_over(upload(text, by=coordination), by=coordination)
    assert [row[:2] for row in current(bikes)] == [(2021, "12.300"), (2022, "12.900")]
    assert [row[:2] for row in current(cars)] == [(2021, "540.000")]


def test_table_of_years_without_a_known_heading_asks_for_the_column(
    bikes: Indicator, coordination: User
) -> None:
    found = upload(book(("", 2021, 2022), ("Anteil Radverkehr", 12, 13)), by=coordination)
    assert [fact["offer"] for fact in found.columns] == ["indicator", "", ""]
    assert wrong(found) == [("Indikator", "Es fehlt der Indikator.")] * 2


SIGNS = (
    ("12,3 p", "12.300", "provisional", ""),
    ("12,3p", "12.300", "provisional", ""),
    ("1.234 s", "1234.000", "estimated", ""),
    ("12 345 r", "12345.000", "final", "von der Quelle berichtigt"),
    ("12,3 r p", "12.300", "provisional", "von der Quelle berichtigt"),
    ("12,3 1)", "12.300", "final", "Fußnote „1)“ der Quelle"),
    ("12,3¹⁾", "12.300", "final", "Fußnote „¹⁾“ der Quelle"),
    ("12,3*", "12.300", "final", "Fußnote „*“ der Quelle"),
    ("36 % p", "36.000", "provisional", ""),
    ("(12,3)", "12.300", "final", "eingeschränkt aussagekräftig"),
    ("-4,5 p", "-4.500", "provisional", ""),
)


def test_signs_behind_figures_are_understood_and_told(bikes: Indicator, coordination: User) -> None:
    lines = "".join(f"{bikes};{year};{cell}\n" for year, (cell, *_rest) in enumerate(SIGNS, 2000))
    found = upload(HEAD + lines, by=coordination)
    assert states(found) == [RowState.NEW] * len(SIGNS)
    cells = [sentence.partition("“ ist gelesen als ")[0] for sentence in told(found)]
    assert cells == [f"„{cell}" for cell, *_rest in SIGNS]
    assert found.remark.startswith("Zeichen bei den Werten: „p“ = vorläufig (5); „s“ = geschätzt (1)")
    take_over(found, by=coordination)
    assert [row[1:] for row in current(bikes)] == [tuple(rest) for _cell, *rest in SIGNS]


def test_signs_for_missing_figures_are_no_values_and_are_told(bikes: Indicator, coordination: User) -> None:
    make_value(bikes, 2000, 5, by=coordination)
    signs = (".", "…", "...", "x", "X", "/", "( )", ")", "•")
    lines = "".join(f"{bikes};{year};{sign}\n" for year, sign in enumerate(signs, 2000))
    found = upload(HEAD + lines, by=coordination)
    assert states(found) == [RowState.UNCHANGED] * len(signs)
    assert [sentence.partition("“ heißt: ")[0] for sentence in told(found)] == [f"„{sign}" for sign in signs]
    assert all(sentence.endswith("Es wird kein Wert eingetragen.") for sentence in told(found))
    assert "„/“ = nicht sicher genug, kein Wert (1)" in found.remark
    assert [row[:2] for row in current(bikes)] == [(2000, "5.000")]


@pytest.mark.parametrize("sign", ["-", "–"])
def test_sign_for_exactly_nothing_is_asked_once_and_remembered(
    bikes: Indicator, coordination: User, sign: str
) -> None:
    text = f"{HEAD}Anteil Radverkehr;2021;{sign}\nAnteil Radverkehr;2022;{sign}\n"
    found = upload(text, by=coordination)
    assert states(found) == [RowState.WRONG] * 2
    (question,) = found.cell_questions
    assert (question["word"], question["count"]) == (sign, 2)
    page = signed_in(coordination).get(reverse("tables:import-detail", args=[found.pk])).content.decode()
    assert "die Zahl 0" in page
    take_over(answer(found, {"value": {sign: "0"}}, by=coordination), by=coordination)
    assert [row[:2] for row in current(bikes)] == [(2021, "0.000"), (2022, "0.000")]
    assert RememberedWord.objects.get().value == "0"
    assert states(upload(f"{HEAD}Anteil Radverkehr;2020;{sign}\n", by=coordination)) == [RowState.NEW]


def test_sign_for_exactly_nothing_can_be_left_out(bikes: Indicator, coordination: User) -> None:
    found = upload(f"{HEAD}Anteil Radverkehr;2021;-\nAnteil Radverkehr;2022;7\n", by=coordination)
    answer(found, {"value": {"-": None}}, by=coordination)
    assert states(found) == [RowState.UNCHANGED, RowState.NEW]


def test_what_is_no_certain_figure_is_refused(bikes: Indicator, coordination: User) -> None:
    cells = ("12,31)", "ca. 12", "12 bis 13", "viel", "1.2.3", "12 TEUR", "99999999999999", "12,3 q")
    lines = "".join(f"{bikes};{year};{cell}\n" for year, cell in enumerate(cells, 2000))
    found = upload(HEAD + lines, by=coordination)
    assert states(found) == [RowState.WRONG] * len(cells)
    assert {heading for heading, _reason in wrong(found)} == {"Wert"}


def test_unknown_indicator_is_asked_once_and_remembered(bikes: Indicator, coordination: User) -> None:
    text = f"{HEAD}Radanteil;2021;12\nRadanteil;2022;13\n"
    found = upload(text, by=coordination)
    assert states(found) == [RowState.WRONG] * 2
    answer(found, {"indicator": {"radanteil": bikes.name}}, by=coordination)
    take_over(found, by=coordination)
    assert len(current(bikes)) == 2
    assert states(upload(f"{HEAD}RADANTEIL;2020;12\n", by=coordination)) == [RowState.NEW]


def test_rows_of_an_indicator_that_nobody_has_can_be_left_out(bikes: Indicator, coordination: User) -> None:
    found = upload(f"{HEAD}Moorfläche;2020;12\nMoorfläche;2021;viel\n{bikes};2020;12\n", by=coordination)
    assert states(found) == [RowState.WRONG, RowState.WRONG, RowState.NEW]
    answer(found, {"indicator": {"moorfläche": None}}, by=coordination)
    assert states(found) == [RowState.UNCHANGED, RowState.UNCHANGED, RowState.NEW]
    take_over(found, by=coordination)
    assert [row[:2] for row in current(bikes)] == [(2020, "12.000")]


def test_another_unit_is_refused_at_its_cell(bikes: Indicator, coordination: User) -> None:
    units = ("%", "in Prozent", "", "kg", "Tonnen")
    lines = "".join(f"{bikes};{unit};{year};12\n" for year, unit in enumerate(units, 2000))
    found = upload(f"Indikator;Einheit;Jahr;Wert\n{lines}", by=coordination)
    assert states(found) == [RowState.NEW] * 3 + [RowState.WRONG] * 2
    assert [heading for heading, _reason in wrong(found)] == ["Einheit"] * 2


def test_percentage_of_another_unit_is_refused(strategy: Strategy, coordination: User) -> None:
    make_indicator(strategy, by=coordination, name="Abfall", unit="kg")
    found = upload(f"{HEAD}Abfall;2021;36 %\n", by=coordination)
    assert wrong(found) == [("Wert", "„36 %“ passt nicht zur Einheit „kg“.")]


def test_year_out_of_bounds_is_refused_at_its_cell(bikes: Indicator, coordination: User) -> None:
    years = ("1989", "2101", "2099", "2022/23", "bald", "")
    lines = "".join(f"{bikes};{year};{12}\n" for year in years)
    found = upload(HEAD + lines, by=coordination)
    assert [heading for heading, _reason in wrong(found)] == ["Jahr oder Stichtag"] * len(years)


def test_second_value_for_a_year_is_refused(bikes: Indicator, coordination: User) -> None:
    make_value(bikes, 2021, 5, by=coordination)
    long = upload(f"{HEAD}Anteil Radverkehr;2021;12\nAnteil Radverkehr;31.12.2021;13\n", by=coordination)
    assert wrong(long) == [("Wert", "Zeile 2 nennt schon einen Wert für dasselbe Jahr.")]
    wide = upload(book(("Indikator", 2020, 2020), ("Anteil Radverkehr", 12, 13)), by=coordination)
    assert wrong(wide) == [("Wert", "Die Zelle B2 nennt dasselbe.")]


def test_value_that_is_there_becomes_a_correction(bikes: Indicator, coordination: User) -> None:
    former = make_value(bikes, 2021, 5, by=coordination, note="gezählt")
    found = upload(f"{HEAD}Anteil Radverkehr;2021;6\n", by=coordination)
    assert states(found) == [RowState.CHANGED]
    take_over(found, by=coordination)
    former.refresh_from_db()
    assert current(bikes) == [(2021, "6.000", "final", "")]
    assert former.replaced_by.value == 6
    assert (former.value, former.note) == (5, "gezählt")


def test_same_value_changes_nothing(bikes: Indicator, coordination: User) -> None:
    make_value(bikes, 2021, 5, by=coordination, note="gezählt")
    assert states(upload(f"{HEAD}Anteil Radverkehr;2021;5,0\n", by=coordination)) == [RowState.UNCHANGED]
    final = upload(f"{HEAD}Anteil Radverkehr;2021;5 p\n", by=coordination)
    assert states(final) == [RowState.CHANGED]


def test_quality_against_the_sign_is_refused(bikes: Indicator, coordination: User) -> None:
    head = "Indikator;Jahr;Wert;Güte\n"
    found = upload(
        f"{head}Anteil Radverkehr;2021;5 p;endgültig\nAnteil Radverkehr;2022;5 p;vorläufig\n", by=coordination
    )
    assert states(found) == [RowState.WRONG, RowState.NEW]
    assert [heading for heading, _reason in wrong(found)] == ["Güte"]


def test_other_source_stands_beside_the_value(strategy: Strategy, coordination: User) -> None:
    own = make_indicator(strategy, by=coordination, name="Wald", unit="ha", source="IT.NRW")
    text = "Indikator;Jahr;Wert;Quelle\nWald;2021;5;it.nrw\nWald;2022;6;Umweltamt\n"
    take_over(upload(text, by=coordination), by=coordination)
    assert [row[3] for row in current(own)] == ["", "Quelle: Umweltamt"]


def test_parts_of_a_split_are_found_or_refused(bikes: Indicator, coordination: User) -> None:
    women = add_series(
        series=IndicatorSeries(indicator=bikes, dimension="Geschlecht", name="Frauen"), by=coordination
    )
    head = "Indikator;Gruppe;Jahr;Wert\n"
    lines = "Anteil Radverkehr;frauen;2021;5\nAnteil Radverkehr;insgesamt;2021;6\nAnteil Radverkehr;Wanne;2021;7\n"
    found = upload(head + lines, by=coordination)
    assert states(found) == [RowState.NEW, RowState.NEW, RowState.WRONG]
    ((heading, reason),) = wrong(found)
    assert (heading, "Geschlecht: Frauen" in reason) == ("Teil", True)
    take_over(found, by=coordination)
    assert women.values.get().value == 5


def test_part_of_two_splits_needs_the_split(bikes: Indicator, coordination: User) -> None:
    for dimension in ("Bezirk", "Ortsteil"):
        add_series(
            series=IndicatorSeries(indicator=bikes, dimension=dimension, name="Wanne"), by=coordination
        )
    found = upload("Indikator;Teil;Jahr;Wert\nAnteil Radverkehr;Wanne;2021;5\n", by=coordination)
    assert [heading for heading, _reason in wrong(found)] == ["Aufteilung nach"]
    text = "Indikator;Aufteilung nach;Teil;Jahr;Wert\nAnteil Radverkehr;bezirk;Wanne;2021;5\n"
    assert states(upload(text, by=coordination)) == [RowState.NEW]


def test_computed_indicator_is_refused(bikes: Indicator, strategy: Strategy, coordination: User) -> None:
    half = make_indicator(strategy, by=coordination, name="Hälfte")
    set_formula(indicator=half, terms=[bikes], divisors=[], factor=Decimal("0.5"), by=coordination)
    found = upload(f"{HEAD}Hälfte;2021;5\n", by=coordination)
    ((heading, reason),) = wrong(found)
    assert (heading, reason.startswith("„Hälfte“ wird berechnet.")) == ("Indikator", True)


def test_rows_of_other_municipalities_are_refused(
    bikes: Indicator, strategy: Strategy, coordination: User
) -> None:
    name = strategy.municipality.name
    head = "Kommune;Indikator;Jahr;Wert\n"
    lines = "".join(
        f"{kommune};{bikes};{year};5\n"
        for year, kommune in enumerate((name, f"{name}, kreisfreie Stadt", "Nachbarstadt"), 2000)
    )
    found = upload(head + lines, by=coordination)
    assert states(found) == [RowState.NEW, RowState.NEW, RowState.WRONG]


def test_value_that_waits_is_told_before_it_is_replaced(bikes: Indicator, coordination: User) -> None:
    department, reporter = make_department("FB 33"), make_user(Role.DEPARTMENT)
    answer_for(department, reporter)
    waiting = make_value(bikes, 2021, 4, by=reporter)
    found = upload(f"{HEAD}Anteil Radverkehr;2021;5\n", by=coordination)
    assert told(found) == ["Ein gemeldeter Wert wartet noch auf die Annahme. Er wird durch diesen ersetzt."]
    take_over(found, by=coordination)
    waiting.refresh_from_db()
    assert waiting.status == ReportStatus.RETURNED


def test_undoing_withdraws_new_values_and_goes_back_to_former_ones(
    bikes: Indicator, coordination: User
) -> None:
    make_value(bikes, 2021, 5, by=coordination, note="gezählt", quality="estimated")
    found = upload(f"{HEAD}Anteil Radverkehr;2021;6\nAnteil Radverkehr;2022;7\n", by=coordination)
    take_over(found, by=coordination)
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    assert current(bikes) == [(2021, "5.000", "estimated", "gezählt")]
    # What stood in between stays to be seen.
    withdrawn = IndicatorValue.objects.get(period=date(2022, 12, 31))
    assert withdrawn.return_remark.startswith("zurückgenommen am ")
    assert IndicatorValue.objects.count() == 4
    again = upload(f"{HEAD}Anteil Radverkehr;2021;6\nAnteil Radverkehr;2022;7\n", by=coordination)
    assert take_over(again, by=coordination).status == ImportStatus.APPLIED
    assert [row[:2] for row in current(bikes)] == [(2021, "6.000"), (2022, "7.000")]


def test_undoing_stops_at_values_that_were_corrected_since(bikes: Indicator, coordination: User) -> None:
    found = take_over(upload(f"{HEAD}Anteil Radverkehr;2021;6\n", by=coordination), by=coordination)
    make_value(bikes, 2021, 8, by=coordination)
    undone = undo(found, by=coordination)
    assert undone.status == ImportStatus.APPLIED
    assert (
        "Zeile 2 („Anteil Radverkehr, 2021“) wurde inzwischen berichtigt oder zurückgenommen." in undone.note
    )
    assert [row[:2] for row in current(bikes)] == [(2021, "8.000")]


def test_value_reported_since_the_preview_is_previewed_anew(bikes: Indicator, coordination: User) -> None:
    found = upload(f"{HEAD}Anteil Radverkehr;2021;6\n", by=coordination)
    make_value(bikes, 2021, 8, by=coordination)
    take_over(found, by=coordination)
    assert (found.applied_at, states(found)) == (None, [RowState.CHANGED])


@pytest.mark.parametrize("write", [write_csv, lambda sheet: write_workbook([sheet])], ids=["csv", "xlsx"])
def test_downloaded_values_change_nothing(bikes: Indicator, coordination: User, write: Any) -> None:
    women = add_series(
        series=IndicatorSeries(indicator=bikes, dimension="Geschlecht", name="Frauen"), by=coordination
    )
    make_value(bikes, 2020, Decimal("1234.567"), by=coordination, note="=gezählt", quality="estimated")
    report_value(
        value=IndicatorValue(series=women, period=date(2020, 6, 30), value=-3), by=coordination, at=NOW
    )
    content = write(kind_sheet(INDICATOR_VALUES, INDICATOR_VALUES.rows(user=coordination), current_lists()))
    assert states(upload(content, by=coordination)) == [RowState.UNCHANGED] * 2


def test_template_has_the_indicators_and_years_and_is_read_back(bikes: Indicator, coordination: User) -> None:
    add_series(
        series=IndicatorSeries(indicator=bikes, dimension="Geschlecht", name="Frauen"), by=coordination
    )
    sheet = template_sheet(INDICATOR_VALUES)
    assert [row[:4] for row in sheet.rows] == [
        ("Anteil Radverkehr", "Prozent", "", ""),
        ("Anteil Radverkehr", "Prozent", "Geschlecht", "Frauen"),
    ]
    assert len(sheet.columns) == 14
    filled = [[*row[:-2], "12,5 p", ""] for row in sheet.rows]
    content = book(tuple(column.heading for column in sheet.columns), *map(tuple, filled))
    found = upload(content, by=coordination)
    assert states(found) == [RowState.NEW] * 2
    address = reverse("tables:table-template", args=[INDICATOR_VALUES])
    assert signed_in(coordination).get(address).status_code == 200


@pytest.mark.parametrize(
    ("role", "status"), [(Role.COORDINATION, 200), (Role.CORE_TEAM, 404), (Role.READER, 404)]
)
def test_only_who_manages_the_implementation_reads_values_in(
    strategy: Strategy, role: Role, status: int
) -> None:
    address = reverse("tables:import-add", args=[INDICATOR_VALUES])
    assert signed_in(make_user(role)).get(address).status_code == status
