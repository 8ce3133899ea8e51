"""Writes EPUB 3: an archive of XHTML with a list of contents and what it says about its accessibility. Pure.

It knows no strategy. The same book is the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from msgspec import Struct

from exports.hypertext import as_xhtml
from exports.packing import packed
from exports.xml_text import xml_text

CONTENT_TYPE = "application/epub+zip"


class BookChapter(Struct, frozen=True):
    """A chapter: the name of its file without an ending, and the element that is its body."""

    name: str
    title: str
    element: Element

    @property
    def has_drawing(self) -> bool:
        return next(self.element.iter("svg"), None) is not None


class BookEntry(Struct, frozen=True):
    """An entry of the contents; `level` begins with 1 and grows by one at most."""

    level: int
    title: str
    address: str


class Book(Struct, frozen=True):
    """A book. `files` are what chapters and style sheet refer to: name, then media type and content."""

    identifier: UUID
    title: str
    author: str
    description: str
    accessibility: str
    language: str
    at: datetime
    contents_title: str
    contents: Sequence[BookEntry]
    chapters: Sequence[BookChapter]
    style: str
    files: Mapping[str, tuple[str, bytes]]


def write_epub(book: Book) -> bytes:
    """Write a book; what stands first in the archive says what it is, and is not compressed."""
    modified = f"{book.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    files = [(name, media_type) for name, (media_type, _content) in book.files.items()]
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": render_to_string("exports/epub/container.xml"),
        "EPUB/package.opf": _drawn("package.opf", book, modified=modified, files=files),
        "EPUB/nav.xhtml": _drawn("nav.xhtml", book, contents=mark_safe(as_xhtml(_listed(book.contents)))),
        "EPUB/style.css": book.style,
    }
    for chapter in book.chapters:
        body = mark_safe(as_xhtml(chapter.element))
        parts[f"EPUB/{chapter.name}.xhtml"] = _drawn("chapter.xhtml", book, chapter=chapter, body=body)
    parts |= {f"EPUB/{name}": content for name, (_media_type, content) in book.files.items()}
    return packed(parts, at=book.at, stored_first=("mimetype", CONTENT_TYPE))


def _drawn(template: str, book: Book, **context: object) -> str:
    return xml_text(render_to_string(f"exports/epub/{template}", {"book": book, **context}))


def _listed(entries: Sequence[BookEntry]) -> Element:
    """The entries as lists in lists."""
    lists = [Element("ol")]
    for entry in entries:
        del lists[entry.level :]
        if entry.level > len(lists):
            lists.append(SubElement(lists[-1][-1], "ol"))
        SubElement(SubElement(lists[-1], "li"), "a", {"href": entry.address}).text = entry.title
    return lists[0]
