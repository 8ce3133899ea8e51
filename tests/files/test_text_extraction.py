"""The text of uploaded files, and what hostile ones cannot do."""

import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from files import text_extraction
from files.file_types import DOCX, ODT, PDF, file_type_of
from files.guarded_extraction import ROOT, Reading, read_safely
from files.text_extraction import Reason, Unreadable, read_pages
from tests.files.office_files import ODF, ODT_MIME, archive, docx, locked_pdf, odt, pdf, word_paragraph

FALLBACK = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent>"
)


def read(content: bytes) -> list[tuple[int | None, str]]:
    kind = file_type_of(BytesIO(content))
    assert kind is not None
    return [(page.page, page.text) for page in read_pages(BytesIO(content), kind.content_type) if page.text]


def reason_of(content: bytes, content_type: str) -> Reason:
    with pytest.raises(Unreadable) as refusal:
        list(read_pages(BytesIO(content), content_type))
    return refusal.value.reason


def test_pdf_is_read_page_by_page() -> None:
    assert read(pdf("Klimaschutz in Herne", "", "Öffentlicher Nahverkehr")) == [
        (1, "Klimaschutz in Herne"),
        (3, "Öffentlicher Nahverkehr"),
    ]


def test_reading_tells_how_far_it_is() -> None:
    pages = read_pages(BytesIO(pdf("Eins", "", "Drei")), PDF.content_type)
    assert [(page.done, page.total) for page in pages] == [(1, 3), (2, 3), (3, 3)]


def test_docx_text_has_its_paragraphs_boxes_and_footnotes_once() -> None:
    body = (
        "<w:p><w:r><w:t>Leit</w:t></w:r><w:r><w:t>bild</w:t><w:tab/><w:t>2030</w:t></w:r>"
        "<w:r><w:delText>gestrichen</w:delText></w:r></w:p>"
        f"<w:p><w:r><w:t>davor</w:t>{FALLBACK}<w:t> danach</w:t></w:r></w:p>"
    )
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{word_paragraph('Fußnote')}</w:footnotes>"
    )
    assert read(docx(body, footnotes=notes)) == [
        (None, "Leitbild 2030\nKasten\ndavor danach\nFußnote"),
    ]


def test_odt_text_has_neither_deleted_words_nor_remarks() -> None:
    text = (
        "<text:tracked-changes><text:p>gestrichen</text:p></text:tracked-changes>"
        "<text:h>Ziele</text:h>"
        "<text:p>Mehr<text:s/>Grün<office:annotation><text:p>wirklich?</text:p></office:annotation>"
        "<text:line-break/><text:span>für alle</text:span></text:p>"
    )
    assert read(odt(text)) == [(None, "Ziele\nMehr Grün für alle")]


def test_long_text_is_cut_between_paragraphs_and_loses_nothing() -> None:
    paragraphs = [f"{number} " + "Wort " * 200 for number in range(10)]
    parts = read(docx("".join(map(word_paragraph, paragraphs))))
    assert [len(text) for _page, text in parts] == [3005, 3005, 3005, 1001]
    assert "\n".join(text for _page, text in parts).split() == " ".join(paragraphs).split()


def test_chapter_written_as_one_paragraph_is_cut() -> None:
    parts = read(docx(word_paragraph("x" * 45_000)))
    assert [len(text) for _page, text in parts] == [20_000, 20_000, 5_000]


def test_characters_that_no_database_takes_are_left_out() -> None:
    assert text_extraction.storable("\0a\ud800b\n ") == "ab"


def test_scanned_pdf_has_no_text() -> None:
    assert reason_of(pdf("", ""), PDF.content_type) == Reason.NO_TEXT


def test_pdf_with_password_says_so() -> None:
    assert reason_of(locked_pdf("x", password="offen"), PDF.content_type) == Reason.ENCRYPTED


def test_pdf_that_must_not_be_changed_is_read() -> None:
    assert read(locked_pdf("Haushalt", password="")) == [(1, "Haushalt")]


