"""The indicators of a frozen report as Open SDG reads them: one CSV for each, all in one ZIP.

Layout (Open SDG, "Data format"): comma-separated, the columns Year, one for each disaggregation, Value; rows whose
disaggregations are empty are the headline. Of several values in a year the last one counts.
"""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from editing.amounts import without_zeros
from exports.spreadsheets import guarded
from monitoring.progress.document import IndicatorEntry, ReportDocument
from monitoring.progress.values import ValueEntry

YEAR, VALUE = "Year", "Value"
INDEX = ("File", "Name", "Units", "Source", "Goals")


def open_sdg_archive(document: ReportDocument) -> bytes:
    """All indicators with a value; `index.csv` names them. The same report gives the same bytes."""
    shown = [each for each in document.indicators if each.values or each.parts]
    day = document.day
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, rows in (("index.csv", _index(shown)), *((_name(each), _rows(each)) for each in shown)):
            info = ZipInfo(name, date_time=(day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, _csv(rows))
    return file.getvalue()


def _name(indicator: IndicatorEntry) -> str:
    return f"data/indicator_{indicator.key}.csv"


def _index(indicators: Iterable[IndicatorEntry]) -> list[Sequence[str]]:
    rows = [
        (_name(each), guarded(each.name), guarded(each.unit), guarded(each.source), " ".join(each.goals))
        for each in indicators
    ]
    return [INDEX, *rows]


def _rows(indicator: IndicatorEntry) -> list[Sequence[str]]:
    dimensions = list(dict.fromkeys(part.dimension for part in indicator.parts))
    rows: list[Sequence[str]] = [(YEAR, *map(guarded, dimensions), VALUE)]
    for year, value in _by_year(indicator.values).items():
        rows.append((year, *("" for _dimension in dimensions), value))
    for part in indicator.parts:
        cells = [guarded(part.name) if dimension == part.dimension else "" for dimension in dimensions]
        rows += [(year, *cells, value) for year, value in _by_year(part.values).items()]
    return rows


def _by_year(values: Iterable[ValueEntry]) -> dict[str, str]:
    """The last value of each year, in the order of time."""
    return {str(value.period.year): str(without_zeros(value.value)) for value in values}


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
