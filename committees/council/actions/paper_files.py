"""Having the PDF of a paper made."""

from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council import tasks
from committees.council.models import Consultation, Paper
from committees.council.rendering import pages_expected, paper_filename
from exports.models import ExportJob


@transaction.atomic
def order_paper_pdf(*, paper: Paper, by: User) -> ExportJob:
    """Have the PDF of a paper made in the background, unless it is under way or still tells what the paper says."""
    current = Paper.objects.select_for_update(of=("self",)).with_version().get(pk=paper.pk)
    replaced = current.pdf_job
    if replaced is not None and (replaced.is_under_way or (replaced.is_done and not is_outdated(current))):
        return replaced
    job = ExportJob.objects.create(
        title=_("Vorlage %(reference)s mit Anlage") % {"reference": current.reference},
        filename=paper_filename(current),
        pages_expected=pages_expected(current),
        created_by=by,
    )
    # Past the history, which tells what changed in the paper.
    Paper.objects.filter(pk=current.pk).update(pdf_job=job)
    if replaced is not None:
        replaced.delete()
        transaction.on_commit(partial(replaced.file.delete, save=False))
    transaction.on_commit(partial(tasks.typeset_paper.enqueue, str(job.pk), current.pk))
    return job


def is_outdated(paper: Paper) -> bool:
    """Whether the paper or its Beratungsfolge changed since its PDF was ordered (2 queries)."""
    if paper.pdf_job is None:
        return False
    changes = (
        Paper.history.filter(id=paper.pk).aggregate(last=Max("history_date"))["last"],
        Consultation.history.filter(paper_id=paper.pk).aggregate(last=Max("history_date"))["last"],
    )
    return any(last is not None and last > paper.pdf_job.created_at for last in changes)
