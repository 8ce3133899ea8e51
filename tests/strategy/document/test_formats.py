"""What holds in every format that a version can be had in."""

import html
import re
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from pypdf import PdfReader

from strategy.document.document import OriginEntry, to_json
from strategy.document.rendering.formats import FORMATS, Source
from strategy.document.rendering.pdf import Edition
from tests.builders import NOW
from tests.strategy.document.documents import document_with

MEASURE, ORIGIN, FIRST = "Höfe entsiegeln", "Schulhöfe öffnen", "Gärten teilen"
# An office program makes it of the DOCX; presentations name no single measure.
WITHOUT_MEASURES, MADE_OF_OTHERS = {"pptx"}, {"odt"}


def text_of(content: bytes) -> str:
    """All letters of a file without the spaces, whatever it is packed in: a PDF breaks addresses into lines."""
    if content.startswith(b"%PDF"):
        return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            names = [
                name for name in archive.namelist() if name.endswith((".xml", ".html", ".xhtml", ".csv"))
            ]
            content = b" ".join(map(archive.read, names))
    return "".join(html.unescape(re.sub(r"<[^>]*>", " ", content.decode())).split())


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - WITHOUT_MEASURES - MADE_OF_OTHERS))
def test_whoever_had_a_measure_first_is_named_in_every_file(name: str) -> None:
    origin = OriginEntry(
        municipality="Stadt Beispielstadt",
        title=ORIGIN,
        address="",
        licence="CC BY 4.0",
        licence_url="https://lizenz.example/",
        attribution="",
        read_on=NOW.date(),
        goes_back_to=f"„{FIRST}“, Gemeinde Musterdorf",
    )
    content = to_json(document_with(measure={"title": MEASURE, "adapted_from": origin}))
    edition = Edition(label="Entwurf", state="Entwurf", is_draft=True)

    text = text_of(FORMATS[name].make(Source(content=content, edition=edition, at=NOW), lambda *_pages: None))

    wanted = (MEASURE, ORIGIN, FIRST, "https://lizenz.example/")
    assert [words for words in wanted if words.replace(" ", "") not in text] == []
