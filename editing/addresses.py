"""German words in addresses: what stands there for a value. Pure."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from django.utils.text import slugify

T = TypeVar("T")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(label: object) -> str:
    """The word for an address that a label becomes: "zurückgestellt" is zurueckgestellt."""
    return slugify(str(label).lower().translate(UMLAUTS))


class WordConverter(Generic[T]):
    """Turns the German word of an address into a value, and back; subclasses say which, see `word_converter`."""

    words: Mapping[T, str]
    values: Mapping[str, T]
    regex: str

    def to_python(self, value: str) -> T:
        return self.values[value]

    def to_url(self, value: T) -> str:
        return self.words[value]


def word_converter(words: Mapping[T, str]) -> type[WordConverter[T]]:
    """Make the converter of an address for values and their words, to be registered."""
    values = {word: value for value, word in words.items()}
    return type("Words", (WordConverter,), {"words": words, "values": values, "regex": "|".join(values)})
