"""The engine against WeasyPrint's own way from end to end: the same pages, and a structure that is whole.

The one test of what the engine knows about the inside of WeasyPrint; whoever raises its version looks here.
"""

import re
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
import tinyhtml5
from django.test import override_settings
from page import validate_pdf_bytes
from pypdf import PdfReader

from exports.typesetting import composing, processes, typeset
from exports.typesetting.chunks import BOUNDARY, Chunk
from exports.typesetting.laying_out import lay_out
from exports.typesetting.records import Laid
from strategy.choices import ChapterKind
from strategy.document.document import StrategyDocument
from strategy.document.rendering.pdf import Edition, document_html
from tests.exports.reading import Tagged
from tests.strategy.document.documents import (
    chapter_entry,
    document,
    measure_entry,
    operational_entry,
    strategic_entry,
    theme_entry,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("plain layout")]

STYLESHEET = "print/strategy.css"
EDITION = Edition(label="Arbeitsstand", state="Stand: 12. Juli 2021", is_draft=True)
SENTENCE = "Die Stadtbibliothek, die Schulen und der Verein laden einmal im Monat zum Vorlesen ein. "
CHAPTER = """Ein Absatz mit **fetten Wörtern** und [einem Verweis auf die Stadt Herne](https://www.herne.example/lesen).

- erstens
- zweitens
  - darunter

| Jahr | Wert |
|---|---|
| 2020 | 5 |

1. Anfang
2. Ende
"""
MARK = re.compile(r"[•◦▪–]|\d+\.")
# Tags of the structure tree, and the elements of the source that they stand for.
SAME = {
    "Part": ("main",),
    "Sect": ("section",),
    "P": ("p",),
    "Table": ("table",),
    "THead": ("thead",),
    "TBody": ("tbody",),
    "TR": ("tr",),
    "TH": ("th",),
    "TD": ("td",),
    "Figure": ("img",),
    "BlockQuote": ("blockquote",),
    "Link": ("a",),
    "H1": ("h1",),
    "H2": ("h2",),
    "H3": ("h3",),
    "H4": ("h4",),
    "H5": ("h5",),
    "H6": ("h6",),
}


class Made(NamedTuple):
    html: str
    kept: bytes
    plain: bytes
    folder: Path


def written() -> StrategyDocument:
    """Two theme fields whose tables run over pages, chapters of several pages, everything that is printed."""
    measures = tuple(
        measure_entry(f"1.1.1.{number}", description=SENTENCE * 6, partners="Verein, Schulen")
        for number in range(1, 9)
    )
    goal = operational_entry(explanation=SENTENCE * 9, measures=measures)
    theme = theme_entry(strategic_goals=(strategic_entry(operational_goals=(goal,)),))
    chapters = (
        chapter_entry(ChapterKind.PREFACE, CHAPTER + f"\n{SENTENCE * 4}\n" * 12),
        chapter_entry(ChapterKind.PREAMBLE, CHAPTER),
        chapter_entry(ChapterKind.APPENDIX, SENTENCE),
    )
    return document(themes=(theme, theme_entry("2", title="Wohnen")), chapters=chapters)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    html, folder = document_html(written(), EDITION), tmp_path_factory.mktemp("plain-layout")
    with override_settings(KEPT_PAGES=folder / "kept"):
        kept = typeset(html, stylesheet=STYLESHEET)
    with override_settings(PDF_IN_ONE_PASS=True):
        plain = typeset(html, stylesheet=STYLESHEET)
    return Made(html, kept, plain, folder)


def pages_as(tool: list[str], pdf: bytes, folder: Path) -> list[bytes]:
    """Each page as a tool of poppler sees it."""
    file = folder / "file.pdf"
    file.write_bytes(pdf)
    for old in folder.glob("page*"):
        old.unlink()
    subprocess.run([*tool, str(file), str(folder / "page")], check=True)
    return [path.read_bytes() for path in sorted(folder.glob("page*"))]


def test_pages_look_the_same(made: Made) -> None:
    tool = ["pdftoppm", "-r", "72", "-gray"]
    kept, plain = (pages_as(tool, pdf, made.folder) for pdf in (made.kept, made.plain))
    assert len(kept) > 10
    assert [number for number, pair in enumerate(zip(kept, plain, strict=True)) if pair[0] != pair[1]] == []


def test_pages_read_the_same(made: Made) -> None:
    tool = ["pdftotext", "-layout"]
    kept, plain = (pages_as(tool, pdf, made.folder) for pdf in (made.kept, made.plain))
    assert kept == plain


def test_places_to_go_to_are_the_same(made: Made) -> None:
    kept, plain = (places(PdfReader(BytesIO(pdf))) for pdf in (made.kept, made.plain))
    assert len(kept["outline"]) > 8
    assert kept == plain


