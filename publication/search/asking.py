"""How a question is read: its words, and which words of the published texts answer each. Pure."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from publication.search.everyday import synonyms
from publication.search.vocabulary import Vocabulary, letters_of, nearest, parts_of
from search.words import (
    FILLERS,
    QUERY_AT_MOST,
    WORD,
    WORDS_AT_MOST,
    Term,
    fold_word,
    folded_words,
    terms_of,
)

# How much a word counts that was not asked for as it stands there.
AS_SYNONYM, AS_CORRECTED = 0.6, 0.7


class Sought(Struct, frozen=True):
    """A word of a question, or a part of one: the words of the vocabulary that answer it, and how well.

    `terms` are what is marked; `instead` says what was sought because the word itself stands nowhere.
    """

    typed: str
    weight: float = 1.0
    grades: dict[int, float] = {}
    terms: tuple[Term, ...] = ()
    instead: tuple[str, ...] = ()


class Reader:
    """Reads questions about one vocabulary; `fillers` are words that say nothing in it."""

    def __init__(self, vocabulary: Vocabulary, fillers: Iterable[str]) -> None:
        self._vocabulary = vocabulary
        self._fillers = FILLERS | synonyms().fillers | frozenset(fillers)
        known = dict.fromkeys((*vocabulary.words, *synonyms().spellings))
        self._known = tuple((word, letters_of(word)) for word in known if word.isalpha())

    def read(self, question: str) -> tuple[Sought, ...]:
        """The words of a question, without those that say nothing unless it has no others."""
        typed = {fold_word(word): word for word in WORD.findall(question[:QUERY_AT_MOST])}
        words = list(dict.fromkeys(folded_words(question[:QUERY_AT_MOST])))
        saying = [word for word in words if word not in self._fillers and (len(word) > 1 or word.isdigit())]
        found: list[Sought] = []
        for word in (saying or words)[:WORDS_AT_MOST]:
            found += self._sought(word, typed.get(word, word))
        return tuple(found)

    def _sought(self, word: str, typed: str) -> Sequence[Sought]:
        grades, terms = self._grades(word)
        if grades:
            return (Sought(typed=typed, grades=grades, terms=terms),)
        parts = parts_of(word, self._is_known)
        if parts:
            return self._in_parts(parts, typed)
        corrected = nearest(word, self._known)
        for other in corrected:
            its_grades, its_terms = self._grades(other)
            for place, grade in its_grades.items():
                grades[place] = max(grades.get(place, 0.0), grade * AS_CORRECTED)
            terms = (*terms, *its_terms)
        return (
            Sought(
                typed=typed, grades=grades, terms=terms, instead=self._spelled(corrected) if grades else ()
            ),
        )

    def _in_parts(self, parts: Sequence[str], typed: str) -> Sequence[Sought]:
        found = []
        for part in parts:
            grades, terms = self._grades(part)
            weight = len(part) / sum(map(len, parts))
            found.append(
                Sought(typed=typed, weight=weight, grades=grades, terms=terms, instead=self._spelled(parts))
            )
        return [each for each in found if each.grades] or (Sought(typed=typed),)

    def _grades(self, word: str) -> tuple[dict[int, float], tuple[Term, ...]]:
        """The words that answer a word and its synonyms, and what is marked of them."""
        (term,) = terms_of((word,))
        grades, terms = self._vocabulary.matches(term), [term]
        for other in terms_of(synonyms().of(word)):
            its_grades = self._vocabulary.matches(other)
            for place, grade in its_grades.items():
                grades[place] = max(grades.get(place, 0.0), grade * AS_SYNONYM)
            if its_grades:
                terms.append(other)
        return grades, tuple(terms)

    def _spelled(self, words: Iterable[str]) -> tuple[str, ...]:
        """Folded words as people read them."""
        known, others = self._vocabulary, synonyms().spellings
        return tuple(known.spelled(word) if known.has(word) else others.get(word, word) for word in words)

    def _is_known(self, word: str) -> bool:
        return self._vocabulary.has(word) or bool(synonyms().of(word))
