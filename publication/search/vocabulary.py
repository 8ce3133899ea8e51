"""The words of all that is published, and which of them answer a word that somebody asks for. Pure.

A word is found whole, in another form, as the beginning of a word or inside of a compound (`search.words`). A word that
stands nowhere is read as a compound of words that do (Fahrradweg: Fahrrad, Weg), and then as one with typing errors.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping
from functools import cache

from msgspec import Struct

from search.words import COMPOUND_AT_MOST, PART_AT_MOST, Term, inner_parts, stem_of

WHOLE, BEGINNING, INSIDE = 1.0, 0.7, 0.6
PART_AT_LEAST = 3
# What joins two parts of a compound: Arbeit-s-platz, Sonne-n-schutz, Kind-er-garten.
JOINTS = ("", "s", "n", "es", "en", "er")
# From so many letters on, so many errors are forgiven: in a shorter word one makes another word.
ERRORS = ((9, 2), (5, 1))
NEAREST_AT_MOST = 4


class Vocabulary(Struct, frozen=True):
    """Folded words, sorted, with what finds them: their stems, and the insides of compounds."""

    words: tuple[str, ...]
    # How each of them is written, in the same order.
    spellings: tuple[str, ...]
    by_stem: Mapping[str, tuple[int, ...]]
    # Sorted: what stands from a place inside of a word on, and the word.
    insides: tuple[tuple[str, int], ...]

    def has(self, word: str) -> bool:
        """Say whether a folded word stands here, in whatever form."""
        return stem_of(word) in self.by_stem

    def spelled(self, word: str) -> str:
        """A folded word as one of its forms is written here; itself if none is."""
        forms = self.by_stem.get(stem_of(word), ())
        return (
            self.spellings[next((form for form in forms if self.words[form] == word), forms[0])]
            if forms
            else word
        )

    def matches(self, term: Term) -> dict[int, float]:
        """The words that answer a term, with how well they do."""
        found: dict[int, float] = {}
        if term.inside:
            for place in range(bisect_left(self.insides, (term.root, -1)), len(self.insides)):
                part, word = self.insides[place]
                if not part.startswith(term.root):
                    break
                found[word] = INSIDE
        for place in range(bisect_left(self.words, term.root), len(self.words)):
            if not self.words[place].startswith(term.root):
                break
            found[place] = BEGINNING
        return found | dict.fromkeys(self.by_stem.get(term.stem, ()), WHOLE)


def vocabulary_of(spellings: Mapping[str, str]) -> Vocabulary:
    """The vocabulary of folded words, each with one of its spellings."""
    words = tuple(sorted(spellings))
    by_stem: dict[str, tuple[int, ...]] = {}
    insides: set[tuple[str, int]] = set()
    for place, word in enumerate(words):
        by_stem[stem_of(word)] = (*by_stem.get(stem_of(word), ()), place)
        insides.update((part[:PART_AT_MOST], place) for _start, part in inner_parts(spellings[word]))
    written = tuple(spellings[word] for word in words)
    return Vocabulary(words=words, spellings=written, by_stem=by_stem, insides=tuple(sorted(insides)))


def parts_of(word: str, is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """The words that a folded compound is made of; none if it is no compound of known words."""
    if len(word) > COMPOUND_AT_MOST:
        return ()

    # Kept for each end: otherwise "seinseinsein…" takes twice as long with every part.
    @cache
    def split(end: int) -> tuple[str, ...]:
        # From the end on: the last part says what the whole is, and is as long as it can be.
        for start in range(PART_AT_LEAST, end - PART_AT_LEAST + 1):
            last = word[start:end]
            if not is_word(last):
                continue
            first = _first_part(word[:start], is_word)
            if first:
                return (first, last)
            before = split(start)
            if before:
                return (*before, last)
        return ()

    return split(len(word))


def _first_part(word: str, is_word: Callable[[str], bool]) -> str:
    without_joints = (word.removesuffix(joint) for joint in JOINTS if word.endswith(joint))
    return next((part for part in without_joints if len(part) >= PART_AT_LEAST and is_word(part)), "")


def errors_forgiven(word: str) -> int:
    """How many typing errors are forgiven in a word."""
    return next((errors for length, errors in ERRORS if len(word) >= length), 0)


def nearest(word: str, known: Collection[tuple[str, int]]) -> tuple[str, ...]:
    """The known words with the fewest typing errors, within what is forgiven; `known` has their letters as well.

    The first letter is seldom wrong; where another one stands, it is another word: "Arten", "Garten".
    """
    at_most = errors_forgiven(word)
    if not at_most or not word.isalpha():
        return ()
    letters, found = letters_of(word), []
    for other, its_letters in known:
        # Each error makes a difference of two letters at most; most words are passed over here.
        if other[0] != word[0] or abs(len(other) - len(word)) > at_most:
            continue
        if (letters ^ its_letters).bit_count() <= 2 * at_most:
            errors = errors_between(word, other, at_most)
            if errors <= at_most:
                found.append((errors, other))
    fewest = min((errors for errors, _other in found), default=0)
    return tuple(sorted(other for errors, other in found if errors == fewest))[:NEAREST_AT_MOST]


def letters_of(word: str) -> int:
    """Which letters stand in a word, a bit for each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def errors_between(one: str, other: str, at_most: int) -> int:
    """How many letters are wrong, missing, too many or changed places; more than `at_most` when it is more."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, its in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == its:
                cost = min(cost, before_last[column - 2] + 1)
            line.append(cost)
        if min(line) > at_most:
            return at_most + 1
        before_last, last = last, line
    return last[-1]
