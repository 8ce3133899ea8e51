"""Turns headings, paragraphs and tables into a DOCX. The only module that imports python-docx; it knows no paper."""

import re
from collections.abc import Iterable
from io import BytesIO

import msgspec
from docx import Document
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Row as Row

# What XML forbids.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Heading(msgspec.Struct, frozen=True):
    level: int
    text: str


class Paragraph(msgspec.Struct, frozen=True):
    text: str


class Items(msgspec.Struct, frozen=True):
    """A numbered list; each list begins with 1."""

    texts: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A table whose header is repeated on each page. Without a header the first column names the rows.

    `figures` are the columns (from 0) that are aligned to the right.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()


Block = Heading | Paragraph | Items | Table


def write_document(blocks: Iterable[Block], *, title: str, author: str, language: str) -> bytes:
    """Write a document in A4 with real headings, lists and header rows; `language` is a tag such as de-DE."""
    book = Document()
    _set_up(book, title=title, author=author, language=language)
    for block in blocks:
        match block:
            case Heading():
                book.add_heading(_clean(block.text), level=block.level)
            case Paragraph():
                book.add_paragraph(_clean(block.text))
            case Items():
                _add_items(book, block)
            case Table():
                _add_table(book, block)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _set_up(book: Book, *, title: str, author: str, language: str) -> None:
    properties = book.core_properties
    properties.title, properties.author, properties.language = (
        _clean(title)[:255],
        _clean(author)[:255],
        language,
    )
    properties.comments = ""
    page = book.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    font = book.styles["Normal"].font
    font.name, font.size = "Arial", Pt(11)
    # The language for spelling and for screen readers stands in the defaults of all styles.
    for words in book.styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), language)


def _add_items(book: Book, items: Items) -> None:
    numbering = _new_list(book)
    for text in items.texts:
        paragraph = book.add_paragraph(_clean(text), style="List Number")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = numbering


def _new_list(book: Book) -> int:
    """A numbering of its own that begins with 1 again; lists of one style go on counting otherwise."""
    numbering = book.part.numbering_part.numbering_definitions._numbering
    style = book.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _add_table(book: Book, block: Table) -> None:
    lines = [block.header, *block.rows] if block.header else list(block.rows)
    if not lines:
        return
    table = book.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    for row, cells in zip(table.rows, lines, strict=True):
        for index, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            is_head = (block.header and cells is block.header) or (not block.header and index == 0)
            run = cell.paragraphs[0].add_run(_clean(text))
            run.bold = bool(is_head)
            if index in block.figures:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if block.header:
        _repeat_on_each_page(table.rows[0])
    # Space behind the table.
    book.add_paragraph()


def _repeat_on_each_page(row: Row) -> None:
    properties = row._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def _clean(text: str) -> str:
    return ILLEGAL.sub("", text)
