"""The text of a PDF, DOCX or ODT file, page by page or part by part: values in, values out, no database.

Files come from outside and may be hostile: call this through `guarded_extraction`, in a process with limits.

Word and ODT files are read here piece by piece: python-docx shows neither footnotes nor boxes, odfpy counts remarks
as text, and both build a tree of the whole document.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from msgspec import Struct
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from files.archives import CHUNK, BrokenArchive, chunks_of, opened_archive
from files.file_types import DOCX, ODT, PDF

PAGES_AT_MOST = 2_000
PAGE_AT_MOST = 20_000
TEXT_AT_MOST = 20_000_000
# Formats without pages are cut at the end of a paragraph, so that a passage found is still short to read.
PART_ABOUT = 3_000
XML_AT_MOST = 100 * 1024 * 1024
ODF_MANIFEST, MANIFEST_AT_MOST = "META-INF/manifest.xml", 1024 * 1024

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODF_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"

# What pypdf lets through when objects are missing, of the wrong kind or nested without end.
BROKEN_PDF: tuple[type[Exception], ...] = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)

Name = tuple[str | None, str]


class Reason(StrEnum):
    """Why a file cannot be read."""

    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"


class Unreadable(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class PageText(Struct, frozen=True):
    """The text of a page, or of a part where the format has no pages. `done` and `total` say how far this is."""

    page: int | None
    text: str
    done: int
    total: int


class XmlText(Struct, frozen=True):
    """Which elements of a format hold its text. Only characters in `words` count; without them all do."""

    parts: tuple[str, ...]
    paragraphs: frozenset[Name]
    words: frozenset[Name]
    blanks: frozenset[Name]
    skipped: frozenset[Name]


FORMATS = {
    DOCX.content_type: XmlText(
        parts=("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"),
        paragraphs=frozenset({(WORD, "p")}),
        words=frozenset({(WORD, "t")}),
        blanks=frozenset({(WORD, "tab"), (WORD, "br"), (WORD, "cr")}),
        # What stands in a box is there twice, the second time for old programs.
        skipped=frozenset({(COMPATIBILITY, "Fallback")}),
    ),
    ODT.content_type: XmlText(
        parts=("content.xml",),
        paragraphs=frozenset({(ODF_TEXT, "p"), (ODF_TEXT, "h")}),
        words=frozenset(),
        blanks=frozenset({(ODF_TEXT, "s"), (ODF_TEXT, "tab"), (ODF_TEXT, "line-break")}),
        skipped=frozenset({(ODF_TEXT, "tracked-changes"), (ODF_OFFICE, "annotation")}),
    ),
}


def read_pages(file: IO[bytes], content_type: str) -> Iterator[PageText]:
    """The pages with text, in order; empty ones only say how far the reading is. Raises Unreadable."""
    pages = _pdf_pages(file) if content_type == PDF.content_type else _xml_pages(file, FORMATS[content_type])
    left, found = TEXT_AT_MOST, False
    for page in pages:
        text = storable(page.text)[: min(PAGE_AT_MOST, left)]
        left -= len(text)
        found = found or bool(text)
        yield PageText(page=page.page, text=text, done=page.done, total=page.total)
        if not left:
            raise Unreadable(Reason.TOO_LONG)
    if not found:
        raise Unreadable(Reason.NO_TEXT)


def storable(text: str) -> str:
    """Without what no database takes (NUL, halves of characters), and without blank space around."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().strip()


def _pdf_pages(file: IO[bytes]) -> Iterator[PageText]:
    try:
        reader = PdfReader(file)
        # Many files may be read but not changed: those open with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Reason.ENCRYPTED)
        total = len(reader.pages)
    except (FileNotDecryptedError, DependencyError) as error:
        raise Unreadable(Reason.ENCRYPTED) from error
    except Unreadable:
        raise
    except BROKEN_PDF as error:
        raise Unreadable(Reason.BROKEN) from error
    shown = min(total, PAGES_AT_MOST)
    for number in range(1, shown + 1):
        text = _pdf_text(reader, number)
        yield PageText(page=number, text=text, done=number, total=shown)
    if total > shown:
        raise Unreadable(Reason.TOO_LONG)


