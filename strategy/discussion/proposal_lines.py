"""Proposals in one line each, and those that want something new or moved at the place where it would stand."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from msgspec import Struct

from strategy.choices import ElementKind
from strategy.discussion.choices import ProposalIntent
from strategy.document.tree import parent_kind
from strategy.lookup import elements_by_key
from strategy.models import Proposal
from strategy.models.kinds import AnyElement

TITLE_AT_MOST = 80
# The field by which people know a new element that has no row yet.
TITLE_FIELDS = {
    ElementKind.STRATEGIC_GOAL: "statement",
    ElementKind.OPERATIONAL_GOAL: "short_title",
    ElementKind.MEASURE: "title",
}


class ProposalLine(Struct, frozen=True):
    """A proposal as lists show it. `number` is that of the element, nothing for one that is not there yet."""

    proposal: Proposal
    number: str
    title: str
    # What it stands below, or shall stand below, where the proposal says so.
    place: str

    @property
    def words(self) -> str:
        what = " ".join(filter(None, (self.proposal.get_element_kind_display(), self.number, self.title)))
        sentences = {
            ProposalIntent.ADDITION: _("Neu unter %(place)s: %(what)s"),
            ProposalIntent.REMOVAL: _("Entfernen: %(what)s"),
            ProposalIntent.MOVE: _("Nach %(place)s verschieben: %(what)s"),
        }
        intent = ProposalIntent(self.proposal.intent)
        return sentences[intent] % {"place": self.place, "what": what} if intent in sentences else what


def lines_of(proposals: Iterable[Proposal]) -> list[ProposalLine]:
    """One line for each proposal, in their order, with one query at most for each kind of element."""
    listed = list(proposals)
    named = [(each.element_kind, each.element_key) for each in listed]
    named += [(_kind_of_place(each), each.parent_key) for each in listed if each.parent_key]
    elements = elements_by_key(named)
    return [_line(each, elements) for each in listed]


def by_place(lines: Iterable[ProposalLine]) -> dict[UUID, list[ProposalLine]]:
    """What is proposed to come below an element, by the key of that; an empty list for every other key."""
    found: dict[UUID, list[ProposalLine]] = defaultdict(list)
    for line in lines:
        if line.proposal.parent_key:
            found[line.proposal.parent_key].append(line)
    return found


def _kind_of_place(proposal: Proposal) -> ElementKind:
    return parent_kind(ElementKind(proposal.element_kind))


def _line(proposal: Proposal, elements: dict[UUID, AnyElement]) -> ProposalLine:
    element = elements.get(proposal.element_key)
    if element is not None:
        title = str(element)
    else:
        title = str(proposal.values.get(TITLE_FIELDS.get(ElementKind(proposal.element_kind), ""), ""))
    place = elements.get(proposal.parent_key) if proposal.parent_key else None
    return ProposalLine(
        proposal=proposal,
        number=element.number if element is not None else "",
        title=Truncator(title).chars(TITLE_AT_MOST),
        place=place.number if place is not None else _("einer entfernten Stelle"),
    )
