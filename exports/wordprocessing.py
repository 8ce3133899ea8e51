"""Turns headings, paragraphs and tables into a DOCX. The only module that imports python-docx; it knows no paper."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

import msgspec
from docx import Document
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph as BookParagraph
from docx.text.run import Run as BookRun

from exports.xml_text import xml_text

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

EXTENDED_PROPERTIES = RELATIONSHIP_TYPE.EXTENDED_PROPERTIES


class Run(msgspec.Struct, frozen=True):
    """Words that look the same; `address` leads to a page outside."""

    text: str
    is_bold: bool = False
    address: str = ""


Words = str | tuple[Run, ...]


class Heading(msgspec.Struct, frozen=True):
    level: int
    text: Words


class Paragraph(msgspec.Struct, frozen=True):
    text: Words


class Entry(msgspec.Struct, frozen=True):
    """An entry of a list: `depth` counts the lists around its own; `number` is None in a list of bullets.

    What continues an entry has no mark of its own.
    """

    text: Words
    depth: int = 0
    number: int | None = None
    continues: bool = False


class Entries(msgspec.Struct, frozen=True):
    """A list with the lists inside it, from top to bottom. Numbers of one list follow each other."""

    entries: tuple[Entry, ...]


class Table(msgspec.Struct, frozen=True):
    """A table whose header is repeated on each page. Without a header the first column names the rows.

    `figures` are the columns (from 0) that are aligned to the right; `names_rows` is False for rows without a name.
    """

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    figures: frozenset[int] = frozenset()
    names_rows: bool = True


class Picture(msgspec.Struct, frozen=True):
    """A picture with what it shows in words, none for a decorative one, and the words below it.

    `width` and `height` are in dots; it fills the text at most.
    """

    content: bytes
    alternative_text: str
    caption: str
    width: int
    height: int


Block = Heading | Paragraph | Entries | Table | Picture

# Centimetres between the margins, of a letter of 11 points, and beside the text of a cell; letters that fill a column.
PICTURE_HEIGHT = 12.0
TEXT_WIDTH, CHARACTER, PADDING, LONG_TEXT = 16.0, 0.22, 0.45, 60

# The lists of Word's own styles: List Bullet, List Bullet 2, List Bullet 3.
LISTS_IN_LISTS = 3


def numbered(texts: Iterable[str]) -> Entries:
    """A list of texts that begins with 1."""
    return Entries(
        entries=tuple(Entry(text=text, number=number) for number, text in enumerate(texts, start=1))
    )


def write_document(blocks: Iterable[Block], *, title: str, author: str, language: str, at: datetime) -> bytes:
    """Write a document in A4 with real headings, lists and header rows; `language` is a tag such as de-DE.

    `at` is the moment of what it says, not that of writing: the same content gives the same dates.
    """
    book = Document()
    _set_up(book, title=title, author=author, language=language, at=at)
    for block in blocks:
        match block:
            case Heading():
                _write(book.add_heading(level=min(block.level, 9)), block.text)
            case Paragraph():
                _write(book.add_paragraph(), block.text)
            case Entries():
                _add_entries(book, block)
            case Table():
                _add_table(book, block)
            case Picture():
                _add_picture(book, block)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _set_up(book: Book, *, title: str, author: str, language: str, at: datetime) -> None:
    properties = book.core_properties
    properties.title, properties.author, properties.language = (
        xml_text(title)[:255],
        xml_text(author)[:255],
        language,
    )
    properties.comments = ""
    # Dates of a document are in UTC and say no time zone.
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    # The library's template says that another program has written it.
    relations = book.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == EXTENDED_PROPERTIES]:
        del relations[key]
    page = book.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    font = book.styles["Normal"].font
    font.name, font.size = "Arial", Pt(11)
    # The language for spelling and for screen readers stands in the defaults of all styles.
    for words in book.styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), language)


def _write(paragraph: BookParagraph, words: Words) -> None:
    """Put words into a paragraph; a line break stays one."""
    for run in (Run(text=words),) if isinstance(words, str) else words:
        written = paragraph.add_run(xml_text(run.text))
        # None leaves it to the style: a heading is bold already.
        written.bold = True if run.is_bold else None
        if run.address:
            _link(paragraph, written, run.address)


def _link(paragraph: BookParagraph, written: BookRun, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    written.font.underline = True
    paragraph._p.append(link)
    link.append(written._r)


def _add_picture(book: Book, block: Picture) -> None:
    width = min(TEXT_WIDTH, PICTURE_HEIGHT * block.width / block.height)
    shape = book.add_picture(BytesIO(block.content), width=Cm(width))
    shape._inline.docPr.set("descr", xml_text(block.alternative_text))
    _write(book.add_paragraph(style="Caption"), block.caption)


def _add_entries(book: Book, block: Entries) -> None:
    # For each depth the numbering that goes on, and the number it gave last.
    going_on: dict[int, tuple[int, int]] = {}
    for entry in block.entries:
        depth = min(entry.depth, LISTS_IN_LISTS - 1)
        kind = "Continue" if entry.continues else "Bullet" if entry.number is None else "Number"
        style = f"List {kind}" + (f" {depth + 1}" if depth else "")
        paragraph = book.add_paragraph(style=style)
        _write(paragraph, entry.text)
        if entry.continues:
            continue
        for deeper in [known for known in going_on if known > depth]:
            del going_on[deeper]
        if entry.number is None:
            going_on.pop(depth, None)
            continue
        numbering, last = going_on.get(depth, (0, 0))
        if not numbering or entry.number != last + 1:
            numbering = _new_list(book, style, entry.number)
        going_on[depth] = numbering, entry.number
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = numbering


def _new_list(book: Book, style: str, start: int) -> int:
    """A numbering of its own that begins with `start`; lists of one style go on counting otherwise."""
    numbering = book.part.numbering_part.numbering_definitions._numbering
    of_style = book.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _add_table(book: Book, block: Table) -> None:
    lines = [block.header, *block.rows] if block.header else list(block.rows)
    if not lines:
        return
    table = book.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    table.autofit = False
    widths = _widths(lines)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, cells in zip(table.rows, lines, strict=True):
        for index, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            is_head = cells is block.header or (not block.header and block.names_rows and index == 0)
            cell.width = widths[index]
            _write(cell.paragraphs[0], _bold(text) if is_head else text)
            if index in block.figures:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if block.header:
        _repeat_on_each_page(table.rows[0])
    # Space behind the table.
    book.add_paragraph()


def _widths(lines: Sequence[Sequence[Words]]) -> list[Length]:
    """The widths of columns: first the longest word of each, the rest by how much stands in them."""
    columns = [[_plain(cell) for cell in column] for column in zip(*lines, strict=True)]
    needed = [
        CHARACTER * max((len(w) for text in texts for w in text.split()), default=1) + PADDING
        for texts in columns
    ]
    said = [min(max(map(len, texts), default=1) or 1, LONG_TEXT) for texts in columns]
    left = TEXT_WIDTH - sum(needed)
    if left < 0:
        return [Cm(TEXT_WIDTH * each / sum(needed)) for each in needed]
    return [Cm(each + left * part / sum(said)) for each, part in zip(needed, said, strict=True)]


def _plain(words: Words) -> str:
    return words if isinstance(words, str) else "".join(run.text for run in words)


def _bold(words: Words) -> Words:
    runs = (Run(text=words),) if isinstance(words, str) else words
    return tuple(Run(text=run.text, is_bold=True, address=run.address) for run in runs)


def _repeat_on_each_page(row: Row) -> None:
    properties = row._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)
