"""The light of an indicator: properties that hold for all figures, and sentences that people read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from monitoring.choices import Direction, EffectLight, PathKind, Quality
from monitoring.effect_status import ORDER, EffectFacts, Point, ValueFacts, effect_status, expected_at

TODAY = date(2025, 3, 1)
FIGURES = st.decimals(min_value=0, max_value=500, places=1)


def facts_of(*values: tuple[int, float], **fields: object) -> EffectFacts:
    """An indicator in percent that shall rise from 20 in 2019 to 30 in 2030, with these values since."""
    all_values = ((2019, 20), *values)
    defaults: dict[str, object] = {
        "direction": Direction.MORE,
        "unit": "Prozent",
        "baseline_year": 2019,
        "targets": (Point(2030, Decimal(30)),),
        "values": tuple(ValueFacts(date(year, 12, 31), Decimal(str(value))) for year, value in all_values),
    }
    return EffectFacts(**{**defaults, **fields})


def rank(facts: EffectFacts) -> int:
    return ORDER.index(effect_status(facts, TODAY).light)


@st.composite
def courses(draw: st.DrawFn) -> EffectFacts:
    """An indicator with a baseline, a target, and a value of 2024."""
    start, goal, value = draw(FIGURES), draw(FIGURES), draw(FIGURES)
    return EffectFacts(
        direction=draw(st.sampled_from([Direction.MORE, Direction.LESS])),
        path=draw(st.sampled_from(PathKind)),
        baseline_year=2019,
        targets=(Point(draw(st.integers(2020, 2040)), goal),),
        values=(ValueFacts(date(2019, 12, 31), start), ValueFacts(date(2024, 12, 31), value)),
    )


def with_value(facts: EffectFacts, value: Decimal) -> EffectFacts:
    return structs.replace(facts, values=(facts.values[0], ValueFacts(date(2024, 12, 31), value)))


@given(courses(), st.decimals(min_value="0.1", max_value=400, places=1))
def test_moving_in_the_wrong_direction_is_never_better_than_standing_still(
    facts: EffectFacts, step: Decimal
) -> None:
    still = with_value(facts, facts.values[0].value)
    away = step if facts.direction == Direction.LESS else -step
    assert rank(with_value(facts, facts.values[0].value + away)) <= rank(still)


@given(courses(), FIGURES, FIGURES)
def test_a_worse_value_never_has_a_better_light(facts: EffectFacts, one: Decimal, other: Decimal) -> None:
    better, worse = max(one, other), min(one, other)
    if facts.direction == Direction.LESS:
        better, worse = worse, better
    assert rank(with_value(facts, worse)) <= rank(with_value(facts, better))


@given(courses(), st.integers(1, 30))
def test_a_later_deadline_never_worsens(facts: EffectFacts, years: int) -> None:
    (target,) = facts.targets
    later = structs.replace(facts, targets=(Point(target.year + years, target.value),))
    assert rank(later) >= rank(facts)


@given(courses())
def test_an_indicator_without_values_is_not_assessable(facts: EffectFacts) -> None:
    light = effect_status(structs.replace(facts, values=()), TODAY).light
    assert light == EffectLight.NOT_ASSESSABLE


@given(courses())
def test_no_sentence_compares_a_figure_with_itself(facts: EffectFacts) -> None:
    status = effect_status(facts, TODAY)
    if status.light != EffectLight.BEHIND:
        return
    value, _between, rest = status.sentence.removeprefix("hinter dem Pfad: ").partition(" statt ")
    assert value != rest.split(" (")[0]


@pytest.mark.parametrize(
    ("facts", "light", "sentence"),
    [
        (
            facts_of((2024, 24)),
            EffectLight.BEHIND,
            "hinter dem Pfad: 24 statt 25 Prozent (2024), Ziel mindestens 30 Prozent bis 2030",
        ),
        (
            facts_of((2024, 26.5)),
            EffectLight.ON_PATH,
            "auf dem Pfad: 26,5 Prozent (2024), erwartet sind 24,5, Ziel mindestens 30 Prozent bis 2030",
        ),
        (
            facts_of((2024, 18)),
            EffectLight.AWAY,
            "entfernt sich vom Ziel: 18 Prozent (2024), im Jahr 2019 waren es 20, Ziel mindestens 30 Prozent bis 2030",
        ),
        (
            facts_of((2024, 31)),
            EffectLight.REACHED,
            "Ziel erreicht: 31 Prozent (2024), vorgesehen mindestens 30 Prozent bis 2030",
        ),
        (
            facts_of((2024, 24), targets=(Point(2024, Decimal(25)),)),
            EffectLight.MISSED,
            "Ziel verfehlt: 24 Prozent (2024), vorgesehen mindestens 25 Prozent bis 2024",
        ),
        (
            facts_of(),
            EffectLight.NOT_ASSESSABLE,
            "nicht bewertbar: der letzte Wert ist von 2019 und damit zu alt",
        ),
        (
            facts_of((2024, 24), targets=()),
            EffectLight.NOT_ASSESSABLE,
            "nicht bewertbar: es gibt keinen Zielwert",
        ),
        (
            facts_of((2024, 24), baseline_year=2018),
            EffectLight.NOT_ASSESSABLE,
            "nicht bewertbar: für das Ausgangsjahr 2018 fehlt der Wert",
        ),
        (
            facts_of((2024, 5), direction=Direction.UNKNOWN, targets=(Point(2030, Decimal(0)),)),
            EffectLight.NOT_ASSESSABLE,
            "nicht bewertbar: es ist nicht festgelegt, was besser ist",
        ),
        (
            facts_of((2025, 24), targets=(Point(2025, Decimal(25)),)),
            EffectLight.BEHIND,
            "hinter dem Pfad: 24 statt 25 Prozent (2025), Ziel mindestens 25 Prozent bis 2025",
        ),
        (
            facts_of(
                baseline_year=None,
                values=(ValueFacts(date(2024, 12, 31), Decimal(10)),),
                targets=(Point(2023, Decimal(20)), Point(2030, Decimal(34))),
            ),
            EffectLight.BEHIND,
            "hinter dem Pfad: 10 statt 22 Prozent (2024), Ziel mindestens 34 Prozent bis 2030",
        ),
        (
            # Who reads 24 and 20 is told which way is better, and the unit counts once.
            facts_of(
                (2024, 24),
                direction=Direction.LESS,
                unit="Anzahl der Unfälle",
                targets=(Point(2024, Decimal(20)),),
            ),
            EffectLight.MISSED,
            "Ziel verfehlt: 24 Unfälle (2024), vorgesehen höchstens 20 Unfälle bis 2024",
        ),
        (
            facts_of((2024, 24), direction=Direction.WITHIN, lower=Decimal(10), upper=Decimal(22)),
            EffectLight.BEHIND,
            "außerhalb: 24 Prozent (2024), vorgesehen sind 10 bis 22 Prozent",
        ),
        (
            facts_of(values=(), missing=("Einwohnerzahl",)),
            EffectLight.NOT_ASSESSABLE,
            "nicht bewertbar: zur Berechnung fehlt: Einwohnerzahl",
        ),
    ],
)
def test_the_reason_is_one_sentence(facts: EffectFacts, light: EffectLight, sentence: str) -> None:
    status = effect_status(facts, TODAY)
    assert (status.light, status.sentence) == (light, sentence)


def test_a_provisional_value_says_so() -> None:
    value = ValueFacts(date(2024, 12, 31), Decimal(24), Quality.PROVISIONAL)
    facts = structs.replace(facts_of(), values=(*facts_of().values, value))
    assert "(2024, vorläufig)" in effect_status(facts, TODAY).sentence


def test_a_path_in_steps_expects_the_former_target_until_the_next() -> None:
    targets = (Point(2022, Decimal(24)), Point(2026, Decimal(28)))
    facts = facts_of((2024, 24), path=PathKind.STEPS, targets=targets)
    assert [expected_at(facts, Decimal(year)) for year in (2018, 2019, 2021, 2022, 2025, 2026, 2031)] == [
        None,
        *map(Decimal, (20, 20, 24, 24, 28, 28)),
    ]


def test_a_target_below_what_there_is_is_a_bound_and_no_way_down() -> None:
    facts = facts_of((2024, 19), targets=(Point(2030, Decimal(18)),))
    assert expected_at(facts, Decimal(2020)) == 18
    assert effect_status(facts, TODAY).light == EffectLight.REACHED


def test_the_path_expects_less_in_the_middle_of_a_year_than_at_its_end() -> None:
    facts = facts_of(targets=(Point(2025, Decimal(80)),))
    june = ValueFacts(date(2024, 7, 1), Decimal(65))
    status = effect_status(structs.replace(facts, values=(*facts.values, june)), TODAY)
    assert status.light == EffectLight.ON_PATH
    year = ValueFacts(date(2024, 12, 31), Decimal(65))
    status = effect_status(structs.replace(facts, values=(*facts.values, year)), TODAY)
    assert status.light == EffectLight.BEHIND
