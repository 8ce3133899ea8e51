"""The rules of a decision: what they block, what they warn of, and what follows. Pure."""

from datetime import date
from typing import Any

import pytest

from committees.council.choices import ConsultationRole, Fate, Majority, Outcome, PaperKind
from committees.council.procedure import (
    EFFECTS,
    Effect,
    Entry,
    FactionEntry,
    FateEntry,
    Route,
    Step,
    consequence_of,
    effect_of,
    remarks_on,
)

DAY, TODAY = date(2021, 10, 5), date(2021, 10, 6)
ADOPTED, CHANGED, REJECTED = Outcome.ADOPTED, Outcome.ADOPTED_WITH_CHANGES, Outcome.REJECTED
RECOMMENDED = Outcome.RECOMMENDED
ACCEPTED = (FateEntry(amendment=1, label="Ä 1", fate=Fate.ACCEPTED),)


def step(key: int = 1, role: str = "decision", outcome: str = "open", **facts: Any) -> Step:
    values = {"committee": key, "body": f"Gremium {key}", "date": None, **facts}
    return Step(key=key, role=ConsultationRole(role), outcome=Outcome(outcome), **values)


def remarks(
    outcome: Outcome, *steps: Step, at: int = 0, kind: PaperKind = PaperKind.RESOLUTION, **facts: Any
) -> dict[str, bool]:
    """The codes of what the rules say about an entry, and whether they block it."""
    contradictions = facts.pop("contradictions", ())
    entry = Entry(outcome=outcome, **{"held_on": DAY, **facts})
    route = Route(steps=steps or (step(),), kind=kind)
    found = remarks_on(entry, route.steps[at], route, TODAY, contradictions)
    assert all(remark.sentence.endswith(".") for remark in found)
    return {remark.code: remark.blocks for remark in found}


@pytest.mark.parametrize(
    ("outcome", "yes", "no", "said"),
    [
        (ADOPTED, 30, 20, {}),
        (ADOPTED, 1, 0, {}),
        (ADOPTED, 25, 25, {"tie": True}),
        (ADOPTED, 0, 0, {"tie": True}),
        (ADOPTED, 20, 30, {"no_majority": True}),
        (Outcome.ADOPTED_UNCHANGED, 25, 25, {"tie": True}),
        (REJECTED, 25, 25, {}),
        (REJECTED, 20, 30, {}),
        (REJECTED, 30, 20, {"has_majority": True}),
        (Outcome.ADJOURNED, 20, 30, {}),
        (ADOPTED, 30, None, {"votes_half": True}),
        (ADOPTED, None, 0, {"votes_half": True}),
        (ADOPTED, None, None, {}),
    ],
)
def test_votes_must_carry_the_outcome(
    outcome: Outcome, yes: int | None, no: int | None, said: dict[str, bool]
) -> None:
    assert remarks(outcome, votes_yes=yes, votes_no=no, abstentions=90) == said


@pytest.mark.parametrize(
    ("outcome", "majority", "yes", "no", "said"),
    [
        (ADOPTED, Majority.UNANIMOUS, 40, 0, {}),
        (ADOPTED, Majority.UNANIMOUS, 40, 1, {"not_unanimous": True}),
        (ADOPTED, Majority.MAJORITY, 40, 1, {}),
        (ADOPTED, Majority.MAJORITY, 40, 0, {"unanimous": False}),
        (REJECTED, Majority.UNANIMOUS, 0, 40, {}),
        (REJECTED, Majority.UNANIMOUS, 1, 40, {"not_unanimous": True}),
        (REJECTED, Majority.MAJORITY, 0, 40, {"unanimous": False}),
    ],
)
def test_majority_fits_the_votes(
    outcome: Outcome, majority: Majority, yes: int, no: int, said: dict[str, bool]
) -> None:
    assert remarks(outcome, majority=majority, votes_yes=yes, votes_no=no, abstentions=3) == said


