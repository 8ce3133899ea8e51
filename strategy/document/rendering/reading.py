"""The strategy for reading on a screen: the same words in the same order as on paper, as one tree of HTML.

The HTML file, the EPUB and the site for the archive are written from it.
"""

import base64
import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from msgspec import Struct

from editing.addresses import slug_of
from exports.fonts import subset
from exports.hypertext import has_class, parsed, plain_text, put_around, with_parents
from exports.static_files import static_file
from strategy.document.document import StrategyDocument
from strategy.document.rendering.pdf import Edition, document_html

STYLESHEET = "print/reading.css"
LANGUAGE = "de-DE"
# The weights and styles that the style sheet names.
FONTS = {
    ("300", "normal"): "FiraSans-Light",
    ("400", "normal"): "FiraSans-Regular",
    ("400", "italic"): "FiraSans-Italic",
    ("600", "normal"): "FiraSans-SemiBold",
}
CONTENTS = "inhalt"
PICTURE = re.compile(r"data:(image/(?:png|jpeg|svg\+xml));base64,")
PICTURE_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
Files = dict[str, tuple[str, bytes]]
SVG, SVG_SPACE = "data:image/svg+xml;base64,", "{http://www.w3.org/2000/svg}"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a table is for those who hear it, where its looks are those of a list.
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


class Face(Struct, frozen=True):
    """A font of the document, cut to its letters."""

    name: str
    weight: str
    style: str
    content: bytes


class Page(Struct, frozen=True):
    """A part of the reading that begins a page of its own; `name` is that of its file, without an ending."""

    name: str
    title: str
    element: Element


class Reading(Struct, frozen=True):
    """The document as a tree, with the looks of it. `colours` are those of the municipality and of the SDGs."""

    title: str
    author: str
    description: str
    body: Element
    colours: str

    @property
    def style(self) -> str:
        """The style sheet without its fonts."""
        with open(static_file(STYLESHEET), encoding="utf-8") as file:
            return file.read() + self.colours

    def faces(self) -> list[Face]:
        """The fonts with the letters that stand in the document."""
        letters = "".join(self.body.itertext()) + "–→ "
        return [
            Face(
                name=name,
                weight=weight,
                style=style,
                content=subset(f"kern/fonts/fira-sans/{name}.woff2", letters),
            )
            for (weight, style), name in FONTS.items()
        ]


def reading_of(document: StrategyDocument, edition: Edition) -> Reading:
    """Draw any document, frozen or not, for reading on a screen."""
    root = parsed(document_html(document, edition))
    head, body = root.find("head"), root.find("body")
    if head is None or body is None:
        raise ValueError("The template of the strategy has no head or no body.")
    _make_fit_for_screens(body)
    _mend_links(body, edition.site)
    metas = {meta.get("name"): meta.get("content", "") for meta in head.iter("meta")}
    return Reading(
        title=head.findtext("title", ""),
        author=metas["author"],
        description=metas["description"],
        body=body,
        colours="".join(style.text or "" for style in head.iter("style")),
    )


def pages_of(reading: Reading) -> list[Page]:
    """The reading in parts: the cover, each chapter, each theme field, in their order; no contents."""
    elements = [element for element in reading.body if element.tag == "header"]
    for part in reading.body.iterfind("main/section"):
        elements += _split(part)
    return [_page(number, element) for number, element in enumerate(elements)]


def contents_of(reading: Reading) -> list[tuple[int, str, str]]:
    """The entries of the contents: level from 1, words, the id that they lead to."""
    entries = []
    for entry in reading.body.iterfind("main/nav//li"):
        link = entry.find("a")
        if link is not None:
            level = int(entry.get("class", "level-1").removeprefix("level-"))
            entries.append((level, plain_text(entry), link.get("href", "").removeprefix("#")))
    return entries


def begin_with_heading(element: Element, level: int) -> None:
    """Raise the headings of a page of its own, so that its first has this level; each goes on looking as it did."""
    headings = [each for each in element.iter() if each.tag in HEADINGS]
    raised_by = int(headings[0].tag[1]) - level if headings else 0
    if raised_by <= 0:
        return
    for heading in headings:
        drawn_as = int(heading.tag[1])
        heading.tag = f"h{max(level, drawn_as - raised_by)}"
        heading.set("class", f"{heading.get('class', '')} drawn-h{drawn_as}".strip())


def lead_across(pages: list[Page], ending: str) -> None:
    """Let links to what stands in another part lead into its file; what stands in none has no link."""
    files = {element.get("id"): page.name for page in pages for element in page.element.iter()}
    for page in pages:
        for link in page.element.iter("a"):
            target = link.get("href", "")
            if not target.startswith("#"):
                continue
            file = files.get(target.removeprefix("#"))
            if file is None:
                _leave_the_words(link)
            elif file != page.name:
                link.set("href", f"{file}{ending}{target}")


