"""The place of a text that answers a query, with the words marked. Pure: texts in, passages out."""

from collections.abc import Sequence

from msgspec import Struct

from search.words import WORD, fold_word

PASSAGE_LENGTH = 240
LEAD_LENGTH = 70


class Piece(Struct, frozen=True):
    text: str
    marked: bool


def passage_of(text: str, roots: Sequence[str]) -> tuple[Piece, ...]:
    """The part of a text with the first words that begin with one of the roots; its beginning if there is none."""
    spots = [
        match.span() for match in WORD.finditer(text) if fold_word(match.group()).startswith(tuple(roots))
    ]
    first = spots[0][0] if spots else 0
    start = _word_start(text, first - LEAD_LENGTH)
    end = _word_end(text, start + PASSAGE_LENGTH)
    pieces, position = [], start
    if start:
        pieces.append(Piece(text="… ", marked=False))
    for begin, stop in spots:
        if begin >= end:
            break
        pieces += [Piece(text=text[position:begin], marked=False), Piece(text=text[begin:stop], marked=True)]
        position = stop
    pieces.append(Piece(text=text[position : max(position, end)], marked=False))
    if max(position, end) < len(text):
        pieces.append(Piece(text=" …", marked=False))
    return tuple(piece for piece in pieces if piece.text)


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