@pytest.mark.parametrize(
    ("factions", "totals", "said"),
    [
        ([("SPD", 20, 0, 0), ("CDU", 0, 12, 1)], (20, 12, 1), {}),
        ([("SPD", 20, 0, 0), ("CDU", 0, 12, 1)], (21, 12, 1), {"faction_sums": True}),
        ([("SPD", 20, 0, 0), ("CDU", 0, 12, 1)], (20, 12, 2), {"faction_sums": True}),
        ([("SPD", 20, 0, 0), ("CDU", 0, 12, 1)], (20, 12, None), {}),
        ([("SPD", 20, 0, 0), ("spd", 0, 12, 0)], (20, 12, None), {"faction_twice": True}),
    ],
)
def test_factions_add_up(
    factions: list[tuple[str, int, int, int]], totals: tuple[Any, ...], said: dict[str, bool]
) -> None:
    lines = tuple(
        FactionEntry(faction=name, votes_yes=yes, votes_no=no, abstentions=rest)
        for name, yes, no, rest in factions
    )
    yes, no, rest = totals
    assert remarks(ADOPTED, factions=lines, votes_yes=yes, votes_no=no, abstentions=rest) == said


def test_sentence_about_factions_says_what_differs() -> None:
    entry = Entry(
        outcome=ADOPTED,
        held_on=DAY,
        votes_yes=21,
        votes_no=0,
        factions=(FactionEntry(faction="SPD", votes_yes=20),),
    )
    route = Route(steps=(step(),))
    (remark,) = remarks_on(entry, step(), route, TODAY)
    assert remark.text == (
        "Die Stimmen der Fraktionen ergeben zusammen 20 statt 21 Ja. "
        "Wer keiner Fraktion angehört, bekommt eine eigene Zeile."
    )


def test_sentence_about_a_tie_names_its_source() -> None:
    entry = Entry(outcome=ADOPTED, held_on=DAY, votes_yes=5, votes_no=5)
    (remark,) = remarks_on(entry, step(), Route(steps=(step(),)), TODAY)
    assert remark.text == (
        "Stimmengleichheit ist eine Ablehnung, Enthaltungen zählen nicht mit. (§ 50 GO NRW)"
    )


@pytest.mark.parametrize(("seats", "said"), [(0, {}), (11, {}), (10, {"more_votes_than_seats": False})])
def test_votes_stay_within_the_seats(seats: int, said: dict[str, bool]) -> None:
    assert remarks(ADOPTED, step(seats=seats), votes_yes=6, votes_no=3, abstentions=2) == said


@pytest.mark.parametrize(
    ("held_on", "said"),
    [(TODAY, {}), (date(2021, 10, 7), {"not_yet": True})],
    ids=["on the evening of the meeting", "the day before"],
)
def test_no_outcome_before_the_meeting(held_on: date, said: dict[str, bool]) -> None:
    assert remarks(ADOPTED, held_on=held_on) == said


@pytest.mark.parametrize(("meeting_on", "said"), [(DAY, {}), (date(2021, 10, 4), {"other_day": False})])
def test_another_day_than_the_meeting_is_told(meeting_on: date, said: dict[str, bool]) -> None:
    assert remarks(ADOPTED, step(meeting_on=meeting_on)) == said


@pytest.mark.parametrize(
    ("outcome", "fates", "said"),
    [
        (CHANGED, ACCEPTED, {}),
        (CHANGED, (), {"no_amendment": True}),
        (RECOMMENDED, ACCEPTED, {"amendment_accepted": True, "decider_recommends": True}),
        (CHANGED, (FateEntry(amendment=1, label="Ä 1", fate=Fate.REJECTED),), {"no_amendment": True}),
        (ADOPTED, ACCEPTED, {"amendment_accepted": True}),
        (Outcome.ADOPTED_UNCHANGED, ACCEPTED, {"amendment_accepted": True}),
        (ADOPTED, (FateEntry(amendment=1, label="Ä 1", fate=Fate.POSTPONED),), {}),
        (REJECTED, ACCEPTED, {"amendment_without_effect": False}),
    ],
)
def test_outcome_fits_the_amendments(
    outcome: Outcome, fates: tuple[FateEntry, ...], said: dict[str, bool]
) -> None:
    assert remarks(outcome, fates=fates) == said


def test_contradicting_amendments_block_and_come_first() -> None:
    steps = step(1, "preliminary"), step(2)
    said = remarks(CHANGED, *steps, fates=ACCEPTED, contradictions=("Ä 1 und Ä 3",))
    assert list(said.items()) == [("contradiction", True)]


