"""All that the engine uses of WeasyPrint's private parts, which is why WeasyPrint is held to the releases of 70.

`tests/exports/test_against_plain_layout.py` compares what comes of it with WeasyPrint's own way from end to end.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from types import SimpleNamespace
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pydyf
import pyphen
from weasyprint import HTML, VERSION
from weasyprint.css import ColorProfile
from weasyprint.document import Page as LaidOutPage
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.boxes import Box as Box
from weasyprint.html import get_html_metadata
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import _use_references
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.pdf.stream import Stream
from weasyprint.text.constants import PANGO_STRETCH
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import FontConfiguration

from exports.typesetting.archives import with_universal_access
from exports.typesetting.records import Bookmark, FontUse, Piece

# Points of a PDF in a pixel of CSS.
SCALE = 0.75
# References to what a chunk does not know yet, and from here on to its own pieces.
FONTS, COLOUR_SPACES, PROFILE, FIRST_PIECE = 999_999_999, 999_999_998, 999_999_997, 900_000_000
INTENT = "srgb"
# Keeps WeasyPrint from adding its profile itself, as it never closes that file.
INTENT_IS_GIVEN = "given"
RESOURCES = ("ExtGState", "XObject", "Pattern", "Shading")
PAGE_LAID_OUT = re.compile(r"Creating layout - Page (\d+)")
PROGRESS_LOGGER = logging.getLogger("weasyprint.progress")
VERSIONS = f"{VERSION} {pydyf.VERSION} {pyphen.VERSION} {pango.pango_version()}"

NO_BLEED = {"top": 0, "right": 0, "bottom": 0, "left": 0}


def reference(number: int) -> bytes:
    return f"{number} 0 R".encode()


# Boxes


def flow(box: Box) -> Iterator[Box]:
    """The boxes inside of a box, lines left out for what stands on them."""
    for child in getattr(box, "children", ()):
        inside = child._box if isinstance(child, AbsolutePlaceholder) else child
        if isinstance(inside, boxes.LineBox):
            yield from flow(inside)
        elif not isinstance(inside, boxes.MarginBox):
            yield inside


def is_text(box: Box) -> bool:
    return isinstance(box, boxes.TextBox)


def is_picture(box: Box) -> bool:
    return isinstance(box, boxes.ReplacedBox)


def is_repeated_group(box: Box) -> bool:
    """Whether it stands on each page of its table."""
    return isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer)


def page_box(page: LaidOutPage) -> Box:
    return page._page_box


def page_name(page: LaidOutPage) -> str:
    return page._page_box.page_type.name or ""


def named_strings(page: LaidOutPage) -> dict[str, list[str]]:
    """What a page assigns to the named strings of the margins."""
    strings: dict[str, list[str]] = {}
    for box in page._page_box.descendants():
        for name, text in box.string_set or ():
            strings.setdefault(name, []).append(text)
    return strings


def gathered_leader(box: Box) -> tuple[Box, ...]:
    """The dots of a leader, of which only the first one stays in its place: painting each one takes long."""
    dots: tuple[Box, ...] = tuple(box.children)
    box.children = dots[:1]
    return dots


# Painting


class Decorations(NamedTuple):
    """Boxes that are no content; a leader is its first dot with all of them."""

    boxes: set[Box]
    leaders: dict[Box, tuple[Box, ...]]


class KeptStream(Stream):
    """Content of a page that is kept: some of its boxes are decoration, whatever their element."""

    decorations = Decorations(set(), {})

    @contextmanager
    def marked(self, box: Box, tag: str) -> Iterator[None]:
        with self.artifact() if box in self.decorations.boxes else super().marked(box, tag):
            yield
            self._repeat(self.decorations.leaders.get(box, ())[1:])

    def _repeat(self, dots: tuple[Box, ...]) -> None:
        """Show the text that was just shown in other places of its line, too."""
        if not dots or self.stream[-1] != b"ET":
            return
        end, shown = self.stream.pop(), self.stream[-1]
        for dot in dots:
            self.set_text_matrix(1, 0, 0, -1, dot.position_x, dot.position_y + dot.baseline)
            self.stream.append(shown)
        self.stream.append(end)


class Painter:
    """Paints the pages of one chunk: what they share, and what is found on the way."""

    def __init__(self, *, tagged: bool) -> None:
        self.tagged = tagged
        self.fonts: dict[object, Font] = {}
        self.images: dict[str, object] = {}
        self.resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in RESOURCES})
        self.resources |= {"ColorSpace": reference(COLOUR_SPACES), "Font": reference(FONTS)}
        self.profiles = {INTENT: SimpleNamespace(pdf_reference=reference(PROFILE))}

    def paint(
        self, page: LaidOutPage, decorations: Decorations | None = None
    ) -> tuple[bytes, dict[Box, int]]:
        """The content of a page, and the numbers of its marked boxes."""
        tags: dict[Box, dict[str, int]] | None = {} if self.tagged else None
        rectangle = (0, 0, page.width, page.height)
        stream = KeptStream(
            self.fonts, rectangle, self.resources, self.images, tags, self.profiles, INTENT, compress=True
        )
        stream.decorations = decorations or stream.decorations
        stream.push_state()
        if not self.tagged:
            stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        stream.transform(d=-1, f=page.height * SCALE)
        page.paint(stream, SCALE)
        if not self.tagged:
            stream.end_marked_content()
        stream.pop_state()
        return stream.data, {box: tag["mcid"] for box, tag in (tags or {}).items()}

    def pieces(self) -> list[Piece]:
        """The objects that the resources refer to, numbered from FIRST_PIECE on."""
        pieces = _Pieces()
        _use_references(pieces, self.resources, self.images, self.profiles)
        return [piece_of(each) for each in pieces.objects]

    def resources_by_kind(self) -> dict[str, dict[str, bytes]]:
        """To be asked after the pieces: then the resources refer to them."""
        return {
            kind: {str(name): _bytes(value) for name, value in self.resources[kind].items()}
            for kind in RESOURCES
            if self.resources[kind]
        }

    def font_uses(self) -> list[FontUse]:
        return [_font_use(font) for font in self.fonts.values()]


class _Pieces:
    """Stands in for the file while nobody knows what it will be."""

    def __init__(self) -> None:
        self.objects: list[pydyf.Object] = []

    def add_object(self, item: pydyf.Object) -> None:
        item.number = FIRST_PIECE + len(self.objects)
        self.objects.append(item)


def piece_of(item: pydyf.Object) -> Piece:
    head, stream, body = item.data.partition(b"\nstream\n")
    return Piece(head, stream + body if stream else None)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else value.data  # type: ignore[attr-defined]


# Fonts


def _font_use(font: Font) -> FontUse:
    return FontUse(
        key=font.hash,
        family=font.family,
        style=int(font.style),
        weight=int(font.weight),
        variations=",".join(f"{axis}={value}" for axis, value in font.variations.items()),
        size=font.font_size,
        letters=font.to_unicode,
        widths=font.widths,
        missing=font.missing,
    )


class FontGone(LookupError):
    """A page was laid out with a font that the server has no more."""


def restored_font(use: FontUse, fonts: FontConfiguration) -> Font:
    """The face of a kept use, found again by its description. Raises FontGone."""
    for stretch in dict.fromkeys(("normal", *PANGO_STRETCH)):
        font = _loaded_font(use, PANGO_STRETCH[stretch], fonts)
        if font is not None and font.hash == use.key:
            return font
    raise FontGone(f"The font {use.family} {use.weight} is not there any more.")


def _loaded_font(use: FontUse, stretch: int, fonts: FontConfiguration) -> Font | None:
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    _kept_alive, family = unicode_to_char_p(use.family)
    pango.pango_font_description_set_family(description, family)
    pango.pango_font_description_set_style(description, use.style)
    pango.pango_font_description_set_weight(description, use.weight)
    pango.pango_font_description_set_stretch(description, stretch)
    if use.variations:
        pango.pango_font_description_set_variations(description, use.variations.encode())
    pango.pango_font_description_set_absolute_size(description, round(use.size * TO_UNITS))
    context = ffi.gc(pango.pango_font_map_create_context(fonts.font_map), gobject.g_object_unref)
    face = pango.pango_font_map_load_font(fonts.font_map, context, description)
    return None if face == ffi.NULL else _font_of(ffi.gc(face, gobject.g_object_unref), use.size)


def _font_of(face: object, size: float) -> Font:
    described = ffi.gc(pango.pango_font_describe_with_absolute_size(face), pango.pango_font_description_free)
    pango.pango_font_description_unset_fields(
        described, pango.PANGO_FONT_MASK_SIZE + pango.PANGO_FONT_MASK_GRAVITY
    )
    return Font(face, described, size)


# Hyphenation

Patterns = dict[str, tuple[int, tuple[int, ...]]]


def hyphenation_of(language: str) -> tuple[str, object] | None:
    """Name and path of the dictionary of a language."""
    name = pyphen.language_fallback(language)
    return (name, pyphen.LANGUAGES[name]) if name else None


def parsed_patterns(path: object) -> Patterns | None:
    """The patterns of a dictionary; none if some of them change letters and are more than numbers."""
    pyphen.Pyphen(filename=path)
    patterns: Patterns = pyphen.hdcache[path].patterns
    plain = all(type(value) is int for _start, values in patterns.values() for value in values)
    return patterns if plain else None


def use_patterns(path: object, patterns: Patterns) -> None:
    """Spare the parsing of a dictionary."""
    dictionary = object.__new__(pyphen.HyphDict)
    dictionary.patterns, dictionary.cache = patterns, {}
    dictionary.maxlen = max(map(len, patterns))
    pyphen.hdcache[path] = dictionary


def is_parsed(path: object) -> bool:
    return path in pyphen.hdcache


# Writing


class Clickable:
    """Stands in for the box of a link; WeasyPrint leaves the annotation here."""

    link_annotation: pydyf.Dictionary | None = None
    element: Element | None = None


LinkOfPage = tuple[str, str, tuple[float, float, float, float], Clickable]


class KeptPage:
    """A page as `Document.write_pdf` takes it; its content comes afterwards."""

    def __init__(
        self,
        width: float,
        height: float,
        links: list[LinkOfPage],
        anchors: Mapping[str, tuple[float, float, float, float]],
        bookmarks: list[Bookmark],
    ) -> None:
        self.width, self.height, self.bleed = width, height, NO_BLEED
        self.links, self.anchors = links, anchors
        self.bookmarks = [(each.level, each.label, each.point, each.state) for each in bookmarks]
        self.forms: dict[None, list[object]] = {None: []}
        self._page_box = boxes.PageBox(None, {})

    def paint(self, stream: Stream, scale: float = 1) -> None:
        """Leave the page empty."""


def colour_profile() -> ColorProfile:
    """The colours of the file, for archives and for transparent groups."""
    name = "sRGB2014.icc"
    with (files("weasyprint.pdf") / name).open("rb") as file:
        return ColorProfile(file, name, "relative-colorimetric", (["r"], ["g"], ["b"]))


def metadata_of(html: HTML) -> DocumentMetadata:
    return DocumentMetadata(**get_html_metadata(html))


class ArchiveMetadata(DocumentMetadata):
    """Says that a PDF/A is PDF/UA-1, too; WeasyPrint knows one of them at a time."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        return with_universal_access(super().generate_rdf_metadata(variant, version, conformance))


