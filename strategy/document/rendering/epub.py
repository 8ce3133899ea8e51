"""The strategy as EPUB 3, for readers of books on phones and tablets."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from exports.epub import Book, BookChapter, BookEntry, write_epub
from strategy.document.document import StrategyDocument, checksum, to_json
from strategy.document.rendering.html_file import font_face
from strategy.document.rendering.pdf import Edition
from strategy.document.rendering.reading import (
    LANGUAGE,
    Page,
    Reading,
    begin_with_heading,
    contents_of,
    lead_across,
    pages_of,
    pictures_apart,
    reading_of,
)

ENDING = ".xhtml"


def document_epub(document: StrategyDocument, edition: Edition, *, at: datetime) -> bytes:
    """Write any document, frozen or not, as it was `at` a moment."""
    reading = reading_of(document, edition)
    pages = pages_of(reading)
    contents = contents_of(reading)
    lead_across(pages, ENDING)
    for page in pages:
        begin_with_heading(page.element, 1 if page.element.tag == "header" else 2)
    files, faces = pictures_apart(pages), reading.faces()
    files |= {f"{face.name}.woff2": ("font/woff2", face.content) for face in faces}
    book = Book(
        identifier=uuid5(NAMESPACE_URL, checksum(to_json(document)) + edition.label),
        title=reading.title,
        author=reading.author,
        description=reading.description,
        accessibility=_(
            "Die Strategie ist in Überschriften, Listen und Tabellen gegliedert. Bilder haben eine Beschreibung. "
            "Das sind eigene Angaben; eine unabhängige Stelle hat sie nicht geprüft."
        ),
        language=LANGUAGE,
        at=at,
        contents_title=_("Inhalt"),
        contents=_entries(contents, pages),
        chapters=[BookChapter(name=p.name, title=p.title, element=p.element) for p in pages],
        style="".join(font_face(face, f"{face.name}.woff2") for face in faces) + plain_style(reading),
        files=files,
    )
    return write_epub(book)


def plain_style(reading: Reading) -> str:
    """The style sheet without variables, which old reading devices do not know."""
    accent = re.search(r"--accent: (#\w+)", reading.colours)
    return reading.style.replace("var(--accent)", accent[1] if accent else "#333333")


def _entries(contents: Sequence[tuple[int, str, str]], pages: Sequence[Page]) -> list[BookEntry]:
    files = {element.get("id"): page.name for page in pages for element in page.element.iter()}
    return [
        BookEntry(level=level, title=title, address=f"{files[anchor]}{ENDING}#{anchor}")
        for level, title, anchor in contents
    ]
