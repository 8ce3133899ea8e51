"""The story of a paper: what is told to whom."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from msgspec import structs

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.council.choices import (
    AmendmentKind,
    ConsultationRole,
    Fate,
    Majority,
    Mover,
    Outcome,
    PaperState,
)
from committees.council.decision_story import Story, element_names, name_of
from committees.council.models import Consultation, Paper, Resolution
from committees.council.printed_paper import printed_paper
from committees.council.story_facts import stories_of
from committees.council.vote_bar import FactionLine, votes_of
from oparl.rows import public_rows
from strategy.choices import ElementKind
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import Measure, Strategy, StrategyVersion
from tests.builders import (
    make_committee,
    make_consultation,
    make_meeting,
    make_paper,
    make_programme,
    make_version,
)
from tests.conftest import signed_in
from tests.publication.conftest import learning_document
from tests.remembered import remembered

AT = datetime(2021, 8, 25, 18, tzinfo=UTC)


def test_votes_are_a_bar_and_a_sentence() -> None:
    votes = votes_of(key="7", votes_yes=30, votes_no=9, abstentions=1)
    assert votes.sentence == "30 Ja, 9 Nein, 1 Enthaltung"
    assert [(part.kind, part.x, part.width) for part in votes.parts] == [
        ("yes", 0, 75),
        ("no", 75, 22.5),
        ("abstained", 97.5, 2.5),
    ]


def test_votes_without_any_vote_draw_nothing() -> None:
    votes = votes_of(key="7", votes_yes=0, votes_no=0, abstentions=None)
    assert (votes.parts, votes.sentence) == ((), "0 Ja, 0 Nein")


def test_elements_are_named_by_kind_number_and_title() -> None:
    document = learning_document()
    names = list(element_names(document).values())
    assert names == [
        "Themenfeld 1 „Lernen & Kultur“",
        "Strategisches Ziel 1.1",
        "Operatives Ziel 1.1.1 „Lesen im Quartier“",
        "Maßnahme 1.1.1.1 „Vorlesen in der Straßenbahn“",
    ]
    values = {"title": "Baumpatinnen"}
    assert name_of(uuid4(), ElementKind.MEASURE, values, [document]) == "Maßnahme „Baumpatinnen“"


@pytest.mark.parametrize(
    ("state", "submitted", "ending"),
    [
        (PaperState.PREPARED, None, "Die Vorlage mit Fassung 3 ist noch nicht eingebracht."),
        (PaperState.SUBMITTED, 3, "Fassung 3 ist in Beratung."),
        (PaperState.ADOPTED, 3, "Beschlossen ist Fassung 3, so wie sie eingebracht wurde."),
        (PaperState.ADOPTED, 2, "Beschlossen ist Fassung 3, mit den Änderungen aus der Beratung."),
        (PaperState.REJECTED, 3, "Fassung 3 ist abgelehnt."),
        (PaperState.WITHDRAWN, 3, "Die Vorlage ist zurückgezogen."),
    ],
)
def test_story_ends_in_a_sentence(state: PaperState, submitted: int | None, ending: str) -> None:
    story = Story(
        paper=1,
        reference="2021/0734",
        kind="Beschlussvorlage",
        subject="Strategie",
        lead_department="",
        state=state,
        state_since=date(2021, 10, 5),
        submitted=submitted,
        version=3,
        steps=(),
        summary="",
    )
    assert story.ending == ending
    about_report = structs.replace(story, is_about_strategy=False)
    assert about_report.ending == f"Die Vorlage zum Umsetzungsbericht ist {state.label}."


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    return make_programme(strategy, by=coordination)


@pytest.fixture
@remembered
def paper(measure: Measure, coordination: User, office: User) -> Paper:
    """Version 1 was submitted; the second body made version 2 of it, in the part that is not public the third."""
    strategy = measure.strategy_of
    first = make_version(strategy, by=coordination)
    Measure.objects.filter(pk=measure.pk).update(title="Nach der Beratung")
    second = make_version(strategy, by=coordination)
    paper = make_paper(second, by=office, reference="2021/0734")
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.ADOPTED, state_at=AT, submitted_version=first)
    environment = step(paper, "Umweltausschuss", first, first, ConsultationRole.HEARING, agenda_number="Ö 4")
    entry = enter(environment, Outcome.ADJOURNED, by=office)
    enter(environment, Outcome.ADOPTED, by=office, corrects=entry, correction_reason="Verwechselt")
    planning = step(paper, "Planungsausschuss", first, second, ConsultationRole.PRELIMINARY)
    changed = enter(
        planning,
        Outcome.ADOPTED_WITH_CHANGES,
        by=office,
        majority=Majority.MAJORITY,
        votes_yes=9,
        votes_no=3,
        abstentions=2,
        wording="Der Ausschuss empfiehlt die Annahme.",
    )
    changed.faction_votes.create(faction="Fraktion der Bienen", votes_yes=9)
    amend(paper, measure, changed, Fate.ACCEPTED, 1, office)
    amend(paper, measure, changed, Fate.REJECTED, 2, office)
    hidden = step(paper, "Ältestenrat", second, second, ConsultationRole.PRELIMINARY, agenda_number="N 1")
    enter(hidden, Outcome.ADOPTED, by=office, wording="Vertraulich")
    council = step(paper, "Rat der Stadt", second, second, ConsultationRole.DECISION, CommitteeKind.COUNCIL)
    enter(council, Outcome.ADOPTED, by=office, majority=Majority.UNANIMOUS)
    return Paper.objects.get(pk=paper.pk)


def step(
    paper: Paper,
    name: str,
    version: StrategyVersion,
    resulting: StrategyVersion,
    role: ConsultationRole,
    kind: CommitteeKind = CommitteeKind.COMMITTEE,
    **values: Any,
) -> Consultation:
    return make_consultation(
        paper,
        role=role,
        committee=make_committee(kind, name),
        date=date(2021, 8, 25),
        version=version,
        resulting_version=resulting,
        outcome=Outcome.ADOPTED,
        recorded_at=AT,
        **values,
    )


def enter(consultation: Consultation, outcome: Outcome, *, by: User, **values: Any) -> Resolution:
    return consultation.resolutions.create(
        outcome=outcome, held_on=date(2021, 8, 25), recorded_at=AT, recorded_by=by, **values
    )


def amend(paper: Paper, measure: Measure, entry: Resolution, fate: Fate, number: int, by: User) -> None:
    amendment = paper.amendments.create(
        number=number,
        kind=AmendmentKind.CHANGE,
        element_kind=ElementKind.MEASURE,
        element_key=measure.pk,
        values={"title": "Nach der Beratung"},
        mover=Mover.FACTION,
        mover_name="Fraktion der Bienen",
        created_at=AT,
        created_by=by,
    )
    entry.fates.create(amendment=amendment, fate=fate)


def told(paper: Paper, *, public: bool) -> Story:
    (story,) = stories_of(Paper.objects.filter(pk=paper.pk), public=public)
    return story


def test_story_goes_from_the_submitted_to_the_adopted_version(paper: Paper, measure: Measure) -> None:
    story = told(paper, public=False)
    assert (story.submitted, story.version, story.is_adopted) == (1, 2, True)
    assert [(one.body, one.version, one.resulting) for one in story.steps] == [
        ("Umweltausschuss", 1, 1),
        ("Planungsausschuss", 1, 2),
        ("Ältestenrat", 2, 2),
        ("Rat der Stadt", 2, 2),
    ]
    assert [one.has_changed_the_version for one in story.steps] == [False, True, False, False]
    assert [one.has_adopted for one in story.steps] == [False, False, False, True]
    (change,) = story.steps[1].changes
    assert (change.label, change.mover) == ("Ä 1", "Fraktion der Bienen")
    assert change.sentence == f"Maßnahme 1.1.1.1 „{measure.title}“: Text geändert"


def test_step_tells_outcome_votes_and_factions(paper: Paper) -> None:
    entry = told(paper, public=True).steps[1].entry
    assert entry is not None
    assert entry.sentence == "mehrheitlich geändert beschlossen"
    assert entry.votes is not None
    assert entry.votes.sentence == "9 Ja, 3 Nein, 2 Enthaltungen"
    bees = FactionLine(faction="Fraktion der Bienen", votes_yes=9, votes_no=0, abstentions=0)
    assert entry.votes.factions == (bees,)


def test_correction_is_told_inside_only(paper: Paper, office: User) -> None:
    inside, outside = told(paper, public=False).steps[0], told(paper, public=True).steps[0]
    assert inside.entry is not None
    assert outside.entry is not None
    assert (inside.entry.outcome, inside.entry.reason) == (Outcome.ADOPTED, "Verwechselt")
    assert [(entry.outcome, entry.recorded_by) for entry in inside.replaced] == [
        (Outcome.ADJOURNED, str(office))
    ]
    assert outside.replaced == ()
    assert (outside.entry.outcome, outside.entry.reason, outside.entry.recorded_by) == (
        Outcome.ADOPTED,
        "",
        "",
    )


def test_public_story_leaves_out_what_was_not_in_the_public_part(paper: Paper) -> None:
    assert [one.body for one in told(paper, public=True).steps] == [
        "Umweltausschuss",
        "Planungsausschuss",
        "Rat der Stadt",
    ]


def add_steps_that_are_not_public(paper: Paper, version: StrategyVersion, by: User) -> None:
    """Three entries in meetings and bodies that are not public, whatever the letter of the agenda number says."""
    for number, (name, kind, is_public) in enumerate(
        [
            ("Klausurausschuss", CommitteeKind.COMMITTEE, False),
            ("Klausurgruppe", CommitteeKind.STEERING_GROUP, False),
            ("Kernteam intern", CommitteeKind.CORE_TEAM, True),
        ]
    ):
        consultation = step(
            paper,
            name,
            version,
            version,
            ConsultationRole.PRELIMINARY,
            kind,
            agenda_number=f"Ö {number + 5}",
        )
        meeting = make_meeting(
            consultation.committee, by=by, is_public=is_public, title=f"Sitzung von {name}"
        )
        Consultation.objects.filter(pk=consultation.pk).update(meeting=meeting)
        enter(consultation, Outcome.ADOPTED, by=by, wording=f"Wortlaut von {name}")


def test_nothing_of_a_meeting_that_is_not_public_reaches_the_public(
    paper: Paper, coordination: User, office: User, client: Client
) -> None:
    public = make_meeting(
        paper.consultations.get(committee__name="Rat der Stadt").committee, by=coordination, is_public=True
    )
    paper.consultations.filter(committee__name="Rat der Stadt").update(meeting=public)
    add_steps_that_are_not_public(paper, paper.version, coordination)
    shown = ["Umweltausschuss", "Planungsausschuss", "Rat der Stadt"]
    assert [one.body for one in told(paper, public=True).steps] == shown
    printed = printed_paper(paper)
    assert [one.body for one in printed.steps] == shown
    rows = public_rows()
    assert rows is not None
    assert [one.committee.name for one in rows.consultations] == shown
    assert {entry.wording for entry in rows.resolutions.values()} == {
        "Der Ausschuss empfiehlt die Annahme.",
        "",
    }
    adopt_version(version=paper.version, on=date(2021, 10, 5), reference="2021/0734", by=coordination, at=AT)
    publish_version(version=paper.version, by=coordination, at=AT)
    for name in ("decision", "version"):
        arguments = [] if name == "decision" else [paper.version.number]
        page = client.get(reverse(f"publication:{name}", args=arguments)).content.decode()
        assert "Planungsausschuss" in page or name == "version"
        assert "Klausur" not in page
        assert "Kernteam intern" not in page


def test_paper_that_is_not_public_prints_all_steps(paper: Paper, coordination: User) -> None:
    add_steps_that_are_not_public(paper, paper.version, coordination)
    Paper.objects.filter(pk=paper.pk).update(is_public=False)
    bodies = [one.body for one in printed_paper(Paper.objects.get(pk=paper.pk)).steps]
    assert bodies[-3:] == ["Klausurausschuss", "Klausurgruppe", "Kernteam intern"]


def test_page_shows_the_whole_story(paper: Paper, office_client: Client) -> None:
    page = office_client.get(reverse("council:decision", args=[paper.pk])).content.decode()
    places = [
        page.index(words)
        for words in (
            "Eingebracht: Fassung 1",
            "Umweltausschuss",
            "Berichtigung: Verwechselt",
            "Zuvor eingetragen am",
            "Planungsausschuss",
            "9 Ja, 3 Nein, 2 Enthaltungen",
            "Aus Fassung 1 wurde Fassung 2: 1 Maßnahme geändert.",
            "Der Ausschuss empfiehlt die Annahme.",
            "Ältestenrat",
            "Rat der Stadt",
            "Beschlossen ist Fassung 2, mit den Änderungen aus der Beratung.",
        )
    ]
    assert places == sorted(places)


def test_page_is_for_readers_of_the_working_area(paper: Paper, reader: User) -> None:
    address = reverse("council:decision", args=[paper.pk])
    assert signed_in(reader).get(address).status_code == 200
    assert signed_in(reader).post(address).status_code == 405
    assert signed_in(reader).get(reverse("council:decision", args=[0])).status_code == 404
