"""The background task behind every job."""

from django_tasks import task

from jobs.runner import run


@task()
def run_job(pk: str) -> None:
    """Do the work of a job."""
    run(pk)
