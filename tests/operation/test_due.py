"""All periodic work behind one command: each piece when its time has come, once, and none stops another."""

import re
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection

from accounts.models import User
from operation.actions.due import run_due
from operation.management.commands.run_due import Command
from operation.models import LONGEST_RUN, PAUSE_AFTER_FAILURE, PeriodicRun
from operation.periodic import DAILY, Periodic, periodic_work
from tests.builders import NOW
from tests.conftest import tasks_in

HOUR = timedelta(hours=1)


class Counting(BaseCommand):
    """A command that counts its calls; one that is broken fails after that."""

    calls: list[str] = []
    is_broken = False

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def handle(self, *args: object, **options: object) -> None:
        self.calls.append(self.name)
        if self.name == "broken" and self.is_broken:
            raise ValueError("der Text von \x00 jemandem")
        self.stdout.write(f"{self.name} ist erledigt")


@pytest.fixture(autouse=True)
def two_commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The work of these tests: one command that can break, and one behind it."""
    monkeypatch.setattr(
        "operation.actions.due.call_command",
        lambda name, *arguments, **options: call_command(Counting(name), *arguments, **options),
    )
    work = (Periodic("broken", "", DAILY), Periodic("sound", "", HOUR))
    monkeypatch.setattr("operation.periodic.WORK", work)
    monkeypatch.setattr(Counting, "calls", [])
    monkeypatch.setattr(Counting, "is_broken", False)
    return Counting.calls


def run_at(at: datetime) -> list[str]:
    return [outcome.work.command for outcome in run_due(now=lambda: at)]


@pytest.mark.django_db
def test_each_piece_runs_when_its_time_has_come(two_commands: list[str]) -> None:
    assert run_at(NOW) == ["broken", "sound"]
    assert run_at(NOW + HOUR - timedelta(seconds=1)) == []
    assert run_at(NOW + HOUR) == ["sound"]
    assert run_at(NOW + DAILY) == ["broken", "sound"]
    assert two_commands == ["broken", "sound", "sound", "broken", "sound"]


@pytest.mark.django_db
def test_failure_is_kept_and_stops_nothing_and_is_tried_again_soon(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Counting, "is_broken", True)
    outcomes = list(run_due(now=lambda: NOW))
    assert [(each.work.command, each.said, each.failure) for each in outcomes] == [
        ("broken", "", "ValueError: der Text von \ufffd jemandem"),
        ("sound", "sound ist erledigt", ""),
    ]
    row = PeriodicRun.objects.get(name="broken")
    assert (row.started_at, row.ended_at, row.failed_at, row.has_failed) == (NOW, NOW, NOW, True)
    assert [entry.getMessage() for entry in caplog.records] == ["Periodic work broken failed"]
    monkeypatch.setattr(Counting, "is_broken", False)
    assert run_at(NOW + PAUSE_AFTER_FAILURE - timedelta(seconds=1)) == []
    later = NOW + PAUSE_AFTER_FAILURE
    assert "broken" in run_at(later)
    row.refresh_from_db()
    # When it failed last stays known.
    assert (row.ended_at, row.failed_at, row.has_failed) == (later, NOW, False)


@pytest.mark.django_db
def test_work_that_was_killed_is_taken_up_again_later() -> None:
    PeriodicRun.objects.create(name="sound", started_at=NOW)
    assert run_at(NOW + LONGEST_RUN - timedelta(seconds=1)) == ["broken"]
    assert run_at(NOW + LONGEST_RUN) == ["sound"]


@pytest.mark.django_db
def test_clock_that_ran_ahead_stops_nothing() -> None:
    PeriodicRun.objects.create(name="sound", started_at=NOW + 365 * DAILY, ended_at=NOW + 365 * DAILY)
    assert run_at(NOW) == ["broken", "sound"]


@pytest.mark.django_db(transaction=True)
def test_two_timers_at_once_do_each_piece_once(
    two_commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both read that the work is due before either takes it."""
    if connection.vendor == "sqlite":
        pytest.skip("In SQLite's shared memory two threads refuse each other at once.")
    both_have_read = Barrier(2)
    is_due = PeriodicRun.is_due

    def asked(row: PeriodicRun, at: datetime, every: timedelta) -> bool:
        answer = is_due(row, at, every)
        both_have_read.wait(10)
        return answer

    monkeypatch.setattr(PeriodicRun, "is_due", asked)

    def timer() -> None:
        try:
            run_at(NOW)
        finally:
            connection.close()

    timers = [Thread(target=timer) for _ in range(2)]
    for thread in timers:
        thread.start()
    for thread in timers:
        thread.join()
    assert sorted(two_commands) == ["broken", "sound"]


@pytest.mark.django_db
def test_command_says_what_it_did_and_fails_with_a_piece(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(Counting, "is_broken", True)
    with pytest.raises(CommandError, match="Gescheitert: broken"):
        call_command(Command())
    assert capsys.readouterr().out.splitlines() == ["broken: gescheitert", "sound: sound ist erledigt"]
    call_command(Command(), list=True)
    first, second = capsys.readouterr().out.splitlines()
    assert (first.split()[0], "gescheitert (ValueError: der Text von" in first) == ("broken", True)
    assert (second.split()[0], second.endswith("in Ordnung")) == ("sound", True)


def test_every_piece_is_a_command_that_there_is(
    settings: Any, monkeypatch: pytest.MonkeyPatch, reader: User
) -> None:
    monkeypatch.undo()
    settings.BACKUP_DIRECTORY = "/srv/backups"
    commands = get_commands()
    assert [work.command for work in periodic_work() if work.command not in commands] == []
    assert [work.arguments for work in periodic_work() if work.command == "backup"] == [("/srv/backups",)]
    User.objects.all().delete()
    assert [work for work in periodic_work() if work.command == "backup"] == []
    settings.BACKUP_DIRECTORY = ""
    assert [work for work in periodic_work() if work.command == "backup"] == []


def test_the_table_of_the_document_is_what_runs(
    settings: Any, monkeypatch: pytest.MonkeyPatch, reader: User
) -> None:
    monkeypatch.undo()
    settings.BACKUP_DIRECTORY = "/srv/backups"
    text = (settings.BASE_DIR / "docs" / "operation.md").read_text("utf-8")
    section = text.partition("## Periodic work")[2].partition("\n## ")[0]
    assert re.findall(r"(?m)^\| `(\w+)", section) == [work.command for work in periodic_work()]


@pytest.mark.django_db
def test_the_real_work_runs_on_an_installation_that_has_just_begun(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")
    outcomes = list(run_due())
    assert {outcome.work.command: outcome.failure for outcome in outcomes} == {
        work.command: "" for work in periodic_work()
    }
