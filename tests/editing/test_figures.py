"""Figures, years and days: what is certain is understood, what can mean two things is refused."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editing.amounts import with_remarks
from editing.figures import (
    Figure,
    Rhythm,
    exact_figure,
    other_unit,
    read_amount,
    read_number,
    read_posts,
    read_whole_number,
)
from editing.typed import Unreadable

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
        ("1,375 Mio. €", "1375000"),
        ("20 k€", "20000"),
        ("12\u202f000\u00a0€", "12000"),
        ("1\u2009500,50", "1500.50"),
        ("\u200e-12.000", "-12000"),
        ("–12.000 €", "-12000"),
        ("‑ 5", "-5"),
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


@pytest.mark.parametrize(
    "text", ["1.2.3", "1/0", "50 €", "eine halbe", "31.12.2027", "1/2/3", "1 Stelle 1/2"]
)
def test_posts_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_posts(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12/2027", "„12/2027“ ist ein Zeitraum (2027), keine Zahl von Vollzeitstellen."),
        ("2027/28", "„2027/28“ ist ein Zeitraum (2027–2028), keine Zahl von Vollzeitstellen."),
        ("20/39", "„20/39“ kann Verschiedenes bedeuten, als Bruch wären es 0,513."),
        ("5/12", "„5/12“ kann Verschiedenes bedeuten, als Bruch wären es 0,417."),
        ("3/2", "„3/2“ kann Verschiedenes bedeuten, als Bruch wären es 1,5."),
        ("0,5 %", "„0,5 %“ wären 0,005 Vollzeitstellen."),
        ("je 50 %", "„je 50 %“ ist keine Zahl von Vollzeitstellen."),
        ("2 x 50 %", "„2 x 50 %“ ist keine Zahl von Vollzeitstellen."),
        (
            "50 (%)",
            "„50 (%)“: Was in Klammern steht, ändert die Zahl davor. Schreiben Sie es ohne Klammern.",
        ),
    ],
)
def test_posts_that_can_mean_something_else_are_refused_with_what_was_understood(
    text: str, reason: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_posts(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "bracket", ["(50 %)", "(80 %)", "(Tsd. 5)", "[1/2]", "(12/2027)", "(keine)", "(Bund)"]
)
@pytest.mark.parametrize("read", [read_amount, read_posts, read_number])
def test_what_stands_in_brackets_changes_no_figure(read: Callable[[str], Figure], bracket: str) -> None:
    for text in (f"0,5 {bracket}", f"{bracket} 0,5"):
        assert read(text) == figure("0.5", text)


def test_no_figure_goes_on_behind_a_bracket() -> None:
    with pytest.raises(Unreadable):
        read_amount("12 (x) 000")


@pytest.mark.parametrize(
    ("rhythm", "text", "value"),
    [
        (Rhythm.EACH_YEAR, "12.000 € pro Jahr", "12000"),
        (Rhythm.EACH_YEAR, "500 € p. a.", "500"),
        (Rhythm.EACH_YEAR, "500 €/Jahr", "500"),
        (Rhythm.ONCE, "5.000 € einmalig", "5000"),
        (Rhythm.ONCE, "einmalig 5.000 €", "5000"),
    ],
)
def test_amount_may_say_how_often_it_is_spent(rhythm: Rhythm, text: str, value: str) -> None:
    assert read_amount(text, rhythm=rhythm) == figure(value)


@pytest.mark.parametrize(
    ("rhythm", "text", "reason"),
    [
        (Rhythm.EACH_YEAR, "12.000 € einmalig", "„12.000 € einmalig“ ist ein einmaliger Betrag."),
        (Rhythm.EACH_YEAR, "12.000 (einmalig)", "„12.000 (einmalig)“ ist ein einmaliger Betrag."),
        (Rhythm.ONCE, "5.000 €/Jahr", "„5.000 €/Jahr“ ist ein Betrag für jedes Jahr."),
        (Rhythm.ONCE, "5.000 € jährlich", "„5.000 € jährlich“ ist ein Betrag für jedes Jahr."),
        (None, "5.000 € jährlich", "„5.000 € jährlich“ ist kein Betrag."),
    ],
)
def test_amount_of_the_other_rhythm_belongs_elsewhere(rhythm: Rhythm | None, text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_amount(text, rhythm=rhythm, otherwise="Anderes")
    assert refused.value.reason == reason
    assert refused.value.example == (
        "Er gehört in das Feld „Anderes“." if rhythm else "Zum Beispiel: 12.000,50"
    )


def test_bracket_about_a_part_of_an_amount_is_a_remark() -> None:
    text = "12.000 € (davon 2.000 einmalig)"
    assert read_amount(text, rhythm=Rhythm.EACH_YEAR) == figure("12000", text)


def test_percentage_needs_a_unit_that_says_so() -> None:
    assert other_unit("36 %", "kg je Person") == "„36 %“ passt nicht zur Einheit „kg je Person“."
    for text, unit in (("36 %", "Prozent"), ("36 %", "% der Wege"), ("36 %", ""), ("36", "kg")):
        assert not other_unit(text, unit)


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("1.000", 1000), ("1 000", 1000), ("12,0", 12), ("keine", 0), ("-3", -3)]
)
def test_whole_numbers_are_understood(text: str, number: int) -> None:
    assert read_whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12,5", "„12,5“ ist keine ganze Zahl, gelesen als 12,5."),
        ("31.12.2027", "„31.12.2027“ ist ein Datum, keine Zahl."),
        ("ca. 12", "„ca. 12“ ist keine genaue Angabe, gelesen als 12."),
        ("1,000", f"„1,000“ {AMBIGUOUS}"),
        ("1.00.0", f"„1.00.0“ {AMBIGUOUS}"),
        ("12 %", "„12 %“ ist keine Zahl."),
        ("٣", "„٣“ ist keine Zahl."),
        ("1e3", "„1e3“ ist keine Zahl."),
    ],
)
def test_doubtful_whole_numbers_are_refused_with_what_was_understood(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_whole_number(text)
    assert refused.value.reason == reason


def test_plain_figures_take_a_percent_sign_and_no_other_unit() -> None:
    assert [read_number(text).value for text in ("36 %", "12,345", "1.234,5")] == [
        Decimal(36),
        Decimal("12.345"),
        Decimal("1234.5"),
    ]
    with pytest.raises(Unreadable, match=r"„202 kg“ ist keine Zahl\."):
        read_number("202 kg")


def test_remarks_are_added_once() -> None:
    remarks = [("Kosten", "ca. 5 €"), ("Beginn", ""), ("Stellen", "1/3")]
    noted = with_remarks("Schon da", remarks)
    assert noted == "Schon da\nKosten: ca. 5 €\nStellen: 1/3"
    assert with_remarks(noted, remarks) == noted


def test_remark_is_there_only_if_a_whole_line_says_so() -> None:
    note = "Kosten: ca. 50 € je Person, ca. 5 € je Kind"
    assert with_remarks(note, [("Kosten", "ca. 5 €")]) == f"{note}\nKosten: ca. 5 €"


def test_forms_and_tables_add_the_same_line_though_their_names_differ() -> None:
    noted = with_remarks("", [("Laufende Kosten (Euro im Jahr)", "ca. 5 €")])
    assert with_remarks(noted, [("Laufende Kosten", "ca. 5 €")]) == noted == "Laufende Kosten: ca. 5 €"


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


def in_german(value: Decimal, separator: str) -> str:
    return f"{value:,f}".translate(str.maketrans({",": separator, ".": ","}))


@given(
    st.decimals(min_value=-(10**10), max_value=10**10, places=2),
    st.sampled_from(["", ".", " ", "\u202f", "\u00a0", "'", "’"]),
    st.sampled_from(["", " €", "\u00a0€", " Euro", " EUR"]),
)
def test_every_amount_in_german_is_read_back_the_same(value: Decimal, separator: str, unit: str) -> None:
    assert read_amount(f"{in_german(value, separator)}{unit}") == figure(str(value))


WORDS = ["ca. ", "€", " VZÄ", "(E 11)", "(50 %)", "-", ",", ".", " ", "|", "einmalig", "keine"]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS) | st.integers(0, 9999).map(str), max_size=6).map("".join))
def test_no_text_is_read_as_a_figure_of_other_digits(text: str) -> None:
    """The digits of the figure are those outside of brackets, all of them and in their order."""
    outside = re.sub(r"\D", "", re.sub(r"\([^()]*\)", "", text))
    for read in (read_amount, read_number, read_posts):
        try:
            found = read(text)
        except Unreadable:
            continue
        digits = re.sub(r"\D", "", format(found.value, "f"))
        assert digits.lstrip("0") == outside.lstrip("0")
