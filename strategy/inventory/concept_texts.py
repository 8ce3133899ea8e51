"""From an uploaded file to its stored text."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editing.exceptions import RuleBroken
from files.file_types import PDF
from files.guarded_extraction import Reading, read_safely
from files.text_extraction import PageText, Reason
from files.uploads import LOCKED
from jobs.steps import Steps
from strategy.models import ConceptFile, ConceptPage
from strategy.signals import concept_text_read


def read_text(upload: ConceptFile, steps: Steps) -> None:
    """Read the text of a file and store it. Raises RuleBroken with the reason when there is none."""
    with upload.file.open() as file:
        reading = read_safely(file.file, upload.content_type, on_page=_reporter(upload, steps))
    if not reading.pages:
        raise RuleBroken(_why(reading.reason or Reason.NO_TEXT))
    with steps.finishing():
        _store(upload, reading)


def _reporter(upload: ConceptFile, steps: Steps) -> Callable[[PageText], None]:
    def report(page: PageText) -> None:
        word = (
            _("Der Text wird für die Suche gelesen: Seite %(done)s von %(total)s.")
            % {"done": page.done, "total": page.total}
            if upload.content_type == PDF.content_type
            else _("Der Text wird für die Suche gelesen.")
        )
        steps.report(page.done, page.total, word)

    return report


def _store(upload: ConceptFile, reading: Reading) -> None:
    """Put the pages in the place of those of an earlier reading. What was read counts, even if it is not all."""
    upload.pages.all().delete()
    ConceptPage.objects.bulk_create(
        (
            ConceptPage(upload=upload, position=position, page=page.page, text=page.text)
            for position, page in enumerate(reading.pages, start=1)
        ),
        batch_size=200,
    )
    upload.page_count = reading.pages[-1].page or len(reading.pages)
    upload.shortfall = _what_is_missing(reading)
    upload.save(update_fields=["page_count", "shortfall"])
    concept_text_read.send(sender=ConceptFile, upload=upload)


def _why(reason: Reason) -> str:
    """The sentence for somebody whose file has no text for the search."""
    if reason == Reason.ENCRYPTED:
        return str(LOCKED)
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
