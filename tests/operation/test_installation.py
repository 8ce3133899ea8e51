"""The check of an installation is green on a sound one, and red for each thing that is broken."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.mail import deliver
from exports.fonts import bundled_fonts
from exports.typesetting.laying_out import edition
from exports.typesetting.styles import print_styles
from jobs.actions import give_sign_of_life
from jobs.models import QueueSign
from operation.health import is_writable
from operation.installation import QUESTIONS, Level, findings
from operation.models import Backup, PeriodicRun
from operation.periodic import periodic_work
from tests.conftest import tasks_in

pytestmark = pytest.mark.django_db
Breaking = Callable[[Any, Path], object]
DUMMY = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
LOCMEM = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def sound(settings: Any, tmp_path: Path) -> None:
    """An installation as docs/betrieb.md makes it."""
    now = timezone.now()
    settings.DEBUG = False
    settings.SECRET_KEY = "k3J-9dLq_" * 6
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://gnk.example", ["gnk.example"]
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    settings.CACHES = LOCMEM
    settings.TASKS = tasks_in("django_tasks_db.DatabaseBackend")
    settings.OPERATOR_EMAIL = "server@gnk.example"
    settings.MEDIA_ROOT = tmp_path / "media"
    give_sign_of_life(queues=["default", "mail"], at=now)
    Backup.objects.create(started_at=now, ended_at=now, path="/srv/backup/x.tar", size=1)
    for work in periodic_work():
        PeriodicRun.objects.create(name=work.command, started_at=now, ended_at=now)


def asked(*about: str) -> dict[str, tuple[Level, str]]:
    """What is not in order; only these questions, if some are named."""
    found = findings(at=timezone.now(), questions=about)
    return {each.about: (each.level, each.sentence) for each in found if each.level != Level.OK}


def test_sound_installation_has_no_fault(sound: None) -> None:
    # Which fonts the machine of the tests has is its own affair.
    assert {about: wrong for about, wrong in asked().items() if about != "Schriften"} == {}


def put(**values: object) -> Breaking:
    """Break something by settings."""

    def breaking(settings: Any, _folder: Path) -> None:
        for name, value in values.items():
            setattr(settings, name, value)

    return breaking


def read_only(settings: Any, folder: Path) -> None:
    (folder / "file").write_text("x")
    settings.MEDIA_ROOT = folder / "file"


def cache_without_folder(settings: Any, folder: Path) -> None:
    (folder / "file").write_text("x")
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(folder / "file" / "cache")}}


def waiting_mail(_settings: Any, _folder: Path) -> None:
    deliver.enqueue("a@example.org", "Code", "123456", "", "")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=12))


def old_backup(_settings: Any, _folder: Path) -> None:
    moment = timezone.now() - timedelta(days=3)
    Backup.objects.update(started_at=moment, ended_at=moment)


def failed_work(_settings: Any, _folder: Path) -> None:
    now = timezone.now()
    PeriodicRun.objects.filter(name="clear_mails").update(ended_at=now, failed_at=now, failure="x")


def late_work(_settings: Any, _folder: Path) -> None:
    moment = timezone.now() - timedelta(days=2)
    PeriodicRun.objects.filter(name="clear_mails").update(started_at=moment, ended_at=moment)


def missing_migration(_settings: Any, _folder: Path) -> None:
    MigrationRecorder.Migration.objects.filter(app="operation").delete()


def without_packages(settings: Any, folder: Path) -> None:
    """As before `npm ci`; what was read before is forgotten."""
    settings.STATICFILES_DIRS, settings.KEPT_PAGES = [], folder / "kept"
    for kept in (bundled_fonts, edition, print_styles):
        kept.cache_clear()


NO_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
BROKEN: list[tuple[str, Breaking, Level, str]] = [
    ("Betriebsart", put(DEBUG=True), Level.FAULT, "GNK_DEBUG"),
    ("Geheimer Schlüssel", put(SECRET_KEY="kurz"), Level.FAULT, "GNK_SECRET_KEY ist zu kurz"),
    ("Geheimer Schlüssel", put(SECRET_KEY="x" * 60), Level.FAULT, "zu einfach"),
    ("Geheimer Schlüssel", put(SECRET_KEY="only-for-development-" * 3), Level.FAULT, "der Entwicklung"),
    ("Adresse", put(BASE_URL="https://anders.example"), Level.FAULT, "GNK_ALLOWED_HOSTS"),
    ("Adresse", put(BASE_URL="http://gnk.example"), Level.FAULT, "https://"),
    ("Proxy", put(SECURE_PROXY_SSL_HEADER=None), Level.FAULT, "GNK_BEHIND_PROXY"),
    ("Datenbank", missing_migration, Level.FAULT, "manage.py migrate"),
    ("Uhr und Zeitzone", put(TIME_ZONE="UTC"), Level.WARNING, "Europe/Berlin"),
    ("Ablage der Dateien", read_only, Level.FAULT, "GNK_MEDIA_ROOT"),
    ("Zwischenspeicher", cache_without_folder, Level.FAULT, "GNK_CACHE_URL"),
    ("Zwischenspeicher", put(CACHES=DUMMY), Level.FAULT, "merkt sich nichts"),
    ("Oberfläche", put(STORAGES=NO_STATIC_FILES), Level.FAULT, "collectstatic"),
    ("Schriften", without_packages, Level.FAULT, "npm ci"),
    ("PDF", without_packages, Level.FAULT, "debian-packages"),
    (
        "Mailserver",
        put(EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend"),
        Level.FAULT,
        "GNK_EMAIL",
    ),
    (
        "Mailserver",
        put(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1
        ),
        Level.FAULT,
        "nicht zu erreichen",
    ),
    ("Wartende E-Mails", waiting_mail, Level.FAULT, "seit 12 Minuten"),
    (
        "Hintergrunddienste",
        lambda *_: QueueSign.objects.filter(queue="mail").delete(),
        Level.FAULT,
        "nicht: mail",
    ),
    ("Wiederkehrende Aufgaben", failed_work, Level.FAULT, "Gescheitert: clear_mails"),
    ("Wiederkehrende Aufgaben", late_work, Level.FAULT, "Überfällig: clear_mails"),
    ("Sicherung", lambda *_: Backup.objects.all().delete(), Level.FAULT, "noch keine Sicherung"),
    ("Sicherung", old_backup, Level.FAULT, "zu alt"),
    ("E-Mail an den Betrieb", put(OPERATOR_EMAIL=""), Level.WARNING, "GNK_OPERATOR_EMAIL"),
]


@pytest.mark.parametrize(
    ("about", "breaking", "level", "words"), BROKEN, ids=[f"{row[0]}: {row[3]}" for row in BROKEN]
)
def test_what_is_broken_is_said_with_what_to_do(
    sound: None, settings: Any, tmp_path: Path, about: str, breaking: Breaking, level: Level, words: str
) -> None:
    breaking(settings, tmp_path)
    found = asked(about)
    assert found[about][0] == level
    assert words in found[about][1]


def test_clock_of_another_server_is_compared(sound: None) -> None:
    """A database in a file has no clock of its own."""
    later = timezone.now() + timedelta(minutes=5)
    (found,) = findings(at=later, questions=("Uhr und Zeitzone",))
    assert found.level == (Level.FAULT if connection.vendor == "postgresql" else Level.OK)
    (found,) = findings(at=timezone.now(), questions=("Uhr und Zeitzone",))
    assert found.level == Level.OK


@pytest.mark.parametrize(
    ("name", "level"), [("FREE_BYTES_NEEDED", Level.FAULT), ("FREE_BYTES_WANTED", Level.WARNING)]
)
def test_full_disk_is_said(sound: None, monkeypatch: pytest.MonkeyPatch, name: str, level: Level) -> None:
    monkeypatch.setattr(f"operation.installation.{name}", 10**18)
    assert asked("Platz")["Platz"][0] == level


def test_full_disk_of_the_backups_is_said_although_the_files_have_one_of_their_own(
    sound: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    settings.BACKUP_DIRECTORY = str(folder)
    free = {folder: 10_000_000}
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=free.get(path, 10**13)))
    level, sentence = asked("Platz")["Platz"]
    assert level == Level.FAULT
    assert f"Im Ordner der Sicherungen ({folder}) sind 10 MB frei" in sentence
    assert "Löschen Sie alte Sicherungen." in sentence
    del free[folder]
    assert asked("Platz") == {}


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "BACKUP_DIRECTORY"])
def test_folder_that_cannot_be_looked_into_is_a_fault(sound: None, settings: Any, name: str) -> None:
    """A name that is too long fails like a folder that may not be entered, for root as well."""
    folder = f"/tmp/{'x' * 300}/unten"
    setattr(settings, name, folder)
    level, sentence = asked("Platz")["Platz"]
    assert level == Level.FAULT
    assert f"Wie viel Platz für den Ordner {folder} frei ist, lässt sich nicht lesen" in sentence
    assert not is_writable(Path(folder))


def test_every_question_has_been_broken() -> None:
    assert {row[0] for row in BROKEN} | {"Platz"} == set(QUESTIONS)


def test_command_ends_with_the_number_of_faults_and_sends_a_mail(
    sound: None, settings: Any, mailoutbox: list[Any]
) -> None:
    said = StringIO()
    settings.OPERATOR_EMAIL = ""
    call_command("check_installation", mail="a@example.org", stdout=said)
    lines = said.getvalue().splitlines()
    assert len(lines) == len(QUESTIONS) + 1
    assert [message.to for message in mailoutbox] == [["a@example.org"]]
    Backup.objects.all().delete()
    settings.BASE_URL = "http://gnk.example"
    with pytest.raises(CommandError, match="2 Fehler"):
        call_command("check_installation", stdout=said)


def test_database_that_is_away_is_said_and_leaves_no_question_out(sound: None, settings: Any) -> None:
    """Every question is answered all the same."""

    def away(*_: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        found = {each.about: each for each in findings(at=timezone.now())}
    assert set(found) == set(QUESTIONS)
    assert "Bitte prüfen Sie GNK_DATABASE_URL" in found["Datenbank"].sentence
    assert found["Sicherung"].sentence == "Ohne Datenbank lässt sich das nicht prüfen."
