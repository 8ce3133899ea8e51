"""Having the synopsis of two versions made as a file."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exports.models import ExportJob
from strategy import tasks
from strategy.document.rendering.comparison import comparison_filename
from strategy.models import StrategyVersion

# A page holds about a dozen changed elements; the progress bar needs no more than a guess.
PAGES_EXPECTED = 10


def comparison_job(before: StrategyVersion, after: StrategyVersion) -> ExportJob | None:
    """The latest order of this synopsis. Frozen versions never change, so a finished file holds for good."""
    return ExportJob.objects.filter(filename=comparison_filename(before, after)).first()


@transaction.atomic
def order_comparison(*, before: StrategyVersion, after: StrategyVersion, by: User) -> ExportJob:
    """Have the synopsis made in the background, unless it is there already or under way."""
    # Two who ask at once wait for each other.
    StrategyVersion.objects.select_for_update().get(pk=after.pk)
    present = comparison_job(before, after)
    if present is not None and (present.is_done or present.is_under_way):
        return present
    job = ExportJob.objects.create(
        title=_("Synopse: Fassung %(before)d und Fassung %(after)d")
        % {"before": before.number, "after": after.number},
        filename=comparison_filename(before, after),
        pages_expected=PAGES_EXPECTED,
        created_by=by,
    )
    transaction.on_commit(
        partial(tasks.typeset_comparison.enqueue, str(job.pk), str(before.pk), str(after.pk))
    )
    return job
