"""What a request asks for beside its forms: numbers and words, each within bounds. Pure."""

from django.http import QueryDict

# No number that means anything here is longer, each fits into a column, and int() refuses to read thousands of digits.
DIGITS_AT_MOST = 18


def number_of(text: str) -> int | None:
    """A whole number from 0 on; None for any other text."""
    if not (text.isascii() and text.isdecimal() and len(text) <= DIGITS_AT_MOST):
        return None
    return int(text)


def number_in(parameters: QueryDict, name: str) -> int | None:
    """The number of a parameter; None when it is missing or no number."""
    return number_of(parameters.get(name, ""))


def numbers_in(parameters: QueryDict, name: str) -> list[int]:
    """All numbers of a parameter that may come several times."""
    found = (number_of(text) for text in parameters.getlist(name))
    return [number for number in found if number is not None]


def words_in(parameters: QueryDict, name: str, *, at_most: int) -> str:
    """The words of a search, without what no database takes."""
    return parameters.get(name, "").replace("\0", "").strip()[:at_most]
