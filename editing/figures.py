"""Figures, years and days as Germans write them: read for what they certainly mean, or refused with a reason. Pure.

A dot followed by exactly three digits separates thousands: German offices write 1.234 so. Any other single dot is a
decimal point (12.5), as programs with English settings write it; so is that of 0.125, because thousands never begin
with 0. Everything that can mean two things is refused: 1.2.3, 12.50.00, 1 2 3.
"""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from msgspec import Struct

YEARS, YEARS_OF_DAYS = range(1990, 2101), range(1900, 2201)
# Longer than any figure of ours; computing with more digits would round.
FIGURE_AT_MOST = 27
# Two digits mean the last century from this year on, as in Excel.
FIRST_YEAR_OF_LAST_CENTURY = 30

_THOUSANDS = r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ '’]\d{3})+|\d+"
GERMAN = re.compile(rf"(?:{_THOUSANDS})(?:,\d+)?", re.ASCII)
WITH_POINT = re.compile(r"(?:0|[1-9]\d*)\.(?:\d{1,2}|\d{4,})|0\.\d{3}", re.ASCII)
ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+", re.ASCII)
# Stands for a unit: no figure goes on behind one.
WITHIN = "|"
THREE_BEHIND_A_COMMA = re.compile(r".*\d,\d{3}")
NO_CENTS = re.compile(r",[-–—]+$")
SIGN = re.compile(r"[+\-−–] ?(?=\d)")

APPROXIMATE = re.compile(
    r"(?:ca\b\.?|circa\b|rund\b|etwa\b|ungefähr\b|bis zu\b|max\b\.?|maximal\b|min\b\.?|mind\b\.?|mindestens\b"
    r"|über\b|unter\b|knapp\b|gut\b|ab\b|[~≈<>])\s*",
    re.IGNORECASE,
)
FACTORS = (
    (re.compile(r"(?:tsd\b\.?|tausend\b|t(?= ?€|eur))\s*", re.IGNORECASE), Decimal(1000)),
    (re.compile(r"(?:mio\b\.?|millionen?\b)\s*", re.IGNORECASE), Decimal(1_000_000)),
    (re.compile(r"(?:mrd\b\.?|milliarden?\b)\s*", re.IGNORECASE), Decimal(1_000_000_000)),
)
EURO = re.compile(r"(?:€|\beuros?\b|\beur\b)\s*", re.IGNORECASE)
# What the label of the field says as well.
A_YEAR_OR_ONCE = re.compile(
    r"(?:/ ?jahr\b|/ ?a\b|(?:pro|je|im) jahr\b|p\. ?a\.|jährlich\b|einmalig\b)\s*", re.IGNORECASE
)
POSTS = re.compile(
    r"(?:vzä\b|vz\b|vk\b|vollzeitstellen?\b|vollzeitäquivalente?\b|vollzeitkräfte?\b|planstellen?\b|stellen?(?:anteile?)?\b)\s*",
    re.IGNORECASE,
)
PERCENT = re.compile(r"(?:%|v\. ?h\.|prozent\b)\s*", re.IGNORECASE)
BRACKET = re.compile(r"\(([^()]*)\)\s*$")
FRACTION = re.compile(r"(?:(\d+) )?(\d+) ?/ ?(\d+)", re.ASCII)
FRACTION_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
NONE_AT_ALL = re.compile(r"(?:keine?[rs]?|kein bedarf|null)\b", re.IGNORECASE)

GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
_QUARTER = r"(?:(?:I{1,3}|IV|[1-4]\.? ?(?:quartal|hj\.?|halbjahr)|q[1-4])[ /.]*)"
PART_OF_YEAR = re.compile(
    rf"(?:{_QUARTER}|(?:anfang|mitte|ende|frühjahr|sommer|herbst|winter) )(\d{{4}})", re.I | re.A
)
BEGINNING = re.compile(r"(?:ab|seit|von|beginn|start)\s+", re.IGNORECASE)
ENDING = re.compile(r"(?:bis|ende)\s+", re.IGNORECASE)
SPAN = re.compile(r"(?:von )?(\d{4}) ?(?:[-–—/]|bis) ?(\d{4}|\d{2})", re.IGNORECASE | re.ASCII)