def places(reader: PdfReader) -> dict[str, Any]:
    """Bookmarks and named destinations with their pages and heights."""
    return {
        "outline": [str(each) for each in _flat(reader.outline)],
        "names": {
            name: (reader.get_destination_page_number(place), round(float(place.top), 2))
            for name, place in reader.named_destinations.items()
        },
    }


def _flat(outline: list[Any]) -> list[Any]:
    return [
        each
        for item in outline
        for each in (_flat(item) if isinstance(item, list) else [(item.title, round(float(item.top), 2))])
    ]


def test_structure_has_one_element_for_each_of_the_source(made: Made) -> None:
    root = tinyhtml5.parse(made.html, namespace_html_elements=False)
    source = Counter(element.tag for element in root.iter() if isinstance(element.tag, str))
    tags = Tagged(made.kept).counts()
    assert tags["Document"] == 1
    assert {tag: tags[tag] for tag in SAME} == {
        tag: sum(source[name] for name in names) for tag, names in SAME.items()
    }
    assert tags["L"] + tags["TOC"] == source["ul"] + source["ol"] + source["dl"]
    assert tags["LI"] == tags["LBody"] == source["li"] + source["dt"] - tags["TOCI"]
    assert tags["TOCI"] == made.html.count('<li class="level-')


def test_reading_the_tags_in_order_gives_the_text(made: Made) -> None:
    body = tinyhtml5.parse(made.html.replace(BOUNDARY, ""), namespace_html_elements=False).find("body")
    contents = letters("".join(body.find(".//ul[@role='doc-toc']").itertext()))
    read = Tagged(made.kept)
    for element in read.elements():
        # Marks of lists and the numbers of the contents' pages come from the layout; of a picture its words are read.
        if element.kind in ("TOC", "Figure") or (
            element.kind == "Lbl" and MARK.fullmatch(read.text(element).strip())
        ):
            element.kids.clear()
    assert letters(read.text()) == letters("".join(body.itertext())).replace(contents, "")


def letters(text: str) -> str:
    # Where words are broken is the layout's choice.
    return re.sub(r"[\s\u00ad-]", "", text)


def test_cells_find_their_heads_and_entries_have_one_body(made: Made) -> None:
    read = Tagged(made.kept)
    elements = list(read.elements())
    names = {element.item["/ID"] for element in elements if "/ID" in element.item}
    cells = [element for element in elements if element.kind == "TD"]
    headless = [cell for cell in cells if not set(cell.item["/A"].get("/Headers", ["none"])) <= names]
    assert cells
    assert headless == []
    assert {element.item["/A"]["/Scope"] for element in elements if element.kind == "TH"} == {
        "/Row",
        "/Column",
    }
    for entry in (element for element in elements if element.kind == "LI"):
        assert [kid.kind for kid in entry.kids] in (["LBody"], ["Lbl", "LBody"])


def test_links_speak_and_belong_to_one_element_each(made: Made) -> None:
    read = Tagged(made.kept)
    annotations: list[Any] = [
        each.get_object() for page in read.reader.pages for each in cast(Any, page.get("/Annots", []))
    ]
    words = [str(each["/Contents"]) for each in annotations]
    assert "einem Verweis auf die Stadt Herne" in words
    assert [word for word in words if word.startswith("k0000") or "http" in word] == []
    numbers = read.root["/ParentTree"]["/Nums"]
    owners = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
    kinds = {str(owners[int(each["/StructParent"])].get_object()["/S"]) for each in annotations}
    assert kinds == {"/Link"}


def test_file_is_valid_and_every_mark_belongs_to_one_element(made: Made) -> None:
    assert [finding.message for finding in validate_pdf_bytes(made.kept).failures] == []
    read = Tagged(made.kept)
    assert [rest for rest in read.marked.values() if rest] == []


def test_same_document_gives_the_same_bytes_however_it_is_made(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "LETTERS_AT_LEAST", 0)
    with override_settings(KEPT_PAGES=tmp_path):
        in_processes = typeset(made.html, stylesheet=STYLESHEET)
        again = typeset(made.html, stylesheet=STYLESHEET)
    assert in_processes == made.kept
    assert again == made.kept


def test_only_the_chunk_that_changed_is_laid_out_again(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []

    def noted(chunk: Chunk, *rest: Any) -> Laid:
        laid_out.append(chunk.html)
        return lay_out(chunk, *rest)

    monkeypatch.setattr(composing, "lay_out", noted)
    changed = made.html.replace("einmal im Monat", "zweimal im Jahr", 1)
    with override_settings(KEPT_PAGES=made.folder / "kept"):
        pdf = typeset(changed, stylesheet=STYLESHEET)
    assert ["zweimal" in html for html in laid_out] == [True]
    assert b"zweimal im Jahr" in b"".join(pages_as(["pdftotext", "-raw"], pdf, made.folder))
