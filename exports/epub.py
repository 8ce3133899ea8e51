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
    """An entry of the contents; it stands below the last one before it that has a smaller level."""

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
    top = Element("ol")
    # The entries that what follows may stand below, the innermost last.
    open_entries: list[tuple[int, Element]] = []
    for entry in entries:
        while open_entries and open_entries[-1][0] >= entry.level:
            open_entries.pop()
        item = SubElement(_list_below(open_entries[-1][1]) if open_entries else top, "li")
        SubElement(item, "a", {"href": entry.address}).text = entry.title
        open_entries.append((entry.level, item))
    return top


def _list_below(item: Element) -> Element:
    below = item.find("ol")
    return SubElement(item, "ol") if below is None else below
