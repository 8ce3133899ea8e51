"""Years, periods, days and moments as Germans write them: read for what they certainly mean, or refused. Pure.

Where only the year is asked for, a month or a day is understood as its year; what that loses is the remark.
"""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _
from msgspec import Struct

from editing.typed import Unreadable, short, tidy, without_brackets

YEARS, YEARS_OF_DAYS = range(1990, 2101), range(1900, 2201)
# Years of two digits that may lie in the last century as well as in this one.
OF_EITHER_CENTURY = range(30, 70)

MONTHS = (
    ("januar", "jänner", "jan"),
    ("februar", "feb"),
    ("märz", "mrz"),
    ("april", "apr"),
    ("mai",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("dezember", "dez"),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
_MONTH = rf"(?:{'|'.join(MONTH_NUMBERS)})\.?"
GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", re.ASCII)
SPELLED_DAY = re.compile(rf"(\d{{1,2}})\.\s?({_MONTH})\s(\d{{4}})", re.IGNORECASE)
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
TIME = re.compile(
    r"(?P<day>.+?)(?:T|,? (?:um )?)(?P<hour>\d{1,2})"
    r"(?:(?:[:.](?P<minute>\d{2})(?::00(?:\.0+)?)?)(?: ?uhr| ?h)?| ?uhr| ?h)",
    re.IGNORECASE | re.ASCII,
)

YEAR = re.compile(r"(?:(?:(?:im )?jahr|in|haushaltsjahr) )?(\d{4})", re.IGNORECASE | re.ASCII)
_EDGE = r"(?:(?:anfang|mitte|ende)(?: des jahres)? )"
_SEASON = (
    r"(?:frühjahr|frühling|(?:früh|spät|hoch)?sommer|(?:spät)?herbst|winter"
    r"|jahres(?:anfang|beginn|mitte|ende|wechsel))"
)
_ROMAN = r"(?:IV|I{1,3})\.?"
_QUARTER = (
    rf"(?:(?:{_ROMAN}|[1-4]\.?) ?(?:quartal|quartals)|q ?[1-4]"
    r"|[12]\.? ?(?:halbjahr|halbjahres|hj\.?|jahreshälfte)|h ?[12]|[1-3]\.? ?tertial|kw ?\d{1,2})"
)
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
PART_OF_YEAR = re.compile(
    rf"{_EDGE}?(?:{_MONTH}|{_SEASON}|{_QUARTER})[ /.]*(\d{{4}})"
    rf"|{_EDGE}(\d{{4}})|{_ROMAN} ?[/ ] ?(\d{{4}})|{_MONTH_NUMBER} ?[/.-] ?(\d{{4}})"
    rf"|(\d{{4}})[ /-]?(?:{_QUARTER}|{_ROMAN})",
    re.IGNORECASE | re.ASCII,
)
VAGUE = re.compile(
    r"(?:ca\b\.?|circa\b|etwa\b|ungefähr\b|rund\b|voraussichtlich\b|vorauss\.|vsl\b\.?|vermutlich\b|geplant\b:?"
    r"|frühestens\b|spätestens\b|einschließlich\b|einschl\.|zum\b|[~≈])\s*",
    re.IGNORECASE,
)
BEGINNING = re.compile(r"(?:ab|seit|von|beginn|start)\s+", re.IGNORECASE)
GOING_ON = re.compile(r"(.*\d{4}) ?ff?\.?", re.IGNORECASE | re.ASCII)
ENDING = re.compile(r"bis\s+", re.IGNORECASE)
SPAN = re.compile(
    r"(?:(?:von|jahre?|in den jahren|haushaltsjahre?) )?(schuljahre? |winter )?"
    r"(\d{4}) ?([-–—/]|bis) ?(\d{4}|\d{2})",
    re.IGNORECASE | re.ASCII,
)
TO = re.compile(r"\s*(?:\bbis\b|[-–—])\s*", re.IGNORECASE)
_PERMANENT = (
    r"(?:dauerhaft|fortlaufend|laufend|kontinuierlich|unbefristet|permanent|ständig|auf dauer"
    r"|daueraufgabe|dauermaßnahme)"
)
PERMANENT = re.compile(rf"^{_PERMANENT}(?:[,;]? |$)|[,;]? {_PERMANENT}$", re.IGNORECASE)


class Year(Struct, frozen=True):
    """A year that was read. `remark` is what was typed, where the year alone would say less."""

    value: int
    remark: str = ""


class Period(Struct, frozen=True):
    """Years that were read; `remark` as in Year."""

    start: int | None
    end: int | None
    remark: str = ""
    # One year that may be a beginning as well as an end.
    is_one_year: bool = False
    is_permanent: bool = False


def read_year(text: str) -> Year:
    """A year; of a day, a month or a quarter its year. Raises Unreadable."""
    plain, inside = without_brackets(tidy(text))
    is_vague, plain = _without_vagueness(plain)
    found = _point(plain)
    if found is None:
        if _is_period(plain):
            raise Unreadable(_("„%s“ ist ein Zeitraum, kein Jahr.") % short(text), _example())
        raise _no_year(text)
    is_exact = not (is_vague or inside or found.remark)
    return Year(value=found.value, remark="" if is_exact else tidy(text))


def read_period(text: str) -> Period:
    """Years in which something is done: 2027 or ab 2027, 2027/28, Mai 2027 bis 2029, III/2027. Raises Unreadable."""
    plain, inside = without_brackets(tidy(text))
    is_permanent = PERMANENT.search(plain) is not None
    plain = tidy(PERMANENT.sub(" ", plain, count=1))
    if is_permanent and not plain:
        return Period(start=None, end=None, is_permanent=True, remark=tidy(text) if inside else "")
    start, end, is_one_year, is_exact = _years(plain, text)
    if is_permanent and end is not None:
        # "laufend bis 2029" goes on now and ends then.
        is_permanent = is_exact = False
    return Period(
        start=start,
        end=end,
        remark="" if is_exact and not inside else tidy(text),
        is_one_year=is_one_year and not is_permanent,
        is_permanent=is_permanent,
    )


def agreed_period(start: str, end: str) -> Period:
    """The years that two texts say together: what was typed as the beginning, and as the end. Each may be empty.

    Raises Unreadable when one of the two is, or when they contradict each other.
    """
    nothing = Period(start=None, end=None)
    first = read_period(start) if start.strip() else nothing
    last = read_period(end) if end.strip() else nothing
    starts = {first.start, None if last.is_one_year else last.start} - {None}
    ends = {first.end, last.start if last.is_one_year else last.end} - {None}
    is_permanent = first.is_permanent or last.is_permanent
    if len(starts) > 1 or len(ends) > 1 or (is_permanent and ends):
        raise Unreadable(
            _("Beginn und Ende widersprechen sich: „%(start)s“ und „%(end)s“.")
            % {"start": short(start), "end": short(end)},
            "",
        )
    return Period(start=next(iter(starts), None), end=next(iter(ends), None), is_permanent=is_permanent)


def read_day(text: str, *, years: range = YEARS_OF_DAYS) -> date:
    """A day: 05.10.2021, 5.10.21, 5. Oktober 2021 or 2021-10-05. Raises Unreadable."""
    return _day_within(tidy(text), text, years)


def read_day_or_year(text: str) -> date:
    """The last day of a period: a day, or 31 December of a year. Raises Unreadable."""
    try:
        return read_day(text, years=YEARS)
    except Unreadable:
        year = read_year(text)
        if year.remark:
            raise
        return date(year.value, 12, 31)


def read_moment(text: str, *, years: range = YEARS) -> datetime:
    """A day and a time: 05.10.2027 18:00, 5.10.27, 18 Uhr or 2027-10-05T18:00. Raises Unreadable."""
    example = _("Zum Beispiel: 05.10.2027 18:00")
    plain = tidy(text)
    match = TIME.fullmatch(plain)
    if match is None:
        if day_of(plain) is not None:
            raise Unreadable(_("Bei „%s“ fehlt die Uhrzeit.") % short(text), example)
        raise Unreadable(_("„%s“ ist kein Datum mit Uhrzeit.") % short(text), example)
    day = _day_within(match["day"], text, years)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        raise Unreadable(_("„%s“: Diese Uhrzeit gibt es nicht.") % short(text), example)
    return datetime(day.year, day.month, day.day, hour, minute)


def day_of(plain: str, years: range = YEARS_OF_DAYS) -> date | None:
    """The day that a tidy text certainly names, with a year of two digits within `years`; None if it is none."""
    found = [day for day in _days(plain) if day.year in years] or _days(plain)
    return found[0] if len(found) == 1 else None


def fitting_year(year: int, years: range = YEARS) -> int:
    """The year, if it is one of those that are possible. Raises Unreadable."""
    if year not in years:
        possible = _("Möglich sind Jahre von %(first)d bis %(last)d.")
        raise Unreadable(
            _("Das Jahr %d passt nicht.") % year, possible % {"first": years[0], "last": years[-1]}
        )
    return year


def _days(plain: str) -> list[date]:
    """The days that a text may name: more than one where the century is open."""
    if match := GERMAN_DAY.fullmatch(plain):
        day, month, year = match[1], int(match[2]), match[3]
    elif match := SPELLED_DAY.fullmatch(plain):
        day, month, year = match[1], MONTH_NUMBERS[match[2].rstrip(".").casefold()], match[3]
    elif match := ISO_DAY.fullmatch(plain):
        year, month, day = match[1], int(match[2]), match[3]
    else:
        return []
    try:
        return [date(full, month, int(day)) for full in _full_years(year)]
    except ValueError:
        return []


def _full_years(year: str) -> tuple[int, ...]:
    number = int(year)
    if len(year) == 4:
        return (number,)
    if number in OF_EITHER_CENTURY:
        return (1900 + number, 2000 + number)
    return (number + (2000 if number < OF_EITHER_CENTURY[0] else 1900),)


def _day_within(plain: str, typed: str, years: range) -> date:
    day = day_of(plain, years)
    if day is None:
        if found := _days(plain):
            raise Unreadable(
                _("„%(typed)s“ kann %(one)d oder %(other)d sein.")
                % {"typed": short(typed), "one": found[0].year, "other": found[1].year},
                _("Bitte schreiben Sie das Jahr mit vier Ziffern."),
            )
        raise Unreadable(_("„%s“ ist kein Datum.") % short(typed), _("Zum Beispiel: 05.10.2021"))
    fitting_year(day.year, years)
    return day


def _years(plain: str, typed: str) -> tuple[int | None, int | None, bool, bool]:
    """The start and the end that a text says, whether that is one year, and whether it says no more. Or Unreadable."""
    if (span := _span(plain, typed)) is not None:
        start, end, is_exact = span
        return start, end, False, is_exact
    if match := GOING_ON.fullmatch(plain):
        found = _demanded(BEGINNING.sub("", match[1], count=1), typed)
        return found.value, None, False, not found.remark
    is_vague, plain = _without_vagueness(plain)
    if (year := _point(plain)) is not None:
        return year.value, None, True, not (is_vague or year.remark)
    if (two := _two_points(plain)) is not None:
        first, last = two
        is_exact = not (is_vague or first.remark or last.remark)
        return *_in_order(first.value, last.value, typed), False, is_exact
    for beginning in (BEGINNING, ENDING):
        if match := beginning.match(plain):
            vague_within, rest = _without_vagueness(plain[match.end() :])
            year = _demanded(rest, typed)
            is_exact = not (is_vague or vague_within or year.remark)
            if beginning is BEGINNING:
                return year.value, None, False, is_exact
            return None, year.value, False, is_exact
    raise _no_year(typed)


def _span(plain: str, typed: str) -> tuple[int, int, bool] | None:
    """Two years written as such: 2027/28 or 2027–2029, and whether that is all. None for a month: 2027-05."""
    match = SPAN.fullmatch(plain)
    if match is None or _is_month(match):
        return None
    start, end = int(match[2]), _end_of(match)
    if match[3] == "-" and len(match[4]) == 2 and 1 <= int(match[4]) <= 12:
        raise Unreadable(
            _("„%(typed)s“ kann ein Monat sein oder die Jahre %(start)d bis %(end)d.")
            % {"typed": short(typed), "start": start, "end": end},
            _example_of_period(),
        )
    return *_in_order(start, end, typed), match[1] is None


def _end_of(span: re.Match[str]) -> int:
    return int(span[4] if len(span[4]) == 4 else span[2][:2] + span[4])


def _is_month(span: re.Match[str]) -> bool:
    """Say whether two digits behind a year are no later year but a month: 2027-05."""
    return (
        len(span[4]) == 2
        and 1 <= int(span[4]) <= 12
        and span[3].lower() != "bis"
        and _end_of(span) <= int(span[2])
    )


def _two_points(plain: str) -> tuple[Year, Year] | None:
    """What stands on both sides of a "bis" or a dash, if both are years: Mai 2027 bis März 2028, Mai–Juli 2027."""
    plain = BEGINNING.sub("", plain, count=1)
    for match in TO.finditer(plain):
        _vague, last = _without_vagueness(plain[match.end() :])
        end = _point(last)
        if end is None:
            continue
        first = plain[: match.start()]
        start = _point(first) or _point(f"{first} {end.value}")
        if start is not None:
            return start, end
    return None


def _point(plain: str) -> Year | None:
    """One year, or a part of one; None if a text is neither. Raises Unreadable for a year that is not possible."""
    if match := YEAR.fullmatch(plain):
        return Year(value=fitting_year(int(match[1])))
    if (day := day_of(plain, YEARS)) is not None:
        return Year(value=fitting_year(day.year), remark=plain)
    if match := PART_OF_YEAR.fullmatch(plain):
        return Year(value=fitting_year(int(next(filter(None, match.groups())))), remark=plain)
    if (match := SPAN.fullmatch(plain)) and _is_month(match):
        return Year(value=fitting_year(int(match[2])), remark=plain)
    return None


def _demanded(plain: str, typed: str) -> Year:
    found = _point(plain)
    if found is None:
        raise _no_year(typed)
    return found


def _in_order(start: int, end: int, typed: str) -> tuple[int, int]:
    fitting_year(start)
    fitting_year(end)
    if end < start:
        raise Unreadable(_("„%s“: Das Ende liegt vor dem Beginn.") % short(typed), _example_of_period())
    return start, end


def _without_vagueness(plain: str) -> tuple[bool, str]:
    match = VAGUE.match(plain)
    return (True, plain[match.end() :]) if match else (False, plain)


def _is_period(plain: str) -> bool:
    try:
        read_period(plain)
    except Unreadable:
        return False
    return True


def _no_year(typed: str) -> Unreadable:
    return Unreadable(_("„%s“ ist kein Jahr.") % short(typed), _example())


def _example() -> str:
    return _("Zum Beispiel: 2027")


def _example_of_period() -> str:
    return _("Zum Beispiel: 2027–2029")
