"""The signs beside figures and in their place, as the statistical offices of Germany write them. Pure.

Rules of the signs: the list "Zeichenerklärung" in the publications of the Statistische Ämter des Bundes und der Länder.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from editing.typed import short, tidy
from monitoring.choices import Quality

# "Exactly nothing" is a figure, but many write the same sign for what they do not know: it is asked once.
EXACTLY_NOTHING = frozenset({"-", "–", "—", "−"})
ZERO = "0"
MISSING = {
    ".": gettext_lazy("unbekannt oder geheim zu halten"),
    "·": gettext_lazy("unbekannt oder geheim zu halten"),
    "•": gettext_lazy("unbekannt oder geheim zu halten"),
    "…": gettext_lazy("die Angabe fällt später an"),
    "...": gettext_lazy("die Angabe fällt später an"),
    "x": gettext_lazy("Angabe nicht sinnvoll, das Feld ist gesperrt"),
    "/": gettext_lazy("nicht sicher genug"),
    "()": gettext_lazy("eingeschränkt aussagekräftig, ohne Zahl"),
    "( )": gettext_lazy("eingeschränkt aussagekräftig, ohne Zahl"),
    ")": gettext_lazy("eingeschränkt aussagekräftig, ohne Zahl"),
}
LETTERS = {
    "p": gettext_lazy("vorläufig"),
    "s": gettext_lazy("geschätzt"),
    "r": gettext_lazy("von der Quelle berichtigt"),
}
QUALITIES = {"p": Quality.PROVISIONAL, "s": Quality.ESTIMATED}
# Nothing that is longer is a figure with its signs.
MARKED_AT_MOST = 60
# A figure of one footnote stands apart: "12,31)" may be 12,3 as well as 12,31.
MARK = re.compile(
    r"\s*(\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}[)⁾]?|[a-z]\)|(?<=\s)\d{1,2}\)|[prs](?![a-z])|\([prs]\))", re.IGNORECASE
)
END_OF_FIGURE = re.compile(r"\d(?: ?%)?(?=[\s*¹²³⁴⁵⁶⁷⁸⁹⁰(a-z])", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\(([^()]+)\)")


class Marked(Struct, frozen=True):
    """A cell taken apart: the text of its figure, what the signs say about the quality, and about the rest.

    `meanings` are pairs of a sign and what it was understood as.
    """

    figure: str
    quality: str = ""
    note: str = ""
    meanings: tuple[tuple[str, str], ...] = ()


def is_missing(text: str) -> bool:
    """Say whether a sign stands in the place of a figure that is not there."""
    return tidy(text).casefold() in MISSING


def is_exactly_nothing(text: str) -> bool:
    return tidy(text) in EXACTLY_NOTHING


def marked(text: str) -> Marked:
    """The figure of a cell and its signs; a cell without any, or with others, is its own figure."""
    typed = tidy(text)
    if len(typed) > MARKED_AT_MOST:
        return Marked(figure=typed)
    if inside := IN_BRACKETS.fullmatch(typed):
        note = _("eingeschränkt aussagekräftig")
        return Marked(figure=inside[1].strip(), note=note, meanings=(("( )", note),))
    for end in (found.end() for found in END_OF_FIGURE.finditer(typed)):
        if signs := _signs(typed, end):
            return _with_signs(typed[:end], signs)
    return Marked(figure=typed)


def understood(text: str) -> str:
    """The sentence that says what the signs of a cell were understood as; empty without any."""
    typed = tidy(text)
    if is_missing(typed):
        meaning = MISSING[typed.casefold()]
        return _("„%(sign)s“ heißt: %(meaning)s. Es wird kein Wert eingetragen.") % {
            "sign": typed,
            "meaning": meaning,
        }
    found = marked(typed)
    if not found.meanings:
        return ""
    meanings = ", ".join(f"{sign} = {meaning}" for sign, meaning in found.meanings)
    return _("„%(typed)s“ ist gelesen als %(figure)s (%(meanings)s).") % {
        "typed": short(typed),
        "figure": found.figure,
        "meanings": meanings,
    }


def _signs(text: str, start: int) -> list[str]:
    """The signs from a place to the end; none if something else stands there."""
    found = []
    while start < len(text):
        match = MARK.match(text, start)
        if match is None:
            return []
        found.append(match[1].strip("()") if match[1].startswith("(") else match[1])
        start = match.end()
    return found


def _with_signs(figure: str, signs: list[str]) -> Marked:
    letters = [sign.casefold() for sign in signs if sign.casefold() in LETTERS]
    footnotes = [sign for sign in signs if sign.casefold() not in LETTERS]
    notes = [str(LETTERS[letter]) for letter in letters if letter not in QUALITIES]
    notes += [_("Fußnote „%s“ der Quelle") % sign for sign in footnotes]
    meanings = [(letter, str(LETTERS[letter])) for letter in letters]
    meanings += [(sign, _("Fußnote der Quelle")) for sign in footnotes]
    quality = next((str(QUALITIES[letter].value) for letter in letters if letter in QUALITIES), "")
    return Marked(figure=figure, quality=quality, note="; ".join(notes), meanings=tuple(meanings))
