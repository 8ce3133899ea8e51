"""Computed indicators: shares, per head, sums, and what is missing for them."""

from datetime import date
from decimal import Decimal

from monitoring.choices import Direction, Quality
from monitoring.curve import curve_of
from monitoring.effect_status import EffectFacts, Point, ValueFacts
from monitoring.formulas import Computed, Formula, Input, computed


def value(year: int, figure: object, quality: Quality = Quality.FINAL) -> ValueFacts:
    return ValueFacts(date(year, 12, 31), Decimal(str(figure)), quality)


def test_a_share_is_computed_where_both_parts_are_there_and_names_what_is_missing() -> None:
    formula = Formula(
        terms=(Input("Restmüll", (value(2023, 30240), value(2024, 29900))),),
        divisors=(Input("Einwohner", (value(2023, 158347, Quality.PROVISIONAL), value(2025, 157980))),),
        factor=Decimal(1000),
    )
    assert computed(formula) == (
        Computed(date(2023, 12, 31), value(2023, "190.973", Quality.PROVISIONAL)),
        Computed(date(2024, 12, 31), None, ("Einwohner",)),
        Computed(date(2025, 12, 31), None, ("Restmüll",)),
    )


def test_a_sum_needs_all_of_its_parts() -> None:
    formula = Formula(terms=(Input("A", (value(2023, 2),)), Input("B", (value(2023, 3.5), value(2024, 1)))))
    assert computed(formula) == (
        Computed(date(2023, 12, 31), value(2023, "5.5")),
        Computed(date(2024, 12, 31), None, ("A",)),
    )


def test_nothing_is_divided_by_zero() -> None:
    formula = Formula(terms=(Input("A", (value(2023, 2),)),), divisors=(Input("B", (value(2023, 0),)),))
    assert computed(formula) == (Computed(date(2023, 12, 31), None, problem="der Teiler „B“ ist 0"),)


def test_figures_of_any_size_are_computed_or_told_to_be_too_large() -> None:
    large = Input("A", (value(2023, "99999999999.999"),))
    small = Input("B", (value(2023, "0.001"),))
    (too_large,) = computed(Formula((large,), (small,), factor=Decimal("99999999999.999")))
    assert too_large.reason == "das Ergebnis ist zu groß"
    (fits,) = computed(Formula((large,), (large,), factor=Decimal("99999999999.999")))
    assert fits.value == value(2023, "99999999999.999")


def test_the_curve_stays_within_its_picture() -> None:
    facts = EffectFacts(
        direction=Direction.LESS,
        baseline_year=2019,
        targets=(Point(2025, Decimal(-4)), Point(2030, Decimal(-9))),
        values=(value(2019, 12.5), ValueFacts(date(2024, 6, 30), Decimal(7))),
    )
    curve = curve_of(facts)
    assert curve is not None
    dots = (*curve.values, *curve.targets)
    assert all(curve.left <= dot.x <= curve.right and 0 <= dot.y <= curve.base for dot in dots)
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)
    assert len(curve.path) == 2
