"""The command that writes a version into a file, whole or not at all."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from exports.whole_files import write_whole
from strategy.document.actions.versions import adopt_version
from strategy.document.rendering.formats import FORMATS
from strategy.models import Strategy
from tests.builders import NOW, make_programme, make_version

pytestmark = pytest.mark.django_db


def export(version: str, output: Path, format: str = "json") -> str:
    """Run the command and return what it says."""
    stdout = StringIO()
    call_command(
        "export_strategy", "--version", version, "--format", format, "--output", str(output), stdout=stdout
    )
    return stdout.getvalue()


def refusal(version: str, output: Path, format: str = "json") -> str:
    """The one sentence with which the command ends; its exit code is 1 for each."""
    with pytest.raises(CommandError) as caught:
        export(version, output, format)
    assert caught.value.returncode == 1
    return str(caught.value)


@pytest.mark.slow
def test_export_writes_the_draft_as_pdf(strategy: Strategy, coordination: User, tmp_path: Path) -> None:
    make_programme(strategy, by=coordination)
    file = tmp_path / "strategie.pdf"

    said = export("draft", file, "pdf")

    content = file.read_bytes()
    assert content.startswith(b"%PDF")
    assert said.startswith(f"{file}: ")
    assert "Seiten" in said
    assert said.count("\n") == 1


def test_export_writes_the_frozen_text_of_a_version(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    version = make_version(strategy, by=coordination)
    file = tmp_path / "fassung.json"

    export("1", file)

    assert file.read_text() == version.content


def test_export_writes_the_newest_adopted_version(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    versions = [make_version(strategy, by=coordination) for _number in range(3)]
    for version in versions[:2]:
        adopt_version(version=version, on=date(2021, 10, 5), reference="2021/0734", by=coordination, at=NOW)
    versions[1].refresh_from_db()
    file = tmp_path / "strategie.json"

    export("adopted", file)

    assert file.read_text() == versions[1].content


def test_export_replaces_an_older_file(strategy: Strategy, coordination: User, tmp_path: Path) -> None:
    make_programme(strategy, by=coordination)
    file = tmp_path / "strategie.json"
    file.write_text("alt")

    export("draft", file)

    assert file.read_text().startswith("{")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("version", ["2", "0", "-1", "99999999999999999999", "neu", ""])
def test_export_refuses_an_unknown_version(
    version: str, strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    make_version(strategy, by=coordination)

    assert refusal(version, tmp_path / "strategie.json") == f"Die Fassung „{version}“ gibt es nicht."
    assert list(tmp_path.iterdir()) == []


def test_export_refuses_adopted_before_adoption(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    make_version(strategy, by=coordination)

    assert refusal("adopted", tmp_path / "x.json") == "Es gibt noch keine beschlossene Fassung."
    assert list(tmp_path.iterdir()) == []


def test_export_refuses_without_a_strategy(tmp_path: Path) -> None:
    assert refusal("draft", tmp_path / "x.pdf") == "Es ist noch keine Strategie eingerichtet."
    assert list(tmp_path.iterdir()) == []


def test_export_refuses_an_empty_strategy(strategy: Strategy, tmp_path: Path) -> None:
    assert refusal("draft", tmp_path / "x.pdf", "pdf").startswith("Die Strategie ist noch leer.")
    assert list(tmp_path.iterdir()) == []


def test_export_refuses_a_missing_folder(strategy: Strategy, coordination: User, tmp_path: Path) -> None:
    make_programme(strategy, by=coordination)
    folder = tmp_path / "fehlt"

    assert refusal("draft", folder / "x.pdf") == f"Den Ordner {folder} gibt es nicht."
    assert not folder.exists()


def test_export_refuses_a_folder_as_file(strategy: Strategy, coordination: User, tmp_path: Path) -> None:
    make_programme(strategy, by=coordination)

    assert refusal("draft", tmp_path) == f"{tmp_path} ist ein Ordner. Bitte nennen Sie eine Datei."
    assert list(tmp_path.iterdir()) == []


def test_export_explains_what_the_file_system_refuses(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    make_programme(strategy, by=coordination)
    too_long = tmp_path / ("n" * 300 + ".json")

    assert refusal("draft", too_long).startswith(f"Die Datei {too_long} lässt sich nicht schreiben: ")
    assert list(tmp_path.iterdir()) == []


def test_write_whole_leaves_the_old_file_when_it_fails(tmp_path: Path) -> None:
    file = tmp_path / "strategie.pdf"
    file.write_bytes(b"alt")

    with pytest.raises(TypeError):
        write_whole(file, "kein Inhalt")

    assert file.read_bytes() == b"alt"
    assert list(tmp_path.iterdir()) == [file]


def test_export_writes_an_excerpt_in_any_format(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    make_version(strategy, by=coordination)
    for format in sorted(set(FORMATS) - {"pdf", "pdfa", "odt"}):
        file = tmp_path / f"auszug.{format}"
        call_command(
            *("export_strategy", "--version", "1", "--format", format, "--output", str(file)),
            *("--theme", "1"),
            stdout=StringIO(),
        )
        assert file.stat().st_size > 1000
    assert "Auszug: Themenfeld 1" in (tmp_path / "auszug.html").read_text()
    for option, value, sentence in (
        ("--theme", "9", "Die Nummer „9“ gibt es"),
        ("--department", "FB 99", "Den Fachbereich „FB 99“ gibt es"),
        ("--sdg", "18", "Ein Ziel 18 hat"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("export_strategy", "--version", "1", option, value, "--output", str(file))


def test_export_tells_what_cannot_be_made_from_what_cannot_be_written(
    strategy: Strategy, coordination: User, tmp_path: Path, settings: Any
) -> None:
    make_version(strategy, by=coordination)
    settings.STATICFILES_DIRS = []
    settings.STATIC_ROOT = None
    said = refusal("1", tmp_path / "strategie.html", "html")
    assert said.startswith(f"Die Datei {tmp_path}/strategie.html lässt sich nicht herstellen: ")
