"""axe on what comes after the resolution: the way to it, older versions, resolutions about single measures."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from committees.council.models import Paper, Resolution
from strategy.actions.removal import remove_element
from strategy.document.actions.versions import adopt_version, freeze_version, publish_version
from strategy.models import Measure, Strategy
from tests.browser.accessible import assert_page_is_accessible
from tests.browser.conftest import sign_in
from tests.builders import make_measure_resolution

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_pages_after_the_resolution_are_accessible(
    page: Page, live_server: Any, demo: Any, files_wait: None
) -> None:
    demo("adopted")
    by, now = User.objects.get(email="gremien@herne.example"), timezone.now()
    vote = Resolution.objects.latest("pk")
    vote.faction_votes.create(faction="Fraktion der Bienen", votes_yes=9, votes_no=3)
    Resolution.objects.update(votes_yes=9, votes_no=3, abstentions=1, wording="Der Rat beschließt.")
    first, gone = Measure.objects.all()[:2]
    resolution = make_measure_resolution(first, by=by)
    public = ["/beschluss/", "/massnahmen/1.1.1.1/", "/fassungen/", "/fassungen/1/"]
    for path in public:
        assert_page_is_accessible(page, live_server.url + path)
    remove_element(element=gone, by=by, at=now)
    second = freeze_version(strategy=Strategy.objects.get(), by=by, at=now)
    adopt_version(version=second, on=date(2025, 6, 3), reference="2025/0100", by=by, at=now)
    publish_version(version=second, by=by, at=now)
    for path in (f"/massnahmen/{gone.number}/", "/fassungen/1/themenfelder/1/"):
        assert_page_is_accessible(page, live_server.url + path)
    sign_in(page, live_server)
    for path in (
        reverse("council:decision", args=[Paper.objects.get().pk]),
        reverse("council:measure-resolution-list"),
        reverse("council:measure-resolution-add", args=[first.pk]),
        reverse("council:measure-resolution-edit", args=[resolution.pk]),
        reverse("council:measure-resolution-remove", args=[resolution.pk]),
        reverse("strategy:element-detail", args=["measure", first.pk]),
        reverse("strategy:version-detail", args=[2]),
    ):
        assert_page_is_accessible(page, live_server.url + path)
