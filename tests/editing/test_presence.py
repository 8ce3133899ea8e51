from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from editing.actions import announce, leave
from editing.models import EditingPresence
from editing.presence import subject_from, subject_of, token_for
from editing.templatetags.presence_tags import since_words
from strategy.models import Measure
from tests.builders import NOW
from tests.strategy.pages import fields_on, text_of

PRESENCE = reverse("editing:presence")
SUBJECT = "measure:1"


def later(**passed: int) -> Any:
    return NOW + timedelta(**passed)


def others(user: User, at: Any, subject: str = SUBJECT) -> list[tuple[str, Any]]:
    found = EditingPresence.objects.others_editing(subject, user, at)
    return [(presence.user.name, presence.since) for presence in found]


def test_others_see_who_edits_and_since_when(coordination: User, core_team: User, member: User) -> None:
    announce(subject=SUBJECT, user=core_team, at=NOW)
    announce(subject=SUBJECT, user=coordination, at=later(seconds=10))
    announce(subject=SUBJECT, user=core_team, at=later(seconds=20))
    announce(subject="measure:2", user=member, at=NOW)
    expected = [(core_team.name, NOW), (coordination.name, later(seconds=10))]
    assert others(member, later(seconds=30)) == expected
    assert others(core_team, later(seconds=30)) == expected[1:]


def test_who_does_not_report_for_a_minute_is_gone(coordination: User, core_team: User) -> None:
    announce(subject=SUBJECT, user=core_team, at=NOW)
    assert len(others(coordination, later(seconds=59))) == 1
    assert others(coordination, later(seconds=60)) == []


def test_who_comes_back_begins_anew(coordination: User, core_team: User) -> None:
    announce(subject=SUBJECT, user=core_team, at=NOW)
    announce(subject=SUBJECT, user=core_team, at=later(minutes=5))
    assert others(coordination, later(minutes=5)) == [(core_team.name, later(minutes=5))]
    assert EditingPresence.objects.count() == 1


def test_leaving_removes_only_the_own_presence(coordination: User, core_team: User, member: User) -> None:
    announce(subject=SUBJECT, user=core_team, at=NOW)
    announce(subject=SUBJECT, user=coordination, at=NOW)
    leave(subject=SUBJECT, user=core_team)
    assert others(member, NOW) == [(coordination.name, NOW)]


def test_forgotten_presences_are_deleted_after_a_day(coordination: User, core_team: User) -> None:
    announce(subject="measure:2", user=core_team, at=NOW)
    announce(subject=SUBJECT, user=coordination, at=later(days=1, seconds=1))
    assert [presence.subject for presence in EditingPresence.objects.all()] == [SUBJECT]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "seit eben"),
        (59, "seit eben"),
        (60, "seit 1 Min."),
        (3599, "seit 59 Min."),
        (3600, "seit 12:00 Uhr"),
    ],
)
def test_time_is_told_in_few_words(seconds: int, words: str) -> None:
    assert since_words(NOW, later(seconds=seconds)) == words


def test_token_is_good_for_one_person_and_text(coordination: User, core_team: User) -> None:
    token = token_for(SUBJECT, core_team)
    assert subject_from(token, core_team) == SUBJECT
    assert subject_from(token, coordination) is None
    assert subject_from(token + "x", core_team) is None
    assert subject_from("", core_team) is None


def test_form_announces_itself_and_shows_the_others(
    measure: Measure, core_team: User, coordination: User, coordination_client: Client
) -> None:
    subject = subject_of(measure)
    announce(subject=subject, user=core_team, at=timezone.now())
    token = token_for(subject, coordination)
    response = coordination_client.post(PRESENCE, {"token": token})
    assert text_of(response) == f"Wird gerade bearbeitet von {core_team.name} (seit eben)"
    assert [name for name, _since in others(core_team, timezone.now(), subject)] == [coordination.name]


def test_wrong_token_is_hidden_and_announces_nothing(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    for token in ("", "measure:1", token_for(SUBJECT, core_team)):
        assert coordination_client.post(PRESENCE, {"token": token}).status_code == 404
    assert EditingPresence.objects.count() == 0


def test_opened_form_shows_the_others_without_a_script(
    measure: Measure, core_team: User, coordination_client: Client
) -> None:
    announce(subject=subject_of(measure), user=core_team, at=timezone.now() - timedelta(seconds=30))
    page = coordination_client.get(reverse("strategy:element-edit", args=["measure", measure.pk]))
    assert f"Wird gerade bearbeitet von {core_team.name} (seit eben)" in text_of(page)
    settings = coordination_client.get(reverse("strategy:settings"))
    assert "Wird gerade bearbeitet" not in text_of(settings)


def test_saving_ends_the_presence(
    measure: Measure, coordination: User, core_team: User, coordination_client: Client
) -> None:
    page = reverse("strategy:element-edit", args=["measure", measure.pk])
    fields = fields_on(coordination_client.get(page))
    now = timezone.now()
    announce(subject=subject_of(measure), user=coordination, at=now)
    assert coordination_client.post(page, {**fields, "title": "Neu"}).status_code == 302
    assert others(core_team, now, subject_of(measure)) == []


def test_opening_takes_the_same_queries_whoever_edits(
    measure: Measure, core_team: User, member: User, coordination_client: Client
) -> None:
    page = reverse("strategy:element-edit", args=["measure", measure.pk])
    counted = []
    for user in (core_team, member):
        announce(subject=subject_of(measure), user=user, at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            response = coordination_client.get(page)
        assert user.name in text_of(response)
        counted.append(len(queries))
    assert counted[0] == counted[1]
