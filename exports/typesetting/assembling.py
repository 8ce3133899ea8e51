"""Puts kept pages together into one file: WeasyPrint writes it, its pages and its structure come from the records."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

import pydyf
from weasyprint import HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from exports.typesetting.archives import Archive, in_world_time
from exports.typesetting.records import FontUse, Laid, Link, Page
from exports.typesetting.structure_tree import StructureWriter
from exports.typesetting.styles import inline_data_only
from exports.typesetting.weasyprint_inside import (
    COLOUR_SPACES,
    FIRST_PIECE,
    FONTS,
    INTENT,
    INTENT_IS_GIVEN,
    PROFILE,
    Clickable,
    KeptPage,
    Ready,
    archive_metadata,
    colour_profile,
    metadata_of,
    restored_font,
)

# A number of one of the placeholders, or of a piece.
PLACEHOLDER = re.compile(rb"\b(9\d{8}) 0 R")


class LaidChunk(NamedTuple):
    """A record, and where in the document the elements around it open."""

    laid: Laid
    shells: tuple[int, ...]


class Writing(NamedTuple):
    """How the file is written: as PDF/UA-1, or for the archive as PDF/A-3a as well; its name goes into the latter."""

    fonts: FontConfiguration
    name: str
    archive: Archive | None = None


def assemble(head: str, chunks: Sequence[LaidChunk], margins: Laid, writing: Writing) -> bytes:
    """Write the file."""
    pages = [page for chunk in chunks for page in chunk.laid.pages]
    if len(pages) != len(margins.pages):
        raise ValueError(f"{len(pages)} pages have {len(margins.pages)} margins.")
    clickables = [[Clickable() for _link in page.links] for page in pages]
    document = Document(
        [_kept_page(page, targets) for page, targets in zip(pages, clickables, strict=True)],
        metadata_of(HTML(string=f"{head}</body></html>", url_fetcher=inline_data_only())),
        inline_data_only(),
        writing.fonts,
        {INTENT: colour_profile()},
        INTENT,
    )
    uses = [use for laid in (*(chunk.laid for chunk in chunks), margins) for use in laid.fonts]
    document.fonts.update(_united(uses, writing.fonts))
    filler = _Filler(chunks, margins, clickables)
    return bytes(document.write_pdf(finisher=filler.fill, **_options(document, writing)))


def _options(document: Document, writing: Writing) -> dict[str, object]:
    options: dict[str, object] = {"pdf_variant": "pdf/ua-1", "output_intent": INTENT_IS_GIVEN}
    if writing.archive is None:
        return options
    at = in_world_time(writing.archive.at)
    document.metadata = archive_metadata(document.metadata, f"{at.isoformat()}Z")
    attachments = [
        Attachment(
            file_obj=BytesIO(each.content),
            name=each.name,
            description=each.description,
            created=at,
            modified=at,
            relationship="Source",
        )
        for each in writing.archive.attached
    ]
    archived = {"pdf_variant": "pdf/a-3a", "attachments": attachments, "pdf_identifier": writing.name}
    return options | archived


def _kept_page(page: Page, targets: Sequence[Clickable]) -> KeptPage:
    links = [
        (link.kind, link.target, link.rectangle, target)
        for link, target in zip(page.links, targets, strict=True)
    ]
    return KeptPage(page.width, page.height, links, page.anchors, page.bookmarks)


def _united(uses: Sequence[FontUse], fonts: FontConfiguration) -> Iterator[tuple[str, object]]:
    """One font for all uses of a face: glyphs keep their numbers, so pages of different chunks fit."""
    by_key: dict[str, list[FontUse]] = {}
    for use in uses:
        by_key.setdefault(use.key, []).append(use)
    for key, same in by_key.items():
        font = restored_font(same[0], fonts)
        for use in reversed(same):
            font.to_unicode |= use.letters
            font.widths |= use.widths
            font.missing |= use.missing
        font.to_unicode = dict(sorted(font.to_unicode.items()))
        yield key, font


class _Filler:
    """Fills the empty pages that WeasyPrint has written."""

    def __init__(
        self, chunks: Sequence[LaidChunk], margins: Laid, clickables: Sequence[Sequence[Clickable]]
    ) -> None:
        self.chunks, self.margins, self.clickables = chunks, margins, clickables
        # The same picture in several chunks is one object.
        self.known: dict[tuple[bytes, bytes | None], bytes] = {}

    def fill(self, document: Document, pdf: pydyf.PDF) -> None:
        """Be the finisher of `write_pdf`."""
        if self.margins.pieces:
            raise ValueError("The margins hold more than text and lines.")
        sheets = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        common = _common_references(document, pdf, sheets[0])
        margins = iter(self.margins.pages)
        tree = StructureWriter(pdf, [sheet.reference for sheet in sheets])
        first = 0
        for chunk in self.chunks:
            resources = self._resources(chunk.laid, common, pdf)
            last = first + len(chunk.laid.pages)
            for page, sheet in zip(chunk.laid.pages, sheets[first:last], strict=True):
                _fill_page(pdf, sheet, page, next(margins), resources)
            tree.add(chunk.laid, chunk.shells, first, self._annotations(chunk.laid, first))
            first = last
        tree.write()
        if "AF" in pdf.catalog:
            # Each attachment is listed twice.
            pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))

    def _resources(self, laid: Laid, common: dict[int, bytes], pdf: pydyf.PDF) -> bytes:
        references = dict(common)
        for number in range(FIRST_PIECE, FIRST_PIECE + len(laid.pieces)):
            references[number] = self._reference(number, laid, references, pdf)
        whole = b"<<"
        for kind, entries in _with_alphas(laid.resources, self.margins.resources).items():
            inside = b"".join(b"/%s %s" % (name.encode(), value) for name, value in entries.items())
            whole += b"/%s <<%s>>" % (kind.encode(), _resolved(inside, references))
        whole += b"/ColorSpace %s/Font %s>>" % (common[COLOUR_SPACES], common[FONTS])
        return _added(pdf, Ready(whole))

    def _reference(self, number: int, laid: Laid, references: dict[int, bytes], pdf: pydyf.PDF) -> bytes:
        if number in references:
            return references[number]
        piece = laid.pieces[number - FIRST_PIECE]
        for inner in map(int, PLACEHOLDER.findall(piece.head)):
            if inner not in references:
                references[inner] = self._reference(inner, laid, references, pdf)
        head = _resolved(piece.head, references)
        if (head, piece.body) not in self.known:
            item = Ready(head + (piece.body or b""), is_stream=piece.body is not None)
            self.known[head, piece.body] = _added(pdf, item)
        return self.known[head, piece.body]

    def _annotations(self, laid: Laid, first: int) -> list[list[tuple[Link, pydyf.Dictionary | None]]]:
        return [
            [
                (link, target.link_annotation)
                for link, target in zip(page.links, self.clickables[first + number], strict=True)
            ]
            for number, page in enumerate(laid.pages)
        ]


def _common_references(document: Document, pdf: pydyf.PDF, sheet: pydyf.Dictionary) -> dict[int, bytes]:
    """What the placeholders of all chunks stand for."""
    shared = pdf.objects[_number(sheet["Resources"])]
    return {
        FONTS: shared["Font"],
        COLOUR_SPACES: shared["ColorSpace"],
        PROFILE: document.color_profiles[INTENT].pdf_reference,
    }


def _with_alphas(
    resources: dict[str, dict[str, bytes]], margins: dict[str, dict[str, bytes]]
) -> dict[str, dict[str, bytes]]:
    # An opacity is called the same in every chunk.
    return resources | {"ExtGState": margins.get("ExtGState", {}) | resources.get("ExtGState", {})}


def _resolved(data: bytes, references: dict[int, bytes]) -> bytes:
    return PLACEHOLDER.sub(lambda found: references[int(found[1])], data)


def _fill_page(pdf: pydyf.PDF, sheet: pydyf.Dictionary, page: Page, margin: Page, resources: bytes) -> None:
    _replace(pdf, _number(sheet["Contents"]), Ready(page.content, is_stream=True))
    around = _added(pdf, Ready(margin.content, is_stream=True))
    sheet["Contents"] = pydyf.Array([sheet["Contents"], around])
    sheet["Resources"] = resources


def _replace(pdf: pydyf.PDF, number: int, item: pydyf.Object) -> None:
    item.number = number
    pdf.objects[number] = item


def _added(pdf: pydyf.PDF, item: pydyf.Object) -> bytes:
    pdf.add_object(item)
    return bytes(item.reference)


def _number(of: bytes) -> int:
    return int(of.split()[0])
