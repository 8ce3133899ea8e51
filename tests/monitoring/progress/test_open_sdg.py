"""The indicators of a report as Open SDG reads them."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from monitoring.choices import Quality
from monitoring.progress.document import PartEntry, ReportDocument
from monitoring.progress.rendering.open_sdg import open_sdg_archive
from monitoring.progress.values import ValueEntry
from tests.monitoring.progress.documents import indicator_entry, report_document, value_entry


def files_of(document: ReportDocument) -> dict[str, list[str]]:
    with ZipFile(BytesIO(open_sdg_archive(document))) as archive:
        return {name: archive.read(name).decode().splitlines() for name in archive.namelist()}


def test_the_headline_comes_first_and_each_split_has_its_column() -> None:
    parts = (
        PartEntry(dimension="Stadtbezirk", name="Eickel", values=(value_entry(2025, 27),)),
        PartEntry(dimension="Geschlecht", name="weiblich", values=(value_entry(2025, 24),)),
    )
    files = files_of(report_document(indicators=(indicator_entry(7, parts=parts),)))
    assert files["data/indicator_7.csv"] == [
        "Year,Stadtbezirk,Geschlecht,Value",
        "2020,,,20",
        "2025,,,25",
        "2025,Eickel,,27",
        "2025,,weiblich,24",
    ]
    assert files["index.csv"] == [
        "File,Name,Units,Source,Goals",
        "data/indicator_7.csv,Radverkehr 7,Prozent,Zählung,1.1.1",
    ]


def test_of_several_values_in_a_year_the_last_one_counts_with_a_decimal_point() -> None:
    values = tuple(
        ValueEntry(period=day, value=Decimal(value), quality=Quality.FINAL)
        for day, value in ((date(2024, 6, 30), "1.250"), (date(2024, 12, 31), "1.500"))
    )
    files = files_of(report_document(indicators=(indicator_entry(1, values=values, parts=()),)))
    assert files["data/indicator_1.csv"] == ["Year,Value", "2024,1.5"]


def test_an_indicator_without_values_has_no_file_and_no_name_becomes_a_formula() -> None:
    empty = indicator_entry(1, values=(), parts=())
    named = indicator_entry(2, name="=1+1")
    files = files_of(report_document(indicators=(empty, named)))
    assert list(files) == ["index.csv", "data/indicator_2.csv"]
    assert files["index.csv"][1].startswith("data/indicator_2.csv,'=1+1,")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert open_sdg_archive(report_document()) == open_sdg_archive(report_document())
