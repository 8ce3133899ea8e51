"""The kinds of work in the background. Each app defines its own in its module `tasks` and registers them there."""

from abc import ABC, abstractmethod
from typing import ClassVar

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from accounts.http import SignedInRequest
from accounts.models import User
from jobs.choices import JobState
from jobs.models import Job
from jobs.steps import Steps


class JobKind(ABC):
    """One kind of work: what it does, who may see and cancel it, and the sentences that say how it ended."""

    name: ClassVar[str]
    # What people call it.
    label: ClassVar[str | Promise]
    failure: ClassVar[str | Promise]
    silence: ClassVar[str | Promise]
    cancelled: ClassVar[str | Promise]

    @abstractmethod
    def work(self, job: Job, steps: Steps) -> None:
        """Do it. A RuleBroken is the failure's sentence; everything else is shown as `failure`."""

    @abstractmethod
    def is_readable(self, job: Job, user: User) -> bool:
        """Say whether a person may see how far it is: the one place that decides it, everybody else gets 404."""

    @abstractmethod
    def may_cancel(self, job: Job, user: User) -> bool:
        """Say whether a person who may see it may cancel it."""

    @abstractmethod
    def page(self, job: Job) -> str:
        """The address of the page that shows it, and afterwards what came of it."""

    def when_over(self, request: SignedInRequest, job: Job) -> HttpResponse:
        """Answer the progress that asks once more when it is over. Here the page around it is loaded again."""
        return HttpResponse(headers={"HX-Refresh": "true"})

    def ending_of(self, job: Job) -> str:
        """The sentence about a job that came to nothing."""
        if job.state == JobState.FAILED:
            return job.failure
        return str(self.cancelled if job.state == JobState.CANCELLED else self.silence)


_kinds: dict[str, JobKind] = {}


def register(kind: type[JobKind]) -> type[JobKind]:
    """Make a kind known under its name. A decorator."""
    _kinds[kind.name] = kind()
    return kind


def label_of(job: Job) -> str:
    """What people call the work of a job; its technical name when there is no such kind any more."""
    try:
        return str(kind_of(job).label)
    except KeyError:
        return job.kind


def kind_of(job: Job) -> JobKind:
    """The kind of a job. Raises KeyError for one that there is no more."""
    if job.kind not in _kinds:
        # Not when the process starts: the modules bring what makes PDFs along, which most processes never use.
        autodiscover_modules("tasks")
    return _kinds[job.kind]
