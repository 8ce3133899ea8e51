"""No file breaks the reader of tables, holds it up, or makes it large. See `tests/tables/hostile.py`."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest

from tables.files.limits import LINES_AT_MOST
from tables.files.raw import Sheet, UnreadableFile
from tables.files.reading import read_sheets
from tables.headings import assign, choose_sheet, find_head, rows_below
from tables.kinds.indicator_values import INDICATOR_VALUES
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES
from tables.preview import build_preview
from tables.previewed import Preview
from tests.tables.hostile import ENTITIES, bombs, hostile_files, other_kinds, rows, workbook

ROOT = Path(__file__).parents[2]
CHILD = (
    "import sys, django; django.setup(); from tests.tables.test_hostile_files import main; main(sys.argv[1])"
)


def outcome(content: bytes) -> Preview | str:
    """What becomes of a file: a preview, or the sentence that refuses it."""
    try:
        sheets = read_sheets(BytesIO(content))
    except UnreadableFile as refusal:
        return str(refusal)
    unfold(sheets)
    columns = MEASURES.columns(Lists())
    sheet = choose_sheet(sheets, columns)
    if sheet is None:
        return Preview(rows=())
    head = find_head(sheet, columns)
    return build_preview(
        kind=MEASURES,
        columns=columns,
        sheet_rows=rows_below(sheet, head),
        assignment=assign(columns, head, {}),
        existing=(),
        parents={},
        decisions={},
    )


def unfold(sheets: Sequence[Sheet]) -> None:
    """Look for figures that go to the right: that finds rows, or refuses the file."""
    columns = INDICATOR_VALUES.columns(Lists())
    sheet = choose_sheet(sheets, columns)
    with suppress(UnreadableFile):
        assert sheet is None or len(INDICATOR_VALUES.laid_out(sheet, columns).rows) <= LINES_AT_MOST


@pytest.mark.slow
def test_reading_hostile_files_ends_in_a_preview_or_a_sentence() -> None:
    count = slowest = 0.0
    for name, content in hostile_files():
        started = time.process_time()
        try:
            found = outcome(content)
        except Exception as error:
            error.add_note(name)
            raise
        assert isinstance(found, Preview) or found.endswith("."), name
        slowest = max(slowest, time.process_time() - started)
        count += 1
    assert count > 2_000
    assert slowest < 30


@pytest.mark.slow
def test_reading_bombs_stays_below_the_memory_it_may_take(tmp_path: Path) -> None:
    for name, content in bombs():
        (tmp_path / quote(name, safe="")).write_bytes(content)

    process = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "gnk.settings", "GNK_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    peak, *names = process.stdout.split()
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    # Of 500 the rest is for the application around it.
    assert int(peak) < 400


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty", "Die Datei ist leer."),
        ("pdf", "Das ist eine PDF-Datei. Gebraucht wird die Tabelle als .xlsx oder .csv."),
        ("program", "Das ist ein Programm, keine Tabelle."),
        ("old-excel", "Das ist eine alte Excel-Datei (.xls). Bitte als .xlsx speichern."),
        (
            "open-document",
            "Das ist eine OpenDocument-Datei. Bitte speichern Sie die Tabelle in LibreOffice als .xlsx.",
        ),
        (
            "with-password",
            "Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort.",
        ),
        ("with-macros", "Die Datei enthält Makros. Bitte speichern Sie sie als .xlsx, dann ohne Makros."),
        ("word", "Das ist ein Textdokument. Gebraucht wird die Tabelle als .xlsx oder .csv."),
        ("only-an-archive", "Das ist ein Archiv, aber keine Excel-Tabelle (.xlsx)."),
    ],
)
def test_other_kinds_of_files_are_refused_by_name(name: str, sentence: str) -> None:
    assert outcome(dict(other_kinds())[name]) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            workbook(rows("<row>" + "<c><v>1</v></c>" * 201 + "</row>")),
            "Das Blatt „Tabelle1“ hat mehr als 200 Spalten. Löschen Sie, was nicht gebraucht wird.",
        ),
        (
            workbook(rows('<row r="10051"><c><v>1</v></c></row>')),
            "Das Blatt „Tabelle1“ hat mehr als 10.000 Zeilen. Teilen Sie die Tabelle auf.",
        ),
        (
            workbook(f"{ENTITIES}<x>&j;</x>"),
            "Die Datei ist beschädigt oder unvollständig. Bitte speichern Sie sie neu als .xlsx.",
        ),
    ],
    ids=["columns", "rows", "entities"],
)
def test_what_is_too_large_or_malicious_is_refused(content: bytes, sentence: str) -> None:
    assert outcome(content) == sentence


def test_formatted_but_empty_cells_do_not_count_as_columns_and_rows() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row><row r="1048576"><c r="A1048576" s="3"/></row>'

    assert read_sheets(BytesIO(workbook(rows(cells))))[0].rows == ((1,),)


def main(folder: str) -> None:
    """The other process: reads the files of a folder, says its peak in MB and their names."""
    names = []
    for path in Path(folder).iterdir():
        outcome(path.read_bytes())
        names.append(path.name)
    # The peak that the kernel gives for a process counts the one it was made from; this one does not.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(int(peak.split()[1]) // 1024, *names)
