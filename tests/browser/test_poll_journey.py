"""A survey in the browser: voting, the code of a secret vote, the shared screen, axe on every page."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.actions.polls import close_poll, open_poll
from committees.meetings.choices import PollKind
from committees.meetings.models import Poll
from committees.meetings.poll_elements import choices_for
from strategy.models import OperationalGoal, Strategy
from tests.browser.accessible import assert_accessible, assert_page_is_accessible
from tests.browser.conftest import be
from tests.builders import (
    make_measure,
    make_membership,
    make_poll,
    make_programme,
    make_steering_group,
    make_strategy,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    return make_user(Role.COORDINATION)


@pytest.fixture
def programme(coordinator: User) -> Strategy:
    strategy = make_strategy()
    make_programme(strategy, by=coordinator)
    return strategy


@pytest.fixture
def voter(coordinator: User) -> User:
    return make_user(Role.STEERING_MEMBER, name="Ada Kaya")


@pytest.fixture
def body(voter: User) -> Committee:
    committee = make_steering_group("Kirchen", "IHK")
    make_membership(committee, voter, group="Jugendvertretung")
    return committee


def running(body: Committee, by: User, **fields: Any) -> Poll:
    poll = make_poll(body, by=by, **fields)
    return open_poll(poll=poll, by=by, at=timezone.now() - timedelta(hours=1))


def address(live_server: Any, name: str, *arguments: Any) -> str:
    return str(live_server.url + reverse(f"meetings:poll-{name}", args=arguments))


def selection_choices() -> list[Any]:
    return [choice for group in choices_for(PollKind.THEME_SELECTION) for choice in group.choices]


def test_a_member_distributes_points_in_secret_and_changes_the_vote(
    page: Page, live_server: Any, programme: Strategy, body: Committee, coordinator: User, voter: User
) -> None:
    choices = selection_choices()
    poll = running(
        body,
        coordinator,
        kind=PollKind.THEME_SELECTION,
        secrecy="secret",
        choices=choices,
        title="Welche Felder?",
    )
    be(page, live_server, voter)
    page.goto(live_server.url + reverse("strategy:guide"))
    page.get_by_role("link", name="Abstimmen").click()
    first, second, third = (page.get_by_role("textbox", name=choice.label) for choice in choices[:3])
    first.fill("3")
    expect(page.get_by_text("noch 2 Punkte")).to_be_visible()
    page.get_by_role("button", name=f"Ein Punkt mehr: {choices[0].label}").click()
    expect(first).to_have_value("4")
    expect(page.get_by_text("noch 1 Punkt")).to_be_visible()
    page.get_by_text("Was bedeutet").first.click()
    expect(page.get_by_role("link", name="Alles dazu lesen").first).to_be_visible()
    second.fill("2")
    expect(page.get_by_text("1 zu viel vergeben")).to_be_visible()
    page.get_by_role("button", name="Stimme abgeben").click()
    expect(page.get_by_text("Sie haben 6 Punkte vergeben, es sind aber nur 5.")).to_be_visible()
    assert_accessible(page, "ballot with an error")
    page.get_by_role("button", name=f"Ein Punkt weniger: {choices[1].label}").click()
    expect(second).to_have_value("1")
    page.get_by_role("button", name="Stimme abgeben").click()
    expect(page.get_by_role("heading", name="Danke, Ihre Stimme ist gezählt.")).to_be_visible()
    code = page.locator(".ballot-code__text").inner_text()
    assert_accessible(page, "thanks")

    be(page, live_server, voter)  # Another browser: the cookie with the code is gone.
    page.goto(address(live_server, "vote", poll.pk))
    page.get_by_label("Ihr Code").fill(code.lower())
    third.fill("5")
    page.get_by_role("button", name="Stimme abgeben").click()
    expect(page.locator(".ballot-code__text")).to_have_text(code)
    assert [list(ballot.answers.values()) for ballot in poll.ballots.all()] == [[5]]


def test_places_are_set_and_exchanged_by_buttons(
    page: Page, live_server: Any, programme: Strategy, body: Committee, coordinator: User, voter: User
) -> None:
    goal = OperationalGoal.objects.all()[0]
    for title in ("Lesebus", "Lesepaten"):
        make_measure(goal, by=coordinator, title=title)
    choices = [choice for group in choices_for(PollKind.RANKING) for choice in group.choices]
    poll = running(body, coordinator, kind=PollKind.RANKING, choices=choices)
    be(page, live_server, voter)
    page.goto(address(live_server, "vote", poll.pk))

    def press(what: str, place: int) -> None:
        page.get_by_role("button", name=f"{what}: {choices[place].label}").click()

    for place in (1, 0, 2):
        press("Platz dahinter", place)
    expect(page.get_by_text("alle gereiht" if len(choices) == 3 else "3 von")).to_be_visible()
    press("Platz davor", 2)
    numbers = [page.get_by_role("textbox", name=choice.label) for choice in choices[:3]]
    assert [number.input_value() for number in numbers] == ["3", "1", "2"]
    press("Platz davor", 1)
    assert [number.input_value() for number in numbers] == ["2", "", "1"]
    page.get_by_role("button", name="Stimme abgeben").click()
    expect(page.get_by_role("heading", name="Danke, Ihre Stimme ist gezählt.")).to_be_visible()


def test_the_shared_screen_follows_the_votes(
    page: Page, live_server: Any, programme: Strategy, body: Committee, coordinator: User
) -> None:
    poll = running(body, coordinator, options=("Montag", "Dienstag"), results_live=True)
    be(page, live_server, coordinator)
    page.goto(address(live_server, "list"))
    # The fragment as a page of the working area shows it.
    page.evaluate(
        "url => htmx.ajax('GET', url, {target: 'main', swap: 'innerHTML'})",
        address(live_server, "screen", poll.pk),
    )
    expect(page.get_by_text("0 von 3 haben abgestimmt.")).to_be_visible()
    first = poll.voters.select_related("user").first().user
    cast_ballot(poll=poll, user=first, answers={str(poll.options.first().pk): 1}, code="", at=timezone.now())
    expect(page.get_by_text("1 von 3 hat abgestimmt.")).to_be_visible(timeout=8000)
    expect(page.get_by_text("Platz 1 · 1 Stimme")).to_be_visible()


@pytest.mark.parametrize("kind", PollKind)
def test_survey_pages_are_accessible(
    page: Page,
    live_server: Any,
    programme: Strategy,
    body: Committee,
    coordinator: User,
    voter: User,
    kind: PollKind,
) -> None:
    offered: list[Any] = [choice for group in choices_for(kind) for choice in group.choices]
    choices = offered or ["Ja", "Nein"]
    prepared = make_poll(body, by=coordinator, kind=kind, choices=choices)
    if kind == PollKind.RANKING:
        prepared.options.create(position=2, label="1.1.1.2 Noch eine")
    make_membership(body, coordinator, group="IHK")
    poll = running(body, coordinator, kind=kind, choices=[*choices, *(["Neu"] if len(choices) == 1 else [])])
    answers: dict[str, Any] = {str(poll.options.first().pk): 1}
    if kind == PollKind.AGREEMENT:
        answers = {str(o.pk): {"stance": "concerns", "comment": "Zu teuer."} for o in poll.options.all()}
    cast_ballot(poll=poll, user=voter, answers=answers, code="", at=timezone.now())
    be(page, live_server, coordinator)
    paths = [
        address(live_server, "add", kind),
        *(address(live_server, name, prepared.pk) for name in ("detail", "options")),
        address(live_server, "vote", poll.pk),
    ]
    if kind == PollKind.THEME_SELECTION:
        paths += [address(live_server, name) for name in ("list", "kinds")]
        paths += [address(live_server, name, prepared.pk) for name in ("edit", "schedule", "remove")]
    for path in paths:
        assert_page_is_accessible(page, path)
    close_poll(poll=poll, by=coordinator, at=timezone.now())
    assert_page_is_accessible(page, address(live_server, "detail", poll.pk))
    if kind == PollKind.THEME_SELECTION:
        assert_page_is_accessible(page, address(live_server, "take-over", poll.pk))