class Unreadable(ValueError):
    """A text that is no figure, or can be two: why, and an example of what can be read. Both are for people."""

    def __init__(self, reason: str, example: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.example = example

    def __str__(self) -> str:
        return f"{self.reason} {self.example}"


class Figure(Struct, frozen=True):
    """A figure that was read. `remark` is what was typed, where the figure alone would say less."""

    value: Decimal
    remark: str = ""


class Period(Struct, frozen=True):
    """Years that were read; `remark` as in Figure."""

    start: int | None
    end: int | None
    remark: str = ""
    # One year that may be a beginning as well as an end.
    is_one_year: bool = False


def read_amount(text: str) -> Figure:
    """An amount in euros: 12.000,50 or 1,2 Mio. € or ca. 20 TEUR. Raises Unreadable."""
    example = _("Zum Beispiel: 12.000,50")
    return _read(text, (EURO, A_YEAR_OR_ONCE), _("kein Betrag"), example, has_factors=True)


def read_posts(text: str) -> Figure:
    """Full-time posts: 0,5 or 1/2 or 50 % or 0,5 VZÄ (E 11). Raises Unreadable."""
    example = _("Zum Beispiel: 0,5")
    percent = PERCENT.search(text)
    what = _("keine Zahl von Vollzeitstellen")
    if percent is None:
        spelled, is_exact = _without_fraction(text)
        found = _read(spelled, (POSTS,), what, example, typed=text)
        return found if is_exact else Figure(value=found.value, remark=" ".join(text.split()))
    rest = PERCENT.sub(WITHIN, text, count=1)
    of_a_post = re.compile(r"(?:(?:einer|eine|je) )\s*", re.IGNORECASE)
    found = _read(rest, (of_a_post, POSTS), what, example, typed=text)
    return Figure(value=found.value / 100, remark=found.remark)


def read_number(text: str) -> Figure:
    """A plain figure: 12.000 or 12,5 or 36 %. Raises Unreadable."""
    example = _("Zum Beispiel: 12,5. Die Einheit hat ein eigenes Feld.")
    return _read(text, (PERCENT,), _("keine Zahl"), example, has_cents=False)


def read_year(text: str) -> int:
    """A year; of a day its year. Raises Unreadable."""
    plain = " ".join(text.split())
    day = _day(plain)
    if day is None and not YEAR.fullmatch(plain):
        raise Unreadable(_("„%s“ ist kein Jahr.") % _short(text), _("Zum Beispiel: 2027"))
    return _fitting_year(day.year if day else int(plain))


def read_period(text: str) -> Period:
    """Years in which something is done: 2027 or ab 2027, 2027/28, 2027 bis 2029, III/2027. Raises Unreadable."""
    plain = " ".join(text.split())
    if match := SPAN.fullmatch(plain):
        start = _fitting_year(int(match[1]))
        end = _fitting_year(int(match[2] if len(match[2]) == len(match[1]) else match[1][:2] + match[2]))
        if end < start:
            raise Unreadable(
                _("„%s“: Das Ende liegt vor dem Beginn.") % _short(text), _("Zum Beispiel: 2027–2029")
            )
        return Period(start=start, end=end)
    if match := PART_OF_YEAR.fullmatch(plain):
        year = _fitting_year(int(match[1]))
        return Period(start=year, end=None, remark=plain, is_one_year=True)
    if (match := BEGINNING.match(plain)) and YEAR.fullmatch(plain[match.end() :]):
        return Period(start=_fitting_year(int(plain[match.end() :])), end=None)
    if (match := ENDING.match(plain)) and YEAR.fullmatch(plain[match.end() :]):
        return Period(start=None, end=_fitting_year(int(plain[match.end() :])))
    return Period(start=read_year(text), end=None, is_one_year=True)


def read_day(text: str, *, years: range = YEARS_OF_DAYS) -> date:
    """A day, German (05.10.2021, 5.10.21) or ISO. Raises Unreadable."""
    example = _("Zum Beispiel: 05.10.2021")
    day = _day(text.strip())
    if day is None:
        raise Unreadable(_("„%s“ ist kein Datum.") % _short(text), example)
    _fitting_year(day.year, years)
    return day


def exact_figure(text: str) -> Decimal | None:
    """A number without any word or unit, with or without a sign; None if it is not one for certain."""
    sign = Decimal(1)
    if match := SIGN.match(text):
        sign, text = Decimal(1 if match[0][0] == "+" else -1), text[match.end() :]
    if len(text) > FIGURE_AT_MOST:
        return None
    if GERMAN.fullmatch(text):
        return sign * Decimal(re.sub(r"[. '’]", "", text).replace(",", "."))
    if ENGLISH.fullmatch(text):
        return sign * Decimal(text.replace(",", ""))
    return sign * Decimal(text) if WITH_POINT.fullmatch(text) else None


def _read(
    text: str,
    units: tuple[re.Pattern[str], ...],
    what: str,
    example: str,
    *,
    has_factors: bool = False,
    has_cents: bool = True,
    typed: str = "",
) -> Figure:
    typed = " ".join((typed or text).split())
    plain, remark = " ".join(text.split()), ""
    if match := BRACKET.search(plain):
        plain, remark = plain[: match.start()].strip(), typed
    if match := APPROXIMATE.match(plain):
        plain, remark = plain[match.end() :], typed
    if NONE_AT_ALL.fullmatch(plain):
        return Figure(value=Decimal(0), remark=remark)
    factor = Decimal(1)
    for pattern, times in FACTORS if has_factors else ():
        if pattern.search(plain) and factor == 1:
            plain, factor = pattern.sub(WITHIN, plain, count=1), times
    for unit in units:
        plain = unit.sub(WITHIN, plain, count=1)
    plain = NO_CENTS.sub("", " ".join(plain.strip(f"{WITHIN} ").split()))
    value = exact_figure(plain)
    # With three digits behind it, a comma may be an English one between thousands.
    is_doubtful = has_cents and THREE_BEHIND_A_COMMA.fullmatch(plain)
    if value is None or is_doubtful:
        raise Unreadable(_why_not(typed, plain, what), example)
    return Figure(value=value * factor, remark=remark)


def _why_not(typed: str, plain: str, what: str) -> str:
    if _day(plain) is not None:
        return _("„%(typed)s“ ist ein Datum, %(what)s.") % {"typed": _short(typed), "what": what}
    if re.fullmatch(r"[\d.,]+ ?(?:-|–|—|bis|/) ?[\d.,]+", plain):
        return _("„%s“ sind zwei Zahlen.") % _short(typed)
    if re.fullmatch(r"[\d.,' ’]+", plain):
        return _(
            "„%s“ kann Verschiedenes bedeuten: Punkte stehen vor je drei Ziffern, ein Komma vor den letzten."
        ) % (_short(typed))
    return _("„%(typed)s“ ist %(what)s.") % {"typed": _short(typed), "what": what}


def _without_fraction(text: str) -> tuple[str, bool]:
    """The text with a fraction written as a decimal, and whether that is all of it; what is no fraction stays."""
    for sign, spelled in FRACTION_SIGNS.items():
        text = " ".join(text.replace(sign, f" {spelled}").split())
    match = FRACTION.search(text)
    if match is None or int(match[3]) == 0 or len(match[0]) > FIGURE_AT_MOST:
        return text, True
    value = Decimal(match[1] or 0) + Decimal(match[2]) / Decimal(match[3])
    rounded = value.quantize(Decimal("0.01"))
    shown = format(rounded.normalize(), "f").replace(".", ",")
    return f"{text[: match.start()]} {shown} {text[match.end() :]}", rounded == value


def _fitting_year(year: int, years: range = YEARS) -> int:
    if year not in years:
        possible = _("Möglich sind Jahre von %(first)d bis %(last)d.")
        raise Unreadable(
            _("Das Jahr %d passt nicht.") % year, possible % {"first": years[0], "last": years[-1]}
        )
    return year


def _day(text: str) -> date | None:
    if match := GERMAN_DAY.fullmatch(text):
        day, month, year = match.groups()
    elif match := ISO_DAY.fullmatch(text):
        year, month, day = match.groups()
    else:
        return None
    full_year = int(year)
    if len(year) == 2:
        full_year += 1900 if full_year >= FIRST_YEAR_OF_LAST_CENTURY else 2000
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        return None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
