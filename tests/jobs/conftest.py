from collections.abc import Callable

import pytest

from accounts.models import User
from jobs import kinds, steps
from jobs.actions import order
from jobs.kinds import JobKind
from jobs.models import Job
from jobs.steps import Steps

Work = Callable[[Job, Steps], None]


class Example(JobKind):
    """A kind of job whose work is given by the test."""

    name = "example"
    label = "Beispiel"
    failure = "Das ging nicht."
    silence = "Das ist stehen geblieben."
    cancelled = "Das ist abgebrochen."
    given: Work

    def work(self, job: Job, steps: Steps) -> None:
        type(self).given(job, steps)

    def is_readable(self, job: Job, user: User) -> bool:
        return job.requested_by == user

    def may_cancel(self, job: Job, user: User) -> bool:
        return job.arguments != {"holy": "yes"}

    def page(self, job: Job) -> str:
        return "/arbeitsbereich/"


@pytest.fixture(autouse=True)
def example(monkeypatch: pytest.MonkeyPatch) -> type[Example]:
    """The kind is known, and every report is told."""
    monkeypatch.setitem(kinds._kinds, Example.name, Example())
    monkeypatch.setattr(steps, "SECONDS_BETWEEN_REPORTS", 0.0)
    Example.given = staticmethod(lambda job, steps: None)
    return Example


@pytest.fixture
def job(coordination: User) -> Job:
    return order(Example, by=coordination, word="Gleich geht es los.", total=10)
