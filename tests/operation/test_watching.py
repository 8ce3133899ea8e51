"""The operator hears of what stands still, once when it begins and once when it is over."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from jobs.actions import give_sign_of_life
from operation.actions.watching import watch
from operation.choices import AlarmKind
from operation.models import Alarm, Backup
from tests.builders import make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)
OPERATOR = "server@stadt.example"


@pytest.fixture(autouse=True)
def well(settings: Any) -> None:
    make_user(created_at=NOW)
    settings.OPERATOR_EMAIL = OPERATOR
    give_sign_of_life(queues=["default", "mail"], at=NOW)
    Backup.objects.create(started_at=NOW, ended_at=NOW, path="x", size=1)


def subjects() -> list[str]:
    """The mails since the last call."""
    found = [str(message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return found


def test_nobody_hears_of_what_is_well() -> None:
    assert watch(at=NOW) == []
    assert subjects() == []


def test_silent_worker_is_told_once_and_so_is_its_return() -> None:
    give_sign_of_life(queues=["default"], at=NOW + timedelta(minutes=11))
    for minute in (11, 12, 13):
        watch(at=NOW + timedelta(minutes=minute))
    (message,) = mail.outbox
    assert message.to == [OPERATOR]
    assert "systemctl status gnk-worker gnk-mail" in message.body
    assert subjects() == ["[Nachhaltigkeit] Ein Hintergrunddienst meldet sich nicht"]
    give_sign_of_life(queues=["default", "mail"], at=NOW + timedelta(minutes=14))
    for minute in (14, 15):
        watch(at=NOW + timedelta(minutes=minute))
    assert "vorbei ist: Ein Hintergrunddienst meldet sich nicht." in mail.outbox[0].body
    assert subjects() == ["[Nachhaltigkeit] Wieder in Ordnung"]


def test_old_backup_is_told() -> None:
    give_sign_of_life(queues=["default", "mail"], at=NOW + 3 * DAY)
    watch(at=NOW + 2 * DAY - timedelta(seconds=1))
    assert subjects() == []
    watch(at=NOW + 2 * DAY + timedelta(seconds=1))
    assert subjects() == ["[Nachhaltigkeit] Die letzte Sicherung ist zu alt"]


def test_new_installation_has_two_days_for_its_first_backup(coordination: User) -> None:
    Backup.objects.all().delete()
    watch(at=NOW)
    give_sign_of_life(queues=["default", "mail"], at=NOW + 3 * DAY)
    watch(at=NOW + 3 * DAY)
    assert subjects() == ["[Nachhaltigkeit] Die letzte Sicherung ist zu alt"]


def test_alarm_that_nobody_could_be_told_of_is_told_when_there_is_an_address(settings: Any) -> None:
    Backup.objects.update(started_at=NOW - 3 * DAY, ended_at=NOW - 3 * DAY)
    settings.OPERATOR_EMAIL = ""
    assert watch(at=NOW) == []
    settings.OPERATOR_EMAIL = OPERATOR
    watch(at=NOW)
    assert subjects() == ["[Nachhaltigkeit] Die letzte Sicherung ist zu alt"]


def test_before_the_first_account_nobody_misses_a_worker() -> None:
    User.objects.all().delete()
    assert watch(at=NOW + DAY) == []


def test_what_could_not_be_told_is_told_the_next_time(settings: Any) -> None:
    Backup.objects.update(started_at=NOW - 3 * DAY, ended_at=NOW - 3 * DAY)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.accounts.refusing_mail.EmailBackend"
    with pytest.raises(OSError, match="refused"):
        watch(at=NOW)
    assert not Alarm.objects.exists()
    settings.EMAIL_BACKEND = backend
    watch(at=NOW)
    assert subjects() == ["[Nachhaltigkeit] Die letzte Sicherung ist zu alt"]
    assert Alarm.objects.get().kind == AlarmKind.BACKUP_OLD
