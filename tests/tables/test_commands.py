"""The commands import_table and export_table: what they print, write and answer."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from strategy.models import Measure
from tables.models import TableImport


def run(*arguments: Any) -> tuple[int, str, str]:
    """Exit code, output and errors of a command."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def written(folder: Path, text: str) -> Path:
    path = folder / "liste.csv"
    path.write_bytes(text.encode("cp1252"))
    return path


def sums(output: str) -> dict[str, int]:
    lines = output.rstrip().rpartition("\n\n")[2].splitlines()
    return {line.rpartition(" ")[0].strip(): int(line.rpartition(" ")[2]) for line in lines}


def test_dry_run_shows_and_writes_nothing(measure: Measure, tmp_path: Path) -> None:
    path = written(tmp_path, f"Nummer;Titel\n{measure.number};Anders für alle\n")
    code, output, errors = run("import_table", "--kind", "measures", "--dry-run", path)
    assert (code, errors) == (0, "")
    assert sums(output) == {"neu": 0, "geändert": 1, "unverändert": 0, "fehlerhaft": 0}
    assert Measure.objects.get().title == measure.title
    assert not TableImport.objects.exists()


def test_wrong_rows_end_with_two_and_right_ones_are_taken(measure: Measure, tmp_path: Path) -> None:
    path = written(tmp_path, f"Nummer;Titel\n{measure.number};Anders für alle\n{measure.number};Doppelt\n")
    code, output, _errors = run("import_table", "--kind", "measures", path)
    assert code == 2
    assert sums(output) == {"neu": 0, "geändert": 1, "unverändert": 0, "fehlerhaft": 1}
    assert Measure.objects.get().title == "Anders für alle"
    # The second time there is nothing to take over.
    assert sums(run("import_table", "--kind", "measures", path)[1])["unverändert"] == 1
    assert TableImport.objects.count() == 1


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_unreadable_file_is_one_sentence(measure: Measure, tmp_path: Path, dry: tuple[str, ...]) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(b"MZ\x90\x00")
    assert run("import_table", "--kind", "measures", *dry, path) == (
        1,
        "",
        "Das ist ein Programm, keine Tabelle.\n",
    )
    code, _output, errors = run("import_table", "--kind", "measures", *dry, tmp_path / "fehlt.csv")
    assert (code, errors.count("\n")) == (1, 1)
    good = written(tmp_path, "Titel\nÄ\n")
    code, _output, errors = run("import_table", "--kind", "measures", *dry, "--encoding", "unsinn", good)
    assert (code, errors.count("\n")) == (1, 1)


def test_somebody_without_right_is_refused(measure: Measure, reader: User, tmp_path: Path) -> None:
    path = written(tmp_path, "Titel\nx\n")
    code, _output, errors = run("import_table", "--kind", "measures", "--by", reader.email, path)
    assert (code, errors) == (1, f"{reader} darf diese Tabelle nicht einlesen.\n")


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_exported_table_is_read_back_unchanged(measure: Measure, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"liste.{suffix}"
    assert run("export_table", "--kind", "measures", "--output", path)[0] == 0
    code, output, _errors = run("import_table", "--kind", "measures", "--dry-run", path)
    assert (code, sums(output)) == (0, {"neu": 0, "geändert": 0, "unverändert": 1, "fehlerhaft": 0})


FOREIGN = "Activity;Annual budget;Priority\n{};12.000;high\n"


def test_columns_are_assigned_by_name_or_by_their_german_heading(measure: Measure, tmp_path: Path) -> None:
    path = written(tmp_path, FOREIGN.format(measure.title))
    assign = ("--column", "Activity=title", "--column", "annual budget=Laufende Kosten")
    code, output, errors = run("import_table", "--kind", "measures", *assign, "--dry-run", path)
    assert (code, errors) == (0, "")
    fates = [" ".join(line.split()) for line in output.partition("\n\n")[0].splitlines()]
    assert fates == [
        "Spalte Eingelesen als",
        "Activity Titel",
        "Annual budget Laufende Kosten",
        "Priority nicht eingelesen",
    ]
    assert Measure.objects.get().annual_cost is None
    run("import_table", "--kind", "measures", *assign, path)
    assert Measure.objects.get().annual_cost == 12000
    # What was taken over is remembered for files with the same headings.
    assert sums(run("import_table", "--kind", "measures", path)[1])["unverändert"] == 1


def test_columns_that_headings_explain_can_be_left_out(measure: Measure, tmp_path: Path) -> None:
    path = written(tmp_path, f"Nummer;Titel;Beginn\n{measure.number};Anders;2027\n")
    run("import_table", "--kind", "measures", "--leave-out", "Titel", path)
    changed = Measure.objects.get()
    assert (changed.title, changed.start_year) == (measure.title, 2027)


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (
            ("--column", "Preis=annual_cost"),
            "Eine Spalte „Preis“ gibt es in der Datei nicht. "
            "Die Spalten der Datei: Activity; Annual budget; Priority.\n",
        ),
        (("--leave-out", "Preis"), "Eine Spalte „Preis“ gibt es in der Datei nicht. "),
        (
            ("--column", "Activity=yearly_cost"),
            "Ein Feld „yearly_cost“ gibt es nicht. Möglich sind: number (Nummer); ",
        ),
        (("--column", "Activity"), "Eine Spalte „“ gibt es in der Datei nicht. "),
        (("--column", "Activity=resolution_status"), "Ein Feld „resolution_status“ gibt es nicht. "),
    ],
)
def test_unknown_columns_and_fields_are_refused_with_those_there_are(
    measure: Measure, tmp_path: Path, option: tuple[str, str], sentence: str
) -> None:
    path = written(tmp_path, FOREIGN.format(measure.title))
    code, _output, errors = run("import_table", "--kind", "measures", *option, path)
    assert code == 1
    assert errors.startswith(sentence)


def test_meaning_of_words_is_said_on_the_command_line(measure: Measure, tmp_path: Path) -> None:
    path = written(tmp_path, f"Titel;Status\n{measure.title};in Bearbeitung\n")
    assert run("import_table", "--kind", "measures", path)[0] == 2
    said = ("--meaning", "in bearbeitung=in Umsetzung")
    assert run("import_table", "--kind", "measures", *said, path)[0] == 0
    assert Measure.objects.get().implementation_status == "in_progress"
    # Taken over, it is remembered.
    assert run("import_table", "--kind", "measures", path)[0] == 0
    for wrong in ("in Bearbeitung", "in Bearbeitung=irgendwie", "=in Umsetzung"):
        code, _output, errors = run("import_table", "--kind", "measures", "--meaning", wrong, path)
        assert (code, errors.startswith(f"„{wrong}“ sagt nicht, was ein Wort heißt.")) == (1, True)


def test_dry_run_names_suggestions_and_columns_without_heading(measure: Measure, tmp_path: Path) -> None:
    path = written(tmp_path, f"Nummer;Titel;wann\n{measure.number};Anders;2027;intern\n")
    output = run("import_table", "--kind", "measures", "--dry-run", path)[1]
    assert "nicht eingelesen (Vorschlag nach den Inhalten: Beginn, start_year)\n" in output
    assert "Spalte D (ohne Überschrift)" in output


def test_other_formats_are_refused(measure: Measure, tmp_path: Path) -> None:
    assert run("export_table", "--kind", "measures", "--output", tmp_path / "liste.ods") == (
        1,
        "",
        "Die Datei muss auf .xlsx oder .csv enden.\n",
    )
