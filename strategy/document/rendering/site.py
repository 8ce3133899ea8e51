"""The strategy as a site of plain files for the city's archive: it opens from a folder, without a server or scripts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from msgspec.structs import replace

from exports.hypertext import as_html
from exports.packing import packed
from strategy.document.document import from_json
from strategy.document.rendering.html_file import font_face
from strategy.document.rendering.pdf import Edition
from strategy.document.rendering.reading import (
    LANGUAGE,
    Page,
    Reading,
    begin_with_heading,
    lead_across,
    pages_of,
    pictures_apart,
    reading_of,
)
from strategy.document.rendering.workbook import document_workbook

CONTENT_TYPE = "application/zip"
ENDING = ".html"


def document_site(content: str, edition: Edition, *, at: datetime) -> bytes:
    """Write a document that is there as JSON as an archive of pages, fonts and its data."""
    document = from_json(content)
    reading = reading_of(document, edition)
    pages = _pages(reading)
    lead_across(pages, ENDING)
    for page in pages:
        begin_with_heading(page.element, 1)
    faces = reading.faces()
    parts: dict[str, str | bytes] = {
        name: picture for name, (_media_type, picture) in pictures_apart(pages).items()
    }
    parts |= dict(_drawn(reading, pages))
    parts |= {f"{face.name}.woff2": face.content for face in faces}
    parts["style.css"] = "".join(font_face(face, f"{face.name}.woff2") for face in faces) + reading.style
    parts["strategie.json"] = content
    parts["ziele-und-massnahmen.xlsx"] = document_workbook(document, edition, at=at)
    return packed(parts, at=at)


def _pages(reading: Reading) -> list[Page]:
    """The parts of the reading; the contents stand on the first page, below the cover."""
    cover, *others = pages_of(reading)
    first = Element("div")
    first.append(cover.element)
    first.extend(reading.body.findall("main/nav"))
    return [replace(cover, name="index", element=first), *others]


def _drawn(reading: Reading, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        context = {
            "language": LANGUAGE,
            "reading": reading,
            "page": page,
            "before": before,
            "after": after,
            "body": mark_safe(as_html(page.element)),
        }
        yield f"{page.name}{ENDING}", render_to_string("strategy/document/reading/page.html", context)
