"""With real transactions: several who freeze in the same moment, and somebody who saves while a report is frozen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from accounts.roles import Role
from editing.snapshots import in_one_snapshot
from jobs.models import Job
from monitoring.actions.progress import freeze_report, order_preview, preview_file, save_section
from monitoring.actions.reports import accept_report
from monitoring.adopted import adopted_strategy
from monitoring.models import FrozenReport, MeasureReport, ProgressReport
from monitoring.progress.document import from_json
from publication.models import PublicChange
from strategy.actions.elements import save_element
from strategy.document.actions.versions import freeze_version
from strategy.document.document import from_json as version_from_json
from strategy.models import Measure, SdgTarget, Strategy
from tests.accounts.conftest import needs_postgresql
from tests.builders import (
    NOW,
    make_adopted_version,
    make_programme,
    make_progress_report,
    make_report,
    make_strategy,
    make_user,
)
from tests.together import answer_of, at_once, one_after_the_other

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), needs_postgresql]

CHANGED = (
    "Der Bericht wurde inzwischen geändert. Bitte sehen Sie ihn noch einmal an, bevor Sie ihn einfrieren."
)


@contextmanager
def meanwhile(before: str, act: Callable[[], Any]) -> Iterator[None]:
    """Let somebody else act just before the first reading of a table, and be done before it."""
    is_done = False

    def watch(execute: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal is_done
        if not is_done and f'FROM "{before}"' in statement:
            is_done = True
            other = Thread(target=answer_of, args=[act])
            other.start()
            other.join(20)
            assert not other.is_alive()
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert is_done


def freeze(draft: ProgressReport, by: Any, revision: int = 0) -> FrozenReport:
    council = adopted_strategy()
    assert council is not None
    asked = revision or draft.whole_revision
    return freeze_report(report=draft, revision=asked, version=council.number, by=by, at=NOW)


def test_two_drafts_frozen_by_several_at_once_become_two_reports() -> None:
    by, strategy = make_user(Role.COORDINATION), make_strategy()
    make_adopted_version(strategy, by=by)
    drafts = [make_progress_report(strategy, by=by) for _ in range(2)]
    seen = {draft: draft.whole_revision for draft in drafts}
    told = at_once(*(lambda draft=draft: freeze(draft, by, revision=seen[draft]) for draft in drafts * 3))
    frozen = "Dieser Bericht ist eingefroren und bleibt, wie er ist."
    assert sorted(told) == [frozen] * 4 + ["done"] * 2
    assert sorted(FrozenReport.objects.values_list("number", flat=True)) == [1, 2]
    assert {report.report for report in FrozenReport.objects.all()} == set(drafts)


def test_a_report_accepted_while_it_is_frozen_is_in_it_wholly_or_not_at_all() -> None:
    by, strategy = make_user(Role.COORDINATION), make_strategy()
    measure = make_programme(strategy, by=by)
    make_adopted_version(strategy, by=by)
    reporter = make_user(Role.DEPARTMENT)
    waiting = make_report(measure, by=reporter, done="Begonnen", spent=500, spent_year=NOW.year)
    draft = make_progress_report(strategy, by=by)
    with meanwhile("monitoring_measureyear", lambda: accept_report(report=waiting, by=by, at=NOW)):
        frozen = freeze(draft, by)
    (entry,) = from_json(frozen.content).measures()
    assert (entry.done, entry.money) == ("", ())
    waiting.refresh_from_db()
    assert waiting.is_accepted


def test_what_others_make_public_while_something_is_frozen_is_no_error() -> None:
    by, strategy = make_user(Role.COORDINATION), make_strategy()
    measure = make_programme(strategy, by=by)
    make_adopted_version(strategy, by=by)
    waiting = make_report(measure, by=make_user(Role.DEPARTMENT), done="Begonnen")
    draft = make_progress_report(strategy, by=by)
    order_preview(report=draft, by=by)
    measures = Measure.objects.filter(pk=measure.pk)
    measures.update(title="Anders")
    PublicChange.objects.bulk_create(PublicChange(mark=mark) for mark in range(150))

    def save_and_make_preview() -> None:
        MeasureReport.objects.filter(pk=waiting.pk).update(next_step="neu")
        Job.objects.update(done=1)

    with meanwhile("monitoring_measureyear", save_and_make_preview):
        freeze(draft, by)
    assert preview_file(draft) is None
    with meanwhile("strategy_measure_sdg_targets", lambda: measures.update(title="Wieder anders")):
        freeze_version(strategy=strategy, by=by, at=NOW)


def test_an_act_in_one_snapshot_begins_anew_when_another_has_changed_its_row() -> None:
    strategy, others = make_strategy(), iter(["Erste", "Zweite"])

    @in_one_snapshot()
    def rename() -> str:
        before = Strategy.objects.get().title
        if other := next(others, ""):
            thread = Thread(target=answer_of, args=[lambda: Strategy.objects.update(title=other)])
            thread.start()
            thread.join(20)
        Strategy.objects.filter(pk=strategy.pk).update(title=f"{before}, ergänzt")
        return before

    assert rename() == "Zweite"


def test_a_text_that_is_being_saved_lets_the_report_be_looked_at_again() -> None:
    by, strategy = make_user(Role.COORDINATION), make_strategy()
    make_adopted_version(strategy, by=by)
    draft = make_progress_report(strategy, by=by)
    section, revision = draft.sections.get(), draft.whole_revision

    def save() -> None:
        save_section(section=section, values={"text": "Neu"}, revision=section.revision, by=by)

    assert one_after_the_other(save, lambda: freeze(draft, by, revision)) == ["done", CHANGED]


def test_a_measure_saved_while_a_version_is_frozen_is_in_it_wholly_or_not_at_all() -> None:
    by, strategy = make_user(Role.COORDINATION), make_strategy()
    measure = make_programme(strategy, by=by)
    values = {"title": "Neuer Titel", "sdg_targets": SdgTarget.objects.filter(code="4.7")}

    def save() -> None:
        save_element(element=measure, values=values, revision=measure.revision, by=by)

    with meanwhile("strategy_measure_sdg_targets", save):
        version = freeze_version(strategy=strategy, by=by, at=NOW)
    (entry,) = version_from_json(version.content).measures()
    measure.refresh_from_db()
    assert measure.title == "Neuer Titel"
    assert (entry.title != "Neuer Titel", entry.sdg_targets) == (True, ())
