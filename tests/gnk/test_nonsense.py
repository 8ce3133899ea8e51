"""Numbers of thousands of digits, keys that no column holds: each address that reads one answers 4xx."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from jobs.choices import JobState
from oparl.models import PaperReading
from strategy.models import Comment, Strategy
from tests.builders import (
    make_committee,
    make_concept,
    make_consultation,
    make_extract,
    make_meeting,
    make_paper,
    make_programme,
    make_reading,
    make_submitted_paper,
    make_user,
    make_version,
    put_job,
)
from tests.conftest import signed_in

HUGE = ["9" * 5_000, "9" * 20, "²", "-1", "\0"]

pytestmark = pytest.mark.parametrize("number", HUGE)


def test_extract_and_concept_are_not_removed_for_nonsense(
    strategy: Strategy, coordination_client: Client, number: str
) -> None:
    concept = make_concept(strategy)
    extract = make_extract(concept)
    for name, key, field in (("extract", extract.pk, "uses"), ("concept", concept.pk, "extracts")):
        response = coordination_client.post(reverse(f"strategy:{name}-remove", args=[key]), {field: number})
        assert response.status_code == 409
    assert concept.extracts.count() == 1


def test_screen_shows_no_item_for_nonsense(
    strategy: Strategy, coordination: User, coordination_client: Client, number: str
) -> None:
    meeting = make_meeting(make_committee(CommitteeKind.STEERING_GROUP), by=coordination, items=["Begrüßung"])
    address = reverse("meetings:meeting-show", args=[meeting.pk])
    assert coordination_client.post(address, {"item": number}).status_code == 404


def test_outcome_corrects_no_entry_for_nonsense(
    strategy: Strategy, coordination: User, office_client: Client, number: str
) -> None:
    paper = make_paper(make_version(strategy, by=coordination), by=coordination)
    address = reverse("council:consultation-outcome", args=[make_consultation(paper).pk])
    assert office_client.post(address, {"corrects": number}).status_code == 422


def test_comment_mentions_nobody_for_nonsense(
    strategy: Strategy, coordination: User, coordination_client: Client, number: str
) -> None:
    measure = make_programme(strategy, by=coordination)
    address = reverse("strategy:comment-add", args=[measure.kind, measure.pk])
    response = coordination_client.post(address, {"text": "Gut", "mentions": [number]})
    assert response.status_code == 422
    assert not Comment.objects.exists()


def test_reading_opens_with_nonsense_for_a_body(
    strategy: Strategy, coordination: User, office_client: Client, number: str
) -> None:
    reading = make_reading(make_paper(make_version(strategy, by=coordination), by=coordination))
    put_job(reading.job, JobState.DONE)
    PaperReading.objects.filter(pk=reading.pk).update(steps=[{"body": "Rat"}])
    address = reverse("readings:reading-detail", args=[reading.pk])
    status = office_client.get(address, {"body-0": number}).status_code
    assert status == (400 if number == "\0" else 200)


def test_resting_text_answers_a_proposal_where_none_can_be_made(
    strategy: Strategy, coordination: User, number: str
) -> None:
    measure = make_programme(strategy, by=coordination)
    make_submitted_paper(make_version(strategy, by=coordination), by=coordination)
    client = signed_in(make_user(Role.COORDINATION))
    for element in (measure, measure.operational_goal, measure.operational_goal.strategic_goal.theme):
        address = reverse("strategy:element-edit", args=[element.kind, element.pk])
        assert client.post(address, {"proposal_note": number, "title": number}).status_code == 409