def _pdf_text(reader: PdfReader, number: int) -> str:
    """The text of a page. One broken page does not make the others useless."""
    try:
        return reader.pages[number - 1].extract_text()
    except BROKEN_PDF:
        return ""


def _xml_pages(file: IO[bytes], layout: XmlText) -> Iterator[PageText]:
    """The paragraphs, joined to parts of about the same length."""
    paragraphs: list[str] = []
    done, total, length = 0, 1, 0
    try:
        for paragraph, done, total in _paragraphs(file, layout):
            paragraphs.append(paragraph)
            length += len(paragraph)
            if length >= PART_ABOUT:
                yield from _parts("\n".join(paragraphs), done, total)
                paragraphs, length = [], 0
    except (BrokenArchive, SAXException, DefusedXmlException) as error:
        raise Unreadable(Reason.BROKEN) from error
    yield from _parts("\n".join(paragraphs), total, total)


def _parts(text: str, done: int, total: int) -> Iterator[PageText]:
    """One part; several if somebody wrote a whole chapter as one paragraph."""
    for start in range(0, len(text), PAGE_AT_MOST):
        yield PageText(page=None, text=text[start : start + PAGE_AT_MOST], done=done, total=total)


def _paragraphs(file: IO[bytes], layout: XmlText) -> Iterator[tuple[str, int, int]]:
    """Each paragraph, with the pieces of the file that are read and those there are."""
    with opened_archive(file) as archive:
        if _is_encrypted(archive):
            raise Unreadable(Reason.ENCRYPTED)
        names = [name for name in layout.parts if name in archive.NameToInfo]
        total = sum(1 + archive.getinfo(name).file_size // CHUNK for name in names)
        done = 0
        for name in names:
            handler = _Paragraphs(layout)
            parser = DefusedExpatParser(forbid_dtd=True)
            parser.setFeature(feature_namespaces, True)
            parser.setContentHandler(handler)
            for chunk in chunks_of(archive, name, at_most=XML_AT_MOST):
                done += 1
                parser.feed(chunk)
                yield from ((paragraph, done, total) for paragraph in handler.taken())
            parser.close()
            yield from ((paragraph, done, total) for paragraph in handler.taken())


def _is_encrypted(archive: ZipFile) -> bool:
    """An ODT with a password is an archive whose list says which parts are encrypted."""
    if ODF_MANIFEST not in archive.NameToInfo:
        return False
    with archive.open(ODF_MANIFEST) as part:
        return b":encryption-data" in part.read(MANIFEST_AT_MOST)


class _Paragraphs(ContentHandler):
    """Collects the paragraphs of a document. A paragraph in a box inside of another comes before it."""

    def __init__(self, layout: XmlText) -> None:
        super().__init__()
        self.layout = layout
        self.complete: list[str] = []
        self.open: list[list[str]] = []
        self.skipping = 0
        self.in_words = 0

    def taken(self) -> list[str]:
        """The paragraphs that were completed since the last call."""
        complete, self.complete = self.complete, []
        return complete

    def startElementNS(self, name: Name, qname: str | None, attrs: object) -> None:
        if self.skipping or name in self.layout.skipped:
            self.skipping += 1
        elif name in self.layout.paragraphs:
            self.open.append([])
        elif name in self.layout.words:
            self.in_words += 1
        elif name in self.layout.blanks and self.open:
            self.open[-1].append(" ")

    def endElementNS(self, name: Name, qname: str | None) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name in self.layout.paragraphs:
            if text := "".join(self.open.pop()).strip():
                self.complete.append(text)
        elif name in self.layout.words:
            self.in_words -= 1

    def characters(self, content: str) -> None:
        if self.open and not self.skipping and (self.in_words or not self.layout.words):
            self.open[-1].append(content)
