"""Years, periods, days and moments: what is certain is understood, what can mean two things is refused."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editing.typed import Unreadable
from editing.years import (
    YEARS,
    Period,
    Year,
    agreed_period,
    read_day,
    read_moment,
    read_period,
    read_year,
)

pytestmark = pytest.mark.pure
PARTS = [
    "Mai 2027",
    "Sept. 2027",
    "Mai/2027",
    "05/2027",
    "5/2027",
    "05.2027",
    "2027-05",
    "2027/05",
    "Herbst 2027",
    "Anfang 2027",
    "Ende Mai 2027",
    "1. Halbjahr 2027",
    "2. HJ 2027",
    "III/2027",
    "IV. Quartal 2027",
    "Q3 2027",
    "Q3/2027",
    "2027-Q3",
    "01.05.2027",
    "1. Mai 2027",
    "2027-05-01",
    "ca. 2027",
    "voraussichtlich 2027",
    "spätestens 2027",
    "2027 (geplant)",
]


@pytest.mark.parametrize("text", PARTS)
def test_part_of_a_year_is_its_year_and_the_rest_a_remark(text: str) -> None:
    assert read_year(text) == Year(value=2027, remark=text)
    assert read_period(text) == Period(start=2027, end=None, remark=text, is_one_year=True)


@pytest.mark.parametrize("text", ["2027", "Jahr 2027", "im Jahr 2027", " 2027\u00a0", "\u200e2027"])
def test_bare_year_leaves_no_remark(text: str) -> None:
    assert read_year(text) == Year(value=2027)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2027/28", "„2027/28“ ist ein Zeitraum, kein Jahr."),
        ("ab 2027", "„ab 2027“ ist ein Zeitraum, kein Jahr."),
        ("dauerhaft", "„dauerhaft“ ist ein Zeitraum, kein Jahr."),
        ("2010-12", "„2010-12“ ist kein Jahr."),
        ("13/2027", "„13/2027“ ist kein Jahr."),
        ("2.027", "„2.027“ ist kein Jahr."),
        ("27", "„27“ ist kein Jahr."),
        ("05.10.1989", "Das Jahr 1989 passt nicht."),
        ("Mai 1989", "Das Jahr 1989 passt nicht."),
    ],
)
def test_what_is_no_single_year_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_year(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027", Period(start=2027, end=None, is_one_year=True)),
        ("ab 2027", Period(start=2027, end=None)),
        ("seit 2019", Period(start=2019, end=None)),
        ("2027 ff.", Period(start=2027, end=None)),
        ("ab Mai 2027", Period(start=2027, end=None, remark="ab Mai 2027")),
        ("ab ca. 2027", Period(start=2027, end=None, remark="ab ca. 2027")),
        ("bis 2029", Period(start=None, end=2029)),
        ("bis Ende 2029", Period(start=None, end=2029, remark="bis Ende 2029")),
        ("bis spätestens 2029", Period(start=None, end=2029, remark="bis spätestens 2029")),
        ("bis zum 31.12.2029", Period(start=None, end=2029, remark="bis zum 31.12.2029")),
        ("2027/28", Period(start=2027, end=2028)),
        ("2027-2029", Period(start=2027, end=2029)),
        ("2027 – 2029", Period(start=2027, end=2029)),
        ("2027\u202f–\u202f2029", Period(start=2027, end=2029)),
        ("von 2027 bis 2029", Period(start=2027, end=2029)),
        ("2027 bis 2029 (Pilot)", Period(start=2027, end=2029, remark="2027 bis 2029 (Pilot)")),
        ("Schuljahr 2027/28", Period(start=2027, end=2028, remark="Schuljahr 2027/28")),
        ("Mai 2027 bis März 2028", Period(start=2027, end=2028, remark="Mai 2027 bis März 2028")),
        ("Mai–Juli 2027", Period(start=2027, end=2027, remark="Mai–Juli 2027")),
        ("01.05.2027-31.12.2028", Period(start=2027, end=2028, remark="01.05.2027-31.12.2028")),
        ("dauerhaft", Period(start=None, end=None, is_permanent=True)),
        ("laufend", Period(start=None, end=None, is_permanent=True)),
        ("Fortlaufend", Period(start=None, end=None, is_permanent=True)),
        ("ab 2027 dauerhaft", Period(start=2027, end=None, is_permanent=True)),
        ("fortlaufend seit 2019", Period(start=2019, end=None, is_permanent=True)),
        ("laufend bis 2029", Period(start=None, end=2029, remark="laufend bis 2029")),
    ],
)
def test_periods_are_understood(text: str, expected: Period) -> None:
    assert read_period(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2029-2027",
        "1980",
        "bald",
        "2027/2",
        "2027-00",
        "20255",
        "2027/28/29",
        "-1",
        "nicht dauerhaft",
        "2010-12",
    ],
)
def test_periods_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_period(text)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027", "2029", (2027, 2029, False)),
        ("2027/28", "", (2027, 2028, False)),
        ("2027/28", "2028", (2027, 2028, False)),
        ("", "2027–2029", (2027, 2029, False)),
        ("bis 2029", "", (None, 2029, False)),
        ("", "ab 2027", (2027, None, False)),
        ("ab 2027", "dauerhaft", (2027, None, True)),
        ("laufend", "", (None, None, True)),
        ("", "", (None, None, False)),
    ],
)
def test_beginning_and_end_say_a_period_together(
    start: str, end: str, expected: tuple[int | None, int | None, bool]
) -> None:
    found = agreed_period(start, end)
    assert (found.start, found.end, found.is_permanent) == expected


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2027/28", "2030"),
        ("bis 2029", "2030"),
        ("2026", "ab 2027"),
        ("2027 bis 2029", "2026–2029"),
        ("laufend", "2029"),
    ],
)
def test_beginning_and_end_that_contradict_each_other_are_both_named(start: str, end: str) -> None:
    with pytest.raises(Unreadable) as refused:
        agreed_period(start, end)
    assert str(refused.value) == f"Beginn und Ende widersprechen sich: „{start}“ und „{end}“."


@pytest.mark.parametrize("text", ["05.10.2021", "5.10.21", "2021-10-05", "5. Oktober 2021", "05. Okt. 2021"])
def test_days_are_read_in_german_and_iso(text: str) -> None:
    assert read_day(text) == date(2021, 10, 5)


def test_century_of_two_digits_is_guessed_only_where_it_is_certain() -> None:
    assert (read_day("5.10.98"), read_day("5.10.29")) == (date(1998, 10, 5), date(2029, 10, 5))
    # Within the life of a strategy there is only one.
    assert read_day("31.12.35", years=YEARS) == date(2035, 12, 31)
    with pytest.raises(Unreadable) as refused:
        read_day("31.12.35")
    assert refused.value.reason == "„31.12.35“ kann 1935 oder 2035 sein."


@pytest.mark.parametrize("text", ["31.02.2021", "05/10/2021", "Oktober 2021", "2021-10-05 18:00", "44474"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "2027-10-05T18:00",
        "2027-10-05 18:00:00",
        "05.10.2027 18:00",
        "05.10.2027, 18 Uhr",
        "5.10.27 18.00 Uhr",
        "5. Oktober 2027 um 18 Uhr",
    ],
)
def test_moments_are_read(text: str) -> None:
    assert read_moment(text) == datetime(2027, 10, 5, 18, 0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("05.10.2027", "Bei „05.10.2027“ fehlt die Uhrzeit."),
        ("2027-10-05", "Bei „2027-10-05“ fehlt die Uhrzeit."),
        ("05.10.2027 24:00", "„05.10.2027 24:00“: Diese Uhrzeit gibt es nicht."),
        ("18 Uhr", "„18 Uhr“ ist kein Datum mit Uhrzeit."),
        ("05.10.0001 18:00", "Das Jahr 1 passt nicht."),
    ],
)
def test_what_is_no_moment_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_moment(text)
    assert refused.value.reason == reason


@given(st.text(alphabet="0123456789 ./-–IVQabcdefhijlmnorstuMJFA", max_size=16))
def test_no_year_is_read_that_was_not_typed(text: str) -> None:
    try:
        period = read_period(text)
    except Unreadable:
        return
    for year in (period.start, period.end):
        assert year is None or str(year) in text or str(year)[2:] in text
