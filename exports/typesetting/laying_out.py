"""Lays out chunks, and the margins of all pages, into records."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.document import Page as LaidOutPage

from exports.fonts import bundled_fonts, fonts_of_server
from exports.keeping import keep_value, kept_value, key_of
from exports.static_files import static_file
from exports.typesetting.chunks import Chunk, Margin, language_of, margin_sheet
from exports.typesetting.records import Bookmark, Laid, Page
from exports.typesetting.structure import StructureFinder
from exports.typesetting.styles import bring_hyphenation, inline_data_only, print_styles, without_margins
from exports.typesetting.weasyprint_inside import (
    VERSIONS,
    Painter,
    named_strings,
    page_name,
    reporting_pages_to,
)


@cache
def edition(stylesheet: str) -> str:
    """What every page set with a stylesheet depends on besides its text: styles, fonts, this package, the libraries."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    styles = Path(static_file(stylesheet)).parent.glob("*.css")
    fonts = key_of(*bundled_fonts(), *fonts_of_server("%{file} %{fontversion}"))
    return key_of(VERSIONS, stylesheet, fonts, *(path.read_bytes() for path in [*code, *sorted(styles)]))


def kept_chunk(chunk: Chunk, stylesheet: str) -> Laid | None:
    return kept_value(key_of("chunk", edition(stylesheet), chunk.html), Laid)


def keep_chunk(chunk: Chunk, stylesheet: str, laid: Laid) -> None:
    keep_value(key_of("chunk", edition(stylesheet), chunk.html), laid)


def prepare(chunk: Chunk, stylesheet: str) -> None:
    """Read what all chunks need, once before there are several processes."""
    print_styles(stylesheet)
    without_margins()
    bring_hyphenation(language_of(chunk.html))


def lay_out(chunk: Chunk, stylesheet: str, on_page: Callable[[int], None] | None = None) -> Laid:
    """Lay out one chunk; `on_page` is called with the number of each page in it, whenever it is laid out."""
    prepare(chunk, stylesheet)
    with reporting_pages_to(on_page):
        rendered = _rendered(chunk.html, stylesheet, with_margins=False)
    painter, finder = Painter(tagged=True), StructureFinder()
    pages = [_page(page, number, painter, finder) for number, page in enumerate(rendered.pages)]
    # In this order: the pieces change what the resources refer to.
    pieces = painter.pieces()
    return Laid(pages, finder.finished(), painter.font_uses(), painter.resources_by_kind(), pieces)


def lay_out_margins(frame: str, margins: list[Margin], stylesheet: str, *, anew: bool = False) -> Laid:
    """The margins of all pages, without anything between them; `anew` even if they are kept."""
    html = margin_sheet(frame, margins)
    key = key_of("margins", edition(stylesheet), html)
    laid = None if anew else kept_value(key, Laid)
    if laid is None:
        rendered = _rendered(html, stylesheet, with_margins=True)
        painter = Painter(tagged=False)
        pages = [_margins_of(page, painter) for page in rendered.pages]
        laid = Laid(pages, [], painter.font_uses(), painter.resources_by_kind(), painter.pieces())
        keep_value(key, laid)
    return laid


def _rendered(html: str, stylesheet: str, *, with_margins: bool) -> Document:
    styles, fonts = print_styles(stylesheet)
    return HTML(string=html, url_fetcher=inline_data_only()).render(
        stylesheets=[styles] if with_margins else [styles, without_margins()],
        font_config=fonts,
        # The number that a list begins with.
        presentational_hints=True,
        optimize_images=True,
    )


def _page(page: LaidOutPage, number: int, painter: Painter, finder: StructureFinder) -> Page:
    decorations = finder.visit(page, number)
    content, marks = painter.paint(page, decorations)
    finder.settle(marks)
    return Page(
        width=page.width,
        height=page.height,
        name=page_name(page),
        content=content,
        marks=len(marks),
        links=finder.settle_links(page),
        anchors=page.anchors,
        bookmarks=[Bookmark(*each) for each in page.bookmarks],
        strings=named_strings(page),
    )


def _margins_of(page: LaidOutPage, painter: Painter) -> Page:
    content, _marks = painter.paint(page)
    return Page(page.width, page.height, page_name(page), content, 0, [], {}, [], {})
