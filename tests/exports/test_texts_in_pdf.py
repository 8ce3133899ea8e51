"""Any text that people can save gives a valid PDF in which it stands whole."""

import json
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page import validate_pdf_bytes
from pypdf import PdfReader

from editing.dialect import to_html
from exports.glyphs import drawable, name_of, undrawable
from exports.typesetting import typeset
from tests.editing.test_dialect import LINES

TRAPS = json.loads((Path(__file__).parents[1] / "editing/dialect_traps.json").read_text("utf-8"))
SHORT_LINES = [line for line in LINES if len(line) < 60]
# WeasyPrint lays out each of them.
pytestmark = pytest.mark.slow


def pdf_of(*texts: str) -> bytes:
    parts = "".join(f'<div class="text">{to_html(text, heading_level=3)}</div>' for text in texts)
    return typeset(
        '<!doctype html><html lang="de-DE"><head><title>Probe</title></head><body><h1>Probe</h1><main>'
        f'<section class="part"><h2>Teil</h2>{parts}</section></main></body></html>',
        stylesheet="print/strategy.css",
    )


def faults_of(pdf: bytes) -> list[str]:
    return [fault.message for fault in validate_pdf_bytes(pdf).failures]


def letters(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text)


def test_every_construct_is_tagged_right() -> None:
    assert faults_of(pdf_of(*(trap["text"] for trap in TRAPS))) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "", "  ", "   ", "- ", "1. ", "2. "]), st.sampled_from(["", *LINES])),
        max_size=12,
    ).map(lambda lines: "\n".join(before + line for before, line in lines)),
    st.text(max_size=20),
)
@example("- a\n\n  | x |\n  |---|\n  | 1 |\n\n  zweiter Absatz\n- b", "")
@example("[**fett** und weiter](https://herne.example)", "😀 🚲 👩‍👩‍👧 中文 עברית العربية")
@example("", "".join(map(chr, filter(lambda code: category(chr(code)) == "Cf", range(0x20000)))))
def test_any_text_gives_a_valid_file(text: str, signs: str) -> None:
    assert faults_of(pdf_of(f"{text}\n\n{signs}")) == []


def test_all_that_is_typed_is_printed(tmp_path: Path) -> None:
    text = "\n\n".join(SHORT_LINES)
    path = tmp_path / "text.pdf"
    path.write_bytes(pdf_of(text))
    command = ["pdftotext", "-raw", path, "-"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    shown = re.sub(r"<li>", "", to_html(text, heading_level=3))
    lines = [letters(unescape(line)) for line in re.sub(r"<[^>]*>", "", shown).splitlines()]
    missing = [line for line in lines if line not in letters(printed)]
    assert missing == []


def test_list_begins_with_the_number_that_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(pdf_of("3. drittens\n4. viertens"))
    command = ["pdftotext", "-layout", path, "-"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert letters("3. drittens 4. viertens") in letters(printed)


def test_what_no_font_draws_is_named() -> None:
    text = "Mit dem 🚲 und 👩‍👩‍👧 zum \u0378, für 5 € und ✓"
    assert undrawable(text) == ("🚲", "👩‍👩‍👧", "\u0378")
    assert drawable(text) == (
        "Mit dem [Fahrrad] und [Familie frau frau und mädchen] zum [U+0378], für 5 € und ✓"
    )
    assert name_of("中") == "[CJK UNIFIED IDEOGRAPH-4E2D]"


@pytest.mark.parametrize(
    "text",
    [
        f"|{'|'.join(f'Spalte{number}' for number in range(1, 13))}|\n|{'---|' * 12}\n"
        f"|{'|'.join(['Donaudampfschifffahrt'] * 12)}|",
        "| Jahr | Wert | Ort | Quelle |\n|---|---|---|---|\n| 2020 | 5 | Herne | "
        "https://herne.example/nachhaltigkeit/berichte/2021/anlage-zur-vorlage-0734.pdf |",
        f"| a | b |\n|---|---|\n| {'x' * 300} | {'y' * 300} |",
    ],
    ids=["twelve columns", "an address", "endless words"],
)
def test_table_stays_on_the_page(text: str, tmp_path: Path) -> None:
    path = tmp_path / "wide.pdf"
    path.write_bytes(pdf_of(text))
    command = ["pdftotext", "-bbox", path, "-"]
    words = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    edges = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', words)]
    # A4 is 595 points wide, its margin 22 mm.
    assert max(edges) <= 595 - 62


def test_links_are_called_by_what_stands_on_them_and_headings_hold_none() -> None:
    html = (
        '<!doctype html><html lang="de-DE"><head><title>Probe</title></head><body><h1>Probe</h1><main>'
        '<section class="part" id="inhalt"><h2>Inhalt</h2><ul class="contents">'
        '<li class="level-1"><a href="#k1">Erstes Ziel</a></li></ul></section>'
        '<section class="part"><h2 id="k1"><span class="numeral">1</span> Ziel</h2>'
        '<div class="text"><p><a href="https://herne.example">Stadt <strong>Herne</strong></a></p></div>'
        "</section></main></body></html>"
    )
    reader = PdfReader(BytesIO(typeset(html, stylesheet="print/strategy.css")))
    annotations = [each.get_object() for sheet in reader.pages for each in sheet.get("/Annots", [])]
    assert {str(each["/Contents"]) for each in annotations} == {"Erstes Ziel", "Stadt Herne"}
    tree: Any = reader.trailer["/Root"]
    kinds = list(_kinds(tree["/StructTreeRoot"]["/K"][0]))
    assert [kind for kind in kinds if kind.count("/Link") > 1 or sum(map(_is_heading, kind)) > 1] == []


def _is_heading(kind: str) -> bool:
    return bool(re.fullmatch(r"/H\d", kind))


def _kinds(node: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """For each element of the tree its kind behind those of all elements around it."""
    element = node.get_object()
    if not hasattr(element, "get") or "/S" not in element:
        return
    kinds = (*above, str(element["/S"]))
    yield kinds
    for kid in element.get("/K", []):
        yield from _kinds(kid, kinds)