@pytest.mark.parametrize(
    ("other", "said"), [(7, {}), (None, {"referred_nowhere": True}), (1, {"referred_to_itself": True})]
)
def test_referral_names_another_body(other: int | None, said: dict[str, bool]) -> None:
    assert remarks(Outcome.REFERRED, referred_to=other) == said


@pytest.mark.parametrize(
    ("role", "outcome", "said"),
    [
        *((role, outcome, {}) for role in ("hearing", "preliminary") for outcome in (ADOPTED, RECOMMENDED)),
        ("decision", RECOMMENDED, {"decider_recommends": True}),
        ("notice", RECOMMENDED, {"notice_decides": False}),
        ("notice", ADOPTED, {"notice_decides": False}),
        ("notice", REJECTED, {"notice_decides": False}),
        ("notice", Outcome.NOTED, {}),
        ("preliminary", REJECTED, {}),
        ("preliminary", Outcome.NO_RECOMMENDATION, {}),
        ("decision", Outcome.NOTED, {"nothing_decided": False}),
        ("decision", Outcome.NO_RECOMMENDATION, {"nothing_decided": False}),
    ],
)
def test_outcome_fits_the_role(role: str, outcome: Outcome, said: dict[str, bool]) -> None:
    assert remarks(outcome, step(role=role)) == said


def test_report_is_noted_without_a_warning() -> None:
    assert remarks(Outcome.NOTED, kind=PaperKind.REPORT) == {}


@pytest.mark.parametrize("outcome", [ADOPTED, REJECTED])
def test_decision_comes_last(outcome: Outcome) -> None:
    before, notice = step(1, "preliminary"), step(4, "notice")
    behind, council = step(3, "preliminary"), step(2)
    assert remarks(outcome, before, council, at=1) == {"earlier_open": False}
    assert remarks(outcome, council, behind) == {"decision_not_last": False}
    assert remarks(outcome, council, notice) == {}
    assert remarks(Outcome.ADJOURNED, before, council, behind, at=1) == {}


def test_day_before_that_of_an_earlier_body_is_told() -> None:
    held = step(1, "preliminary", "adopted", date=date(2021, 10, 6))
    planned = step(1, "preliminary", date=date(2021, 10, 6))
    assert remarks(Outcome.ADJOURNED, held, step(2), at=1) == {"before_earlier_step": False}
    assert remarks(Outcome.ADJOURNED, planned, step(2), at=1) == {}


def test_every_outcome_has_its_effect() -> None:
    assert set(EFFECTS) == set(Outcome) - {Outcome.OPEN}
    assert {outcome: effects for outcome, effects in EFFECTS.items() if effects[0] != effects[1]} == {
        Outcome.ADOPTED: (Effect.GO_ON, Effect.ADOPT),
        Outcome.ADOPTED_UNCHANGED: (Effect.GO_ON, Effect.ADOPT),
        Outcome.ADOPTED_WITH_CHANGES: (Effect.CHANGE, Effect.CHANGE_AND_ADOPT),
        Outcome.REJECTED: (Effect.GO_ON, Effect.REJECT),
    }


@pytest.mark.parametrize(
    ("kind", "role", "effect"),
    [
        (PaperKind.RESOLUTION, "decision", Effect.GO_ON),
        (PaperKind.REPORT, "decision", Effect.NOTE),
        (PaperKind.REPORT, "notice", Effect.GO_ON),
    ],
)
def test_noting_ends_only_a_report(kind: PaperKind, role: str, effect: Effect) -> None:
    assert effect_of(Outcome.NOTED, ConsultationRole(role), kind) == effect


def test_consequence_names_the_versions() -> None:
    assert consequence_of(Effect.ADOPT, version=3) == (
        "Damit ist Fassung 3 beschlossen. Die Nummern stehen dann fest."
    )
    assert consequence_of(Effect.CHANGE, version=3) == (
        "Aus Fassung 3 und den angenommenen Änderungsanträgen entsteht Fassung 4. "
        "Sie liegt den folgenden Gremien vor."
    )
    assert consequence_of(Effect.GO_ON, version=3) == ""
