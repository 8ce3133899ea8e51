"""Talking about a text in the browser: a proposal and what becomes of it, comments, news; axe on every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from strategy.actions.elements import save_element
from strategy.choices import TextStatus
from strategy.discussion.actions.consolidation import begin_consolidation
from strategy.discussion.actions.structure_proposals import propose_removal
from strategy.links import page_of
from strategy.models import Comment, Measure, Proposal
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import (
    join_working_group,
    make_comment,
    make_programme,
    make_proposal,
    make_strategy,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    return make_user(Role.COORDINATION, name="Kim Koordination")


@pytest.fixture
def author(coordinator: User) -> User:
    return make_user(Role.STEERING_MEMBER, name="Ada Kaya")


@pytest.fixture
def measure(coordinator: User) -> Measure:
    measure = make_programme(make_strategy(), by=coordinator)
    values = {"title": "Vorlesepaten", "description": "In allen Bezirken lesen Menschen vor."}
    return save_element(element=measure, values=values, revision=measure.revision, by=coordinator)


def test_proposal_from_the_idea_to_the_answer(
    page: Page, live_server: Any, measure: Measure, coordinator: User, author: User
) -> None:
    address = live_server.url + page_of(measure.kind, measure.pk)
    be(page, live_server, author)
    page.goto(address)
    page.get_by_role("link", name="Änderung vorschlagen").click()
    page.get_by_label("Titel").fill("Vorlesepaten in allen Bezirken")
    page.get_by_label("Begründung").fill("So steht es auch im Bericht.")
    page.get_by_role("button", name="Vorschlag absenden").click()
    expect(page.get_by_text("Die Koordination prüft Ihren Vorschlag")).to_be_visible()
    expect(page.locator("ins")).to_have_text("neu: in allen Bezirken")

    be(page, live_server, coordinator)
    page.goto(live_server.url + reverse("strategy:guide"))
    expect(page.get_by_role("link", name="1 Änderungsvorschlag wartet auf Ihre Entscheidung")).to_be_visible()
    page.get_by_role("link", name="Maßnahme 1.1.1.1 Vorlesepaten").click()
    page.get_by_label("Antwort").fill("Danke!")
    page.get_by_role("button", name="Annehmen und speichern").click()
    expect(page.get_by_text("Der Vorschlag ist übernommen.")).to_be_visible()
    assert Measure.objects.get().title == "Vorlesepaten in allen Bezirken"

    be(page, live_server, author)
    page.goto(live_server.url + reverse("strategy:guide"))
    page.get_by_role("link", name="1 Neuigkeit ist an Sie gerichtet").click()
    expect(page.get_by_role("region", name="An Sie gerichtet")).to_contain_text("Danke!")


def test_comment_speaks_to_somebody_who_answers(
    page: Page, live_server: Any, measure: Measure, coordinator: User, author: User
) -> None:
    be(page, live_server, author)
    page.goto(live_server.url + page_of(measure.kind, measure.pk))
    page.get_by_role("link", name="Kommentieren").click()
    page.get_by_label("Kommentar").fill("Wer zahlt das?")
    page.get_by_label("Person ansprechen").select_option(label="Kim Koordination")
    page.get_by_role("button", name="Kommentieren").click()
    expect(page.get_by_role("article", name="Kommentar von Ada Kaya")).to_contain_text("an Kim Koordination")

    be(page, live_server, coordinator)
    page.goto(live_server.url + reverse("strategy:activity"))
    page.get_by_role("region", name="An Sie gerichtet").get_by_role("link", name="Vorlesepaten").click()
    page.get_by_role("link", name="Ada Kaya antworten").click()
    page.get_by_label("Kommentar").fill("Der Förderverein.")
    page.get_by_role("button", name="Antworten").click()
    page.get_by_role("button", name="Erledigt").click()
    expect(page.get_by_text("1 erledigtes Gespräch")).to_be_visible()


def test_people_are_suggested_behind_an_at_sign(
    page: Page, live_server: Any, measure: Measure, coordinator: User, author: User
) -> None:
    make_user(Role.CORE_TEAM, name="Karim Öztürk")
    be(page, live_server, author)
    page.goto(live_server.url + reverse("strategy:comment-add", args=[measure.kind, measure.pk]))
    field = page.get_by_role("textbox", name="Kommentar")
    field.press_sequentially("Fragt @k")
    people = page.get_by_role("listbox", name="Personen")
    expect(people.get_by_role("option")).to_have_text(["Ada Kaya", "Karim Öztürk", "Kim Koordination"])
    field.press_sequentially("ar")
    expect(people.get_by_role("option")).to_have_text(["Karim Öztürk"])
    for _letter in "ar":
        field.press("Backspace")
    field.press("ArrowUp")
    expect(people.get_by_role("option", selected=True)).to_have_text("Kim Koordination")
    assert field.get_attribute("aria-activedescendant") == people.get_by_role("option").nth(2).get_attribute(
        "id"
    )
    assert_accessible(page, "suggestions")
    field.press("Enter")
    expect(people).to_be_hidden()
    field.press_sequentially("und @oz")
    people.get_by_role("option", name="Karim Öztürk").click()
    expect(field).to_have_value("Fragt @Kim Koordination und @Karim Öztürk ")
    page.get_by_role("button", name="Kommentieren").click()
    expect(page.get_by_role("article", name="Kommentar von Ada Kaya")).to_contain_text("an Ka")
    assert {person.name for person in Comment.objects.get().mentions.all()} == {
        "Kim Koordination",
        "Karim Öztürk",
    }


def pages(measure: Measure) -> Iterator[str]:
    comment, proposal = Comment.objects.first(), Proposal.objects.first()
    assert comment
    assert proposal
    theme = measure.theme_of
    yield page_of(theme.kind, theme.pk)
    yield page_of(measure.kind, measure.pk)
    yield from (reverse(f"strategy:{name}") for name in ("guide", "activity", "proposal-list", "theme-list"))
    yield from (
        reverse(f"strategy:proposal-{name}", args=[proposal.pk]) for name in ("detail", "accept", "decline")
    )
    yield reverse("strategy:comment-reply", args=[comment.pk])
    yield reverse("strategy:comment-add", args=[measure.kind, measure.pk])
    yield reverse("strategy:working-group", args=[theme.pk])
    yield reverse("strategy:text-status-change", args=[measure.kind, measure.pk, TextStatus.DRAFT])


def test_pages_are_accessible(
    page: Page, live_server: Any, measure: Measure, coordinator: User, author: User
) -> None:
    join_working_group(measure.theme_of, author)
    goal, now = measure.operational_goal, timezone.now()
    Measure.objects.update(text_status=TextStatus.AGREED)
    make_proposal(measure, by=author, title="Lesepaten", note="Kürzer.", at=now)
    for element in (measure, measure.theme_of):
        thread = make_comment(element, by=author, mentions=[coordinator], at=now)
        make_comment(element, by=coordinator, thread=thread, at=now)
    save_element(element=goal, values={"short_title": "Neu"}, revision=goal.revision, by=author)
    be(page, live_server, coordinator)
    for path in pages(measure):
        assert_page_is_accessible(page, live_server.url + path)
    removal = propose_removal(element=goal, reason="Doppelt.", by=author, at=now)
    for name in ("detail", "accept"):
        path = reverse(f"strategy:proposal-{name}", args=[removal.pk])
        assert_page_is_accessible(page, live_server.url + path)
    be(page, live_server, author)
    for name in ("removal", "move"):
        path = reverse(f"strategy:proposal-add-{name}", args=[measure.kind, measure.pk])
        assert_page_is_accessible(page, live_server.url + path)
    begin_consolidation(theme=measure.theme_of, by=coordinator, at=now)
    for path in (page_of("theme", measure.theme_of.pk), page_of(measure.kind, measure.pk)):
        assert_page_is_accessible(page, live_server.url + path)
    chapter = reverse("strategy:proposal-add", args=["chapter", measure.strategy_of.chapters.first().pk])
    assert_page_is_accessible(page, live_server.url + chapter)
