"""What follows from the ballots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.meetings.ballots import Option, Rules
from committees.meetings.choices import PollKind
from committees.meetings.results import Cast, Seat, count, count_participation, cut, one_sentence

KEYS = ("a", "b", "c", "d")
OPTIONS = tuple(Option(key=key, label=key.upper()) for key in KEYS)
POINTS = Rules(kind=PollKind.THEME_SELECTION, options=OPTIONS, points=5)
RANKING = Rules(kind=PollKind.RANKING, options=OPTIONS)
AGREEMENT = Rules(kind=PollKind.AGREEMENT, options=OPTIONS[:1])

ballots = st.lists(
    st.builds(
        Cast,
        answers=st.dictionaries(st.sampled_from(KEYS), st.integers(1, 5)),
        group=st.sampled_from(["Kirchen", "IHK"]),
    ),
    max_size=12,
)


def test_points_are_added_up_and_ties_share_a_rank() -> None:
    casts = [Cast(answers={"a": 2, "b": 3}), Cast(answers={"a": 1, "c": 1})]
    result = count(POINTS, casts)
    assert [(o.key, o.score, o.voters, o.place) for o in result.options] == [
        ("a", 3, 2, "1 (geteilt)"),
        ("b", 3, 1, "1 (geteilt)"),
        ("c", 1, 1, "3"),
        ("d", 0, 0, "4"),
    ]
    assert one_sentence(result, "c") == "Platz 3 von 4, 1 Punkt"


def test_ranks_become_borda_points() -> None:
    result = count(RANKING, [Cast(answers={"a": 1, "b": 2}), Cast(answers={"b": 1})])
    assert {option.key: option.score for option in result.options} == {"a": 4, "b": 7, "c": 0, "d": 0}


def test_agreement_is_counted_per_stance_and_group() -> None:
    casts = [
        Cast(answers={"a": {"stance": "agree", "comment": ""}}, voter="Ada", group="IHK"),
        Cast(answers={"a": {"stance": "reject", "comment": "Nein."}}, voter="Bo", group="Kirchen"),
        Cast(answers={"a": {"stance": "concerns", "comment": "Teuer."}}, voter="Cem", group="IHK"),
    ]
    result = count(AGREEMENT, casts, ("IHK", "Kirchen"))
    option = result.options[0]
    assert one_sentence(result, "a") == "Zustimmung 1, Bedenken 1, Ablehnung 1, Enthaltung 0"
    assert option.by_group == ((1, 1, 0, 0), (0, 0, 1, 0))
    assert [(r.stance.value, r.text, r.author) for r in option.remarks] == [
        ("concerns", "Teuer.", "Cem, IHK"),
        ("reject", "Nein.", "Bo, Kirchen"),
    ]
    assert [entry.start for entry in option.stances] == [0, 33.33, 66.67, 100]


def test_participation_names_the_groups_without_a_vote() -> None:
    seats = [Seat(name="Ada", group="IHK", has_voted=True), Seat(name="Bo", group="Jugend", has_voted=False)]
    assert count_participation(seats).sentence == "1 von 2 hat abgestimmt. Keine Stimme von: Jugend"
    assert count_participation(seats[:1]).sentence == "1 von 1 hat abgestimmt."
    assert count_participation(seats[1:]).sentence == "0 von 1 haben abgestimmt."


@pytest.mark.parametrize(
    ("answers", "seats", "inside", "tied", "outside", "open_seats"),
    [
        ({"a": 4, "b": 3, "c": 2, "d": 1}, 2, "ab", "", "cd", 0),
        ({"a": 4, "b": 2, "c": 2, "d": 1}, 2, "a", "bc", "d", 1),
        ({"a": 4, "b": 2, "c": 2, "d": 1}, 3, "abc", "", "d", 0),
        ({"a": 2, "b": 2, "c": 2, "d": 2}, 3, "", "abcd", "", 3),
        ({"a": 4}, 2, "a", "bcd", "", 1),
        ({"a": 4, "b": 3, "c": 2, "d": 1}, 9, "abcd", "", "", 0),
    ],
)
def test_a_tie_at_the_last_seat_is_left_to_people(
    answers: dict[str, int], seats: int, inside: str, tied: str, outside: str, open_seats: int
) -> None:
    divided = cut(count(POINTS, [Cast(answers=answers)]).options, seats)
    keys = [
        "".join(option.key for option in part) for part in (divided.inside, divided.tied, divided.outside)
    ]
    assert [*keys, divided.open_seats] == [inside, tied, outside, open_seats]


@given(ballots)
def test_groups_add_up_to_the_whole(casts: list[Cast]) -> None:
    result = count(POINTS, casts, ("Kirchen", "IHK"))
    assert all(sum(sum(part) for part in option.by_group) == option.score for option in result.options)


@given(ballots, st.randoms())
def test_the_order_of_the_ballots_changes_nothing(casts: list[Cast], random: object) -> None:
    shuffled = list(casts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(POINTS, casts) == count(POINTS, shuffled)


@given(ballots, st.integers(1, 6))
def test_the_cut_divides_by_score_alone(casts: list[Cast], seats: int) -> None:
    divided = cut(count(POINTS, casts).options, seats)
    parts = (divided.inside, divided.tied, divided.outside)
    scores = [[option.score for option in part] for part in parts]
    assert sum(map(len, parts)) == len(KEYS)
    assert len(divided.inside) + divided.open_seats <= seats
    assert len(set(scores[1])) <= 1
    assert min(scores[0], default=99) > max(scores[1] + scores[2], default=-1)
    assert min(scores[1], default=99) > max(scores[2], default=-1)
