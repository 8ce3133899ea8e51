"""Amendments: entering, changing and withdrawing them while the committees deliberate."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from committees.council.actions.amendments import create_amendment, save_amendment, withdraw_amendment
from committees.council.actions.papers import withdraw_paper
from committees.council.amendments import amendable_places, contradictions_of, preview_of
from committees.council.choices import AmendmentKind, Fate, Mover
from committees.council.models import Amendment, Paper
from editing.exceptions import RuleBroken, StaleRevision
from strategy.choices import ElementKind
from strategy.document.published import frozen_document
from strategy.models import Measure
from tests.builders import (
    NOW,
    make_consultation,
    make_paper,
    make_resolution,
    make_submitted_paper,
    make_version,
)

HEAD = {
    "mover": Mover.ADMINISTRATION,
    "mover_committee": None,
    "mover_name": "",
    "consultation": None,
    "reason": "",
}


def amend(paper: Paper, measure: Measure, by: User, **values: Any) -> Amendment:
    about: dict[str, Any] = {
        "kind": AmendmentKind.CHANGE,
        "element_kind": ElementKind.MEASURE,
        "element_key": measure.pk,
        "values": {"title": "Vorlesebus"},
        "mover": Mover.ADMINISTRATION,
        **values,
    }
    return create_amendment(amendment=Amendment(paper=paper, **about), by=by, at=NOW)


def decide(amendment: Amendment, fate: Fate, by: User) -> None:
    resolution = make_resolution(amendment.paper.consultations.get(), by=by)
    amendment.fates.create(resolution=resolution, fate=fate)


def test_amendments_of_a_paper_are_numbered(submitted: Paper, measure: Measure, office: User) -> None:
    assert [str(amend(submitted, measure, office)) for _ in range(2)] == ["Ä 1", "Ä 2"]
    assert [each.history.get().history_user for each in Amendment.objects.all()] == [office, office]


def test_only_what_differs_is_kept(submitted: Paper, measure: Measure, office: User) -> None:
    values = {"title": "Vorlesebus", "description": measure.description, "partners": measure.partners}
    assert amend(submitted, measure, office, values=values).values == {"title": "Vorlesebus"}


def test_amendment_that_changes_nothing_is_refused(submitted: Paper, measure: Measure, office: User) -> None:
    with pytest.raises(RuleBroken, match="So bleibt alles, wie es ist"):
        amend(submitted, measure, office, values={"title": measure.title})


def test_element_that_the_version_does_not_hold_is_refused(
    submitted: Paper, measure: Measure, office: User
) -> None:
    for about in (
        {"element_key": uuid4()},
        {"kind": AmendmentKind.WITHDRAW, "element_key": uuid4(), "values": {}},
        {"kind": AmendmentKind.ADD, "element_key": uuid4(), "parent_key": uuid4()},
    ):
        with pytest.raises(RuleBroken, match=r"Das gibt es in Fassung 1 nicht \(mehr\)"):
            amend(submitted, measure, office, **about)
    assert not Amendment.objects.exists()


def test_paper_in_preparation_takes_no_amendment(measure: Measure, office: User) -> None:
    paper = make_paper(make_version(measure.strategy_of, by=office), by=office)
    with pytest.raises(RuleBroken, match="Die Vorlage ist noch nicht eingebracht"):
        amend(paper, measure, office)


def test_ended_paper_takes_no_amendment(submitted: Paper, measure: Measure, office: User) -> None:
    withdraw_paper(paper=submitted, by=office, at=NOW)
    with pytest.raises(RuleBroken, match="Diese Vorlage ist abgeschlossen"):
        amend(submitted, measure, office)


def test_step_of_another_paper_is_refused(submitted: Paper, measure: Measure, office: User) -> None:
    other = make_consultation(make_paper(submitted.version, by=office))
    with pytest.raises(RuleBroken, match="Diese Beratung gehört zu einer anderen Vorlage"):
        amend(submitted, measure, office, consultation=other)


def test_last_goal_cannot_be_struck(submitted: Paper, measure: Measure, office: User) -> None:
    goal = measure.operational_goal.strategic_goal
    about = {"element_kind": ElementKind.STRATEGIC_GOAL, "element_key": goal.pk, "values": {}}
    with pytest.raises(RuleBroken, match="Damit bliebe kein Ziel übrig"):
        amend(submitted, measure, office, kind=AmendmentKind.WITHDRAW, **about)


def test_amendment_is_changed_and_keeps_its_number(submitted: Paper, measure: Measure, office: User) -> None:
    amendment = amend(submitted, measure, office)
    head = {**HEAD, "mover": Mover.FACTION, "mover_name": "Fraktion A"}
    saved = save_amendment(amendment=amendment, head=head, values={"title": "Bus"}, revision=1, by=office)
    assert (saved.number, saved.mover_title, saved.values, saved.revision) == (
        1,
        "Fraktion A",
        {"title": "Bus"},
        2,
    )


def test_amendment_saved_meanwhile_is_not_overwritten(
    submitted: Paper, measure: Measure, office: User
) -> None:
    amendment = amend(submitted, measure, office)
    save_amendment(amendment=amendment, head=HEAD, values={"title": "Bus"}, revision=1, by=office)
    with pytest.raises(StaleRevision) as stale:
        save_amendment(amendment=amendment, head=HEAD, values={"title": "Rad"}, revision=1, by=office)
    current: Any = stale.value.current
    assert current.values == {"title": "Bus"}


@pytest.mark.parametrize("fate", [Fate.ACCEPTED, Fate.REJECTED, Fate.DONE])
def test_decided_amendment_stays_as_it_is(
    submitted: Paper, measure: Measure, office: User, fate: Fate
) -> None:
    amendment = amend(submitted, measure, office)
    decide(amendment, fate, office)
    with pytest.raises(RuleBroken, match="schon entschieden"):
        save_amendment(amendment=amendment, head=HEAD, values={"title": "Bus"}, revision=1, by=office)
    with pytest.raises(RuleBroken, match="schon entschieden"):
        withdraw_amendment(amendment=amendment, by=office, at=NOW)


def test_postponed_amendment_can_be_withdrawn_once(submitted: Paper, measure: Measure, office: User) -> None:
    amendment = amend(submitted, measure, office)
    decide(amendment, Fate.POSTPONED, office)
    withdraw_amendment(amendment=amendment, by=office, at=NOW)
    assert not Amendment.objects.standing().exists()
    with pytest.raises(RuleBroken, match="schon zurückgezogen"):
        withdraw_amendment(amendment=amendment, by=office, at=NOW)


def test_amendments_that_say_something_else_contradict_each_other(
    submitted: Paper, measure: Measure, office: User
) -> None:
    bus, rad = (amend(submitted, measure, office, values={"title": title}) for title in ("Bus", "Rad"))
    same, other = (
        amend(submitted, measure, office, values=values) for values in ({"title": "Bus"}, {"note": "Neu"})
    )
    strike = amend(submitted, measure, office, kind=AmendmentKind.WITHDRAW, values={})
    assert contradictions_of([bus, rad, same, other]) == ["Ä 1 und Ä 2", "Ä 2 und Ä 3"]
    assert contradictions_of([other, strike]) == ["Ä 4 und Ä 5"]


def test_preview_shows_what_the_amendment_alone_does(
    submitted: Paper, measure: Measure, office: User
) -> None:
    document = frozen_document(submitted.version)
    strike = amend(submitted, measure, office, kind=AmendmentKind.WITHDRAW, values={})
    shown = preview_of(strike, document, fixed_numbers=False)
    assert shown is not None
    assert shown.summary == "1 Maßnahme gestrichen, 1 umnummeriert"
    assert [each.remarks for each in shown.only_changes()] == [
        ("gestrichen",),
        ("umnummeriert, vorher 1.1.1.2",),
    ]
    lost = Amendment(kind=AmendmentKind.WITHDRAW, element_kind=ElementKind.MEASURE, element_key=uuid4())
    assert preview_of(lost, document, fixed_numbers=False) is None


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("1.1", ["1.1", "1.1.1", "1.1.1.1", "1.1.1.2"]),
        ("1.1.1.2", ["1.1.1.2"]),
        ("2.1", []),
        ("gibtesnicht", []),
    ],
)
def test_places_are_found_by_their_number(submitted: Paper, words: str, numbers: list[str]) -> None:
    places = amendable_places(frozen_document(submitted.version), words)
    assert [place.number for place in places] == numbers


def test_place_is_found_by_words_of_its_title(submitted: Paper, measure: Measure) -> None:
    word = measure.title.split()[0].upper()
    places = amendable_places(frozen_document(submitted.version), word)
    assert measure.pk in [place.key for place in places]
    assert [place.can_go for place in places if place.key == measure.pk] == [True]


def refusal(act: Callable[..., Any], **arguments: Any) -> str:
    """The sentence with which an action refuses."""
    with pytest.raises(RuleBroken) as refused:
        act(**arguments)
    return str(refused.value)


def test_numbers_begin_anew_with_the_next_paper(submitted: Paper, measure: Measure, office: User) -> None:
    first = [amend(submitted, measure, office).number for _ in range(2)]
    withdraw_paper(paper=submitted, by=office, at=NOW)
    later = make_submitted_paper(submitted.version, by=office)
    assert (first, amend(later, measure, office).number) == ([1, 2], 1)


def test_number_of_a_withdrawn_amendment_is_not_given_again(
    submitted: Paper, measure: Measure, office: User
) -> None:
    withdraw_amendment(amendment=amend(submitted, measure, office), by=office, at=NOW)
    assert amend(submitted, measure, office).number == 2


def test_refusals_of_a_new_amendment_are_whole_sentences(
    submitted: Paper, measure: Measure, office: User
) -> None:
    prepared = make_paper(submitted.version, by=office)
    goal = measure.operational_goal.strategic_goal
    last_goal = {
        "kind": AmendmentKind.WITHDRAW,
        "element_kind": ElementKind.STRATEGIC_GOAL,
        "element_key": goal.pk,
        "values": {},
    }
    cases: list[tuple[Paper, dict[str, Any]]] = [
        (prepared, {}),
        (submitted, {"values": {"title": measure.title}}),
        (submitted, {"element_key": uuid4()}),
        (submitted, {"consultation": make_consultation(prepared)}),
        (submitted, last_goal),
    ]
    assert [refusal(amend, paper=paper, measure=measure, by=office, **about) for paper, about in cases] == [
        "Die Vorlage ist noch nicht eingebracht. Solange ändern Sie die Texte der Strategie selbst.",
        "So bleibt alles, wie es ist. Ändern Sie mindestens eine Angabe.",
        "Das gibt es in Fassung 1 nicht (mehr).",
        "Diese Beratung gehört zu einer anderen Vorlage.",
        "Damit bliebe kein Ziel übrig. Lehnt ein Gremium alles ab, lehnt es die Vorlage ab.",
    ]
    assert not Amendment.objects.exists()


def test_refusals_of_a_saved_amendment_are_whole_sentences(
    submitted: Paper, measure: Measure, office: User
) -> None:
    standing, withdrawn, decided = (amend(submitted, measure, office) for _ in range(3))
    withdraw_amendment(amendment=withdrawn, by=office, at=NOW)
    decide(decided, Fate.ACCEPTED, office)
    other = make_consultation(make_paper(submitted.version, by=office))
    title = {"title": "Bus"}
    cases: list[tuple[Amendment, dict[str, Any], dict[str, Any]]] = [
        (standing, HEAD, {"title": measure.title}),
        (standing, {**HEAD, "consultation": other}, title),
        (withdrawn, HEAD, title),
        (decided, HEAD, title),
    ]
    assert [
        refusal(save_amendment, amendment=each, head=head, values=values, revision=1, by=office)
        for each, head, values in cases
    ] == [
        "So bleibt alles, wie es ist. Ändern Sie mindestens eine Angabe.",
        "Diese Beratung gehört zu einer anderen Vorlage.",
        "Dieser Änderungsantrag ist schon zurückgezogen.",
        "Über diesen Änderungsantrag ist schon entschieden. Er bleibt, wie er ist.",
    ]
    standing.refresh_from_db()
    assert (standing.values, standing.revision) == ({"title": "Vorlesebus"}, 1)


def test_saving_keeps_only_what_differs_from_the_version(
    submitted: Paper, measure: Measure, office: User
) -> None:
    amendment = amend(submitted, measure, office)
    values = {"title": measure.title, "note": "Neu", "description": measure.description}
    saved = save_amendment(amendment=amendment, head=HEAD, values=values, revision=1, by=office)
    assert saved.values == {"note": "Neu"}


def test_postponed_amendment_is_still_changed(submitted: Paper, measure: Measure, office: User) -> None:
    amendment = amend(submitted, measure, office)
    decide(amendment, Fate.POSTPONED, office)
    saved = save_amendment(amendment=amendment, head=HEAD, values={"title": "Bus"}, revision=1, by=office)
    assert (saved.values, saved.is_decided) == ({"title": "Bus"}, False)


def test_withdrawn_amendment_tells_who_and_when(submitted: Paper, measure: Measure, office: User) -> None:
    amendment = withdraw_amendment(amendment=amend(submitted, measure, office), by=office, at=NOW)
    amendment.refresh_from_db()
    assert (amendment.withdrawn_at, amendment.withdrawn_by, amendment.revision) == (NOW, office, 2)
    assert [entry.history_user for entry in amendment.history.all()] == [office, office]


def test_form_opened_before_a_withdrawal_is_refused_as_withdrawn(
    submitted: Paper, measure: Measure, office: User
) -> None:
    amendment = amend(submitted, measure, office)
    withdraw_amendment(amendment=amendment, by=office, at=NOW)
    told = refusal(
        save_amendment, amendment=amendment, head=HEAD, values={"title": "Bus"}, revision=2, by=office
    )
    assert told == "Dieser Änderungsantrag ist schon zurückgezogen."


def test_amendments_that_go_together_do_not_contradict(
    submitted: Paper, measure: Measure, office: User
) -> None:
    goal = measure.operational_goal
    about = {"element_kind": ElementKind.OPERATIONAL_GOAL, "element_key": goal.pk}
    strikes = [amend(submitted, measure, office, kind=AmendmentKind.WITHDRAW, values={}) for _ in range(2)]
    changed_goal = amend(submitted, measure, office, **about, values={"short_title": "Lesen"})
    assert contradictions_of([*strikes, changed_goal]) == []


def test_equal_amounts_written_otherwise_do_not_contradict(
    submitted: Paper, measure: Measure, office: User
) -> None:
    two = [amend(submitted, measure, office, values={"annual_cost": cost}) for cost in ("1200.5", "1200.50")]
    assert [each.values for each in two] == [{"annual_cost": "1200.5"}] * 2
    assert contradictions_of(two) == []
