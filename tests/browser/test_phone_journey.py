"""A volunteer with a phone and ten minutes: what they come for is done within three taps of the overview."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from accounts.roles import Role
from committees.meetings.actions.polls import open_poll
from strategy.models import Comment, Measure, Proposal
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import be
from tests.builders import (
    join_working_group,
    make_goal,
    make_membership,
    make_poll,
    make_programme,
    make_steering_group,
    make_strategic_goal,
    make_strategy,
    make_theme,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Tap = Callable[[Locator], None]


@pytest.fixture
def volunteer(transactional_db: None) -> User:
    """A member of the steering group and of one working group, who is asked in a survey."""
    coordination = make_user(Role.COORDINATION)
    volunteer = make_user(Role.STEERING_MEMBER, name="Ada Kaya")
    strategy = make_strategy()
    join_working_group(make_programme(strategy, by=coordination).theme_of, volunteer)
    other = make_strategic_goal(make_theme(strategy, by=coordination), by=coordination)
    make_goal(other, by=coordination, short_title="Radwege", indicator="Kilometer", target_value=40)
    group = make_steering_group("Kirchen")
    make_membership(group, volunteer, group="Umwelt")
    open_poll(
        poll=make_poll(group, by=coordination, options=("Montag", "Dienstag")),
        by=coordination,
        at=timezone.now(),
    )
    return volunteer


def from_the_overview(page: Page, live_server: Any, visit: Callable[[Tap], None]) -> int:
    """Begin on the overview; returns how often was tapped."""
    page.goto(live_server.url + reverse("strategy:guide"))
    taps = 0

    def tap(target: Locator) -> None:
        nonlocal taps
        taps += 1
        target.click()

    visit(tap)
    return taps


def test_volunteer_votes_comments_proposes_and_finds_within_three_taps(
    page: Page, live_server: Any, volunteer: User
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    be(page, live_server, volunteer)
    measure = Measure.objects.get()

    def search(tap: Tap, word: str) -> None:
        tap(page.locator("summary", has_text="Suche"))
        page.keyboard.type(word)
        page.keyboard.press("Enter")

    def vote(tap: Tap) -> None:
        tap(page.get_by_role("link", name="Abstimmen"))
        tap(page.get_by_label("Dienstag"))
        tap(page.get_by_role("button", name="Stimme abgeben"))
        expect(page.get_by_role("heading", name="Danke, Ihre Stimme ist gezählt.")).to_be_visible()

    def comment(tap: Tap) -> None:
        tap(page.get_by_role("link", name=f"1 {measure.theme_of.title}").first)
        tap(page.get_by_role("link", name="Kommentieren").last)
        page.get_by_label("Kommentar").fill("Das unterstützen wir.")
        tap(page.get_by_role("button", name="Kommentieren"))
        expect(page.get_by_text("Das unterstützen wir.")).to_be_visible()

    def propose(tap: Tap) -> None:
        search(tap, "Radwege")
        tap(page.get_by_role("link", name="Änderung vorschlagen: Radwege"))
        page.get_by_label("Zielwert").fill("60")
        tap(page.get_by_role("button", name="Vorschlag absenden"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Vorschlag")

    def find(tap: Tap) -> None:
        search(tap, measure.title)
        tap(page.locator("main").get_by_role("link", name=measure.title).first)
        expect(page.get_by_role("heading", level=1)).to_contain_text(measure.title)

    jobs = {"vote": vote, "comment": comment, "propose": propose, "find": find}
    taps = {name: from_the_overview(page, live_server, job) for name, job in jobs.items()}
    assert taps == {"vote": 3, "comment": 3, "propose": 3, "find": 2}
    assert_accessible(page, "measure on a phone")
    assert Comment.objects.get().author == volunteer
    assert Proposal.objects.get().values == {"target_value": "60"}
