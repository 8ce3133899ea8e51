"""Having the synopsis of two versions made as a file."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exports.actions import order_file
from exports.models import ExportFile
from strategy import tasks
from strategy.document.rendering.comparison import comparison_filename
from strategy.models import StrategyVersion

# A page holds about a dozen changed elements; the progress bar needs no more than a guess.
PAGES_EXPECTED = 10


def comparison_file(before: StrategyVersion, after: StrategyVersion) -> ExportFile | None:
    """The latest order of this synopsis. Frozen versions never change, so a finished file holds for good."""
    return (
        ExportFile.objects.select_related("job").filter(filename=comparison_filename(before, after)).first()
    )


@transaction.atomic
def order_comparison(*, before: StrategyVersion, after: StrategyVersion, by: User) -> ExportFile:
    """Have the synopsis made in the background, unless it is there already or under way."""
    # Two who ask at once wait for each other.
    StrategyVersion.objects.select_for_update().get(pk=after.pk)
    present = comparison_file(before, after)
    if present is not None and (present.is_there or present.is_under_way):
        return present
    return order_file(
        tasks.ComparisonPdf,
        title=_("Synopse: Fassung %(before)d und Fassung %(after)d")
        % {"before": before.number, "after": after.number},
        filename=comparison_filename(before, after),
        pages_expected=PAGES_EXPECTED,
        by=by,
        arguments={"before": str(before.pk), "after": str(after.pk)},
    )
