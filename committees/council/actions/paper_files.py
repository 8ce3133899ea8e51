"""Having the PDF of a paper made."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council import tasks
from committees.council.models import Consultation, Paper
from committees.council.rendering import pages_expected, paper_filename
from exports.actions import forget_file, order_file
from exports.models import ExportFile


@transaction.atomic
def order_paper_pdf(*, paper: Paper, by: User) -> ExportFile:
    """Have the PDF of a paper made in the background, unless it is under way or still says what the paper says."""
    current = Paper.objects.select_for_update(of=("self",)).with_version().get(pk=paper.pk)
    replaced = current.pdf_file
    if replaced is not None and (replaced.is_under_way or (replaced.is_there and not is_outdated(current))):
        return replaced
    export = order_file(
        tasks.PaperPdf,
        title=_("Vorlage %(reference)s mit Anlage") % {"reference": current.reference},
        filename=paper_filename(current),
        pages_expected=pages_expected(current),
        by=by,
    )
    # Past the history, which holds what changed in the paper.
    Paper.objects.filter(pk=current.pk).update(pdf_file=export)
    if replaced is not None:
        forget_file(replaced)
    return export


def is_outdated(paper: Paper) -> bool:
    """Tell whether the paper or its Beratungsfolge changed since its PDF was ordered (2 queries)."""
    if paper.pdf_file is None:
        return False
    changes = (
        Paper.history.filter(id=paper.pk).aggregate(last=Max("history_date"))["last"],
        Consultation.history.filter(paper_id=paper.pk).aggregate(last=Max("history_date"))["last"],
    )
    return any(last is not None and last > paper.pdf_file.created_at for last in changes)
