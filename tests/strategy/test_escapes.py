"""Escapes of long texts are stored, and seen nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delivery, User
from committees.meetings.actions.invitations import appointment_of, invite_to_meeting
from editing.history import history_of
from editing.wording import ChangeKind
from exports.spreadsheets import write_csv
from search.models import SearchEntry
from strategy.actions.elements import save_element
from strategy.document.actions.versions import freeze_version
from strategy.document.comparison import compare
from strategy.document.published import frozen_document
from strategy.models import Measure, Strategy
from tables.kinds.measures import MEASURES
from tables.sheets.of_kinds import kind_sheet
from tests.builders import make_meeting, make_membership, make_programme, make_steering_group

ESCAPED = "\\- 55 % CO2\n\\## Rest\n1\\. Mai: Bürger\\*\\*innen C:\\temp"
SEEN = "- 55 % CO2\n## Rest\n1. Mai: Bürger**innen C:\\temp"


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    measure = make_programme(strategy, by=coordination)
    values = {"description": ESCAPED}
    save_element(element=measure, values=values, revision=measure.revision, by=coordination)
    measure.refresh_from_db()
    return measure


def test_history_and_search(measure: Measure) -> None:
    (change,) = history_of(measure)[0].fields
    assert [each.text for each in change.changes if each.kind == ChangeKind.INSERTED] == [SEEN]
    assert SEEN in SearchEntry.objects.get(key=str(measure.pk)).text


def test_comparison_of_versions(measure: Measure, strategy: Strategy, coordination: User) -> None:
    before = frozen_document(freeze_version(strategy=strategy, by=coordination, at=timezone.now()))
    values = {"description": f"{ESCAPED} neu"}
    save_element(element=measure, values=values, revision=measure.revision, by=coordination)
    after = frozen_document(freeze_version(strategy=strategy, by=coordination, at=timezone.now()))
    (element,) = compare(before, after).only_changes()
    (field,) = element.fields
    assert "".join(each.text for each in field.changes if each.kind != ChangeKind.DELETED) == f"{SEEN} neu"


def test_page_of_a_conflict_shows_none_and_keeps_them_in_what_is_taken(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    address = reverse("strategy:element-edit", args=["measure", measure.pk])
    form = coordination_client.get(address).context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    values = {"description": ESCAPED.replace("55", "60")}
    save_element(element=measure, values=values, revision=measure.revision, by=coordination)
    answer = coordination_client.post(address, {**sent, "description": ESCAPED.replace("temp", "daten")})
    assert answer.status_code == 409
    (conflict,) = [each for each in answer.context["conflicts"].fields if each.label == "Kurzbeschreibung"]
    shown = [conflict.base, *(each.text for each in (*conflict.theirs, *conflict.mine))]
    assert [text for text in shown if "\\-" in text or "\\#" in text or "\\." in text or "\\*" in text] == []
    both = conflict.options[-1].sent
    assert "\\\\- 60 % CO2" in both
    assert "C:\\\\daten" in both


def test_table_of_measures_comes_back_unchanged(measure: Measure, coordination: User) -> None:
    text = write_csv(kind_sheet(MEASURES, MEASURES.rows(user=coordination))).decode()
    assert "## Rest" in text
    assert "\\##" not in text


def test_mail_and_calendar_of_a_meeting(coordination: User) -> None:
    group = make_steering_group()
    make_membership(group, coordination)
    meeting: Any = make_meeting(group, by=coordination, starts_at=timezone.now() + timedelta(days=9))
    meeting.description = ESCAPED
    meeting.save()
    invite_to_meeting(meeting=meeting, by=coordination, at=timezone.now())
    assert SEEN in Delivery.objects.get().text
    assert SEEN in appointment_of(meeting).description
