"""Has the chunks of a document laid out where they are not kept, then its contents, then its margins."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import accumulate

from msgspec import msgpack

from exports.keeping import keep_value, kept_value, key_of
from exports.typesetting.archives import Archive
from exports.typesetting.assembling import LaidChunk, Writing, assemble
from exports.typesetting.chunks import Chunk, Margin, cut, has_contents, with_page_numbers
from exports.typesetting.laying_out import keep_chunk, kept_chunk, lay_out, lay_out_margins, prepare
from exports.typesetting.processes import may_share, shared
from exports.typesetting.records import Laid, Page
from exports.typesetting.styles import print_styles
from exports.typesetting.weasyprint_inside import FontGone

# Lines of the contents on a page, to guess how many pages they will take.
LINES_OF_A_PAGE = 36
ATTEMPTS = 5

logger = logging.getLogger(__name__)
OnPage = Callable[[int], None]


def once_each(on_page: OnPage | None) -> OnPage:
    """Call it once with each number up to the one that is reached."""
    reached = 0

    def report(pages: int) -> None:
        nonlocal reached
        while on_page is not None and reached < pages:
            reached += 1
            on_page(reached)

    return report


class Composition:
    """One document on its way to a file."""

    def __init__(self, html: str, stylesheet: str, on_page: OnPage) -> None:
        self.manuscript, self.stylesheet, self.on_page = cut(html), stylesheet, on_page
        self.laid: dict[int, Laid] = {}
        self.anew = False

    def pdf(self, archive: Archive | None = None) -> bytes:
        """The whole file, for readers or for the archive."""
        try:
            return self._assembled(archive)
        except FontGone as error:
            logger.warning("All pages are laid out anew: %s", error)
        self.laid, self.anew = {}, True
        return self._assembled(archive)

    def _assembled(self, archive: Archive | None) -> bytes:
        self._lay_out_chapters()
        self._lay_out_contents()
        chunks = [
            LaidChunk(self.laid[number], chunk.shells) for number, chunk in enumerate(self.manuscript.chunks)
        ]
        margins = list(_margins([page for chunk in chunks for page in chunk.laid.pages]))
        _styles, fonts = print_styles(self.stylesheet)
        around = lay_out_margins(self.manuscript.frame, margins, self.stylesheet, anew=self.anew)
        name = key_of(self.manuscript.head, *(chunk.html for chunk in self.manuscript.chunks))
        return assemble(self.manuscript.head, chunks, around, Writing(fonts, name, archive))

    def _lay_out_chapters(self) -> None:
        missing = []
        for number, chunk in enumerate(self.manuscript.chunks):
            if has_contents(chunk.html):
                continue
            laid = self._kept(chunk)
            if laid is None:
                missing.append(number)
            else:
                self._take(number, laid)
        missing.sort(key=lambda number: -len(self.manuscript.chunks[number].html))
        if len(missing) > 1 and may_share(
            sum(len(self.manuscript.chunks[number].html) for number in missing)
        ):
            self._lay_out_in_processes(missing)
        for number in missing:
            if number not in self.laid:
                self._lay_out(number, self.manuscript.chunks[number])

    def _lay_out_in_processes(self, missing: list[int]) -> None:
        prepare(self.manuscript.chunks[missing[0]], self.stylesheet)
        tasks = [
            (number, partial(_laid_as_bytes, self.manuscript.chunks[number], self.stylesheet))
            for number in missing
        ]
        # Closed at once when the job is cancelled.
        with closing(shared(tasks)) as results:
            for number, content in results:
                laid = msgpack.decode(content, type=Laid)
                keep_chunk(self.manuscript.chunks[number], self.stylesheet, laid)
                self._take(number, laid)

    def _kept(self, chunk: Chunk) -> Laid | None:
        return None if self.anew else kept_chunk(chunk, self.stylesheet)

    def _lay_out(self, number: int, chunk: Chunk) -> None:
        laid = self._kept(chunk)
        if laid is None:
            laid = lay_out(chunk, self.stylesheet, partial(self._report, self._pages_done()))
            keep_chunk(chunk, self.stylesheet, laid)
        self._take(number, laid)

    def _take(self, number: int, laid: Laid) -> None:
        self.laid[number] = laid
        self.on_page(self._pages_done())

    def _report(self, before: int, page: int) -> None:
        self.on_page(before + page)

    def _pages_done(self) -> int:
        return sum(len(laid.pages) for laid in self.laid.values())

    def _lay_out_contents(self) -> None:
        for number, chunk in enumerate(self.manuscript.chunks):
            if has_contents(chunk.html):
                self._number_contents(number, chunk)

    def _number_contents(self, number: int, chunk: Chunk) -> None:
        """Lay out the contents until the pages that they name are those on which their targets stand."""
        key = key_of("pages of the contents", chunk.html)
        pages = kept_value(key, int) or 1 + chunk.html.count('href="#') // LINES_OF_A_PAGE
        html = with_page_numbers(chunk.html, self._pages_of_anchors(number, pages).get)
        for _attempt in range(ATTEMPTS):
            self.laid.pop(number, None)
            self._lay_out(number, chunk._replace(html=html))
            pages = len(self.laid[number].pages)
            before, html = html, with_page_numbers(chunk.html, self._pages_of_anchors(number, pages).get)
            if html == before:
                break
        keep_value(key, pages)

    def _pages_of_anchors(self, contents: int, pages_of_contents: int) -> dict[str, int]:
        lengths = [
            len(self.laid[number].pages) if number in self.laid else pages_of_contents
            for number in range(len(self.manuscript.chunks))
        ]
        pages: dict[str, int] = {}
        for number, first in enumerate(accumulate([1, *lengths[:-1]])):
            laid = self.laid.get(number)
            for place, page in enumerate(laid.pages if laid else (), start=first):
                for anchor in page.anchors:
                    pages.setdefault(anchor, place)
        return pages


def _laid_as_bytes(chunk: Chunk, stylesheet: str) -> bytes:
    return msgpack.encode(lay_out(chunk, stylesheet))


def _margins(pages: list[Page]) -> Iterator[Margin]:
    """What stands in the margins of each page: the first value of a string on it, else the last one before."""
    current: dict[str, str] = {}
    names = dict.fromkeys(name for page in pages for name in page.strings)
    for page in pages:
        shown = {
            name: page.strings[name][0] if name in page.strings else current.get(name, "") for name in names
        }
        current |= {name: values[-1] for name, values in page.strings.items()}
        yield Margin(page.name, shown)
