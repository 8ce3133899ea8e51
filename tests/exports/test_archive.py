"""The file for the archive: PDF/A-3a and PDF/UA-1 in one, with the data inside.

page-validation refuses a file that names both; it checks the same pages as PDF/UA-1 elsewhere. The side of the archive
is checked by veraPDF where that is installed.
"""

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader

from exports.typesetting import Archive, Attached, typeset
from tests.exports.test_typesetting import PIXEL, STYLES

pytestmark = pytest.mark.slow

HTML = (
    '<!doctype html><html lang="de-DE"><head><title>Strategie</title><meta name="author" content="Stadt Herne"></head>'
    f'<body><section class="cover"><div class="mark"><img alt="Logo" src="data:image/png;base64,{PIXEL}"></div>'
    '<h1>Strategie</h1></section><!--chunk--><main><section class="part"><h2>Teil</h2><p>Text</p></section></main>'
    "</body></html>"
)
ARCHIVE = Archive(
    at=datetime(2021, 7, 12, 12, 0, tzinfo=UTC),
    attached=(Attached(name="strategie.json", content=b'{"title": "x"}', description="Die Daten."),),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typeset(HTML, stylesheet=STYLES, archive=ARCHIVE)


def test_file_says_that_it_is_both(pdf: bytes) -> None:
    catalog = cast(Any, PdfReader(BytesIO(pdf)).trailer["/Root"])
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in metadata
    assert 'pdfuaid:part="1"' in metadata
    assert "pdfaSchema:namespaceURI" in metadata
    assert str(catalog["/OutputIntents"][0]["/S"]) == "/GTS_PDFA1"


def test_data_lies_inside_once_and_says_what_it_is(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    assert reader.attachments == {"strategie.json": [b'{"title": "x"}']}
    (attached,) = (each.get_object() for each in cast(Any, reader.trailer["/Root"])["/AF"])
    assert (attached["/AFRelationship"], attached["/Desc"]) == ("/Source", "Die Daten.")
    assert attached["/EF"]["/F"].get_object()["/Params"]["/ModDate"] == "D:20210712120000Z"


def test_archive_of_a_document_is_always_the_same(pdf: bytes) -> None:
    assert typeset(HTML, stylesheet=STYLES, archive=ARCHIVE) == pdf
    assert cast(Any, PdfReader(BytesIO(pdf)).metadata)["/CreationDate"] == "D:20210712120000Z"


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_agrees(pdf: bytes, flavour: str, tmp_path: Path) -> None:
    file = tmp_path / "archive.pdf"
    file.write_bytes(pdf)
    command = ["verapdf", "--flavour", flavour, "--format", "text", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert said.startswith("PASS")
