"""Turns HTML into an accessible PDF, at the speed of editing; it knows no strategy.

A document is laid out in chunks (`chunks.py`), whose pages are kept as plain data (`laying_out.py`, `records.py`) and
put together with the contents and the margins (`composing.py`, `assembling.py`). docs/performance.md has the figures.
"""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from msgspec import Struct

from exports.glyphs import drawable
from exports.keeping import forget_old, keep_value, kept_value, key_of
from exports.typesetting.archives import Archive, Attached
from exports.typesetting.composing import Composition, once_each
from exports.typesetting.laying_out import edition
from exports.typesetting.plain import in_one_pass

__all__ = ["Archive", "Attached", "OnPage", "typeset", "typeset_once"]

# What has no name either: control characters (Word's vertical tab), line separators, halves of characters, and
# private characters such as Word's bullet.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

OnPage = Callable[[int], None]


def typeset(
    html: str, *, stylesheet: str, on_page: OnPage | None = None, archive: Archive | None = None
) -> bytes:
    """Lay out one HTML document and return it as a PDF/UA-1 file, the same bytes for the same document.

    `stylesheet` is the path of a static file (`print/strategy.css`); `on_page` is called with the number of
    pages that are laid out, once for each. For an `archive` the file is PDF/A-3a as well. The HTML must bring
    its language, a title, alternative texts and a sound order of headings: the validity of the file depends on
    them. `<!--chunk-->` stands where a page begins in any case.
    """
    printable = drawable(PRIVATE.sub("•", UNPRINTABLE.sub(" ", html)))
    with _garbage_collection_paused():
        if settings.PDF_IN_ONE_PASS and archive is None:
            return in_one_pass(printable, stylesheet, once_each(on_page))
        pdf = Composition(printable, stylesheet, once_each(on_page)).pdf(archive)
    forget_old()
    return pdf


class Finished(Struct, array_like=True, frozen=True):
    """A file and the number of its pages."""

    pages: int
    content: bytes


def typeset_once(
    draw: Callable[[], str], *, made_of: tuple[str, ...], stylesheet: str, on_page: OnPage | None = None
) -> bytes:
    """The file of a document that is drawn only when no file is kept of what it is `made_of`."""
    key = key_of("file", edition(stylesheet), str(settings.PDF_IN_ONE_PASS), *made_of)
    report = once_each(on_page)
    finished = kept_value(key, Finished)
    if finished is None:
        pages = 0

        def count(page: int) -> None:
            nonlocal pages
            pages = page
            report(page)

        finished = Finished(content=typeset(draw(), stylesheet=stylesheet, on_page=count), pages=pages)
        keep_value(key, finished)
        forget_old()
    report(finished.pages)
    return finished.content


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    # Nearly all of the millions of objects of a layout live to its end: looking for garbage among them costs
    # a quarter of the time and frees next to nothing.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