def test_odt_with_password_says_so() -> None:
    manifest = '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
    locked = archive({"mimetype": ODT_MIME, "META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01"})
    assert reason_of(locked, ODT.content_type) == Reason.ENCRYPTED


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    f"<office:document-content {ODF}>&b;</office:document-content>"
)
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"%PDF-1.7 broken", PDF.content_type),
        (pdf("x" * 500)[:300], PDF.content_type),
        (docx(word_paragraph("x" * 500))[:-40], DOCX.content_type),
        (archive({"word/document.xml": "<w:p"}), DOCX.content_type),
        (archive({"mimetype": ODT_MIME, "content.xml": ENTITIES}), ODT.content_type),
        (archive({"mimetype": ODT_MIME, "content.xml": OUTSIDE}), ODT.content_type),
    ],
)
def test_broken_or_poisoned_file_is_refused(content: bytes, content_type: str) -> None:
    assert reason_of(content, content_type) == Reason.BROKEN


def bomb(size: int, *, declared: int | None = None) -> bytes:
    """A DOCX whose text unpacks to `size` bytes; `declared` is what its list of contents says instead."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * size)
    content = buffer.getvalue()
    return (
        content if declared is None else content.replace(struct.pack("<I", size), struct.pack("<I", declared))
    )


def test_zip_bomb_is_refused_for_the_size_it_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_extraction, "XML_AT_MOST", 1_000_000)
    assert reason_of(bomb(1_000_001), DOCX.content_type) == Reason.BROKEN


def test_zip_bomb_is_refused_for_the_size_it_has() -> None:
    assert reason_of(bomb(5_000_000, declared=100), DOCX.content_type) == Reason.BROKEN


def test_archive_of_countless_parts_is_no_document() -> None:
    crowded = BytesIO(
        archive({"word/document.xml": "", **{f"{number:0200d}": "" for number in range(5_000)}})
    )
    assert file_type_of(crowded) is None


def test_archive_that_hides_a_long_list_of_contents_is_no_document() -> None:
    """The record of very large archives (ZIP64) counts, whatever the one behind it says."""
    honest = docx(word_paragraph("x"))
    end = honest.rindex(b"PK\x05\x06")
    large = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, 2 * 1024 * 1024, 0)
    locator = struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    assert file_type_of(BytesIO(honest)) == DOCX
    assert file_type_of(BytesIO(honest[:end] + large + locator + honest[end:])) is None


def test_pdf_beyond_the_number_of_pages_is_read_up_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_extraction, "PAGES_AT_MOST", 2)
    pages = read_pages(BytesIO(pdf("A", "B", "C")), PDF.content_type)
    assert [next(pages).text, next(pages).text] == ["A", "B"]
    with pytest.raises(Unreadable) as refusal:
        next(pages)
    assert refusal.value.reason == Reason.TOO_LONG


def in_process(tmp_path: Path, content: bytes, **limits: float) -> Reading:
    path = tmp_path / "file"
    path.write_bytes(content)
    kind = file_type_of(BytesIO(content))
    assert kind is not None
    with path.open("rb") as file:
        return read_safely(file, kind.content_type, on_page=lambda page: None, **limits)


@pytest.mark.slow
def test_process_of_its_own_reads_the_same(tmp_path: Path) -> None:
    reading = in_process(tmp_path, pdf("Größe", "", "Maß"))
    assert [(page.page, page.text) for page in reading.pages] == [(1, "Größe"), (3, "Maß")]
    assert reading.reason is None


@pytest.mark.slow
def test_process_of_its_own_says_why_it_cannot_read(tmp_path: Path) -> None:
    assert in_process(tmp_path, pdf("")) == Reading(pages=(), reason=Reason.NO_TEXT)


@pytest.mark.slow
def test_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    assert in_process(tmp_path, pdf("x"), wait=0.01) == Reading(pages=(), reason=Reason.TOO_LONG)


@pytest.mark.slow
@pytest.mark.parametrize(("megabytes", "last_words"), [(300, ""), (500, "MemoryError")])
def test_process_of_its_own_grows_by_400_megabytes_at_most(megabytes: int, last_words: str) -> None:
    code = f"from files.guarded_extraction import *; limit_this_process(); bytearray({megabytes} << 20)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stderr.splitlines() or [""])[-1] == last_words


@pytest.mark.slow
def test_process_of_its_own_writes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    code = f"from files.guarded_extraction import *; limit_this_process(); print('x', file=open({str(path)!r}, 'w'))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert path.read_bytes() == b""
