"""Several who freeze in the same moment: each draft becomes one report, and numbers are given once."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken
from monitoring.actions.progress import freeze_report
from monitoring.adopted import adopted_strategy
from monitoring.models import FrozenReport, ProgressReport
from tests.builders import NOW, make_adopted_version, make_progress_report, make_strategy, make_user

TOGETHER = 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_drafts_frozen_by_several_at_once_become_two_reports() -> None:
    """SQLite in memory knows no second connection."""
    if connection.vendor == "sqlite":
        pytest.skip("needs a second connection")
    by, strategy = make_user(Role.COORDINATION), make_strategy()
    make_adopted_version(strategy, by=by)
    drafts = [make_progress_report(strategy, by=by) for _ in range(2)]
    barrier, seen = Barrier(TOGETHER), list[Exception]()
    threads = [
        Thread(target=_freeze, args=(drafts[place % 2], by, barrier, seen)) for place in range(TOGETHER)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(problem) for problem in seen] == [RuleBroken] * (TOGETHER - 2)
    assert sorted(FrozenReport.objects.values_list("number", flat=True)) == [1, 2]
    assert {frozen.report for frozen in FrozenReport.objects.all()} == set(drafts)


def _freeze(draft: ProgressReport, by: User, barrier: Barrier, seen: list[Exception]) -> None:
    try:
        council = adopted_strategy()
        assert council is not None
        barrier.wait(timeout=20)
        freeze_report(report=draft, revision=2, version=council.number, by=by, at=NOW)
    except Exception as problem:
        seen.append(problem)
    finally:
        connection.close()
