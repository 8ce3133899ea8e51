"""Mends the tags of a PDF that WeasyPrint 70 writes against PDF/UA-1 (ISO 14289-1, 7.1 and 7.18.5).

It puts every block of a list entry beside its mark instead of into one body, gives each box inside a link an
annotation of its own outside the link's element, calls links by the names of their targets, and tags a box inside a
heading as another heading. All of it comes from texts that people write every day.
"""

from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import Element

import pydyf

MARK, BODY, ENTRY, LINK = "/Lbl", "/LBody", "/LI", "/Link"
HEADINGS = {f"/H{level}" for level in range(1, 7)}


class Box(Protocol):
    """A laid out box that leads somewhere."""

    element: Element
    link_annotation: pydyf.Dictionary | None


class Page(Protocol):
    """A laid out page: kind, target, rectangle and box of each of its links."""

    links: list[tuple[str, str, object, Box]]


class Pages(Protocol):
    """A laid out document."""

    pages: list[Page]


def mend_structure(document: Pages, pdf: pydyf.PDF) -> None:
    """Mend the structure tree of a file that is about to be written; a finisher of `write_pdf`."""
    for page in document.pages:
        for kind, _target, _rectangle, box in page.links:
            if kind in ("internal", "external"):
                _name(box)
    elements = {item.reference: item for item in _dictionaries(pdf) if item.get("Type") == "/StructElem"}
    for element in tuple(elements.values()):
        if element["S"] == ENTRY:
            _give_one_body(element, elements, pdf)
        elif element["S"] in HEADINGS and any(above["S"] in HEADINGS for above in _above(element, elements)):
            # A number in the margin is a box of its own of the same heading.
            element["S"] = "/Span"
    _lift_annotations(elements, pdf)


Elements = dict[bytes, pydyf.Dictionary]


def _name(box: Box) -> None:
    """Call a link what stands on it; WeasyPrint calls it by the name of its target."""
    words = " ".join("".join(box.element.itertext()).split())
    # A link to nowhere inside of the document is none.
    if words and box.link_annotation is not None:
        box.link_annotation["Contents"] = pydyf.String(words)


def _give_one_body(entry: pydyf.Dictionary, elements: Elements, pdf: pydyf.PDF) -> None:
    marks = [kid for kid in entry["K"] if kid in elements and elements[kid]["S"] == MARK]
    others = [kid for kid in entry["K"] if kid not in marks]
    if not others or (len(others) == 1 and others[0] in elements and elements[others[0]]["S"] == BODY):
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": BODY,
            "K": pydyf.Array(others),
            "Pg": entry["Pg"],
            "P": entry.reference,
        }
    )
    pdf.add_object(body)
    elements[body.reference] = body
    for kid in filter(elements.__contains__, others):
        elements[kid]["P"] = body.reference
        if elements[kid]["S"] == BODY:
            elements[kid]["S"] = "/Div"
    entry["K"] = pydyf.Array([*marks, body.reference])


def _lift_annotations(elements: Elements, pdf: pydyf.PDF) -> None:
    """Move what refers to an annotation up into the outermost link around it; links inside become plain spans."""
    root = next(item for item in _dictionaries(pdf) if item.get("Type") == "/StructTreeRoot")
    by_reference = {item.reference: item for item in _dictionaries(pdf)}
    owners = by_reference[root["ParentTree"]]["Nums"]
    places = {number: index + 1 for index, number in enumerate(owners) if index % 2 == 0}
    for element in elements.values():
        around = [above for above in _above(element, elements) if above["S"] == LINK]
        if not around:
            continue
        for kid in tuple(element["K"]):
            if kid in by_reference and by_reference[kid].get("Type") == "/OBJR":
                element["K"].remove(kid)
                around[-1]["K"].append(kid)
                annotation = by_reference[by_reference[kid]["Obj"]]
                owners[places[annotation["StructParent"]]] = around[-1].reference
    for element in elements.values():
        if element["S"] == LINK and any(above["S"] == LINK for above in _above(element, elements)):
            element["S"] = "/Span"


def _dictionaries(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    return (item for item in pdf.objects if isinstance(item, pydyf.Dictionary))


def _above(element: pydyf.Dictionary, elements: Elements) -> Iterator[pydyf.Dictionary]:
    parent = elements.get(element["P"])
    while parent is not None:
        yield parent
        parent = elements.get(parent["P"])
