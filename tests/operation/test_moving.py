"""A city that moves away takes everything along, readable without this program, and nothing that lets anybody in."""

import csv
import json
import os
from datetime import timedelta
from hashlib import sha256
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import Delivery, User
from committees.bodies.choices import CommitteeKind
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.codes import new_code
from committees.meetings.models import Poll, Voter
from operation.moving.archive import write_everything
from operation.moving.contents import LEFT_OUT, SECRET_COLUMNS, columns
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_attachment,
    make_committee,
    make_membership,
    make_open_poll,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://x.example")'


def written(folder: Path) -> ZipFile:
    write_everything(target=folder / "alles.zip", at=NOW + timedelta(minutes=1))
    return ZipFile(folder / "alles.zip")


def table(archive: ZipFile, label: str) -> list[dict[str, Any]]:
    return list(json.loads(archive.read(f"tabellen/{label}.json")))


def test_archive_holds_texts_history_versions_and_files(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    measure = make_programme(strategy, by=coordination)
    measure.title = EVIL
    measure.save()
    attachment = make_attachment(measure, by=coordination)
    make_version(strategy, by=coordination)
    archive = written(tmp_path)
    (row,) = table(archive, "strategy.Measure")
    assert (row["id"], row["title"]) == (str(measure.pk), EVIL)
    assert [each["title"] for each in table(archive, "strategy.HistoricalMeasure")][-1] == EVIL
    with archive.open("tabellen/strategy.Measure.csv") as file:
        (line,) = csv.DictReader(TextIOWrapper(file, "utf-8-sig", newline=""), delimiter=";")
    # No spreadsheet reads a formula into it.
    assert line["title"] == f"'{EVIL}"
    assert archive.read(f"dateien/{attachment.file.name}") == Path(attachment.file.path).read_bytes()
    names = archive.namelist()
    assert {"fassungen/001.pdf", "fassungen/001.docx", "fassungen/001.json", "README.md"} <= set(names)
    readme = archive.read("README.md").decode()
    assert "### strategy.Measure: Maßnahmen (Zeilen: 1)" in readme
    assert "Zu diesem Zeitpunkt lief keine geheime Abfrage." in readme


def test_manifest_has_the_sum_of_every_other_file(strategy: Strategy, tmp_path: Path) -> None:
    archive = written(tmp_path)
    manifest = json.loads(archive.read("manifest.json"))
    sums = {
        name: sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != "manifest.json"
    }
    assert manifest["files"] == sums
    assert manifest["tables"]["strategy.Strategy"] == 1


def test_what_lets_somebody_in_stays(strategy: Strategy, coordination: User, tmp_path: Path) -> None:
    archive = written(tmp_path)
    assert [row["email"] for row in table(archive, "accounts.User")] == [coordination.email]
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert coordination.password.encode() not in everything


def test_links_of_mails_that_act_without_signing_in_stay(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    link = "https://gnk.example/arbeitsbereich/sitzungen/antwort/Geheimnis-4711/"
    Delivery.objects.create(to=coordination, subject="Einladung", text=link, calendar=link, queued_at=NOW)
    archive = written(tmp_path)
    (row,) = table(archive, "accounts.Delivery")
    assert row["subject"] == "Einladung"
    assert b"Geheimnis-4711" not in b"".join(archive.read(name) for name in archive.namelist())


def test_files_are_kept_as_the_tables_name_them(
    strategy: Strategy, coordination: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the minutes of typesetting, without one that is removed at that moment, and however old they are."""
    measure = make_programme(strategy, by=coordination)
    old, removed = [make_attachment(measure, by=coordination).file for _ in range(2)]
    os.utime(old.path, (0, 0))
    make_version(strategy, by=coordination)
    write = ZipFile.write

    def write_after_removing(archive: ZipFile, path: Path, name: str) -> None:
        if path == Path(removed.path):
            path.unlink()
        write(archive, path, name)

    monkeypatch.setattr(ZipFile, "write", write_after_removing)
    names = written(tmp_path).namelist()
    assert f"dateien/{old.name}" in names
    assert f"dateien/{removed.name}" not in names
    assert names.index(f"dateien/{old.name}") < names.index("fassungen/001.json")


def test_nobody_else_reads_the_archive_while_it_is_written(
    strategy: Strategy, coordination: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_attachment(make_programme(strategy, by=coordination), by=coordination)
    folder = tmp_path / "here"
    folder.mkdir()
    seen: list[tuple[str, int]] = []
    write = ZipFile.write

    def look_and_write(archive: ZipFile, path: Path, name: str) -> None:
        seen.extend((entry.name, entry.stat().st_mode & 0o777) for entry in folder.iterdir())
        write(archive, path, name)

    monkeypatch.setattr(ZipFile, "write", look_and_write)
    written(folder)
    ((name, mode),) = seen
    assert mode == 0o600
    assert name != ".alles.zip.unfinished"
    assert (folder / "alles.zip").stat().st_mode & 0o777 == 0o600


def test_archive_among_the_uploads_is_refused(strategy: Strategy, settings: Any) -> None:
    folder = Path(settings.MEDIA_ROOT) / "unten"
    folder.mkdir(parents=True)
    with pytest.raises(CommandError, match="sich selbst enthalten"):
        call_command("export_everything", folder / "alles.zip")
    assert list(folder.iterdir()) == []


def test_secret_survey_that_runs_leaves_no_vote_and_no_voter(
    strategy: Strategy, coordination: User, tmp_path: Path
) -> None:
    group = make_committee(CommitteeKind.STEERING_GROUP)
    make_membership(group, coordination)
    polls: dict[str, Poll] = {}
    for secrecy in ("secret", "named"):
        poll = polls[secrecy] = make_open_poll(group, by=coordination, secrecy=secrecy)
        answers = {str(poll.options.all()[0].pk): 1}
        code = new_code() if secrecy == "secret" else ""
        cast_ballot(poll=poll, user=coordination, answers=answers, code=code, at=NOW)
    archive = written(tmp_path)
    assert [row["poll_id"] for row in table(archive, "meetings.Ballot")] == [polls["named"].pk]
    voted = {row["poll_id"]: row["has_voted"] for row in table(archive, "meetings.Voter")}
    assert voted == {polls["secret"].pk: False, polls["named"].pk: True}
    assert Voter.objects.filter(has_voted=True).count() == 2
    assert "fehlen die Stimmen" in archive.read("README.md").decode()


def test_what_is_left_out_exists() -> None:
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(LEFT_OUT) <= labels
    for label, secret in SECRET_COLUMNS.items():
        every = apps.get_model(label)._meta.concrete_fields
        assert {field.name for field in {*every} - {*columns(apps.get_model(label))}} == secret


def test_no_column_that_looks_secret_leaves() -> None:
    """A hash, token or password of a new table has to be thought about."""
    models = [each for each in apps.get_models(include_auto_created=True) if each._meta.label not in LEFT_OUT]
    names = [f"{model._meta.label}.{field.name}" for model in models for field in columns(model)]
    assert [name for name in names if any(word in name for word in ("hash", "token", "password"))] == []


def test_existing_file_is_not_overwritten_and_nothing_half_stays(strategy: Strategy, tmp_path: Path) -> None:
    target = tmp_path / "alles.zip"
    call_command("export_everything", target, stdout=StringIO())
    before = target.read_bytes()
    with pytest.raises(CommandError, match="gibt es schon"):
        call_command("export_everything", target)
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("export_everything", tmp_path / "kein-ordner" / "alles.zip")
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["alles.zip"]
