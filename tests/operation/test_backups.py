"""A backup comes back as it was, tells nothing of a running secret survey, and is whole or refused."""

import os
import re
import resource
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from itertools import count, repeat
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from msgspec.structs import replace
from psycopg import sql

from accounts.exceptions import RuleBroken
from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.codes import new_code
from committees.meetings.models import Ballot, Poll, Voter
from operation.actions.backups import restore, settings_without_secrets, write_backup
from operation.backups import archive
from operation.backups.archive import Manifest, backups_in, verify
from operation.backups.secrecy import running_surveys
from operation.models import Backup
from strategy.models import Concept, ConceptFile, Strategy
from tests.builders import (
    NOW,
    make_concept,
    make_concept_file,
    make_open_poll,
    make_programme,
    make_steering_group,
    make_strategy,
    make_user,
    make_voted_poll,
)
from tests.load.conftest import _administer

pytestmark = pytest.mark.usefixtures("shared_database_url")
MEMBERS = ("Kirchen", "Vereine", "Schulen")


@pytest.fixture
def by(shared_database_url: str) -> User:
    """The author of a small programme with a file."""
    author = make_user(Role.COORDINATION)
    strategy = make_strategy()
    make_programme(strategy, by=author)
    make_concept_file(make_concept(strategy), by=author, content=b"%PDF-1.7 eins")
    return author


