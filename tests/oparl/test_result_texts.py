"""What councils write as a result, and what we understand by it."""

import pytest

from committees.council.choices import Majority, Outcome
from oparl.result_texts import Result, result_of

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("ungeändert beschlossen", Outcome.ADOPTED_UNCHANGED),
        ("vorberaten ohne Änderungen", Outcome.RECOMMENDED_UNCHANGED),
        ("Antragsgemäß beschlossen", Outcome.ADOPTED_UNCHANGED),
        ("mit Änderungen empfohlen", Outcome.RECOMMENDED_WITH_CHANGES),
        ("vorberaten mit Änderungen", Outcome.RECOMMENDED_WITH_CHANGES),
        ("verwiesen in den Haupt- und Personalausschuss", Outcome.REFERRED),
        ("überwiesen an den Rat", Outcome.REFERRED),
        ("zurückverwiesen", Outcome.REFERRED),
        ("vertagt auf die nächste Sitzung", Outcome.ADJOURNED),
        ("von der Tagesordnung genommen", Outcome.REMOVED),
    ],
)
def test_usual_words_are_understood(text: str, outcome: Outcome) -> None:
    assert result_of(text) == Result(outcome=outcome)


def test_majority_beside_the_outcome_is_understood() -> None:
    assert result_of("Einstimmig, vorberaten ohne Änderungen") == Result(
        outcome=Outcome.RECOMMENDED_UNCHANGED, majority=Majority.UNANIMOUS
    )


@pytest.mark.parametrize(
    "text", ["", "vorberaten", "teilweise beschlossen", "beschlossen, dann verwiesen in den Rat"]
)
def test_what_can_mean_something_else_is_left_to_people(text: str) -> None:
    assert result_of(text) is None
