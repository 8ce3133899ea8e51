"""How departments are written: which spellings mean the same, and which may. Pure."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

# What stands before the number of a department, and how it is written out.
LONG_FORMS = {"fachbereich": "fb", "dezernat": "dez", "abteilung": "abt"}
CODE = re.compile(r"(?P<code>(?:fb|amt|dez|abt) ?\d{1,3}[a-z]?)(?: (?P<words>.*))?")
NOT_A_WORD = re.compile(r"[\W_]+")


class Likeness(StrEnum):
    """Why two names may mean the same department."""

    SPELLING = "spelling"
    SHORT = "short"
    NUMBER = "number"


class Pair(Struct, frozen=True):
    """Two names that may mean the same, in alphabetical order."""

    one: str
    other: str
    likeness: Likeness


def normal(name: str) -> str:
    """A name without what people write differently: case, dashes, commas, Fachbereich and FB."""
    words = NOT_A_WORD.sub(" ", name.casefold()).split()
    return " ".join(LONG_FORMS.get(word, word) for word in words)


def alike(one: str, other: str) -> Likeness | None:
    """Say why two names may mean the same department; None if nothing speaks for it."""
    if normal(one) == normal(other):
        return Likeness.SPELLING
    (code, words), (other_code, other_words) = _parts(one), _parts(other)
    if code == other_code and code and not (words and other_words):
        return Likeness.SHORT
    if words != other_words or not words:
        return None
    return Likeness.NUMBER if code and other_code else Likeness.SHORT


def alike_pairs(names: Iterable[str]) -> Iterator[Pair]:
    """All pairs of names that may mean the same, in alphabetical order."""
    for one, other in combinations(sorted(names, key=str.casefold), 2):
        likeness = alike(one, other)
        if likeness is not None:
            yield Pair(one=one, other=other, likeness=likeness)


def _parts(name: str) -> tuple[str, str]:
    """The number of a department with what stands before it, and the rest; "" for what is missing."""
    found = CODE.fullmatch(normal(name))
    if found is None:
        return "", normal(name)
    return found["code"].replace(" ", ""), found["words"] or ""