@contextmanager
def elsewhere(settings: Any, folder: Path) -> Iterator[None]:
    """An installation of its own with an empty database and no files."""
    original, media = connections["default"], settings.MEDIA_ROOT
    is_postgres = original.vendor == "postgresql"
    name = f"{original.settings_dict['NAME']}_elsewhere" if is_postgres else str(folder / "elsewhere.sqlite3")
    if is_postgres:
        _administer(original, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connections["default"] = type(original)({**original.settings_dict, "NAME": name}, "default")
    settings.MEDIA_ROOT = folder / "elsewhere"
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], settings.MEDIA_ROOT = original, media
        if is_postgres:
            _administer(original, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def contents() -> dict[str, list[str]]:
    """The rows of every table, and the bytes of every file, read without anything of the backup."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    # Written after the copy.
    del found[Backup._meta.db_table]
    root = Path(settings.MEDIA_ROOT)
    files = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {**found, "files": sorted(f"{path}: {content!r}" for path, content in files.items())}


def test_backup_comes_back_elsewhere_as_it_was(by: User, settings: Any, tmp_path: Path) -> None:
    before = contents()
    call_command("backup", tmp_path / "backups")
    with elsewhere(settings, tmp_path):
        call_command("restore", tmp_path / "backups")
        assert contents() == before
        # Keys go on counting where they were, and people go on working.
        make_concept_file(make_concept(Strategy.objects.get()), by=User.objects.get(pk=by.pk))
    assert len(before["files"]) == 1
    assert contents() == before


def forget_accounts() -> None:
    """Leave tables without accounts, as `migrate` does; what else is in them has to go before anything comes back."""
    is_postgres = connection.vendor == "postgresql"
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("truncate accounts_user cascade" if is_postgres else "delete from accounts_user")


def test_installation_that_is_migrated_but_empty_is_filled(by: User, settings: Any, tmp_path: Path) -> None:
    before = contents()
    write_backup(folder=tmp_path / "backups", keep=1)
    with elsewhere(settings, tmp_path):
        restore(path=tmp_path / "backups")
        forget_accounts()
        shutil.rmtree(settings.MEDIA_ROOT)
        assert not User.objects.exists()
        restore(path=tmp_path / "backups")
        assert contents() == before


def test_backup_holds_one_moment_while_people_save(by: User, settings: Any, tmp_path: Path) -> None:
    strategy = Strategy.objects.get()
    saved, over = Event(), Event()
    alias = connections["default"]

    def save() -> None:
        """One concept and its file in each transaction, without a pause."""
        connections["default"] = type(alias)(alias.settings_dict, "default")
        try:
            for number in count():
                with transaction.atomic():
                    concept = make_concept(strategy)
                    make_concept_file(concept, by=by, content=f"%PDF-1.7 {concept.title}".encode())
                if number == 2:
                    saved.set()
                if over.is_set():
                    return
        finally:
            connections["default"].close()

    thread = Thread(target=save)
    thread.start()
    try:
        assert saved.wait(20)
        write_backup(folder=tmp_path / "backups", keep=3)
    finally:
        over.set()
        thread.join()
    with elsewhere(settings, tmp_path):
        restore(path=tmp_path / "backups")
        rows = ConceptFile.objects.exclude(concept=Concept.objects.earliest("pk")).select_related("concept")
        assert len(rows) >= 3
        assert {row.concept_id for row in rows} == set(
            Concept.objects.exclude(pk=Concept.objects.earliest("pk").pk).values_list("pk", flat=True)
        )
        for row in rows:
            with row.file.open() as file:
                assert file.read().decode() == f"%PDF-1.7 {row.concept.title}"


def vote(poll: Poll, voter: Voter) -> None:
    options = [str(option.pk) for option in poll.options.all()]
    code = new_code() if poll.secrecy == "secret" else ""
    cast_ballot(poll=poll, user=voter.user, answers={options[0]: 1}, code=code, at=timezone.now())


def steering_group() -> Committee:
    return make_steering_group(*MEMBERS)


def test_two_backups_tell_nothing_of_a_running_secret_survey(by: User, settings: Any, tmp_path: Path) -> None:
    """Between them one person votes, which two full states would show (ADR 6)."""
    group = steering_group()
    closed = make_voted_poll(group, by=by, secrecy="secret")
    running = make_open_poll(group, by=by, secrecy="secret")
    named = make_open_poll(group, by=by)
    vote(running, running.voters.first())
    vote(named, named.voters.first())
    for number, voter in enumerate(list(running.voters.all())[1:]):
        moment = NOW + timedelta(minutes=number)
        write_backup(folder=tmp_path / "backups", keep=9, now=repeat(moment).__next__)
        vote(running, voter)
    first, second = [verify(path) for path in backups_in(tmp_path / "backups")]
    tables = [model._meta.db_table for model in (Ballot, Voter)]
    assert [first.tables[table] for table in tables] == [second.tables[table] for table in tables]
    assert (first.secret_surveys, second.secret_surveys) == (1, 1)
    codes = [
        code.encode() for code in Ballot.objects.filter(poll=running).values_list("code_hash", flat=True)
    ]
    written = b"".join(path.read_bytes() for path in backups_in(tmp_path / "backups"))
    assert [code for code in codes if code in written] == []
    voted = {poll.pk: poll.voters.filter(has_voted=True).count() for poll in (closed, running, named)}
    assert list(voted.values()) == [3, 3, 1]
    with elsewhere(settings, tmp_path):
        restore(path=tmp_path / "backups")
        assert [
            (Ballot.objects.filter(poll=pk).count(), Voter.objects.filter(poll=pk, has_voted=True).count())
            for pk in voted
        ] == [(3, 3), (0, 0), (1, 1)]
        # The survey begins anew.
        again = Poll.objects.get(pk=running.pk)
        vote(again, again.voters.first())
        assert Ballot.objects.filter(poll=again).count() == 1


def test_survey_that_ended_after_its_backup_goes_on(by: User, settings: Any, tmp_path: Path) -> None:
    """Closed by its day it would say that nobody took part, and nobody could vote any more."""
    now = timezone.now()
    running = make_open_poll(steering_group(), by=by, secrecy="secret")
    Poll.objects.filter(pk=running.pk).update(closes_at=now + timedelta(seconds=2))
    write_backup(folder=tmp_path / "backups", keep=1, now=lambda: now)
    with elsewhere(settings, tmp_path):
        restore(path=tmp_path / "backups")
        assert Poll.objects.get(pk=running.pk).closes_at is None


def test_restore_that_fails_late_leaves_nothing_and_can_be_repeated(
    by: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents()
    write_backup(folder=tmp_path / "backups", keep=1)
    with elsewhere(settings, tmp_path):
        with monkeypatch.context() as patched:
            patched.setattr("operation.actions.backups._differences", lambda manifest: ["accounts_user"])
            with pytest.raises(RuleBroken):
                restore(path=tmp_path / "backups")
        assert connection.introspection.table_names() == []
        restore(path=tmp_path / "backups")
        assert contents() == before


def test_migrations_that_were_merged_into_others_are_not_asked_for(by: User, tmp_path: Path) -> None:
    MigrationRecorder(connection).record_applied("strategy", "0015_yearly_costs")
    path = write_backup(folder=tmp_path, keep=1).path
    MigrationRecorder(connection).record_unapplied("strategy", "0015_yearly_costs")
    assert "strategy.0015_yearly_costs" not in verify(Path(path)).migrations


def test_survey_that_is_over_is_whole(by: User, tmp_path: Path) -> None:
    make_voted_poll(steering_group(), by=by, secrecy="secret")
    assert write_backup(folder=tmp_path, keep=1).secret_surveys == 0


@pytest.mark.parametrize(
    ("begun", "ended", "is_running"),
    [(-2, -1, False), (-1, 0, True), (1, 2, True), (59, 61, True), (60, 61, False), (61, 62, False)],
)
def test_survey_that_closes_during_the_copy_counts_as_running(
    by: User, begun: int, ended: int, is_running: bool
) -> None:
    """It opens in minute 0 and closes in minute 60; the copy sees some moment between its beginning and its end."""
    poll = make_voted_poll(steering_group(), by=by, secrecy="secret")
    minutes = [NOW + timedelta(minutes=minute) for minute in (begun, ended)]
    question, parameters = running_surveys(begun=minutes[0], ended=minutes[1])
    found = connection.connection.execute(question, parameters).fetchall()
    assert [key for (key,) in found] == ([poll.pk] if is_running else [])


@pytest.fixture
def written(by: User, tmp_path: Path) -> Path:
    return Path(write_backup(folder=tmp_path / "backups", keep=3).path)


def refusal(path: Path) -> str:
    with pytest.raises(RuleBroken) as refused:
        verify(path)
    return str(refused.value)


def test_backup_that_is_cut_off_is_refused(written: Path, tmp_path: Path) -> None:
    whole = written.read_bytes()
    for part in (0, 1, 511, len(whole) // 2, len(whole) - 20_000):
        for name in (written.name, "umbenannt.tar"):
            (tmp_path / name).write_bytes(whole[:part])
            assert "abgeschnitten oder beschädigt" in refusal(tmp_path / name)
    assert "gibt es nicht" in refusal(tmp_path / "fehlt.tar")


def test_backup_with_a_changed_byte_is_refused(written: Path, tmp_path: Path) -> None:
    whole = bytearray(written.read_bytes())
    for place in range(0, len(whole), len(whole) // 40):
        whole[place] ^= 1
        (tmp_path / written.name).write_bytes(whole)
        assert "Prüfsumme" in refusal(tmp_path / written.name)
        whole[place] ^= 1
    (tmp_path / written.name).write_bytes(whole)
    assert verify(tmp_path / written.name) == verify(written)


def test_backup_that_would_write_elsewhere_is_refused(written: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "fremd.tar", "w") as tar:
        for name in ("../daneben", "/tmp/daneben"):
            tar.addfile(tarfile.TarInfo(name), BytesIO())
    assert "beschädigt" in refusal(tmp_path / "fremd.tar")


def test_renamed_backup_says_which_file_is_changed(written: Path, tmp_path: Path) -> None:
    whole = written.read_bytes().replace(b"%PDF-1.7 eins", b"%PDF-1.7 zwei")
    (tmp_path / "umbenannt.tar").write_bytes(whole)
    assert "„media/" in refusal(tmp_path / "umbenannt.tar")


def test_full_disk_leaves_nothing_behind(by: User, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # As on a full disk, no file grows any more.
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(CommandError) as refused:
            call_command("backup", folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "ließ sich nicht schreiben" in str(refused.value) or "pg_dump ist gescheitert" in str(
        refused.value
    )
    assert list(folder.iterdir()) == []
    assert Backup.objects.count() == 0


def test_disk_with_too_little_space_is_left_alone(
    by: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    usage = shutil.disk_usage(tmp_path)._replace(free=400_000_000)
    monkeypatch.setattr("operation.actions.backups.shutil.disk_usage", lambda path: usage)
    with pytest.raises(RuleBroken, match=r"381,5.MB frei, gebraucht werden 476,8.MB"):
        write_backup(folder=folder, keep=1)
    assert list(folder.iterdir()) == []


def test_only_the_newest_are_kept(by: User, tmp_path: Path) -> None:
    for day in range(3):
        moment = NOW + timedelta(days=day)
        write_backup(folder=tmp_path, keep=2, now=repeat(moment).__next__)
    assert [path.name[:12] for path in backups_in(tmp_path)] == ["gnk-20210714", "gnk-20210713"]
    assert Backup.objects.count() == 3


def test_files_are_not_backed_up_into_themselves(by: User, settings: Any) -> None:
    with pytest.raises(RuleBroken, match="sich selbst"):
        write_backup(folder=Path(settings.MEDIA_ROOT) / "backups", keep=1)


def test_only_an_empty_installation_is_filled(written: Path, settings: Any, tmp_path: Path) -> None:
    before = contents()
    with pytest.raises(CommandError, match="schon Konten"):
        call_command("restore", written)
    assert contents() == before
    with elsewhere(settings, tmp_path):
        settings.MEDIA_ROOT.mkdir()
        (settings.MEDIA_ROOT / "x").write_text("x")
        with pytest.raises(CommandError, match="liegen schon Dateien"):
            call_command("restore", written)
        assert connection.introspection.table_names() == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"database": "oracle"}, "Die Sicherung stammt aus oracle"),
        ({"migrations": ["strategy.9999_later"]}, "neueren Version"),
        ({"format": 2}, "neueren Version"),
    ],
)
def test_foreign_backup_is_refused(
    by: User,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, Any],
    words: str,
) -> None:
    text = archive.manifest_as_text

    def other(manifest: Manifest) -> bytes:
        return text(replace(manifest, **changed))

    monkeypatch.setattr("operation.actions.backups.manifest_as_text", other)
    write_backup(folder=tmp_path / "backups", keep=1)
    with elsewhere(settings, tmp_path):
        with pytest.raises(RuleBroken, match=words):
            restore(path=tmp_path / "backups")
        assert connection.introspection.table_names() == []


def test_folder_without_a_backup_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="liegt keine Sicherung"):
        call_command("restore", tmp_path)
    with pytest.raises(CommandError, match="liegt keine Sicherung"):
        call_command("backup", tmp_path, verify=True)


def test_settings_are_written_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GNK_")]:
        monkeypatch.delenv(name)
    for name, value in {
        "GNK_SECRET_KEY": "geheim",
        "GNK_OIDC_CLIENT_SECRET": "geheim",
        "GNK_DATABASE_URL": "postgres://gnk:geheim@localhost/gnk",
        "GNK_EMAIL_URL": "smtp+tls://gnk:geheim@mail.example:587",
        "GNK_BASE_URL": "https://gnk.example",
        "OTHER": "geheim",
    }.items():
        monkeypatch.setenv(name, value)
    text = settings_without_secrets()
    assert "geheim@" not in text
    assert text.splitlines() == [
        "GNK_BASE_URL=https://gnk.example",
        "# GNK_DATABASE_URL= (geheim, nicht in der Sicherung)",
        "# GNK_EMAIL_URL= (geheim, nicht in der Sicherung)",
        "# GNK_OIDC_CLIENT_SECRET= (geheim, nicht in der Sicherung)",
        "# GNK_SECRET_KEY= (geheim, nicht in der Sicherung)",
    ]


# Settings whose value lets somebody in; a new one has to be thought about here.
SECRET_SETTINGS = {"GNK_METRICS_TOKEN", "GNK_OIDC_CLIENT_SECRET", "GNK_SECRET_KEY"}


def test_no_secret_of_any_setting_is_in_a_backup(monkeypatch: pytest.MonkeyPatch) -> None:
    example = (settings.BASE_DIR / "deploy" / "gnk.env.example").read_text("utf-8")
    names = re.findall(r"(?m)^#?(GNK_\w+)=", example)
    for name in names:
        monkeypatch.setenv(name, f"Wert-von-{name}")
    written = settings_without_secrets()
    assert {name for name in names if f"Wert-von-{name}" not in written} == SECRET_SETTINGS