def archive_metadata(of: DocumentMetadata, at: str) -> ArchiveMetadata:
    """The metadata of a file whose state has a moment, in the notation of the W3C."""
    values = {name: getattr(of, name) for name in ("title", "authors", "description", "keywords", "lang")}
    return ArchiveMetadata(**values, created=at, modified=at)


class Ready(pydyf.Object):
    """An object of the PDF whose bytes are known."""

    def __init__(self, data: bytes, *, is_stream: bool = False) -> None:
        super().__init__()
        self._data, self._is_stream = data, is_stream

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return not self._is_stream


# Progress


class _PageHandler(logging.Handler):
    def __init__(self, on_page: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self.on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        if found := PAGE_LAID_OUT.search(record.getMessage()):
            self.on_page(int(found[1]))


@contextmanager
def reporting_pages_to(on_page: Callable[[int], None] | None) -> Iterator[None]:
    """Call it with the number of each page that is laid out; WeasyPrint tells its log only."""
    if on_page is None:
        yield
        return
    handler, level, propagate = _PageHandler(on_page), PROGRESS_LOGGER.level, PROGRESS_LOGGER.propagate
    PROGRESS_LOGGER.addHandler(handler)
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    try:
        yield
    finally:
        PROGRESS_LOGGER.removeHandler(handler)
        PROGRESS_LOGGER.setLevel(level)
        PROGRESS_LOGGER.propagate = propagate
