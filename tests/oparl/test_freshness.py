"""With real transactions: the interface follows the office's work at once, also when many save at the same moment."""

import logging
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import connections, transaction

from accounts.models import User
from committees.bodies.models import Committee, LegislativeTerm
from oparl import freshness, publishing
from oparl.models import PublishedObject
from oparl.publishing import Changes, refresh
from strategy.models import Strategy
from tests.accounts.conftest import needs_postgresql
from tests.builders import NOW, make_submitted_paper, make_version
from tests.oparl.scene import read

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


def test_interface_follows_the_work_of_the_office(strategy: Strategy, coordination: User) -> None:
    assert read("/body/1").json()["name"] == str(strategy.municipality)
    paper = make_submitted_paper(make_version(strategy, by=coordination), by=coordination)
    step = paper.consultations.get()
    assert read(f"/paper/{paper.pk}").json()["consultation"][0]["role"] == "Entscheidung"
    step.committee.name = "Rat der Stadt Herne"
    step.committee.save()
    assert read(f"/organization/{step.committee_id}").json()["name"] == "Rat der Stadt Herne"
    paper.is_public = False
    paper.save()
    assert read(f"/paper/{paper.pk}").json()["deleted"] is True
    assert read(f"/consultation/{step.pk}").json()["deleted"] is True


def test_change_that_was_rolled_back_is_never_told(strategy: Strategy) -> None:
    with transaction.atomic():
        body = Committee.objects.create(name="Ausschuss", kind="committee")
        transaction.set_rollback(True)
    assert read(f"/organization/{body.pk}").status_code == 404


def test_refresh_that_fails_is_logged_and_leaves_the_change(
    strategy: Strategy, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*, at: Any) -> None:
        raise RuntimeError("no disk")

    monkeypatch.setattr(freshness, "refresh", broken)
    with caplog.at_level(logging.ERROR):
        Committee.objects.create(name="Ausschuss", kind="committee")
    assert Committee.objects.filter(name="Ausschuss").exists()
    assert "no disk" in caplog.text
    monkeypatch.undo()
    Committee.objects.create(name="Beirat", kind="committee")
    names = {found["name"] for found in read("/body/1/organization").json()["data"]}
    assert names == {"Ausschuss", "Beirat"}


@needs_postgresql
def test_many_changes_at_once_are_all_told(
    strategy: Strategy, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    together, problems = Barrier(AT_ONCE), list[Exception]()
    in_the_middle, drafts = Barrier(AT_ONCE), publishing._drafts

    def all_at_once(*arguments: Any) -> Any:
        """Wait for the others in the middle of the refresh, where only one at a time should ever be."""
        found = drafts(*arguments)
        with suppress(BrokenBarrierError):
            in_the_middle.wait(timeout=2)
        return found

    monkeypatch.setattr(publishing, "_drafts", all_at_once)

    def add(number: int) -> None:
        try:
            together.wait()
            with transaction.atomic():
                LegislativeTerm.objects.create(
                    name=str(number), starts_on=NOW.date().replace(year=2000 + number)
                )
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=add, args=[number]) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (problems, caplog.messages) == ([], [])
    assert len(read("/body/1").json()["legislativeTerm"]) == AT_ONCE
    assert PublishedObject.objects.filter(kind="legislativeterm").count() == AT_ONCE
    assert refresh(at=NOW) == Changes(created=0, modified=0, deleted=0)
