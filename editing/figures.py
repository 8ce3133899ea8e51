"""Figures as Germans write them: read for what they certainly mean, or refused with a reason. Pure.

A dot followed by exactly three digits separates thousands: German offices write 1.234 so. Any other single dot is a
decimal point (12.5), as programs with English settings write it; so is that of 0.125, because thousands never begin
with 0. Everything that can mean two things is refused: 1.2.3, 12.50.00, 1 2 3. What stands in brackets goes into the
remark and never changes the figure.
"""

import re
from decimal import Decimal
from enum import StrEnum
from unicodedata import normalize

from django.utils.translation import gettext as _
from msgspec import Struct

from editing.typed import WITHIN, Unreadable, short, tidy, without_brackets
from editing.years import Period, day_of, read_period

# Longer than any figure of ours; computing with more digits would round.
FIGURE_AT_MOST = 27

_THOUSANDS = r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ '’]\d{3})+|\d+"
GERMAN = re.compile(rf"(?:{_THOUSANDS})(?:,\d+)?", re.ASCII)
WITH_POINT = re.compile(r"(?:0|[1-9]\d*)\.(?:\d{1,2}|\d{4,})|0\.\d{3}", re.ASCII)
ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+", re.ASCII)
THREE_BEHIND_A_COMMA = re.compile(r".*\d,\d{3}")
NO_CENTS = re.compile(r",[-–—]+$")
SIGN = re.compile(r"[+\-−–‐‑] ?(?=\d)")

APPROXIMATE = re.compile(
    r"(?:ca\b\.?|circa\b|rund\b|etwa\b|ungefähr\b|bis zu\b|max\b\.?|maximal\b|min\b\.?|mind\b\.?|mindestens\b"
    r"|über\b|unter\b|knapp\b|gut\b|ab\b|[~≈<>])\s*",
    re.IGNORECASE,
)
FACTORS = (
    (re.compile(r"(?:tsd\b\.?|tausend\b|(?<![^\W\d_])[tk](?= ?€|eur))\s*", re.IGNORECASE), Decimal(1000)),
    (re.compile(r"(?:mio\b\.?|millionen?\b)\s*", re.IGNORECASE), Decimal(1_000_000)),
    (re.compile(r"(?:mrd\b\.?|milliarden?\b)\s*", re.IGNORECASE), Decimal(1_000_000_000)),
)
# Nobody who writes German means a thousand millions with 1,375 Mio.
CERTAIN_WITH_THREE_DECIMALS = Decimal(1_000_000)
EURO = re.compile(r"(?:€|\beuros?\b|\beur\b)\s*", re.IGNORECASE)
EACH_YEAR = re.compile(
    r"(?:/ ?jahr\b|/ ?a\b|(?:pro|je|im) jahr\b|p\. ?a\.|jährlich\b|per annum\b)\s*", re.IGNORECASE
)
ONCE = re.compile(r"(?:einmalig\b|einmal\b)\s*", re.IGNORECASE)
POSTS = re.compile(
    r"(?:vzä\b|vz\b|vk\b|vollzeitstellen?\b|vollzeitäquivalente?\b|vollzeitkräfte?\b|planstellen?\b|stellen?(?:anteile?)?\b)\s*",
    re.IGNORECASE,
)
OF_A_POST = re.compile(r"(?:einer|eine)\b\s*", re.IGNORECASE)
PERCENT = re.compile(r"(?:%|v\. ?h\.|prozent\b)\s*", re.IGNORECASE)
FRACTION = re.compile(r"(?:(\d{1,3}) )?(\d{1,4}) ?[/⁄] ?(\d{1,4})", re.ASCII)
FRACTION_SIGN = re.compile("[¼-¾⅐-⅞]")
# Others may be hours of a week (20/39) or a month of a year (12/2027).
DENOMINATOR_AT_MOST = 10
NONE_AT_ALL = re.compile(r"(?:keine?[rs]?|kein bedarf|null)\b", re.IGNORECASE)


class Rhythm(StrEnum):
    """Say whether an amount is spent each year or once."""

    EACH_YEAR = "each_year"
    ONCE = "once"


RHYTHMS = {Rhythm.EACH_YEAR: EACH_YEAR, Rhythm.ONCE: ONCE}


