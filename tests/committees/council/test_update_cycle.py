"""The update (Fortschreibung): a second paper carries a new version of the same strategy to the council."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from accounts.models import User
from committees.council.actions.papers import submit_paper
from committees.council.models import Consultation, Paper
from editing.exceptions import RuleBroken
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.choices import ResolutionStatus
from strategy.document.actions.versions import freeze_version, publish_version, withdraw_version
from strategy.models import Measure, Strategy, StrategyVersion
from tests.builders import (
    NOW,
    make_consultation,
    make_measure,
    make_measure_resolution,
    make_paper,
    make_programme,
    make_version,
)
from tests.committees.conftest import Record

FIRST_DAY, SECOND_DAY = date(2021, 10, 5), date(2025, 6, 3)
UPDATE = datetime(2025, 3, 3, 9, tzinfo=UTC)
PROPOSED, RESERVED, OWN, REJECTED = ResolutionStatus


def decided(paper: Paper, day: date, by: User, record: Record) -> StrategyVersion:
    """Submit a paper and let the council adopt it."""
    decision: Consultation = make_consultation(paper, date=day)
    submit_paper(paper=paper, by=by, at=datetime(day.year, day.month, 1, tzinfo=UTC))
    record(decision)
    return StrategyVersion.objects.get(pk=Paper.objects.get(pk=paper.pk).version_id)


@pytest.fixture
def first(strategy: Strategy, coordination: User, office: User, record: Record) -> StrategyVersion:
    """Version 1 with three measures, adopted and published."""
    kept = make_programme(strategy, by=coordination)
    for title in ("Entfällt", "Eigens beschlossen"):
        make_measure(kept.operational_goal, by=coordination, title=title)
    paper = make_paper(make_version(strategy, by=coordination), by=office, reference="2021/0734")
    version = decided(paper, FIRST_DAY, office, record)
    return publish_version(version=version, by=coordination, at=NOW)


@pytest.fixture
def second(
    strategy: Strategy, first: StrategyVersion, coordination: User, office: User, record: Record
) -> StrategyVersion:
    """Version 2: one measure reworded, one removed, one new, one with its own resolution; not yet published."""
    kept, gone, own = Measure.objects.order_by("position")
    make_measure_resolution(own, by=office, reference="2022/0118", decided_on=date(2022, 3, 1))
    save_element(element=kept, values={"title": "Neu gefasst"}, revision=kept.revision, by=coordination)
    remove_element(element=gone, by=coordination, at=UPDATE)
    make_measure(kept.operational_goal, by=coordination, title="Hinzugekommen")
    version = freeze_version(strategy=strategy, by=coordination, at=UPDATE)
    return decided(make_paper(version, by=office, reference="2025/0100"), SECOND_DAY, office, record)


def status_by_number() -> dict[str, str]:
    return {
        f"1.1.1.{measure.position}": measure.resolution_status
        for measure in Measure.objects.order_by("position")
    }


def test_second_adoption_keeps_numbers_and_settled_statuses(second: StrategyVersion) -> None:
    assert (second.number, second.adopted_on, second.resolution_reference) == (2, SECOND_DAY, "2025/0100")
    assert status_by_number() == {
        "1.1.1.1": RESERVED,
        "1.1.1.2": RESERVED,
        "1.1.1.3": OWN,
        "1.1.1.4": RESERVED,
    }
    assert Measure.objects.get(retired_at__isnull=False).position == 2
    assert not Strategy.objects.get().is_submitted


def test_second_version_replaces_the_first_only_when_it_is_published(
    client: Client, second: StrategyVersion, coordination: User
) -> None:
    assert "Neu gefasst" not in client.get("/massnahmen/").content.decode()
    assert client.get("/fassungen/2/").status_code == 404
    publish_version(version=second, by=coordination, at=UPDATE)
    page = client.get("/massnahmen/").content.decode()
    assert ("Neu gefasst" in page, "Hinzugekommen" in page, "Entfällt" in page) == (True, True, False)
    withdraw_version(version=second)
    assert "Entfällt" in client.get("/massnahmen/").content.decode()


def test_first_version_stays_readable_under_its_address(
    client: Client, first: StrategyVersion, second: StrategyVersion, coordination: User
) -> None:
    addresses = ("/fassungen/1/themenfelder/1/", "/fassungen/1/strategie.json")
    before = [client.get(address).content for address in addresses]
    publish_version(version=second, by=coordination, at=UPDATE)
    after = [client.get(address).content for address in addresses]
    assert after[1] == before[1] == first.content.encode()
    assert b"Entf\xc3\xa4llt" in after[0]
    assert b"Neu gefasst" not in after[0]
    assert (b"neuere Fassung" in before[0], b"neuere Fassung" in after[0]) == (False, True)


def test_resolution_after_the_second_adoption_keeps_following_the_records(
    second: StrategyVersion, office: User
) -> None:
    added = Measure.objects.get(title="Hinzugekommen")
    make_measure_resolution(added, by=office, decided_on=date(2022, 4, 1))
    assert status_by_number()["1.1.1.4"] == OWN


def test_draft_from_before_the_first_adoption_cannot_be_the_update(
    strategy: Strategy, coordination: User, office: User, record: Record
) -> None:
    make_version(strategy, by=coordination)
    stale = make_version(strategy, by=coordination)
    paper = make_paper(StrategyVersion.objects.get(number=1), by=office, reference="2021/0734")
    decided(paper, FIRST_DAY, office, record)
    update = make_paper(stale, by=office, reference="2025/0100")
    make_consultation(update, date=SECOND_DAY)
    with pytest.raises(RuleBroken, match="Seit Fassung 2 wurde an der Strategie weitergearbeitet"):
        submit_paper(paper=update, by=office, at=UPDATE)
