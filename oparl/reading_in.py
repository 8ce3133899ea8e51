"""From the address of a foreign paper to its stored steps."""

from collections.abc import Callable

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from files.destinations import Refusal
from files.fetching import Fetcher
from jobs.steps import Steps
from oparl.foreign import REQUESTS_AT_MOST, SECONDS_AT_MOST, ForeignStep, read_steps
from oparl.models import PaperReading


def read_foreign_paper(reading: PaperReading, steps: Steps) -> None:
    """Read what somebody asked for, and store it. Raises RuleBroken for an address or answer that is not taken."""
    fetcher = Fetcher(
        trusted_hosts=settings.OPARL_TRUSTED_HOSTS,
        requests_at_most=REQUESTS_AT_MOST,
        seconds_at_most=SECONDS_AT_MOST,
    )
    try:
        found = read_steps(fetcher, reading.url, report=_reporter(steps))
    except Refusal as refusal:
        raise RuleBroken(str(refusal)) from refusal
    with steps.finishing():
        reading.steps = msgspec.to_builtins(found)
        reading.save(update_fields=["steps"])


def foreign_steps(reading: PaperReading) -> list[ForeignStep]:
    """The stored steps as values."""
    return msgspec.convert(reading.steps, list[ForeignStep])


def _reporter(steps: Steps) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        numbers = {"done": done, "total": total}
        steps.report(done, total, _("Die Vorlage wird gelesen: Beratung %(done)s von %(total)s") % numbers)

    return report