class Figure(Struct, frozen=True):
    """A figure that was read. `remark` is what was typed, where the figure alone would say less."""

    value: Decimal
    remark: str = ""


def read_amount(text: str, *, rhythm: Rhythm | None = None, otherwise: str = "") -> Figure:
    """An amount in euros: 12.000,50 or 1,2 Mio. € or ca. 20 TEUR. Raises Unreadable.

    `rhythm` is that of the field; an amount of the other one belongs to the field that `otherwise` names.
    """
    units = (EURO,) if rhythm is None else (EURO, RHYTHMS[rhythm])
    if rhythm is not None:
        _refuse_other_rhythm(text, rhythm, otherwise)
    example = _("Zum Beispiel: 12.000,50")
    return _read(text, units, _("kein Betrag"), example, factors=FACTORS)


def read_posts(text: str) -> Figure:
    """Full-time posts: 0,5 or 1/2 or 50 % or 0,5 VZÄ (E 11). Raises Unreadable."""
    example = _("Zum Beispiel: 0,5")
    what = _("keine Zahl von Vollzeitstellen")
    # "1½" stands for one and a half.
    spelled = FRACTION_SIGN.sub(lambda sign: f" {normalize('NFKC', sign[0])}", tidy(text))
    plain, inside = without_brackets(spelled)
    if PERCENT.search(plain):
        found = _read(text, (PERCENT, OF_A_POST, POSTS), what, example)
        if found.value and found.value < 1:
            raise Unreadable(
                _("„%(typed)s“ wären %(value)s Vollzeitstellen.")
                % {"typed": short(text), "value": _german(found.value / 100)},
                example,
            )
        return Figure(value=found.value / 100, remark=found.remark)
    approximate = APPROXIMATE.match(plain)
    fraction = plain[approximate.end() :] if approximate else plain
    match = FRACTION.fullmatch(POSTS.sub(WITHIN, fraction, count=1).strip(f"{WITHIN} "))
    if match is None:
        return _read(text, (POSTS,), what, example)
    value = _of_fraction(match, text, what, example)
    rounded = value.quantize(Decimal("0.01"))
    is_exact = rounded == value and not inside and not approximate
    return Figure(value=rounded, remark="" if is_exact else tidy(text))


def read_number(text: str) -> Figure:
    """A plain figure: 12.000 or 12,5 or 36 %. Raises Unreadable."""
    example = _("Zum Beispiel: 12,5. Die Einheit hat ein eigenes Feld.")
    return _read(text, (PERCENT,), _("keine Zahl"), example, has_cents=False)


def is_percentage(text: str) -> bool:
    """Say whether a figure was typed as one of a hundred; the unit of its field says so too, or says nothing yet."""
    return PERCENT.search(without_brackets(tidy(text))[0]) is not None


def other_unit(text: str, unit: str) -> str:
    """The reason why a figure does not fit the unit beside it: 36 % of kilograms. Empty if nothing is wrong."""
    says_so = not unit.strip() or PERCENT.search(unit) or "prozent" in unit.casefold()
    if says_so or not is_percentage(text):
        return ""
    return _("„%(typed)s“ passt nicht zur Einheit „%(unit)s“.") % {"typed": short(text), "unit": short(unit)}


