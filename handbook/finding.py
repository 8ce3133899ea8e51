"""The search of the handbook: a few dozen sections, compared as both other searches compare words."""

from collections.abc import Sequence

from msgspec import Struct

from editing.dialect import plain_text
from handbook.sections import Section, all_sections
from search.passages import Piece, marked, passage_of
from search.words import Term, terms_of, words_of


class Found(Struct, frozen=True):
    """A section that answers, with the marks of what was found."""

    section: Section
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]


def find_sections(query: str) -> list[Found]:
    """The sections that have every word of a query, those first that have it in their title."""
    terms = terms_of(words_of(query))
    if not terms:
        return []
    found = [section for section in all_sections() if _has_all(f"{section.title} {section.text}", terms)]
    found.sort(key=lambda section: -sum(_has(section.title, term) for term in terms))
    return [
        Found(
            section=section,
            title=marked(section.title, terms),
            passage=passage_of(plain_text(section.text), terms),
        )
        for section in found
    ]


def _has_all(text: str, terms: Sequence[Term]) -> bool:
    return all(_has(text, term) for term in terms)


def _has(text: str, term: Term) -> bool:
    return any(piece.marked for piece in marked(text, (term,)))
