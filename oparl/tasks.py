"""Background tasks: reading a paper from a foreign OParl interface."""

from django_tasks import task

from oparl.reading_in import read_foreign_paper


@task()
def read_paper(pk: int) -> None:
    """Read the Beratungsfolge of a foreign paper."""
    read_foreign_paper(pk)
