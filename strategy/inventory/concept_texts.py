"""From an uploaded file to its stored text: one reading, with its progress and its outcome kept in the row."""

import logging
import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.guarded_extraction import Reading, read_safely
from files.text_extraction import PageText, Reason
from strategy.inventory.choices import ReadingStatus
from strategy.models import ConceptFile, ConceptPage
from strategy.signals import concept_text_read

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_REPORTS = 1.0


def read_text(pk: int) -> None:
    """Read the text of a waiting file and store it; a failure is told in the row, never raised.

    Nothing happens when the file was removed or replaced, or when another worker has it already.
    """
    waiting = ConceptFile.objects.filter(pk=pk, reading_status=ReadingStatus.WAITING)
    if not waiting.update(reading_status=ReadingStatus.RUNNING, reported_at=timezone.now()):
        return
    upload = ConceptFile.objects.get(pk=pk)
    try:
        with upload.file.open() as file:
            reading = read_safely(file.file, upload.content_type, on_page=_reporter(pk))
        _store(pk, reading)
    except Exception:
        # The boundary of a background task: whatever went wrong, the people waiting must be told.
        logger.exception("Reading of concept file %s failed", pk)
        _fail(pk, _("Die Datei konnte nicht gelesen werden. Bitte versuchen Sie es noch einmal."))


def _reporter(pk: int) -> Callable[[PageText], None]:
    """Tells the progress, once in a second."""
    last = time.monotonic()

    def report(page: PageText) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_REPORTS:
            last = time.monotonic()
            ConceptFile.objects.filter(pk=pk).update(
                pages_done=page.done, pages_total=page.total, reported_at=timezone.now()
            )

    return report


@transaction.atomic
def _store(pk: int, reading: Reading) -> None:
    """Put the pages in the place of those of an earlier reading. What was read counts, even if it is not all."""
    upload = ConceptFile.objects.select_for_update().filter(pk=pk).first()
    if upload is None:
        return
    if not reading.pages:
        _fail(pk, _why(reading.reason or Reason.NO_TEXT))
        return
    upload.pages.all().delete()
    ConceptPage.objects.bulk_create(
        (
            ConceptPage(upload=upload, position=position, page=page.page, text=page.text)
            for position, page in enumerate(reading.pages, start=1)
        ),
        batch_size=200,
    )
    upload.reading_status = ReadingStatus.DONE
    upload.pages_done = upload.pages_total = reading.pages[-1].page or len(reading.pages)
    upload.error = _what_is_missing(reading)
    upload.save(update_fields=["reading_status", "pages_done", "pages_total", "error", "reported_at"])
    concept_text_read.send(sender=ConceptFile, upload=upload)


def _fail(pk: int, error: str) -> None:
    ConceptFile.objects.filter(pk=pk).update(
        reading_status=ReadingStatus.FAILED, error=error, reported_at=timezone.now()
    )


def _why(reason: Reason) -> str:
    """The sentence for somebody whose file has no text for the search."""
    if reason == Reason.ENCRYPTED:
        return _(
            "Diese Datei ist mit einem Passwort geschützt. Laden Sie sie ohne Passwort noch einmal hoch."
        )
    if reason == Reason.NO_TEXT:
        return _("In dieser Datei steht kein lesbarer Text, wahrscheinlich ist sie eingescannt.")
    if reason == Reason.TOO_LONG:
        return _("Das Lesen dieser Datei dauert zu lange oder braucht zu viel Speicher.")
    return _(
        "Diese Datei ist beschädigt. Speichern Sie sie in Ihrem Programm neu und laden Sie sie noch einmal hoch."
    )


def _what_is_missing(reading: Reading) -> str:
    if reading.reason is None:
        return ""
    last = reading.pages[-1].page
    if last is None:
        return _("Die Datei ist sehr lang. Die Suche kennt nur ihren Anfang.")
    return ngettext(
        "Die Suche kennt nur die erste Seite dieser Datei.",
        "Die Suche kennt nur die ersten %(count)d Seiten dieser Datei.",
        last,
    ) % {"count": last}
