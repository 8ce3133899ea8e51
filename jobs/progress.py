"""The progress of a job, as every page shows it."""

from accounts.models import User
from jobs.kinds import kind_of
from jobs.models import Job


def progress_of(job: Job, user: User) -> dict[str, object]:
    """The context of the one fragment, on a page and on its own."""
    kind = kind_of(job)
    return {
        "job": job,
        "can_cancel": job.is_under_way and kind.may_cancel(job, user),
        "ending": kind.ending_of(job),
    }
