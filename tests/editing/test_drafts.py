"""The server's part in keeping unsaved text: whose it is, its key, and the receipt after saving."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.models import Chapter, Strategy
from tests.builders import NOW, make_programme
from tests.conftest import signed_in
from tests.strategy.pages import fields_on

NAME = "0123456789abcdef" * 2


@pytest.fixture
def address(strategy: Strategy) -> str:
    return reverse("strategy:element-edit", args=["chapter", Chapter.objects.get(chapter_kind="preface").pk])


def attributes(user: User, address: str) -> list[str]:
    content = signed_in(user).get(address).content.decode()
    return re.findall(r' data-draft-(?:owner|key)="([0-9a-f]+)"', content)


def receipts(response: Any) -> list[str]:
    return [name for name in response.cookies if name.startswith("saved-")]


def test_each_person_has_an_own_name_and_key(address: str, coordination: User, core_team: User) -> None:
    mine, theirs = attributes(coordination, address), attributes(core_team, address)
    assert [len(value) for value in mine] == [32, 64]
    assert attributes(coordination, address) == mine
    assert len({*mine, *theirs}) == 4


def test_every_form_with_texts_is_kept(address: str, coordination_client: Client) -> None:
    for page in (address, reverse("strategy:settings"), reverse("strategy:candidate-add")):
        assert " data-draft" in coordination_client.get(page).content.decode().split("<main", 1)[1]


def test_saved_form_leaves_a_receipt(address: str, coordination_client: Client) -> None:
    fields = fields_on(coordination_client.get(address))
    response = coordination_client.post(address, {**fields, "text": "Neu", "draft": NAME})
    assert receipts(response) == [f"saved-{NAME}"]
    assert receipts(coordination_client.get(address)) == []


def test_form_that_was_not_saved_leaves_none(address: str, coordination_client: Client) -> None:
    fields = {**fields_on(coordination_client.get(address)), "draft": NAME}
    too_long = coordination_client.post(address, {**fields, "text": "x" * 501})
    stale = coordination_client.post(address, {**fields, "text": "Neu", "revision": "7"})
    assert (too_long.status_code, stale.status_code) == (422, 409)
    assert receipts(too_long) + receipts(stale) == []


def test_expired_session_leaves_none(address: str) -> None:
    response = Client().post(address, {"text": "Neu", "draft": NAME})
    assert response.status_code == 302
    assert receipts(response) == []


def test_refused_action_leaves_none(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    """A refusal is told on the next page: a redirect, but nothing was saved."""
    goal = make_programme(strategy, by=coordination).operational_goal
    Strategy.objects.update(numbers_fixed_at=NOW)
    response = coordination_client.post(
        reverse("strategy:element-up", args=[goal.kind, goal.pk]), {"draft": NAME}
    )
    assert (response.status_code, receipts(response)) == (302, [])


@pytest.mark.parametrize("name", ["", "x", NAME.upper(), f"{NAME}; path=/", NAME + "0"])
def test_made_up_names_leave_none(address: str, coordination_client: Client, name: str) -> None:
    fields = fields_on(coordination_client.get(address))
    assert receipts(coordination_client.post(address, {**fields, "text": "Neu", "draft": name})) == []


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        ("http://testserver/arbeitsbereich/kapitel/?seite=2#text", "/arbeitsbereich/kapitel/?seite=2"),
        ("http://evil.example/arbeitsbereich/kapitel/", "/arbeitsbereich/themenfelder/"),
        ("javascript:alert(1)", "/arbeitsbereich/themenfelder/"),
        ("", "/arbeitsbereich/themenfelder/"),
    ],
)
def test_expired_session_leads_back_to_the_page_with_the_form(db: None, referer: str, leads_to: str) -> None:
    response = Client().post("/arbeitsbereich/themenfelder/", headers={"referer": referer})
    assert parse_qs(urlsplit(response["Location"]).query) == {"next": [leads_to]}
