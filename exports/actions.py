"""Running an export job: `produce` makes the bytes, this module keeps the books."""

import logging
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from exports.choices import JobStatus
from exports.models import ExportJob
from exports.typesetting import OnPage

logger = logging.getLogger(__name__)


def run_job(*, job: ExportJob, produce: Callable[[OnPage], bytes]) -> ExportJob:
    """Make the file of a job and store it; a failure is logged and told in the job, never raised.

    `produce` gets a function to call with the number of pages done and returns the file's content.
    """
    job.status = JobStatus.RUNNING
    job.save(update_fields=["status", "reported_at"])

    def report(pages_done: int) -> None:
        # Laying out runs over a page more than once; every fifth page is enough for a progress bar.
        if pages_done > job.pages_done and pages_done % 5 == 0:
            job.pages_done = pages_done
            job.save(update_fields=["pages_done", "reported_at"])

    try:
        job.file.save(job.filename, ContentFile(produce(report)), save=False)
    except Exception:
        # The boundary of a background task: whatever went wrong, the person waiting must be told.
        logger.exception("Export job %s failed", job.pk)
        job.status = JobStatus.FAILED
        job.error = _("Die Datei konnte nicht erstellt werden. Bitte versuchen Sie es noch einmal.")
        job.save(update_fields=["status", "error", "reported_at"])
        return job
    job.status = JobStatus.DONE
    job.save(update_fields=["status", "file", "reported_at"])
    return job
