"""Background tasks: reading a table, taking it over, taking it back."""

from django_tasks import task

from tables.applying import apply_import, undo_import
from tables.reading_in import read_import


@task()
def read_table(pk: str) -> None:
    """Read an uploaded table and make its preview."""
    read_import(pk)


@task()
def apply_table(pk: str) -> None:
    """Take over the right rows of a preview."""
    apply_import(pk)


@task()
def undo_table(pk: str) -> None:
    """Take back what an import has written."""
    undo_import(pk)
