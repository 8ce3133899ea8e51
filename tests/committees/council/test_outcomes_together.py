"""Two clerks who enter the same outcome in the same moment: one entry is made, the other clerk sees it."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from committees.council.actions.outcomes import RecordedMeanwhile, record_outcome
from committees.council.choices import Outcome
from committees.council.models import Consultation, Resolution
from committees.council.procedure import Entry
from tests.builders import NOW, make_strategy, make_submitted_paper, make_user, make_version

CLERKS = 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_outcome_entered_by_several_at_once_is_made_once() -> None:
    """SQLite in memory knows no second connection."""
    if connection.vendor == "sqlite":
        pytest.skip("needs a second connection")
    clerks = [make_user(Role.COORDINATION) for _ in range(CLERKS)]
    version = make_version(make_strategy(), by=clerks[0])
    consultation = make_submitted_paper(version, by=clerks[0]).consultations.get()
    together, seen = Barrier(CLERKS), list[Exception]()
    threads = [Thread(target=_record, args=(consultation, clerk, together, seen)) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entry = Resolution.objects.get()
    assert [type(problem) for problem in seen] == [RecordedMeanwhile] * (CLERKS - 1)
    assert {problem.current for problem in seen} == {entry}  # type: ignore[attr-defined]
    assert consultation.paper.consultations.count() == 2


def _record(consultation: Consultation, clerk: User, together: Barrier, seen: list[Exception]) -> None:
    try:
        together.wait(timeout=20)
        record_outcome(
            consultation=consultation,
            entry=Entry(outcome=Outcome.ADJOURNED, held_on=NOW.date()),
            by=clerk,
            at=datetime(2021, 10, 6, tzinfo=UTC),
        )
    except Exception as problem:
        seen.append(problem)
    finally:
        connection.close()
