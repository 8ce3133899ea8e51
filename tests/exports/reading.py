"""Reads the tags of a PDF as a screen reader does."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject

LETTERS = re.compile(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")


class Element(NamedTuple):
    """An element of the structure tree: its kind, what stands in it, and its object in the file."""

    kind: str
    kids: list[Any]
    item: Any


class Tagged:
    """A tagged file."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf))
        self.marked = {page.indirect_reference.idnum: _marked_text(page) for page in self.reader.pages}
        catalog: Any = self.reader.trailer["/Root"]
        self.root = catalog["/StructTreeRoot"]
        self.document = self._element(self.root["/K"][0])

    def elements(self) -> Iterator[Element]:
        """All elements, in reading order."""
        waiting = [self.document]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))

    def counts(self) -> Counter[str]:
        return Counter(element.kind for element in self.elements())

    def text(self, element: Element | None = None) -> str:
        """What is read aloud, in order."""
        kids = (element or self.document).kids
        return "".join(kid if isinstance(kid, str) else self.text(kid) for kid in kids)

    def _element(self, reference: Any) -> Element:
        item = reference.get_object()
        page = item.raw_get("/Pg").idnum if "/Pg" in item else None
        kids = [kid for each in item.get("/K", []) if (kid := self._kid(each, page)) is not None]
        return Element(str(item["/S"])[1:], kids, item)

    def _kid(self, kid: Any, page: int | None) -> Element | str | None:
        inside = kid.get_object()
        if isinstance(inside, int):
            return self.marked[page].pop(int(inside))
        if "/MCID" in inside:
            return self.marked[inside.raw_get("/Pg").idnum].pop(int(inside["/MCID"]))
        return self._element(kid) if "/S" in inside else None


def _marked_text(page: PageObject) -> dict[int, str]:
    """The text of each piece of marked content of a page."""
    resources: Any = page["/Resources"]
    letters = {name: _letters_of(font.get_object()) for name, font in resources["/Font"].items()}
    found: dict[int, str] = {}
    current, font = None, ""
    for operands, operator in ContentStream(page["/Contents"], page.pdf).operations:
        if operator == b"BDC" and "/MCID" in operands[1]:
            current = int(operands[1]["/MCID"])
            found[current] = ""
        elif operator == b"EMC":
            current = None
        elif operator == b"Tf":
            font = operands[0]
        elif operator == b"TJ" and current is not None:
            found[current] += "".join(_shown(each, letters[font]) for each in operands[0])
    return found


def _shown(operand: Any, letters: dict[int, str]) -> str:
    if not hasattr(operand, "original_bytes"):
        return ""
    data = operand.original_bytes
    glyphs = (int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2))
    return "".join(letters.get(glyph, "") for glyph in glyphs)


def _letters_of(font: DictionaryObject) -> dict[int, str]:
    mapping = font["/ToUnicode"].get_object().get_data().decode()
    return {
        int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in LETTERS.findall(mapping)
    }
