from decimal import Decimal

import pytest

from strategy.target_sentences import stated_otherwise

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("statement", "unit", "target", "stated"),
    [
        ("Bis 2030 sind 75 Prozent versorgt.", "Prozent", "70", "75"),
        ("Bis 2030 sind 75 % versorgt.", "Prozent", "70", "75"),
        ("Bis 2030 sind 75 Prozent versorgt.", "%", "75", None),
        ("Von 36 auf 30 Prozent.", "Prozent", "30", None),
        ("Von 36 Prozent auf 30 Prozent.", "Prozent", "31", "30"),
        ("Bis 2030 sinkt der Verbrauch um 12 Prozent.", "Prozent", "80", None),
        ("Bis 2030 sinkt er um mindestens 12 Prozent.", "Prozent", "80", None),
        ("Von heute 36 Prozent geht es abwärts.", "Prozent", "30", None),
        ("Mindestens 5.000 Wohnungen stehen bereit.", "Wohnungen", "500", "5000"),
        ("Auf 202 Kilogramm im Jahr.", "kg je Einwohner/in", "205.5", "202"),
        ("In vier Bezirken bis 2030.", "Stück", "4", None),
        ("80 Prozent der 100 Leistungen.", "Leistungen", "100", None),
        ("Wie SDG 4.1 Prozent verlangt.", "", "3", None),
    ],
)
def test_sentence_is_asked_for_the_unit_of_the_target(
    statement: str, unit: str, target: str, stated: str | None
) -> None:
    found = stated_otherwise(statement, unit=unit, target=Decimal(target), baseline=Decimal(36))
    assert found == (None if stated is None else Decimal(stated))
