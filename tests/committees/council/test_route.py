"""The order of the Beratungsfolge, its meetings, and sequences that are saved for the next paper."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.council.actions.consultations import move_consultation, remove_consultation, save_consultation
from committees.council.actions.papers import submit_paper
from committees.council.actions.routes import apply_route, remove_route, rename_route, save_route
from committees.council.choices import ConsultationRole, Outcome
from committees.council.models import Consultation, Paper, RouteTemplate
from committees.council.route import route_remarks
from committees.meetings.actions.meetings import save_meeting
from committees.meetings.models import Meeting
from editing.exceptions import RuleBroken
from strategy.models import StrategyVersion
from tests.builders import NOW, make_committee, make_consultation, make_meeting, make_paper

HEARING, PRELIMINARY, DECISION, NOTICE = ConsultationRole
DAY, LATER = date(2021, 8, 19), date(2021, 8, 25)


def add(paper: Paper, name: str, role: ConsultationRole, *, by: User, **fields: Any) -> Consultation:
    committee = fields.pop("committee", None) or make_committee(name=name)
    step = Consultation(paper=paper, committee=committee, role=role, **fields)
    return save_consultation(consultation=step, by=by)


def order(paper: Paper) -> list[tuple[int, str]]:
    return [(step.position, step.committee.name) for step in paper.consultations.select_related("committee")]


def conclude(step: Consultation) -> None:
    values = {"outcome": Outcome.NOTED, "recorded_at": NOW, "date": DAY}
    Consultation.objects.filter(pk=step.pk).update(**values)


def refusal(action: Any, **values: Any) -> str:
    with pytest.raises(RuleBroken) as caught:
        action(**values)
    return str(caught.value)


@pytest.mark.parametrize(
    ("entered", "shown"),
    [
        ([("Planung", PRELIMINARY), ("Umwelt", HEARING), ("Rat", DECISION)], ["Planung", "Umwelt", "Rat"]),
        ([("Rat", DECISION), ("Planung", PRELIMINARY), ("Umwelt", HEARING)], ["Planung", "Umwelt", "Rat"]),
        ([("Rat", DECISION), ("Beirat", NOTICE), ("Umwelt", HEARING)], ["Umwelt", "Rat", "Beirat"]),
    ],
    ids=["as entered", "the decision stays last", "notice stays behind the decision"],
)
def test_new_step_stands_before_the_open_decision(
    paper: Paper, office: User, entered: list[tuple[str, ConsultationRole]], shown: list[str]
) -> None:
    for name, role in entered:
        add(paper, name, role, by=office)
    assert order(paper) == list(enumerate(shown, start=1))


def test_steps_are_moved_among_the_open_ones_and_numbered_without_gaps(paper: Paper, office: User) -> None:
    first, second, third, council = (
        add(paper, name, role, by=office)
        for name, role in (("A", HEARING), ("B", HEARING), ("C", HEARING), ("Rat", DECISION))
    )
    assert move_consultation(consultation=third, up=True, by=office)
    assert [name for _place, name in order(paper)] == ["A", "C", "B", "Rat"]
    assert not move_consultation(consultation=first, up=True, by=office)
    # Unusual, and so a remark; not forbidden.
    assert move_consultation(consultation=council, up=True, by=office)
    remove_consultation(consultation=second, by=office)
    assert order(paper) == [(1, "A"), (2, "C"), (3, "Rat")]
    assert {entry.history_user for entry in Consultation.history.all()} == {office}


def test_step_with_an_outcome_keeps_its_place(paper: Paper, office: User) -> None:
    done, coming = add(paper, "A", HEARING, by=office), add(paper, "B", HEARING, by=office)
    conclude(done)
    sentence = "Was schon beraten ist, behält seine Stelle in der Beratungsfolge."
    assert refusal(move_consultation, consultation=coming, up=True, by=office) == sentence
    assert refusal(move_consultation, consultation=done, up=False, by=office) == sentence
    assert order(paper) == [(1, "A"), (2, "B")]


def test_edited_step_keeps_a_place_that_changed_meanwhile(paper: Paper, office: User) -> None:
    first, second = add(paper, "A", HEARING, by=office), add(paper, "B", HEARING, by=office)
    opened = Consultation.objects.get(pk=first.pk)
    move_consultation(consultation=second, up=True, by=office)
    opened.agenda_number = "Ö 3"
    save_consultation(consultation=opened, by=office)
    assert order(paper) == [(1, "B"), (2, "A")]
    remove_consultation(consultation=opened, by=office)
    assert refusal(save_consultation, consultation=opened, by=office) == (
        "Diese Beratung wurde inzwischen entfernt."
    )


# Meetings


def test_meeting_gives_the_step_its_day(paper: Paper, office: User) -> None:
    # 23:30 in UTC is the next day in Herne.
    meeting = make_meeting(
        make_committee(name="Umwelt"), by=office, starts_at=datetime(2021, 8, 24, 23, 30, tzinfo=UTC)
    )
    step = add(paper, "", HEARING, by=office, committee=meeting.committee, meeting=meeting, date=DAY)
    assert (step.meeting, step.date) == (meeting, LATER)


def test_meeting_of_another_body_or_a_cancelled_one_is_refused(paper: Paper, office: User) -> None:
    meeting = make_meeting(make_committee(name="Umwelt"), by=office, title="3. Sitzung")
    values = {"by": office, "meeting": meeting}
    assert refusal(add, paper=paper, name="Planung", role=HEARING, **values) == (
        "„3. Sitzung“ ist keine Sitzung von „Planung“."
    )
    Meeting.objects.update(cancelled_at=NOW)
    meeting.refresh_from_db()
    assert refusal(add, paper=paper, name="", role=HEARING, committee=meeting.committee, **values) == (
        "„3. Sitzung“ ist abgesagt."
    )
    assert not paper.consultations.exists()


def test_open_step_follows_a_meeting_that_is_moved(paper: Paper, office: User) -> None:
    meeting = make_meeting(make_committee(name="Umwelt"), by=office)
    body = {"committee": meeting.committee, "meeting": meeting}
    coming = add(paper, "", HEARING, by=office, **body)
    done = add(paper, "", HEARING, by=office, **body)
    conclude(done)
    values = {
        "starts_at": datetime(2021, 8, 25, 14, tzinfo=UTC),
        "ends_at": datetime(2021, 8, 25, 16, tzinfo=UTC),
    }
    save_meeting(meeting=meeting, values=values, revision=1, by=office)
    days = dict(Consultation.objects.values_list("pk", "date"))
    assert days == {coming.pk: LATER, done.pk: DAY}


# Remarks


def stop(role: ConsultationRole, day: date | None = None, **fields: Any) -> Any:
    kind = fields.pop("kind", CommitteeKind.COUNCIL)
    values = {"role": role, "date": day, "outcome": Outcome.OPEN, "committee": SimpleNamespace(kind=kind)}
    return SimpleNamespace(**{**values, **fields})


BEHIND = "Nach dem entscheidenden Gremium steht noch eine Beratung. Üblich ist danach nur die Kenntnisnahme."
NOBODY = "Kein Gremium hat die Zuständigkeit „Entscheidung“. Beschlossen wird die Strategie erst dort."
ADVISORS = "Über eine Strategie entscheidet in der Regel der Rat (§ 41 GO NRW)."
DISORDER = "Die Reihenfolge passt nicht zu den Tagen der Sitzungen."


@pytest.mark.parametrize(
    ("stops", "remarks"),
    [
        ([], ()),
        ([stop(HEARING, DAY), stop(DECISION, LATER)], ()),
        ([stop(DECISION, DAY), stop(NOTICE, LATER)], ()),
        ([stop(HEARING)], (NOBODY,)),
        ([stop(DECISION), stop(HEARING)], (BEHIND,)),
        ([stop(HEARING, LATER), stop(DECISION, DAY)], (DISORDER,)),
        ([stop(HEARING, LATER, outcome=Outcome.NOTED), stop(HEARING, DAY, outcome=Outcome.NOTED)], (NOBODY,)),
        ([stop(DECISION, kind=CommitteeKind.COMMITTEE)], (ADVISORS,)),
    ],
)
def test_unusual_order_is_remarked(stops: list[Any], remarks: tuple[str, ...]) -> None:
    assert route_remarks(stops) == remarks


# Saved sequences


@pytest.fixture
def route(paper: Paper, office: User) -> RouteTemplate:
    """Kept from a paper whose second step only followed from an adjournment."""
    first = add(paper, "Umwelt", HEARING, by=office, date=DAY)
    repeated = add(paper, "", HEARING, by=office, committee=first.committee)
    Consultation.objects.filter(pk=repeated.pk).update(arose_from=first)
    council = Committee.objects.create(name="Rat", kind=CommitteeKind.COUNCIL)
    add(paper, "", DECISION, by=office, committee=council, agenda_number="Ö 12")
    return save_route(paper=paper, name="Wie immer", by=office)


def test_sequence_is_kept_without_days_and_repetitions(route: RouteTemplate) -> None:
    assert [(step.position, step.committee.name, step.role) for step in route.steps.all()] == [
        (1, "Umwelt", HEARING),
        (2, "Rat", DECISION),
    ]


def test_sequence_is_used_by_the_next_paper(
    route: RouteTemplate, version: StrategyVersion, office: User
) -> None:
    paper = make_paper(version, by=office)
    add(paper, "Haupt", PRELIMINARY, by=office)
    assert apply_route(route=route, paper=paper, by=office) == 2
    assert order(paper) == [(1, "Haupt"), (2, "Umwelt"), (3, "Rat")]
    assert [(step.role, step.date, step.agenda_number) for step in paper.consultations.all()] == [
        (PRELIMINARY, None, ""),
        (HEARING, None, ""),
        (DECISION, None, ""),
    ]


def test_second_decision_of_a_sequence_is_left_out(
    route: RouteTemplate, version: StrategyVersion, office: User
) -> None:
    paper = make_paper(version, by=office)
    add(paper, "Bezirk", DECISION, by=office)
    assert apply_route(route=route, paper=paper, by=office) == 1
    assert [name for _place, name in order(paper)] == ["Bezirk", "Umwelt"]


def test_sequence_is_for_papers_in_preparation(
    route: RouteTemplate, paper: Paper, version: StrategyVersion, office: User
) -> None:
    submitted = make_paper(version, by=office)
    make_consultation(submitted)
    submit_paper(paper=submitted, by=office, at=NOW)
    assert refusal(apply_route, route=route, paper=submitted, by=office) == (
        "Die Vorlage ist schon eingebracht. Weitere Beratungen tragen Sie jetzt einzeln ein."
    )
    assert submitted.consultations.count() == 1


def test_names_of_sequences_differ(route: RouteTemplate, paper: Paper, office: User) -> None:
    sentence = "Eine Beratungsfolge mit diesem Namen gibt es schon."
    other = save_route(paper=paper, name="Anders", by=office)
    assert refusal(save_route, paper=paper, name="Wie immer", by=office) == sentence
    assert refusal(rename_route, route=other, name="Wie immer", by=office) == sentence
    assert rename_route(route=other, name="Kürzer", by=office).name == "Kürzer"
    remove_route(route=other, by=office)
    assert [str(each) for each in RouteTemplate.objects.all()] == ["Wie immer"]
    assert refusal(rename_route, route=other, name="Weg", by=office) == (
        "Diese Beratungsfolge wurde inzwischen entfernt."
    )


def test_paper_without_steps_has_nothing_to_keep(paper: Paper, office: User) -> None:
    assert refusal(save_route, paper=paper, name="Leer", by=office) == (
        "Diese Vorlage hat noch keine Beratungsfolge."
    )
    assert not RouteTemplate.objects.exists()
