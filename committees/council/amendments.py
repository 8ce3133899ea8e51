"""An amendment (Änderungsantrag) as a change of the frozen version. No database."""

from collections.abc import Sequence
from itertools import combinations
from uuid import UUID

from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.choices import AmendmentKind
from committees.council.models import Amendment
from strategy.choices import ElementKind
from strategy.document.comparison import Comparison, compare
from strategy.document.document import StrategyDocument
from strategy.document.element_changes import (
    ChangeKind,
    ElementChange,
    ImpossibleChange,
    amended_document,
)
from strategy.document.tree import TREE
from strategy.links import SLUGS


def change_of(amendment: Amendment) -> ElementChange:
    return ElementChange(
        kind=ChangeKind(amendment.kind),
        element_kind=ElementKind(amendment.element_kind),
        element_key=amendment.element_key,
        parent_key=amendment.parent_key,
        values=amendment.values,
    )


def contradictions_of(amendments: Sequence[Amendment]) -> list[str]:
    """Pairs of amendments of which only one can be accepted, named as people name them: "Ä 1 und Ä 3"."""
    return [
        _("%(first)s und %(second)s") % {"first": first, "second": second}
        for first, second in combinations(amendments, 2)
        if _contradict(first, second)
    ]


def _contradict(first: Amendment, second: Amendment) -> bool:
    """Tell whether two say something else about the same field of an element, or one strikes what the other changes."""
    if first.element_key != second.element_key:
        return False
    if AmendmentKind.WITHDRAW in (first.kind, second.kind):
        return first.kind != second.kind
    shared = first.values.keys() & second.values.keys()
    return any(first.values[name] != second.values[name] for name in shared)


def preview_of(amendment: Amendment, document: StrategyDocument, *, fixed_numbers: bool) -> Comparison | None:
    """The change that the amendment alone makes of a document. None when it does not fit this document (any more)."""
    try:
        amended = amended_document(document, [change_of(amendment)], fixed_numbers=fixed_numbers)
    except ImpossibleChange:
        return None
    return compare(document, amended)


class Place(Struct, frozen=True):
    """An element that an amendment can name; `slug` and `slug_below` are its words in addresses."""

    kind: ElementKind
    key: UUID
    number: str
    title: str
    slug: str
    # What can come new below it.
    below: ElementKind | None
    slug_below: str

    @property
    def can_go(self) -> bool:
        return TREE[self.kind].parent is not None

    def has(self, word: str) -> bool:
        """Tell whether a word stands in its title, or is its number or that of one above it."""
        return f"{self.number}.".startswith(f"{word}.") or word in self.title.casefold()


def amendable_places(document: StrategyDocument, words: str = "") -> list[Place]:
    """Every element of a document, or those with all the words in number and title."""
    wanted = words.casefold().split()
    places = []
    for kind, entry, _parents in document.walk():
        below = TREE[kind].child
        place = Place(
            kind=kind,
            key=entry.key,
            number=entry.number,
            title=entry.heading,
            slug=SLUGS[kind],
            below=below,
            slug_below=SLUGS[below] if below else "",
        )
        if all(place.has(word) for word in wanted):
            places.append(place)
    return places
