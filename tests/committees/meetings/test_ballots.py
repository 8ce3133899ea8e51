"""What a ballot may say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.meetings.ballots import Answers, Entry, InvalidBallot, Option, Rules, read_ballot
from committees.meetings.choices import PollKind

KEYS = ("a", "b", "c")
OPTIONS = tuple(Option(key=key, label=key.upper()) for key in KEYS)


def rules(kind: PollKind, **fields: Any) -> Rules:
    return Rules(kind=kind, options=OPTIONS, **fields)


POINTS = rules(PollKind.THEME_SELECTION, points=5)
PICKS = rules(PollKind.QUESTION, picks=2)
AGREEMENT = rules(PollKind.AGREEMENT)
RANKING = rules(PollKind.RANKING)
STANCE = "Bitte wählen Sie eine Antwort. Sie können sich auch enthalten."
NUMBER = "Bitte geben Sie eine ganze Zahl ab 0 ein."
PLACE = "Bitte geben Sie einen Platz von 1 bis 3 ein, oder lassen Sie das Feld frei."


def entered(*values: str) -> dict[str, Entry]:
    return {key: Entry(value=value) for key, value in zip(KEYS, values, strict=True)}


def accepted(asked: Rules, values: list[str]) -> Answers | None:
    try:
        return read_ballot(asked, entered(*values))
    except InvalidBallot:
        return None


def refusal(asked: Rules, entries: dict[str, Entry]) -> dict[str, list[str]]:
    with pytest.raises(InvalidBallot) as refused:
        read_ballot(asked, entries)
    return dict(refused.value.errors)


@pytest.mark.parametrize(
    ("asked", "values", "answers"),
    [
        (POINTS, ("3", " 2 ", "0"), {"a": 3, "b": 2}),
        (POINTS, ("1", "", ""), {"a": 1}),
        (PICKS, ("1", "", "1"), {"a": 1, "c": 1}),
        (RANKING, ("2", "1", ""), {"a": 2, "b": 1}),
        (RANKING, ("2", "1", "3"), {"a": 2, "b": 1, "c": 3}),
    ],
)
def test_a_ballot_by_the_rules_becomes_answers(
    asked: Rules, values: tuple[str, ...], answers: dict[str, int]
) -> None:
    assert read_ballot(asked, entered(*values)) == answers


@pytest.mark.parametrize(
    ("asked", "values", "errors"),
    [
        (POINTS, ("3", "3", ""), {"": ["Sie haben 6 Punkte vergeben, es sind aber nur 5."]}),
        (POINTS, ("", "0", ""), {"": ["Bitte vergeben Sie mindestens einen Punkt."]}),
        (
            POINTS,
            ("-1", "x", "1.5"),
            {
                "a": [NUMBER],
                "b": [f"„x“ ist keine Zahl. {NUMBER}"],
                "c": [f"„1.5“ ist keine ganze Zahl, gelesen als 1,5. {NUMBER}"],
            },
        ),
        (POINTS, ("1.000", "", ""), {"": ["Sie haben 1000 Punkte vergeben, es sind aber nur 5."]}),
        (POINTS, ("31.12.2027", "", ""), {"a": [f"„31.12.2027“ ist ein Datum, keine Zahl. {NUMBER}"]}),
        (PICKS, ("", "", ""), {"": ["Bitte wählen Sie mindestens eine Antwort."]}),
        (
            PICKS,
            ("1", "1", "1"),
            {"": ["Sie haben 3 Antworten gewählt, erlaubt sind höchstens 2."]},
        ),
        (RANKING, ("1", "1", ""), {key: ["Platz 1 ist doppelt vergeben."] for key in "ab"}),
        (RANKING, ("1", "3", ""), {"": ["Platz 2 fehlt. Bitte vergeben Sie die Plätze ohne Lücke."]}),
        (RANKING, ("4", "0", ""), {"a": [PLACE], "b": [PLACE]}),
        (RANKING, ("", "", ""), {"": ["Bitte vergeben Sie mindestens Platz 1."]}),
        (AGREEMENT, ("agree", "", "abstain"), {"b": [STANCE]}),
        (AGREEMENT, ("agree", "yes", "abstain"), {"b": [STANCE]}),
    ],
)
def test_a_ballot_against_the_rules_is_told_why(
    asked: Rules, values: tuple[str, ...], errors: dict[str, list[str]]
) -> None:
    assert refusal(asked, entered(*values)) == errors


def test_concerns_and_rejections_need_a_comment_of_readable_length() -> None:
    entries = {
        "a": Entry(value="concerns", comment="  "),
        "b": Entry(value="reject", comment="x" * 20_000),
        "c": Entry(value="agree"),
    }
    assert refusal(AGREEMENT, entries) == {
        "a": ["Bitte schreiben Sie kurz, warum Sie Bedenken haben oder ablehnen."],
        "b": ["Die Anmerkung hat 20.000 Zeichen, erlaubt sind höchstens 2.000."],
    }
    entries |= {
        "a": Entry(value="concerns", comment=" Zu teuer. "),
        "b": Entry(value="reject", comment="x" * 2000),
    }
    assert read_ballot(AGREEMENT, entries) == {
        "a": {"stance": "concerns", "comment": "Zu teuer."},
        "b": {"stance": "reject", "comment": "x" * 2000},
        "c": {"stance": "agree", "comment": ""},
    }


def test_thousands_of_digits_are_no_number_of_points() -> None:
    assert list(refusal(POINTS, entered("9" * 5000, "", ""))) == ["a"]


def test_an_option_of_another_poll_is_refused() -> None:
    assert refusal(PICKS, {"z": Entry(value="1")}) == {
        "": ["Eine der Antworten gehört nicht zu dieser Abfrage."]
    }


@given(st.lists(st.text(max_size=8) | st.integers(-2, 9).map(str), min_size=3, max_size=3))
def test_whatever_is_entered_never_exceeds_the_points(values: list[str]) -> None:
    answers = accepted(POINTS, values)
    assert answers is None or 1 <= sum(answers.values()) <= 5


@given(st.lists(st.text(max_size=4) | st.integers(0, 4).map(str), min_size=3, max_size=3))
def test_accepted_ranks_have_no_gap_and_no_double(values: list[str]) -> None:
    answers = accepted(RANKING, values)
    assert answers is None or sorted(answers.values()) == list(range(1, len(answers) + 1))
