"""Figures, years and days: what is certain is understood, what can mean two things is refused."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editing.amounts import with_remarks
from editing.figures import (
    Figure,
    Period,
    Unreadable,
    exact_figure,
    read_amount,
    read_day,
    read_number,
    read_period,
    read_posts,
    read_year,
)

pytestmark = pytest.mark.pure
AMBIGUOUS = "kann Verschiedenes bedeuten: Punkte stehen vor je drei Ziffern, ein Komma vor den letzten."


def figure(value: str, remark: str = "") -> Figure:
    return Figure(value=Decimal(value), remark=remark)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500,50 €", "1500.50"),
        ("€ 12.000", "12000"),
        ("12.000,-", "12000"),
        ("12.000,– €", "12000"),
        ("12 000", "12000"),
        ("12'000", "12000"),
        ("20 TEUR", "20000"),
        ("20 T€", "20000"),
        ("15 Tsd. €", "15000"),
        ("Tsd. € 15", "15000"),
        ("1,2 Mio. €", "1200000"),
        ("3 Mrd. Euro", "3000000000"),
        ("12.5", "12.5"),
        ("1.234", "1234"),
        ("12,000.50", "12000.50"),
        ("-12.000", "-12000"),
        ("− 5", "-5"),
        ("12.000 € pro Jahr", "12000"),
        ("500 € p. a.", "500"),
        ("5.000 € einmalig", "5000"),
        ("keine", "0"),
        ("007", "7"),
    ],
)
def test_amounts_are_understood(text: str, value: str) -> None:
    assert read_amount(text) == figure(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ca. 12.000 €", "12000"),
        ("rund 1,5 Mio. €", "1500000"),
        ("bis zu 5.000 €", "5000"),
        ("mind. 100", "100"),
        ("~ 300 €", "300"),
        ("12.000 € (davon 50 % Land)", "12000"),
    ],
)
def test_what_a_figure_does_not_say_is_kept_as_a_remark(text: str, value: str) -> None:
    assert read_amount(text) == figure(value, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.12.2027", "„31.12.2027“ ist ein Datum, kein Betrag."),
        ("50 %", "„50 %“ ist kein Betrag."),
        ("1 € 500", "„1 € 500“ ist kein Betrag."),
        ("12€000", "„12€000“ ist kein Betrag."),
        ("1 Mio. 500", "„1 Mio. 500“ ist kein Betrag."),
        ("keine Angabe", "„keine Angabe“ ist kein Betrag."),
        ("12 Dollar", "„12 Dollar“ ist kein Betrag."),
        ("1e400", "„1e400“ ist kein Betrag."),
        ("NaN", "„NaN“ ist kein Betrag."),
        ("10.000 - 20.000 €", "„10.000 - 20.000 €“ sind zwei Zahlen."),
        (
            "1.2.3",
            "„1.2.3“ kann Verschiedenes bedeuten: Punkte stehen vor je drei Ziffern, ein Komma vor den letzten.",
        ),
        (
            "1 2 3",
            "„1 2 3“ kann Verschiedenes bedeuten: Punkte stehen vor je drei Ziffern, ein Komma vor den letzten.",
        ),
        (
            "12,000",
            "„12,000“ kann Verschiedenes bedeuten: Punkte stehen vor je drei Ziffern, ein Komma vor den letzten.",
        ),
        (
            "9" * 5_000,
            f"„{'9' * 39}…“ kann Verschiedenes bedeuten: Punkte stehen vor je drei Ziffern, ein Komma vor den letzten.",
        ),
    ],
    ids=lambda text: text[:20],
)
def test_doubtful_amounts_are_refused_with_what_was_typed_and_an_example(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_amount(text)
    assert (refused.value.reason, refused.value.example) == (reason, "Zum Beispiel: 12.000,50")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0,5 VZÄ", figure("0.5")),
        ("0.5", figure("0.5")),
        ("1/2", figure("0.5")),
        ("1/2 Stelle", figure("0.5")),
        ("½", figure("0.5")),
        ("1 ½ Stellen", figure("1.5")),
        ("1/3", figure("0.33", "1/3")),
        ("50 %", figure("0.5")),
        ("50 % einer Stelle", figure("0.5")),
        ("150%", figure("1.5")),
        ("2 Vollzeitstellen", figure("2")),
        ("0,5 VZÄ (E 11)", figure("0.5", "0,5 VZÄ (E 11)")),
        ("keine", figure("0")),
    ],
)
def test_posts_are_understood(text: str, expected: Figure) -> None:
    assert read_posts(text) == expected


@pytest.mark.parametrize("text", ["1.2.3", "1/0", "50 €", "eine halbe", "31.12.2027", "1/2/3"])
def test_posts_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_posts(text)


def test_plain_figures_take_a_percent_sign_and_no_other_unit() -> None:
    assert [read_number(text).value for text in ("36 %", "12,345", "1.234,5")] == [
        Decimal(36),
        Decimal("12.345"),
        Decimal("1234.5"),
    ]
    with pytest.raises(Unreadable, match=r"„202 kg“ ist keine Zahl\."):
        read_number("202 kg")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027", Period(start=2027, end=None, is_one_year=True)),
        ("ab 2027", Period(start=2027, end=None)),
        ("seit 2019", Period(start=2019, end=None)),
        ("bis 2029", Period(start=None, end=2029)),
        ("2027/28", Period(start=2027, end=2028)),
        ("2027-2029", Period(start=2027, end=2029)),
        ("2027 – 2029", Period(start=2027, end=2029)),
        ("von 2027 bis 2029", Period(start=2027, end=2029)),
        ("III/2027", Period(start=2027, end=None, remark="III/2027", is_one_year=True)),
        ("Q3 2027", Period(start=2027, end=None, remark="Q3 2027", is_one_year=True)),
        ("Mitte 2027", Period(start=2027, end=None, remark="Mitte 2027", is_one_year=True)),
    ],
)
def test_periods_are_understood(text: str, expected: Period) -> None:
    assert read_period(text) == expected


@pytest.mark.parametrize("text", ["2029-2027", "1980", "laufend", "2027/2", "20255", "2027/28/29", "-1"])
def test_periods_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_period(text)


def test_year_of_a_day_is_its_year() -> None:
    assert read_year("05.10.2027") == 2027


def test_days_are_read_in_german_and_iso() -> None:
    days = [read_day(text) for text in ("05.10.2021", "5.10.21", "2021-10-05")]
    assert days == [date(2021, 10, 5)] * 3


def test_remarks_are_added_once() -> None:
    remarks = [("Kosten", "ca. 5 €"), ("Beginn", ""), ("Stellen", "1/3")]
    noted = with_remarks("Schon da", remarks)
    assert noted == "Schon da\nKosten: ca. 5 €\nStellen: 1/3"
    assert with_remarks(noted, remarks) == noted


def strictly(text: str) -> Decimal | None:
    """The figure in the strict notation of German offices, written a second time and in another way."""
    whole, comma, cents = text.partition(",")
    groups = whole.split(".")
    is_grouped = len(groups) > 1
    if not all(re.fullmatch("[0-9]+", group) for group in groups) or (
        comma and not re.fullmatch("[0-9]+", cents)
    ):
        return None
    if is_grouped and (
        not 1 <= len(groups[0]) <= 3 or groups[0][0] == "0" or any(len(g) != 3 for g in groups[1:])
    ):
        return None
    return Decimal("".join(groups) + "." + (cents or "0"))


@settings(max_examples=400)
@given(st.text(alphabet="0123456789.,", min_size=1, max_size=14))
def test_no_text_is_read_as_another_figure_than_it_strictly_is(text: str) -> None:
    found, strict = exact_figure(text), strictly(text)
    if strict is not None:
        assert found == strict
    elif found is not None:
        # A single point is one of a decimal fraction; a comma before a point is one of English thousands.
        assert found == Decimal(text.replace(",", ""))
        assert text.count(".") == 1
