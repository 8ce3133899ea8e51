"""Turns titles, points, tables and charts into a PPTX. The only module that imports python-pptx; it knows no strategy.

All text is text: titles and points stand in placeholders, tables and charts can be edited.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from itertools import count as count_from
from typing import TypeVar
from zipfile import ZipFile

import msgspec
from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape as DeckShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide as DeckSlide
from pptx.text.text import TextFrame
from pptx.util import Cm, Emu, Pt

from exports.packing import packed
from exports.xml_text import xml_text

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

COVER_LAYOUT, POINTS_LAYOUT, TITLE_LAYOUT = 0, 1, 5
# The library's template is 4 to 3; screens are 16 to 9.
WIDTH, HEIGHT, TEMPLATE_WIDTH = Cm(33.867), Cm(19.05), 9_144_000
LEFT, TOP, INNER_WIDTH, INNER_HEIGHT = Cm(1.7), Cm(4.2), Cm(30.4), Cm(13.4)
TITLE_SIZE, POINT_SIZES, CELL_SIZE = Pt(28), (Pt(18), Pt(16)), Pt(14)
# What fits on a slide, counted in lines of such letters.
LETTERS_IN_LINE, LINES_ON_SLIDE = 88, 11
LETTERS_IN_ROW, LINES_IN_TABLE = 125, 13
ROW_HEIGHT = Cm(0.9)
# Nobody reads more from a screen: the document has it all.
TITLE_AT_MOST, POINT_AT_MOST, CELL_AT_MOST = 80, 300, 110
# A cut between words may lose the rest, when a very long word stands there.
KEPT_OF_A_CUT = 0.6
THEME = RELATIONSHIP_TYPE.THEME
OF_TEMPLATE = (RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.THUMBNAIL)
CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
IN_WORKBOOK = ".xlsx"
# An amount stays with its unit.
SPACES = re.compile("[^\\S\u00a0]+")
T = TypeVar("T")


class Cover(msgspec.Struct, frozen=True):
    """The first slide."""

    title: str
    lines: tuple[str, ...]


class Point(msgspec.Struct, frozen=True):
    """A point; `level` 1 stands below one of level 0."""

    text: str
    level: int = 0


class Points(msgspec.Struct, frozen=True):
    """A slide of points, or several where they do not fit."""

    title: str
    points: tuple[Point, ...]


class Grid(msgspec.Struct, frozen=True):
    """A slide with a table, or several. `figures` are the columns (from 0) that are aligned to the right;
    `widths` are their shares; `description` says what the table shows."""

    title: str
    description: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: frozenset[int] = frozenset()


class Chart(msgspec.Struct, frozen=True):
    """A slide with a chart of columns, stacked where there are several series; `description` says it in words."""

    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    number_format: str = "#,##0"


Slide = Cover | Points | Grid | Chart


def write_presentation(
    slides: Iterable[Slide], *, title: str, author: str, language: str, accent: str, at: datetime
) -> bytes:
    """Write slides in 16 to 9; `accent` is a colour such as 1B4F8F. The same slides are the same bytes."""
    deck = Presentation()
    _set_up(deck, title=title, author=author, language=language, accent=accent, at=at)
    titles = _Titles()
    for slide in slides:
        match slide:
            case Cover():
                _add_cover(deck, slide, titles, accent)
            case Points():
                _add_points(deck, slide, titles)
            case Grid():
                _add_grid(deck, slide, titles)
            case Chart():
                _add_chart(deck, slide, titles)
    stream = BytesIO()
    deck.save(stream)
    return _of_one_moment(stream.getvalue(), at)


class _Titles:
    """Gives each slide a title of its own: whoever does not see it finds it by that."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def of(self, title: str, number: int = 1, count: int = 1) -> str:
        """The title of a slide that is the first, second … of several."""
        whole = shortened(title, TITLE_AT_MOST)
        if count > 1:
            whole = _("%(title)s (%(number)d von %(count)d)") % {
                "title": whole,
                "number": number,
                "count": count,
            }
        numbered = (f"{whole} – {again}" for again in count_from(2))
        free = next(each for each in chain([whole], numbered) if each not in self.given)
        self.given.add(free)
        return free


