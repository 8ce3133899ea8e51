"""HTML as a tree: read as a browser reads it, written as HTML or XHTML. Pure; it knows no strategy."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

from exports.xml_text import xml_text


def parsed(html: str) -> Element:
    """The root of a document, without comments and without what XML forbids."""
    root = tinyhtml5.parse(xml_text(html), namespace_html_elements=False)
    _drop_comments(root)
    return root


def as_html(element: Element) -> str:
    """An element as HTML, without what follows it."""
    return tostring(_alone(element), encoding="unicode", method="html")


def as_xhtml(element: Element) -> str:
    """An element as XHTML; whoever puts it into a document names the namespace at the root."""
    return tostring(_alone(element), encoding="unicode", method="xml")


def plain_text(element: Element) -> str:
    """All words of an element, with single spaces and without the places where they may be parted."""
    return " ".join("".join(element.itertext()).replace("\u00ad", "").split())


def has_class(element: Element, name: str) -> bool:
    return name in element.get("class", "").split()


def with_parents(element: Element) -> Iterator[tuple[Element, Element]]:
    """Each element below one, with the one it stands in; the list stays whole while the tree is changed."""
    yield from [(child, parent) for parent in element.iter() for child in parent]


def put_around(child: Element, parent: Element, around: Element) -> None:
    """Put an element around another one, in its place."""
    place = list(parent).index(child)
    around.tail, child.tail = child.tail, None
    parent.remove(child)
    around.append(child)
    parent.insert(place, around)


def _alone(element: Element) -> Element:
    if not element.tail:
        return element
    alone = Element(element.tag, element.attrib)
    alone.text = element.text
    alone.extend(element)
    return alone


def _drop_comments(root: Element) -> None:
    for child, parent in with_parents(root):
        if isinstance(child.tag, str):
            continue
        place = list(parent).index(child)
        if place:
            before = parent[place - 1]
            before.tail = (before.tail or "") + (child.tail or "")
        else:
            parent.text = (parent.text or "") + (child.tail or "")
        parent.remove(child)
