"""The index of the public search: subjects and a question in, the best answers out. Pure.

A question is answered by what has the weightiest of its words, not only by what has all of them: people ask in
sentences. A word weighs the more the fewer subjects have it. What stands in a title counts more than in a plain
summary, and that more than in the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log

from msgspec import Struct

from publication.search.asking import Reader, Sought
from publication.search.kinds import SubjectKind
from publication.search.narrowing import offered_by
from publication.search.subjects import Subject
from publication.search.vocabulary import vocabulary_of
from search.passages import Piece, marked, passage_of
from search.words import WORD, Term, fold_word, folded_words

TITLE, PLAIN, TEXT = 5.0, 2.5, 1.0
# A word that stands in a text often says little more than one that stands there twice.
COUNTED_AT_MOST = 2
HALF_AT = 2.5
# The share of the weight of all words that an answer must have.
COVERED_AT_LEAST = 0.3
# What people come for stands before what reports about it.
WORTH = {
    SubjectKind.INDICATOR: 0.7,
    SubjectKind.REPORT: 0.6,
    SubjectKind.DECISION: 0.6,
    SubjectKind.SDG: 0.8,
    SubjectKind.DEPARTMENT: 0.8,
    SubjectKind.CHAPTER: 0.6,
    SubjectKind.STRATEGIC_GOAL: 0.9,
}
# Long texts are kept in pieces of about so many letters: a passage is looked for in the best of them.
PIECE_LENGTH = 600
ANSWERS_KEPT = 512


class Text(Struct, frozen=True):
    """A text of which a passage is shown, and its words as places in the vocabulary."""

    text: str
    words: frozenset[int]


NO_TEXT = Text(text="", words=frozenset())


class Answer(Struct, frozen=True):
    """What a question finds: the places of the entries, the best first, and how it was read."""

    found: tuple[int, ...]
    sought: tuple[Sought, ...]
    # What is marked: the terms, and the words of the vocabulary that answer them.
    terms: tuple[Term, ...]
    words: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The words that stand nowhere, as somebody typed them."""
        return tuple(dict.fromkeys(each.typed for each in self.sought if not each.grades))

    @property
    def readings(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words that stand nowhere as they were typed, each with those that were sought instead."""
        return tuple({each.typed: each.instead for each in self.sought if each.instead}.items())


class Hit(Struct, frozen=True):
    """A subject as it is shown, with what was found marked."""

    subject: Subject
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]


class Index:
    """Made once per state of the public, and never changed; answers are kept, because people ask the same."""

    def __init__(self, subjects: Sequence[Subject], *, fillers: Iterable[str] = ()) -> None:
        """Prepare subjects for searching; `fillers` say nothing here, such as the name of the city."""
        spellings = _spellings(subjects)
        self._vocabulary = vocabulary_of(spellings)
        places = {word: place for place, word in enumerate(self._vocabulary.words)}
        self.subjects = tuple(subjects)
        self.offered = offered_by(self.subjects)
        self._texts = tuple(_texts(subject, places) for subject in subjects)
        self._postings = _postings(subjects, places)
        self._reader = Reader(self._vocabulary, fillers)
        self.ask = lru_cache(maxsize=ANSWERS_KEPT)(self._ask)

    def _ask(self, question: str) -> Answer:
        sought = self._reader.read(question)
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        weight_of_all = 0.0
        for each in sought:
            best = self._best(each.grades)
            if not best:
                continue
            weight = each.weight * log(1 + len(self.subjects) / len(best))
            weight_of_all += weight
            for place, grade in best.items():
                scores[place] += weight * grade
                covered[place] += weight
        # Rounded, so that sums in another order are the same.
        enough = round(weight_of_all * COVERED_AT_LEAST, 6)
        found = [place for place, weight in covered.items() if round(weight, 6) >= enough]
        found.sort(key=lambda place: (-self._worth(place) * scores[place] * covered[place], place))
        words = {self._vocabulary.words[word] for each in sought for word in each.grades}
        terms = tuple(dict.fromkeys(chain.from_iterable(each.terms for each in sought)))
        return Answer(found=tuple(found), sought=sought, terms=terms, words=frozenset(words))

    def _best(self, grades: Mapping[int, float]) -> dict[int, float]:
        """How well each entry answers one word: by the best of the words that answer it."""
        best: dict[int, float] = {}
        for word, grade in grades.items():
            for place, weight in self._postings[word]:
                value = grade * weight
                if value > best.get(place, 0.0):
                    best[place] = value
        return best

    def _worth(self, place: int) -> float:
        return WORTH.get(self.subjects[place].kind, 1.0)

    def hit(self, place: int, answer: Answer) -> Hit:
        """A subject as it is shown to somebody who got this answer."""
        subject = self.subjects[place]
        best = max(self._texts[place], key=lambda text: _share(text.words, answer.sought), default=NO_TEXT)
        return Hit(
            subject=subject,
            title=marked(subject.title, answer.terms, answer.words),
            passage=passage_of(best.text, answer.terms, answer.words),
        )


def _share(words: frozenset[int], sought: Sequence[Sought]) -> float:
    return sum(
        max((each.grades[word] for word in words & each.grades.keys()), default=0.0) for each in sought
    )


def _spellings(subjects: Iterable[Subject]) -> dict[str, str]:
    """The folded words of all texts, each with a spelling; a word that a line break may have split, also in parts."""
    spellings: dict[str, str] = {}
    for subject in subjects:
        for text in (subject.number, subject.title, subject.plain, *subject.texts):
            spellings.update((fold_word(word), word) for word in WORD.findall(text))
            for word in folded_words(text):
                spellings.setdefault(word, word)
    return spellings


def _texts(subject: Subject, places: Mapping[str, int]) -> tuple[Text, ...]:
    pieces = chain.from_iterable(map(pieces_of, filter(None, (subject.plain, *subject.texts))))
    return tuple(Text(text=piece, words=frozenset(_places(piece, places))) for piece in pieces)


def pieces_of(text: str) -> list[str]:
    """A long text in pieces, paragraph by paragraph, that are as long as passages need them."""
    pieces = [""]
    for paragraph in text.split("\n"):
        if pieces[-1] and len(pieces[-1]) + len(paragraph) > PIECE_LENGTH:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]}\n{paragraph}" if pieces[-1] else paragraph
    return pieces


def _postings(subjects: Sequence[Subject], places: Mapping[str, int]) -> list[list[tuple[int, float]]]:
    """For each word the places of the subjects that have it, and how much it says there, from 0 to 1."""
    postings: list[list[tuple[int, float]]] = [[] for _word in places]
    for number, subject in enumerate(subjects):
        for word, weight in _weights(subject, places).items():
            postings[word].append((number, weight / (weight + HALF_AT)))
    return postings


def _weights(subject: Subject, places: Mapping[str, int]) -> dict[int, float]:
    weights: dict[int, float] = defaultdict(float)
    title = (subject.number, subject.title)
    for texts, weight in ((title, TITLE), ((subject.plain,), PLAIN), (subject.texts, TEXT)):
        counted: dict[int, int] = defaultdict(int)
        for place in chain.from_iterable(_places(text, places) for text in texts):
            counted[place] += 1
        for place, count in counted.items():
            weights[place] += weight * min(count, COUNTED_AT_MOST)
    return weights


def _places(text: str, places: Mapping[str, int]) -> Iterable[int]:
    return (places[word] for word in folded_words(text) if word in places)
