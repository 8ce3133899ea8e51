"""The walk through our own interface finds nothing wrong with it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from files.fetching import Fetcher
from oparl.choices import ObjectKind
from oparl.models import PublishedObject
from oparl.walking import Walk
from strategy.models import Strategy
from tests.oparl.scene import PUBLISHED, council_at_work, publish

pytestmark = pytest.mark.slow


@pytest.fixture
def address(live_server: Any, settings: Any) -> str:
    settings.BASE_URL = live_server.url
    return f"{live_server.url}/oparl/v1.1/"


def test_our_own_interface_has_no_violation(address: str, strategy: Strategy, coordination: User) -> None:
    scene = council_at_work(strategy, coordination)
    publish()
    scene.annex.delete()
    publish(PUBLISHED.replace(year=2022))
    walk = Walk(Fetcher(trusted_hosts=["127.0.0.1"]))

    walk.run(address)

    assert walk.violations == []
    assert dict(walk.objects) == {
        kind.label: PublishedObject.objects.filter(kind=kind).count() for kind in ObjectKind
    }


def test_the_command_checks_the_own_interface(address: str, strategy: Strategy, coordination: User) -> None:
    council_at_work(strategy, coordination)
    publish()
    out = StringIO()

    call_command("check_oparl", stdout=out)

    assert out.getvalue().splitlines()[-1] == "Kein Verstoß gegen OParl 1.1."
