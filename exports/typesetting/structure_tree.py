"""Writes the structure tree of a file from the nodes of its chunks."""

from collections.abc import Iterator, Sequence

import pydyf

from exports.typesetting.records import Child, Content, Laid, Link, Node, Target
from exports.typesetting.weasyprint_inside import Ready

Annotations = Sequence[Sequence[tuple[Link, pydyf.Dictionary | None]]]


class _Element:
    """An element of the whole tree; its number is that of its object."""

    def __init__(self, number: int, above: int, node: Node) -> None:
        self.number, self.above, self.node = number, above, node
        self.kids: list[bytes] = []
        self.page: bytes = b""
        self.name = b""
        self.heads: list[bytes] = []
        self.tag = node.tag


class StructureWriter:
    """Joins the trees of chunks in their order; elements around several chunks become one."""

    def __init__(self, pdf: pydyf.PDF, sheets: Sequence[bytes]) -> None:
        self.pdf, self.sheets = pdf, sheets
        self.root = _object(pdf, pdf.catalog["StructTreeRoot"])
        top = _object(pdf, self.root["K"][0])
        self.document = _Element(top.number, self.root.number, Node("Document"))
        self.elements = [self.document]
        self.shells: dict[int, _Element] = {}
        self.owners: list[list[bytes]] = [[] for _sheet in sheets]
        self.annotations: list[bytes] = []
        self.names: list[tuple[bytes, bytes]] = []

    def add(self, laid: Laid, shells: Sequence[int], first: int, annotations: Annotations) -> None:
        """Add a chunk whose first page has this number."""
        for number, page in enumerate(laid.pages, start=first):
            self.owners[number] = [b"null"] * page.marks
        elements: dict[int, _Element] = {0: self.document}
        for above, node in _parents(laid.nodes):
            elements[node] = self._element(laid.nodes[node], elements[above], shells)
        for number, element in elements.items():
            for head in laid.nodes[number].heads:
                element.heads.append(self._named(elements[head]))
            self._add_kids(laid.nodes[number], element, elements, first, annotations)

    def _element(self, node: Node, above: _Element, shells: Sequence[int]) -> _Element:
        if node.shell is not None and shells[node.shell] in self.shells:
            return self.shells[shells[node.shell]]
        item = Ready(b"")
        self.pdf.add_object(item)
        element = _Element(item.number, above.number, node)
        self.elements.append(element)
        if node.shell is not None:
            self.shells[shells[node.shell]] = element
        return element

    def _named(self, head: _Element) -> bytes:
        if not head.name:
            head.name = b"(h%d)" % len(self.names)
            self.names.append((head.name, _reference(head.number)))
        return head.name

    def _add_kids(
        self,
        node: Node,
        element: _Element,
        elements: dict[int, _Element],
        first: int,
        annotations: Annotations,
    ) -> None:
        targets = 0
        for kid in node.kids:
            match kid:
                case Child(number):
                    self._add_child(elements[number], element)
                case Content(page, mark):
                    self._add_content(element, first + page, mark)
                case Target(page, link):
                    targets += self._add_target(element, first + page, *annotations[page][link])
        if node.tag == "Link" and not targets:
            # It leads to nothing that is printed.
            element.tag = "Span"

    def _add_child(self, child: _Element, element: _Element) -> None:
        # What stands around several chunks has been added with the first of them.
        reference = _reference(child.number)
        if child.node.shell is None or reference not in element.kids:
            element.kids.append(reference)

    def _add_content(self, element: _Element, page: int, mark: int) -> None:
        sheet = self.sheets[page]
        element.page = element.page or sheet
        kid = b"%d" % mark if element.page == sheet else b"<</Type/MCR/Pg %s/MCID %d>>" % (sheet, mark)
        element.kids.append(kid)
        self.owners[page][mark] = _reference(element.number)

    def _add_target(
        self, element: _Element, page: int, link: Link, annotation: pydyf.Dictionary | None
    ) -> bool:
        if annotation is None:
            return False
        annotation["Contents"] = pydyf.String(link.words)
        annotation["StructParent"] = len(self.sheets) + len(self.annotations)
        self.annotations.append(_reference(element.number))
        element.kids.append(b"<</Type/OBJR/Obj %s/Pg %s>>" % (annotation.reference, self.sheets[page]))
        return True

    def write(self) -> None:
        """Put the tree in the place of the one that is there."""
        for element in self.elements:
            item = Ready(_data(element))
            item.number = element.number
            self.pdf.objects[element.number] = item
        self.root["ParentTree"] = self._added(b"<</Nums [%s]>>" % b" ".join(self._numbers()))
        self.root["ParentTreeNextKey"] = len(self.sheets) + len(self.annotations)
        if self.names:
            self.root["IDTree"] = self._added(_name_tree(self.names))

    def _numbers(self) -> Iterator[bytes]:
        for number, owners in enumerate(self.owners):
            yield b"%d [%s]" % (number, b" ".join(owners))
        for number, owner in enumerate(self.annotations, start=len(self.sheets)):
            yield b"%d %s" % (number, owner)

    def _added(self, data: bytes) -> bytes:
        item = Ready(data)
        self.pdf.add_object(item)
        return bytes(item.reference)


def _parents(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Each node but the first with the one above it, those above first."""
    waiting = [0]
    while waiting:
        above = waiting.pop()
        children = [kid.node for kid in nodes[above].kids if isinstance(kid, Child)]
        yield from ((above, child) for child in children)
        waiting.extend(reversed(children))


def _data(element: _Element) -> bytes:
    node = element.node
    parts = [b"<</Type/StructElem/S/%s/P %s" % (element.tag.encode(), _reference(element.above))]
    if element.page:
        parts.append(b"/Pg " + element.page)
    if node.alternative:
        parts.append(b"/Alt " + pydyf.String(node.alternative).data)
    if element.name:
        parts.append(b"/ID " + element.name)
    if attributes := b"".join(_attributes(element)):
        parts.append(b"/A <<%s>>" % attributes)
    parts.append(b"/K [%s]>>" % b" ".join(element.kids))
    return b"".join(parts)


def _attributes(element: _Element) -> Iterator[bytes]:
    node = element.node
    if node.box:
        yield b"/O/Layout/BBox %s" % pydyf.Array(node.box).data
    if node.tag in ("TH", "TD"):
        yield b"/O/Table"
        if node.columns != 1:
            yield b"/ColSpan %d" % node.columns
        if node.rows != 1:
            yield b"/RowSpan %d" % node.rows
        if node.scope:
            yield b"/Scope/%s" % node.scope.encode()
        if element.heads:
            yield b"/Headers [%s]" % b" ".join(element.heads)


def _name_tree(names: Sequence[tuple[bytes, bytes]]) -> bytes:
    return b"<</Names [%s]>>" % b" ".join(name + b" " + of for name, of in sorted(names))


def _reference(number: int) -> bytes:
    return b"%d 0 R" % number


def _object(pdf: pydyf.PDF, of: bytes) -> pydyf.Dictionary:
    return pdf.objects[int(of.split()[0])]
