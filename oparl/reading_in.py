"""From the address of a foreign paper to its stored steps: one reading, with its progress and its outcome."""

import logging
from collections.abc import Callable

import msgspec
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from oparl.choices import ReadingState
from oparl.destinations import Refusal
from oparl.fetching import Fetcher
from oparl.foreign import REQUESTS_AT_MOST, ForeignStep, read_steps
from oparl.models import PaperReading

logger = logging.getLogger(__name__)


def read_foreign_paper(pk: int) -> None:
    """Read what somebody asked for; a failure is told in the row, never raised.

    Nothing happens when another worker has it already.
    """
    waiting = PaperReading.objects.filter(pk=pk, state=ReadingState.WAITING)
    if not waiting.update(state=ReadingState.RUNNING, reported_at=timezone.now()):
        return
    reading = PaperReading.objects.get(pk=pk)
    fetcher = Fetcher(trusted_hosts=settings.OPARL_TRUSTED_HOSTS, requests_at_most=REQUESTS_AT_MOST)
    try:
        steps = read_steps(fetcher, reading.url, report=_reporter(pk))
    except Refusal as refusal:
        _finish(pk, state=ReadingState.FAILED, error=str(refusal))
    except Exception:
        # The boundary of a background task: whatever went wrong, the person waiting must be told.
        logger.exception("Reading of foreign paper %s failed", pk)
        _finish(pk, state=ReadingState.FAILED, error=_("Die Vorlage konnte nicht gelesen werden."))
    else:
        _finish(pk, state=ReadingState.READ, steps=msgspec.to_builtins(steps))


def foreign_steps(reading: PaperReading) -> list[ForeignStep]:
    """The stored steps as values."""
    return msgspec.convert(reading.steps, list[ForeignStep])


def _reporter(pk: int) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        PaperReading.objects.filter(pk=pk).update(
            steps_done=done, steps_total=total, reported_at=timezone.now()
        )

    return report


def _finish(pk: int, **values: object) -> None:
    # Somebody may have started it anew meanwhile; then this worker is not waited for any more.
    PaperReading.objects.filter(pk=pk, state=ReadingState.RUNNING).update(
        reported_at=timezone.now(), **values
    )