def shortened(text: str, at_most: int, *, before: str = "") -> str:
    """A text in one line that ends with dots where it is too long, between words unless a long one would be lost.

    What it stands `before` follows it whole: both are not longer than `at_most`.
    """
    line, room = SPACES.sub(" ", xml_text(text)).strip(), at_most - len(before)
    if len(line) <= room:
        return line + before
    cut = line[: room - 2]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > KEPT_OF_A_CUT * room else cut) + " …" + before


def _set_up(deck: Deck, *, title: str, author: str, language: str, accent: str, at: datetime) -> None:
    properties = deck.core_properties
    properties.title, properties.author = xml_text(title)[:255], xml_text(author)[:255]
    properties.last_modified_by, properties.language = properties.author, language
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    _forget_the_template(deck)
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    for sheet in (master, *master.slide_layouts):
        for shape in sheet.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left = Emu(shape.left * WIDTH // TEMPLATE_WIDTH)
                shape.width = Emu(shape.width * WIDTH // TEMPLATE_WIDTH)
    # Tables and charts take their colour from the theme.
    theme = master.part.part_related_by(THEME)
    blob = re.sub(
        rb'(<a:accent1><a:srgbClr val=")[0-9A-F]{6}', b"\\g<1>" + accent.encode().upper(), theme.blob
    )
    theme._blob = blob.replace(b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="Arial"/>')


def _forget_the_template(deck: Deck) -> None:
    """The library's template says that another program has written it, and shows a picture of itself."""
    relations = deck.part.package._rels
    for key in [key for key, relation in relations.items() if relation.reltype in OF_TEMPLATE]:
        relations.pop(key)


def _new_slide(deck: Deck, layout: int, title: str) -> DeckSlide:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    heading = _heading_of(slide).text_frame
    _write(heading, title)
    heading.word_wrap = True
    for paragraph in heading.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.runs[0].font.size = TITLE_SIZE
    return slide


def _heading_of(slide: DeckSlide) -> DeckShape:
    """The placeholder of the title, which each of our layouts has."""
    heading = slide.shapes.title
    if heading is None:
        raise ValueError("The layout of this slide has no title.")
    return heading


def _write(frame: TextFrame, text: str, paragraph: int = 0) -> None:
    run = frame.paragraphs[paragraph].add_run()
    run.text = text
    run.font.language_id = MSO_LANGUAGE_ID.GERMAN


def _add_cover(deck: Deck, cover: Cover, titles: _Titles, accent: str) -> None:
    slide = _new_slide(deck, COVER_LAYOUT, titles.of(cover.title))
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(accent.upper())
    place = slide.placeholders[1]
    place.left, place.top, place.width, place.height = LEFT, Cm(10.5), INNER_WIDTH, Cm(6)
    heading = _heading_of(slide)
    heading.left, heading.top, heading.width, heading.height = LEFT, Cm(4), INNER_WIDTH, Cm(6)
    below = place.text_frame
    for number, line in enumerate(filter(None, cover.lines)):
        if number:
            below.add_paragraph()
        _write(below, shortened(line, POINT_AT_MOST), number)
    for frame, size in ((heading.text_frame, Pt(40)), (below, Pt(20))):
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = size, RGBColor(255, 255, 255)


def _add_points(deck: Deck, points: Points, titles: _Titles) -> None:
    shown = [Point(text=shortened(each.text, POINT_AT_MOST), level=each.level) for each in points.points]
    lines = [math.ceil(len(each.text) / LETTERS_IN_LINE) for each in shown]
    parts = list(_parts(shown, lines, LINES_ON_SLIDE))
    for number, part in enumerate(parts, start=1):
        slide = _new_slide(deck, POINTS_LAYOUT, titles.of(points.title, number, len(parts)))
        frame = slide.placeholders[1].text_frame
        for place, point in enumerate(part):
            if place:
                frame.add_paragraph()
            _write(frame, point.text, place)
            paragraph = frame.paragraphs[place]
            paragraph.level, paragraph.runs[0].font.size = point.level, POINT_SIZES[point.level]


def _add_grid(deck: Deck, grid: Grid, titles: _Titles) -> None:
    rows = [tuple(shortened(cell, CELL_AT_MOST) for cell in row) for row in grid.rows]
    lines = [_lines_of(row, grid.widths) for row in rows]
    parts = list(_parts(rows, lines, LINES_IN_TABLE))
    for number, part in enumerate(parts, start=1):
        slide = _new_slide(deck, TITLE_LAYOUT, titles.of(grid.title, number, len(parts)))
        frame = slide.shapes.add_table(
            len(part) + 1, len(grid.header), LEFT, TOP, INNER_WIDTH, Emu(ROW_HEIGHT * (len(part) + 1))
        )
        _describe(frame, _heading_of(slide).text_frame.text, grid.description)
        table = frame.table
        table.first_col = True
        for index, share in enumerate(grid.widths):
            table.columns[index].width = Emu(INNER_WIDTH * share // sum(grid.widths))
        for place, row in enumerate((grid.header, *part)):
            for index, text in enumerate(row):
                _fill(table.cell(place, index).text_frame, text, to_the_right=index in grid.figures)


def _lines_of(row: Sequence[str], widths: Sequence[int]) -> int:
    shares = [LETTERS_IN_ROW * width / sum(widths) for width in widths]
    return max(math.ceil(len(cell) / share) for cell, share in zip(row, shares, strict=True)) or 1


def _fill(frame: TextFrame, text: str, *, to_the_right: bool) -> None:
    _write(frame, text)
    paragraph = frame.paragraphs[0]
    paragraph.runs[0].font.size = CELL_SIZE
    paragraph.alignment = PP_ALIGN.RIGHT if to_the_right else PP_ALIGN.LEFT


def _add_chart(deck: Deck, chart: Chart, titles: _Titles) -> None:
    slide = _new_slide(deck, TITLE_LAYOUT, titles.of(chart.title))
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = [shortened(each, CELL_AT_MOST) for each in chart.categories]
    for name, values in chart.series:
        data.add_series(xml_text(name), values)
    frame: GraphicFrame = slide.shapes.add_chart(  # type: ignore[assignment]
        XL_CHART_TYPE.COLUMN_STACKED,
        LEFT,
        TOP,
        INNER_WIDTH,
        INNER_HEIGHT,
        data,  # type: ignore[arg-type]
    )
    _describe(frame, _heading_of(slide).text_frame.text, chart.description)
    drawn = frame.chart
    drawn.font.size = CELL_SIZE
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    drawn.plots[0].gap_width = 60
    marks = drawn.value_axis.tick_labels
    marks.number_format, marks.number_format_is_linked = chart.number_format, False


def _describe(frame: GraphicFrame, name: str, description: str) -> None:
    """What is said of a table or chart to those who do not see it."""
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", name)
    properties.set("descr", xml_text(description))


def _parts(items: Sequence[T], lines: Sequence[int], at_most: int) -> Iterator[list[T]]:
    """The items in parts that fit on a slide each; one that is larger has a slide of its own."""
    part: list[T] = []
    filled = 0
    for item, height in zip(items, lines, strict=True):
        if part and filled + height > at_most:
            yield part
            part, filled = [], 0
        part.append(item)
        filled += height
    if part:
        yield part


def _of_one_moment(content: bytes, at: datetime) -> bytes:
    """The archive with the moment of its content in place of that of writing, in the tables behind charts as well."""
    stamp = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    parts: dict[str, str | bytes] = {}
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith(IN_WORKBOOK):
                part = _of_one_moment(part, at)
            parts[name] = CREATED.sub(b"\\g<1>" + stamp, part) if name.endswith("core.xml") else part
    return packed(parts, at=at)
