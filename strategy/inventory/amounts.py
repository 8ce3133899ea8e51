"""Amounts in German sentences: numbers with what they count, shares of a whole, years, and which way things go. Pure.

"Ein halber Hektar", "zwölf Prozent", "um ein Fünftel", "vier von fünf", "bis 2030", "sinkt". What stands in words
counts as well as what stands in digits; what is no amount for sure ("ein Konzept") is left out.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

UP_TO_TWELVE = tuple("null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split())  # noqa: SIM905
TEENS = tuple("dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split())  # noqa: SIM905
GREATER = {"hundert": 100, "einhundert": 100, "tausend": 1000, "eintausend": 1000}
# As `casefold` writes them.
TENS = tuple("zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig".split())  # noqa: SIM905
ONES = ("ein", *UP_TO_TWELVE[2:10])
ARTICLES = frozenset(("ein", "eine", "einen", "einem", "einer"))
SMALL = {
    **{word: number for number, word in enumerate(UP_TO_TWELVE)},
    **{word: number for number, word in enumerate(TEENS, start=13)},
    **{word: 10 * number for number, word in enumerate(TENS, start=2)},
    **{
        f"{one}und{ten}": 10 * tens + ones
        for tens, ten in enumerate(TENS, start=2)
        for ones, one in enumerate(ONES, start=1)
    },
    **{f"{word}hundert": 100 * number for number, word in enumerate(UP_TO_TWELVE[2:10], start=2)},
    **dict.fromkeys(ARTICLES, 1),
    **GREATER,
}
PARTS = {"hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "achtel": 8, "zehntel": 10}
GREAT = {
    "tausend": 10**3,
    "million": 10**6,
    "millionen": 10**6,
    "mio": 10**6,
    "milliarde": 10**9,
    "milliarden": 10**9,
}
# "Ein" counts before these only: elsewhere it is an article.
MEASURES = re.compile(
    r"(prozent|hektar|(quadrat|kubik|kilo)?meter|kilogramm|tonnen?|gramm|liter|euro|grad|minuten?|stunden?|tage?|wochen?"
    r"|monate?|jahre?|(mega|kilo)watt(stunden)?|[kmgt]wh?|[km]?m[²³]?|ha|kg|t)",
    re.IGNORECASE,
)
# Thousands are parted by points or spaces, decimals by a comma; a point before other than three digits parts them, too.
NUMBER = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.]\d)|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
)
# What a hyphen binds to a word counts nothing: "Tempo-30-Zone".
WORD = re.compile(rf"[^\W\d_]+-\d+(?:-[^\W\d_]+)?|{NUMBER}|%|[^\W\d_]+")
THOUSANDS = re.compile(r"(?<=\d)[. \u00a0\u202f](?=\d{3}(?!\d))")
YEAR_WORD = re.compile(r"(19|20)\d\d")
# Whoever counts more counts nothing, and a quotient of it has no place in a decimal.
DIGITS_AT_MOST = 15
# What a share counts, and a year.
SHARE, YEAR = "%", "year"
# An adjective may stand between a number and what it counts: "250 neue Wohnungen".
WORDS_BETWEEN = 2
# Words that count the same thing begin alike: "Wohnung", "Wohnungen".
STEM = 6
# At the beginning of a word only, and not behind a hyphen: "Bürgersteige", "Erwachsenenbildung", "CO2-Senken" and
# "Minderjährige" go nowhere.
BEGINS = r"(?<![\w-])"
UP = re.compile(
    BEGINS
    + r"((an)?steig|(an)?stieg|(an)?gestiegen|erhöh|zunehm|zunahme|zugenommen|(an)?(wächs|wachs)|gewachsen"
    r"|verdoppel|verdreifach|ausbau|ausgebaut|(ver|ge)?stärk)"
)
DOWN = re.compile(
    BEGINS
    + r"((ab|ge)?(sink|senk)|(ab)?gesunken|reduzier|verringer|abnehm|abnahme|abgenommen|halbier|abbau|abgebaut"
    r"|(ver|ge)?minder(?!jähr|heit|wert)|schrumpf)"
)


class Way(StrEnum):
    """Which way something goes."""

    UP = "up"
    DOWN = "down"


class Amount(Struct, frozen=True):
    """A value, what it counts (`SHARE`, `YEAR`, or a stem), and from where to where the text says it."""

    of: str
    value: Decimal
    start: int
    end: int


# What an amount counts, its value, and of how many words it is made.
Found = tuple[str, Decimal, int]


def amounts_in(text: str) -> tuple[Amount, ...]:
    """All amounts of a text in their order."""
    return tuple(_amounts(list(WORD.finditer(text))))


def ways_in(text: str) -> frozenset[Way]:
    """The ways in which a text says that things go."""
    folded = text.casefold()
    found = ((Way.UP, UP), (Way.DOWN, DOWN))
    return frozenset(way for way, words in found if words.search(folded))


def _amounts(matches: list[re.Match[str]]) -> Iterator[Amount]:
    words, place = [match[0] for match in matches], 0
    while place < len(words):
        found = _share(words, place) or _year(words, place) or _counted(words, place)
        if found is None:
            place += 1
            continue
        of, value, length = found
        yield Amount(of=of, value=value, start=matches[place].start(), end=matches[place + length - 1].end())
        place += length


def _share(words: list[str], place: int) -> Found | None:
    """ "Die Hälfte", "ein Fünftel", "drei Viertel", "vier von fünf"."""
    word, following = words[place].casefold(), [each.casefold() for each in words[place + 1 : place + 3]]
    if word == "hälfte":
        return SHARE, Decimal(50), 1
    value = _number(word)
    if value is None or not following:
        return None
    if following[0] in PARTS:
        return SHARE, _percent(value / PARTS[following[0]]), 2
    whole = _number(following[1]) if following[0] == "von" and len(following) > 1 else None
    if whole and value < whole and not YEAR_WORD.fullmatch(following[1]):
        return SHARE, _percent(value / whole), 3
    return None


def _percent(share: Decimal) -> Decimal:
    return round(share * 100, 1)


def _year(words: list[str], place: int) -> Found | None:
    if not YEAR_WORD.fullmatch(words[place]):
        return None
    return YEAR, Decimal(words[place]), 1


def _counted(words: list[str], place: int) -> Found | None:
    """A number with the noun behind it; a half is told by its adjective."""
    value = _number(words[place].casefold())
    if value is None:
        return None
    length, following = 1, words[place + 1 :]
    if following and following[0].casefold().startswith("halbe") and words[place].casefold() in ARTICLES:
        value, length, following = Decimal("0.5"), 2, following[1:]
    elif following and following[0].casefold() in GREAT:
        value, length, following = value * GREAT[following[0].casefold()], 2, following[1:]
    for between, word in enumerate(following[: WORDS_BETWEEN + 1]):
        if _number(word.casefold()) is not None:
            return None
        if word == "%" or word[0].isupper() or MEASURES.fullmatch(word):
            if words[place].casefold() in ARTICLES and not (between == 0 and MEASURES.fullmatch(word)):
                return None
            return _counted_as(word), value, length + between + 1
    return None


def _counted_as(word: str) -> str:
    folded = word.casefold()
    return SHARE if folded in ("%", "prozent") else folded[:STEM]


def _number(word: str) -> Decimal | None:
    if not word[0].isdecimal():
        return Decimal(SMALL[word]) if word in SMALL else None
    digits = THOUSANDS.sub("", word).replace(",", ".")
    return Decimal(digits) if len(digits) <= DIGITS_AT_MOST else None
