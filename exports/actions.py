"""Ordering a file that is made in the background, and forgetting it."""

from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exports.models import ExportFile
from exports.tasks import ExportKind
from jobs.actions import order
from jobs.models import Job


@transaction.atomic
def order_file(
    kind: type[ExportKind],
    *,
    title: str,
    filename: str,
    pages_expected: int,
    by: User | None,
    arguments: Mapping[str, str] | None = None,
    word: str = "",
) -> ExportFile:
    """Have a file made in the background; `word` says what will happen, if it is no PDF."""
    job = order(
        kind,
        by=by,
        word=word or _("Das PDF wird gleich erstellt."),
        total=pages_expected,
        arguments=arguments,
    )
    return ExportFile.objects.create(title=title, filename=filename, job=job)


@transaction.atomic
def forget_file(export: ExportFile) -> None:
    """Remove an order with its file. A worker that is still at it stores nothing.

    One that stores the file at this moment holds the row of the job: what it has stored is known behind it.
    """
    job = Job.objects.select_for_update().filter(pk=export.job_id).first()
    if job is None:
        return
    stored = ExportFile.objects.get(pk=export.pk)
    job.delete()
    if stored.file:
        transaction.on_commit(partial(stored.file.storage.delete, str(stored.file.name)))
