"""Finds the structure of a chunk in its laid out pages: one node for each element, however many pages it runs over."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from weasyprint.document import Page as LaidOutPage

from exports.typesetting.records import Child, Content, Kid, Link, Node, Rectangle, Target
from exports.typesetting.table_heads import find_heads
from exports.typesetting.weasyprint_inside import (
    SCALE,
    Box,
    Decorations,
    flow,
    gathered_leader,
    is_picture,
    is_repeated_group,
    is_text,
    page_box,
)

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "div": "Div",
    "header": "Div",
    "footer": "Div",
    "nav": "Div",
    "aside": "Div",
    "figure": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "figcaption": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}
LINK_KINDS = ("internal", "external")


class _Found(NamedTuple):
    """A box with content: where it belongs, and among how many kids it stands."""

    owner: int
    place: int
    box: Box


class StructureFinder:
    """Walks through the pages of one chunk in their order."""

    def __init__(self) -> None:
        self.nodes = [Node("Document")]
        self._of_element: dict[tuple[Element, str], int] = {}
        self._elements: dict[int, Element] = {}
        self._above: dict[int, int] = {0: 0}
        self._met_on: dict[int, int] = {}
        self._links: dict[Box, int] = {}
        self._found: list[_Found] = []
        self._decorations = Decorations(set(), {})
        self._page, self._height = 0, 0.0

    def visit(self, page: LaidOutPage, number: int) -> Decorations:
        """Find the elements of a page. Returns the boxes that are decoration only."""
        self._page, self._height = number, page.height
        self._found, self._links, self._decorations = [], {}, Decorations(set(), {})
        self._walk_into(page_box(page), 0)
        return self._decorations

    def settle(self, marks: dict[Box, int]) -> None:
        """Put the marks of the painted page where their boxes stand."""
        for found in reversed(self._found):
            if found.box in marks:
                content = Content(self._page, marks[found.box])
                self.nodes[found.owner].kids.insert(found.place, content)

    def settle_links(self, page: LaidOutPage) -> list[Link]:
        """The links of the page. Each line of a link is one target; what lies inside of it is none."""
        links: list[Link] = []
        taken: dict[int, list[Rectangle]] = {}
        for kind, target, rectangle, box in sorted(page.links, key=_largest_first):
            owner = self._links.get(box)
            if owner is None or kind not in LINK_KINDS or _is_empty(rectangle):
                continue
            around = taken.setdefault(owner, [])
            if not any(_is_inside(rectangle, other) for other in around):
                around.append(rectangle)
                self.nodes[owner].kids.append(Target(self._page, len(links)))
                links.append(Link(kind, target, rectangle, self._words(owner) or target))
        return links

    def finished(self) -> list[Node]:
        """All nodes, cells with their heads."""
        find_heads(self.nodes)
        return self.nodes

    def _words(self, link: int) -> str:
        return " ".join("".join(self._elements[link].itertext()).split())

    def _walk_into(self, box: Box, owner: int) -> None:
        for child in flow(box):
            self._walk(child, owner)

    def _walk(self, box: Box, owner: int) -> None:
        if is_text(box):
            self._place_text(box, owner)
        elif is_picture(box):
            self._place_picture(box, owner)
        elif box.is_leader:
            self._decorate_leader(gathered_leader(box))
        elif self._is_met_again(box):
            self._decorate(box)
        else:
            inside = self._node_for(box, owner)
            self._walk_into(box, inside)

    def _is_met_again(self, box: Box) -> bool:
        """Whether it is the head of a table that began on a page before."""
        node = self._of_element.get((box.element, box.element_tag)) if is_repeated_group(box) else None
        return node is not None and self._met_on[node] < self._page

    def _decorate_leader(self, dots: tuple[Box, ...]) -> None:
        if dots:
            self._decorations.boxes.add(dots[0])
            self._decorations.leaders[dots[0]] = dots

    def _decorate(self, box: Box) -> None:
        if is_text(box) or is_picture(box):
            self._decorations.boxes.add(box)
        for child in flow(box):
            self._decorate(child)

    def _place_text(self, box: Box, owner: int) -> None:
        if not box.text.strip():
            self._decorations.boxes.add(box)
            return
        if self.nodes[owner].tag == "TOCI":
            # The number before the link.
            owner = self._node(box.element, "number", "Lbl", owner)
        self._place(box, owner)

    def _place_picture(self, box: Box, owner: int) -> None:
        words = _alternative(box.element)
        if not words or box.element_tag.endswith("::marker"):
            self._decorations.boxes.add(box)
            return
        figure = self._node(box.element, box.element_tag, "Figure", owner)
        left, top = box.content_box_x(), self._height - box.content_box_y()
        self.nodes[figure].alternative = words
        self.nodes[figure].box = (
            left * SCALE,
            (top - box.height) * SCALE,
            (left + box.width) * SCALE,
            top * SCALE,
        )
        self._place(box, figure)

    def _place(self, box: Box, owner: int) -> None:
        kids = self.nodes[owner].kids
        self._found.append(_Found(owner, len(kids), box))

    def _node_for(self, box: Box, owner: int) -> int:
        """The node that a box belongs to: that of its element, or the one around it."""
        element, name = box.element, box.element_tag
        if element is None or name in ("html", "body"):
            return owner
        if name == "a" and element.get("href"):
            owner = self._link(element, owner)
            self._links[box] = owner
            return owner
        inside = self._special(element, name, owner)
        if inside is None and (tag := TAGS.get(name)):
            inside = self._element(box, element, name, tag, owner)
        inside = owner if inside is None else inside
        if self._is_in_link(inside):
            self._links[box] = inside
        return inside

    def _is_in_link(self, node: int) -> bool:
        return self.nodes[node].tag == "Link"

    def _link(self, element: Element, owner: int) -> int:
        if self.nodes[owner].tag == "TOCI":
            owner = self._node(element, "reference", "Reference", owner)
        return self._node(element, "a", "Link", owner)

    def _special(self, element: Element, name: str, owner: int) -> int | None:
        if name in ("li::marker", "li::before"):
            return self._mark(element, owner)
        if name == "li":
            return self._entry(element, owner)
        if name == "dt":
            return self._term(element, owner)
        if name == "dd":
            return self._description(element, owner)
        return None

    def _element(self, box: Box, element: Element, name: str, tag: str, owner: int) -> int:
        above = self.nodes[owner].tag
        if above in HEADINGS or above == "Link" or (above == "L" and tag == "Div"):
            # A number in the margin of a heading is a box of its own, and no element; nor is what groups terms.
            return self._of_element.get((element, name), owner)
        if name == "ul" and element.get("role") == "doc-toc":
            tag = "TOC"
        node = self.nodes[number := self._node(element, name, tag, owner)]
        if tag in ("TD", "TH"):
            node.columns, node.rows = box.colspan, box.rowspan
        if tag == "TH":
            is_in_head = self.nodes[self._above[owner]].tag == "THead"
            node.scope = SCOPES.get(element.get("scope", ""), "Column" if is_in_head else "Row")
        return number

    def _entry(self, element: Element, owner: int) -> int:
        if self.nodes[owner].tag == "TOC":
            return self._node(element, "li", "TOCI", owner)
        if self.nodes[owner].tag != "L":
            return self._of_element.get((element, "body"), owner)
        entry = self._node(element, "li", "LI", owner)
        return self._node(element, "body", "LBody", entry)

    def _mark(self, element: Element, owner: int) -> int:
        entry = self._of_element.get((element, "li"))
        if entry is None:
            return owner
        is_new = (element, "mark") not in self._of_element
        mark = self._node(element, "mark", "Lbl", entry)
        if is_new:
            kids = self.nodes[entry].kids
            kids.insert(0, kids.pop())
        return mark

    def _term(self, element: Element, owner: int) -> int:
        if self.nodes[owner].tag != "L":
            return self._of_element.get((element, "dt"), owner)
        if (element, "dt") not in self._of_element:
            entry = self._last(owner, "LI")
            if entry is not None and self._last(entry, "LBody") is None:
                # One of several terms of the same description.
                self._of_element[element, "dt"] = self._child(entry, 0)
                return self._child(entry, 0)
            entry = self._node(element, "entry", "LI", owner)
            return self._node(element, "dt", "Lbl", entry)
        return self._of_element[element, "dt"]

    def _description(self, element: Element, owner: int) -> int:
        if self.nodes[owner].tag != "L":
            return self._of_element.get((element, "dd"), owner)
        if (element, "dd") not in self._of_element:
            entry = self._last(owner, "LI")
            if entry is None:
                entry = self._node(element, "entry", "LI", owner)
            body = self._last(entry, "LBody")
            if body is None:
                return self._node(element, "dd", "LBody", entry)
            self._of_element[element, "dd"] = body
        return self._of_element[element, "dd"]

    def _last(self, above: int, tag: str) -> int | None:
        """The last kid of a node with this tag."""
        return next((kid for kid in self._children(above) if self.nodes[kid].tag == tag), None)

    def _children(self, above: int) -> Iterator[int]:
        return (kid.node for kid in reversed(self.nodes[above].kids) if isinstance(kid, Child))

    def _child(self, above: int, place: int) -> int:
        kid: Kid = self.nodes[above].kids[place]
        if not isinstance(kid, Child):
            raise TypeError("A list entry holds nothing but its mark and its body.")
        return kid.node

    def _node(self, element: Element, part: str, tag: str, owner: int) -> int:
        """The node of a part of an element, which is made when it is met first."""
        key = (element, part)
        if key not in self._of_element:
            self._of_element[key] = number = len(self.nodes)
            shell = element.get("data-shell") if part == element.tag else None
            self.nodes.append(Node(tag, shell=None if shell is None else int(shell)))
            self._elements[number], self._above[number] = element, owner
            self._met_on[number] = self._page
            self.nodes[owner].kids.append(Child(number))
        return self._of_element[key]


def _alternative(element: Element) -> str:
    if element.tag == f"{SVG}svg":
        title = element.find(f"{SVG}title")
        return (title.text or "").strip() if title is not None else ""
    return element.get("alt", "").strip()


def _largest_first(link: tuple[str, str, Rectangle, Box]) -> float:
    left, top, right, bottom = link[2]
    return -(right - left) * (bottom - top)


def _is_empty(rectangle: Rectangle) -> bool:
    left, top, right, bottom = rectangle
    return right - left <= 0 or bottom - top <= 0


def _is_inside(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        outer[0] <= inner[0] + 0.01
        and outer[1] <= inner[1] + 0.01
        and outer[2] >= inner[2] - 0.01
        and outer[3] >= inner[3] - 0.01
    )
