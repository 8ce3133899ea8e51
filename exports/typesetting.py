"""Turns HTML into an accessible PDF. The only module that imports WeasyPrint; it knows no strategy."""

import gc
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exports.glyphs import drawable
from exports.static_files import static_file
from exports.structure import mend_structure

PAGE_LAID_OUT = re.compile(r"Creating layout - Page (\d+)")
PROGRESS_LOGGER = logging.getLogger("weasyprint.progress")

# What has no name either: control characters (Word's vertical tab), line separators, halves of characters, and
# private characters such as Word's bullet.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")

OnPage = Callable[[int], None]


def typeset(html: str, *, stylesheet: str, on_page: OnPage | None = None) -> bytes:
    """Lay out one HTML document and return it as a PDF/UA-1 file.

    `stylesheet` is the path of a static file (`print/strategy.css`); `on_page` is called with the number
    of each page when it has been laid out for the first time. The HTML must bring its language, a title,
    alternative texts and a sound order of headings: the validity of the file depends on them.
    """
    styles, fonts = _print_styles(stylesheet)
    with _reporting_pages_to(on_page), _garbage_collection_paused():
        return HTML(string=_printable(html), url_fetcher=_inline_data_only()).write_pdf(
            stylesheets=[styles],
            font_config=fonts,
            finisher=mend_structure,
            pdf_variant="pdf/ua-1",
            # The number that a list begins with.
            presentational_hints=True,
            optimize_images=True,
        )


def _printable(html: str) -> str:
    return drawable(PRIVATE.sub("•", UNPRINTABLE.sub(" ", html)))


@cache
def _print_styles(stylesheet: str) -> tuple[CSS, FontConfiguration]:
    # Reading the fonts costs up to a second, so each process does it once per stylesheet.
    fonts = FontConfiguration()
    return CSS(filename=static_file(stylesheet), font_config=fonts, url_fetcher=_StaticFiles()), fonts


class _StaticFiles(URLFetcher):
    """Fetches `url("static:kern/fonts/…")` of our own stylesheets, and nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"})

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "static":
            raise ValueError(f"A stylesheet may only use static files, not {url}.")
        return super().fetch(Path(static_file(name)).as_uri(), headers)


def _inline_data_only() -> URLFetcher:
    # Texts come from many authors: nothing they write may make the server fetch an address or a file.
    return URLFetcher(allowed_protocols={"data"})


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    # Nearly all of the millions of objects of a layout live to its end: looking for garbage among them costs
    # a seventh of the time and frees next to nothing (313 MB instead of 300 MB at a hundred pages).
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _PageHandler(logging.Handler):
    def __init__(self, on_page: OnPage) -> None:
        super().__init__(logging.INFO)
        self.on_page = on_page
        self.reached = 0

    def emit(self, record: logging.LogRecord) -> None:
        # True page numbers in the contents need a second pass, which counts from 1 again.
        if (match := PAGE_LAID_OUT.search(record.getMessage())) and int(match[1]) > self.reached:
            self.reached = int(match[1])
            self.on_page(self.reached)


@contextmanager
def _reporting_pages_to(on_page: OnPage | None) -> Iterator[None]:
    # WeasyPrint reports its progress only through its logger.
    if on_page is None:
        yield
        return
    handler, level, propagate = _PageHandler(on_page), PROGRESS_LOGGER.level, PROGRESS_LOGGER.propagate
    PROGRESS_LOGGER.addHandler(handler)
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    try:
        yield
    finally:
        PROGRESS_LOGGER.removeHandler(handler)
        PROGRESS_LOGGER.setLevel(level)
        PROGRESS_LOGGER.propagate = propagate