def pictures_apart(pages: Sequence[Page]) -> Files:
    """Take the pictures out of the pages, which then refer to files: name, media type and content."""
    files: Files = {}
    for page in pages:
        for picture in page.element.iter("img"):
            found = PICTURE.match(picture.get("src", ""))
            if found is None:
                continue
            name = f"bild-{len(files) + 1}.{PICTURE_ENDINGS[found[1]]}"
            files[name] = (found[1], base64.b64decode(picture.get("src", "")[found.end() :]))
            picture.set("src", name)
    return files


def _make_fit_for_screens(body: Element) -> None:
    for element in body.iter():
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]
        if element.tag == "section" and has_class(element, "cover"):
            element.tag = "header"
    _make_contents_a_landmark(body)
    heading = ""
    for child, parent in _in_order(body):
        if child.tag in HEADINGS:
            heading = plain_text(child)
        elif child.tag == "table" and has_class(child, "measures"):
            _let_rows_be_read_alone(child)
        elif child.tag == "img" and has_class(parent, "chart"):
            _draw_in_place(child, parent, heading)
        elif child.tag == "table":
            caption = child.find("caption")
            name = heading if caption is None else plain_text(caption)
            label = _("Tabelle: %(name)s") % {"name": name}
            put_around(child, parent, Element("div", {"class": "scrolled", **_movable(label)}))


def _mend_links(body: Element, site: str) -> None:
    """Links that people wrote into texts: into the site of the strategy, or to a place that may not be here."""
    ids = {element.get("id") for element in body.iter()}
    for link in body.iter("a"):
        target = link.get("href", "")
        if target.startswith("/") and site:
            link.set("href", f"{site}{target}")
        elif target.startswith("/") or (target.startswith("#") and target[1:] not in ids):
            _leave_the_words(link)


def _leave_the_words(link: Element) -> None:
    link.tag = "span"
    link.attrib.clear()


def _movable(label: str) -> dict[str, str]:
    """The attributes of what is wider than a phone: whoever has no mouse moves it with the arrows."""
    return {"role": "group", "tabindex": "0", "aria-label": label}


def _draw_in_place(picture: Element, parent: Element, heading: str) -> None:
    """A chart as a part of the page, which has its font; it is still one picture with one description."""
    chart = fromstring(base64.b64decode(picture.get("src", "").removeprefix(SVG)))
    for element in chart.iter():
        element.tag = element.tag.removeprefix(SVG_SPACE)
    chart.attrib |= {"xmlns": SVG_SPACE[1:-1], "role": "img", "aria-label": picture.get("alt", "")}
    chart.tail = picture.tail
    parent[list(parent).index(picture)] = chart
    parent.tag = "div"
    parent.attrib |= {"class": "chart scrolled", **_movable(_("Diagramm: %(name)s") % {"name": heading})}


def _in_order(body: Element) -> list[tuple[Element, Element]]:
    """Each element with the one it stands in, as they are read."""
    parents = dict(with_parents(body))
    return [(element, parents[element]) for element in body.iter() if element in parents]


def _make_contents_a_landmark(body: Element) -> None:
    for section in body.iterfind("main/section"):
        title, entries = section.find("h2"), section.find("ul")
        if section.get("id") == CONTENTS and title is not None and entries is not None:
            section.tag = "nav"
            title.set("id", f"{CONTENTS}-titel")
            section.set("aria-labelledby", f"{CONTENTS}-titel")
            del entries.attrib["role"]


def _let_rows_be_read_alone(table: Element) -> None:
    """On a phone the cells of a row stand below each other: each says what it is, and stays a cell."""
    heads = [plain_text(head) for head in table.iterfind("thead/tr/th")]
    for element in (table, *table.iterfind("thead"), *table.iterfind("tbody"), *table.iterfind("*/tr")):
        element.set("role", ROLES[element.tag])
    for head in table.iterfind("thead/tr/th"):
        head.set("role", "columnheader")
    for row in table.iterfind("tbody/tr"):
        for cell, name in zip(row, heads, strict=True):
            cell.set("role", "rowheader" if cell.tag == "th" else "cell")
            cell.set("data-name", name)


def _split(part: Element) -> Iterator[Element]:
    """A chapter, then what begins a page in it. Below a title alone stands the first of them."""
    begins = [child for child in part if has_class(child, "theme") or has_class(child, "overview")]
    if begins and len(part) == len(begins) + 1:
        begins = begins[1:]
    for child in begins:
        part.remove(child)
    yield part
    yield from begins


def _page(number: int, element: Element) -> Page:
    heading = next((each for each in element.iter() if each.tag in HEADINGS), element)
    title = plain_text(heading)
    # A title without Latin letters has its number alone.
    words = _("titel") if element.tag == "header" else slug_of(title)[:40]
    return Page(name=f"{number:02d}-{words}".strip("-"), title=title, element=element)
