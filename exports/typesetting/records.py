"""What is kept of a chunk: its pages and their place in the structure as plain data. Pure.

No object of the layout is kept, so any process reads a record again, and reading one runs no foreign code.
"""

from msgspec import Struct, field

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


class Child(Struct, array_like=True, frozen=True, tag=0):
    """A node below another one."""

    node: int


class Content(Struct, array_like=True, frozen=True, tag=1):
    """Marked content of a page of the chunk."""

    page: int
    mark: int


class Target(Struct, array_like=True, frozen=True, tag=2):
    """A link of a page of the chunk: what can be clicked."""

    page: int
    link: int


Kid = Child | Content | Target


class Node(Struct, array_like=True):
    """An element of the structure tree; the first node of a chunk is the document."""

    tag: str
    kids: list[Kid] = field(default_factory=list)
    # Which of the elements around the chunk it is; they join with those of its neighbours.
    shell: int | None = None
    alternative: str = ""
    box: Rectangle | None = None
    columns: int = 1
    rows: int = 1
    scope: str = ""
    # The header cells of a cell.
    heads: list[int] = field(default_factory=list)


class Link(Struct, array_like=True, frozen=True):
    kind: str
    target: str
    rectangle: Rectangle
    words: str


class Bookmark(Struct, array_like=True, frozen=True):
    level: int
    label: str
    point: Point
    state: str


class Page(Struct, array_like=True):
    """A page without its margins; `content` is a compressed stream of the PDF."""

    width: float
    height: float
    name: str
    content: bytes
    marks: int
    links: list[Link]
    anchors: dict[str, Rectangle]
    bookmarks: list[Bookmark]
    # What the page assigns to the named strings of the margins, in order.
    strings: dict[str, list[str]]


class FontUse(Struct, array_like=True):
    """Which face at which first size, and which of its glyphs stand for which letters."""

    key: str
    family: str
    style: int
    weight: int
    variations: str
    size: float
    letters: dict[int, str]
    widths: dict[int, float]
    missing: dict[int, int]


class Piece(Struct, array_like=True, frozen=True):
    """An object of the PDF besides the pages, such as a picture; references in `head` are placeholders."""

    head: bytes
    body: bytes | None


class Laid(Struct, array_like=True):
    """A chunk that has been laid out."""

    pages: list[Page]
    nodes: list[Node]
    fonts: list[FontUse]
    resources: dict[str, dict[str, bytes]]
    pieces: list[Piece]
