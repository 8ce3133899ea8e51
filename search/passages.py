"""The place of a text that answers a query, with what was found marked. Pure: texts in, passages out."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from search.words import WORD, Term, fold_word, inner_parts, stem_of

PASSAGE_LENGTH = 220
LEAD_LENGTH = 60


class Piece(Struct, frozen=True):
    """A piece of a passage; `marked` pieces are what was searched for."""

    text: str
    marked: bool


def marked(text: str, terms: Sequence[Term], among: Collection[str] | None = None) -> tuple[Piece, ...]:
    """The whole text in pieces. Whoever knows which folded words can be marked names them: that is faster."""
    return tuple(_pieces(text, list(_spots(text, terms, among)), 0, len(text)))


def passage_of(text: str, terms: Sequence[Term], among: Collection[str] | None = None) -> tuple[Piece, ...]:
    """The part of a text around the first word that was found; its beginning if there is none."""
    spots = list(_spots(text, terms, among))
    first = spots[0][0] if spots else 0
    start = _word_start(text, first - LEAD_LENGTH)
    end = _word_end(text, start + PASSAGE_LENGTH)
    before = [Piece(text="… ", marked=False)] if start else []
    after = [Piece(text=" …", marked=False)] if end < len(text) else []
    return (*before, *_pieces(text, spots, start, end), *after)


def _pieces(text: str, spots: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    position = start
    for begin, stop in spots:
        if begin >= end:
            break
        if begin > position:
            yield Piece(text=text[position:begin], marked=False)
        position = min(stop, end)
        yield Piece(text=text[begin:position], marked=True)
    if position < end:
        yield Piece(text=text[position:end], marked=False)


def _spots(text: str, terms: Sequence[Term], among: Collection[str] | None) -> Iterator[tuple[int, int]]:
    """From where to where a text is marked: a word, or a compound from the part on that was found."""
    for match in WORD.finditer(text):
        if among is not None and fold_word(match.group()) not in among:
            continue
        starts = [start for term in terms if (start := _found_at(match.group(), term)) is not None]
        if starts:
            yield match.start() + min(starts), match.end()


def _found_at(word: str, term: Term) -> int | None:
    folded = fold_word(word)
    if folded.startswith(term.root) or (folded.startswith(term.stem) and stem_of(folded) == term.stem):
        return 0
    # Where two parts meet, folding may take the first letter of the second: "Klimaerwärmung".
    if not term.inside or term.root[1:] not in folded:
        return None
    return next((start for start, part in inner_parts(word) if part.startswith(term.root)), None)


def _word_start(text: str, position: int) -> int:
    if position <= 0:
        return 0
    blank = text.find(" ", position)
    return blank + 1 if 0 <= blank < position + 30 else position


def _word_end(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, position)
    return blank if blank > position - 30 else position