def read_whole_number(text: str) -> int:
    """A whole number, as of votes or places: 12 or 1.000. Raises Unreadable."""
    example = _("Zum Beispiel: 12")
    found = _read(text, (), _("keine Zahl"), example)
    if found.value != found.value.to_integral_value():
        raise Unreadable(
            _("„%(typed)s“ ist keine ganze Zahl, gelesen als %(value)s.")
            % {"typed": short(text), "value": _german(found.value)},
            example,
        )
    if found.remark:
        raise Unreadable(
            _("„%(typed)s“ ist keine genaue Angabe, gelesen als %(value)s.")
            % {"typed": short(text), "value": _german(found.value)},
            example,
        )
    return int(found.value)


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
    factors: tuple[tuple[re.Pattern[str], Decimal], ...] = (),
    has_cents: bool = True,
) -> Figure:
    typed = tidy(text)
    plain, inside = without_brackets(typed)
    remark = typed if inside else ""
    if any(_is_only_a_unit(each) for each in inside):
        raise Unreadable(
            _("„%s“: Was in Klammern steht, ändert die Zahl davor. Schreiben Sie es ohne Klammern.")
            % short(text),
            example,
        )
    if match := APPROXIMATE.match(plain):
        plain, remark = plain[match.end() :], typed
    if NONE_AT_ALL.fullmatch(plain):
        return Figure(value=Decimal(0), remark=remark)
    factor = Decimal(1)
    for pattern, times in factors:
        if pattern.search(plain) and factor == 1:
            plain, factor = pattern.sub(WITHIN, plain, count=1), times
    for unit in units:
        plain = unit.sub(WITHIN, plain, count=1)
    plain = NO_CENTS.sub("", tidy(plain.strip(f"{WITHIN} ")))
    value = exact_figure(plain)
    # With three digits behind it, a comma may be an English one between thousands.
    is_doubtful = has_cents and factor < CERTAIN_WITH_THREE_DECIMALS and THREE_BEHIND_A_COMMA.fullmatch(plain)
    if value is None or is_doubtful:
        raise Unreadable(_why_not(typed, plain, what), example)
    return Figure(value=value * factor, remark=remark)


def _is_only_a_unit(text: str) -> bool:
    """Say whether a bracket holds what would change a figure, and none of its own: 12 (TEUR), 50 (%)."""
    return not any(character.isdigit() for character in text) and any(
        pattern.search(text) for pattern in (PERCENT, *(pattern for pattern, _times in FACTORS))
    )


def _refuse_other_rhythm(text: str, rhythm: Rhythm, otherwise: str) -> None:
    plain, inside = without_brackets(tidy(text))
    other = next(pattern for each, pattern in RHYTHMS.items() if each != rhythm)
    # A bracket with a figure of its own says something about a part.
    if any(other.search(part) for part in (plain, *(each for each in inside if not re.search(r"\d", each)))):
        reason = (
            _("„%s“ ist ein einmaliger Betrag.")
            if rhythm == Rhythm.EACH_YEAR
            else _("„%s“ ist ein Betrag für jedes Jahr.")
        )
        raise Unreadable(reason % short(text), _("Er gehört in das Feld „%s“.") % otherwise)


def _of_fraction(match: re.Match[str], typed: str, what: str, example: str) -> Decimal:
    """The value of a fraction that is one for certain, such as 1/2 or 1 3/4. Raises Unreadable."""
    whole, above, below = int(match[1] or 0), int(match[2]), int(match[3])
    if not match[1] and (years := _as_period(match[0])):
        raise Unreadable(
            _("„%(typed)s“ ist ein Zeitraum (%(years)s), %(what)s.")
            % {"typed": short(typed), "years": years, "what": what},
            example,
        )
    if below == 0:
        raise Unreadable(_why_not(typed, typed, what), example)
    value = whole + Decimal(above) / Decimal(below)
    if not 1 < below <= DENOMINATOR_AT_MOST or not 0 < above < below:
        raise Unreadable(
            _("„%(typed)s“ kann Verschiedenes bedeuten, als Bruch wären es %(value)s.")
            % {"typed": short(typed), "value": _german(value)},
            _("Bitte schreiben Sie die Zahl mit Komma."),
        )
    return value


def _as_period(text: str) -> str:
    try:
        found: Period = read_period(text)
    except Unreadable:
        return ""
    years = dict.fromkeys(str(year) for year in (found.start, found.end) if year is not None)
    return "–".join(years)


def _german(value: Decimal) -> str:
    return format(value.quantize(Decimal("0.001")).normalize(), "f").replace(".", ",")


def _why_not(typed: str, plain: str, what: str) -> str:
    if day_of(plain) is not None:
        return _("„%(typed)s“ ist ein Datum, %(what)s.") % {"typed": short(typed), "what": what}
    if re.fullmatch(r"[0-9.,]+ ?(?:-|–|—|bis|/) ?[0-9.,]+", plain):
        return _("„%s“ sind zwei Zahlen.") % short(typed)
    if re.fullmatch(r"[0-9.,' ’]+", plain):
        return _(
            "„%s“ kann Verschiedenes bedeuten: Punkte stehen vor je drei Ziffern, ein Komma vor den letzten."
        ) % (short(typed))
    return _("„%(typed)s“ ist %(what)s.") % {"typed": short(typed), "what": what}
