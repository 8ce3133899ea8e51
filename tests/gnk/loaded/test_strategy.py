"""The strategy of the demonstration at each stage, its accounts, and that loading it again changes nothing."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.council.choices import ConsultationRole
from committees.council.models import Consultation, Paper, Resolution
from gnk.demo.loader import STAGES
from gnk.demo.people import PASSWORD
from strategy.choices import ChapterKind, Phase, ResolutionStatus, ThemeDecision
from strategy.completeness import review_document
from strategy.document.document import StrategyDocument, from_json
from strategy.models import (
    Chapter,
    Measure,
    OperationalGoal,
    PhaseClosure,
    StrategicGoal,
    Strategy,
    StrategyVersion,
    ThemeField,
)
from tests.gnk.demo import everything, load_demo

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

THEMES = [
    "Lebenslanges Lernen & Kultur",
    "Soziale Gerechtigkeit & zukunftsfähige Gesellschaft",
    "Nachhaltiger Konsum & gesundes Leben",
    "Globale Verantwortung & Eine Welt",
    "Wohnen & Nachhaltige Quartiere",
    "Nachhaltige Verwaltung",
]
LEFT_OUT = [
    "Gute Arbeit & Nachhaltiges Wirtschaften",
    "Klimaschutz & Energie",
    "Nachhaltige Mobilität",
    "Ressourcenschutz & Klimafolgenanpassung",
]
CONSULTATIONS = [
    ("Ausschuss für Planung und Stadtentwicklung", "preliminary", date(2021, 8, 19)),
    ("Ausschuss für Umweltschutz", "preliminary", date(2021, 8, 25)),
    ("Ausschuss für Digitales, Infrastruktur und Mobilität", "preliminary", date(2021, 8, 26)),
    ("Bezirksvertretung Wanne", "preliminary", date(2021, 8, 31)),
    ("Bezirksvertretung Herne-Mitte", "preliminary", date(2021, 9, 2)),
    ("Bezirksvertretung Eickel", "preliminary", date(2021, 9, 9)),
    ("Bezirksvertretung Sodingen", "preliminary", date(2021, 9, 15)),
    ("Rat der Stadt", "decision", date(2021, 10, 5)),
]
only_adopted = pytest.mark.parametrize("stage", ["adopted"], indirect=True)
from_goals_on = pytest.mark.parametrize("stage", ["goals", "council", "adopted"], indirect=True)


def twice(texts: Iterable[str]) -> list[str]:
    return [text for text, count in Counter(texts).items() if text and count > 1]


def test_demo_has_an_account_for_each_role(stage: str) -> None:
    with_password = [user for user in User.objects.all() if user.has_usable_password()]
    assert {user.email: user.role for user in with_password} == {
        "koordination@herne.example": Role.COORDINATION,
        "kernteam@herne.example": Role.CORE_TEAM,
        "mitglied@herne.example": Role.STEERING_MEMBER,
        "gremien@herne.example": Role.COMMITTEE_OFFICE,
        "lesen@herne.example": Role.READER,
        **({"fachbereich@herne.example": Role.DEPARTMENT} if stage == "implementation" else {}),
    }
    assert [user for user in with_password if not user.check_password(PASSWORD)] == []


def test_demo_is_marked_as_example_of_herne(stage: str) -> None:
    strategy = Strategy.objects.select_related("municipality").get()
    assert strategy.is_example
    assert (str(strategy.municipality), strategy.municipality.ags) == ("Stadt Herne", "05916000")


@pytest.mark.parametrize(
    ("stage", "counts"),
    [
        ("selection", (0, 0, 0, 0, 0)),
        ("goals", (17, 60, 120, 0, 0)),
        ("council", (17, 60, 120, 1, 1)),
        ("adopted", (17, 60, 120, 1, 1)),
        ("implementation", (17, 60, 120, 1, 2)),
    ],
    indirect=["stage"],
)
def test_demo_has_the_size_of_hernes_strategy(stage: str, counts: tuple[int, ...]) -> None:
    models = (StrategicGoal, OperationalGoal, Measure, StrategyVersion, Paper)
    assert tuple(model._default_manager.count() for model in models) == counts


@pytest.mark.parametrize("stage", ["selection"], indirect=True)
def test_demo_begins_with_no_choice_at_all(stage: str) -> None:
    themes = ThemeField.objects.all()
    assert sorted(theme.title for theme in themes) == sorted([*THEMES, *LEFT_OUT])
    assert {(theme.decision, theme.reason, theme.position) for theme in themes} == {
        (ThemeDecision.OPEN, "", None)
    }
    assert [chapter.text for chapter in Chapter.objects.all()] == [""] * len(ChapterKind)


@from_goals_on
def test_demo_chooses_hernes_six_fields_in_their_order(stage: str) -> None:
    chosen = ThemeField.objects.selected()
    assert [(theme.number, theme.title) for theme in chosen] == [
        (str(number), title) for number, title in enumerate(THEMES, start=1)
    ]


@from_goals_on
def test_demo_states_a_reason_for_each_field_left_out(stage: str) -> None:
    left_out = ThemeField.objects.filter(decision=ThemeDecision.NOT_SELECTED)
    assert sorted(theme.title for theme in left_out) == LEFT_OUT
    assert [theme.title for theme in left_out if len(theme.reason) < 40] == []
    assert ThemeField.objects.count() == 10


@from_goals_on
def test_demo_refers_to_the_sdgs_about_two_hundred_times(document: StrategyDocument) -> None:
    levels = (document.strategic_goals(), document.operational_goals(), document.measures())
    references = [code for level in levels for entry in level for code in entry.sdg_targets]
    assert 190 <= len(references) <= 215
    assert set(references) <= {target.code for target in document.sdg_targets}


@from_goals_on
def test_demo_tells_nothing_twice(document: StrategyDocument) -> None:
    themes, strategic = document.themes, list(document.strategic_goals())
    goals, measures = list(document.operational_goals()), list(document.measures())
    texts = {
        "guideline": [theme.guideline for theme in themes],
        "initial situation": [theme.initial_situation for theme in themes],
        "summary": [theme.summary for theme in themes],
        "statement": [goal.statement for goal in strategic] + [goal.statement for goal in goals],
        "explanation": [goal.explanation for goal in strategic] + [goal.explanation for goal in goals],
        "short title": [goal.short_title for goal in goals],
        "title": [measure.title for measure in measures],
        "description": [measure.description for measure in measures],
        "milestones": [measure.milestones for measure in measures],
        "note": [measure.note for measure in measures],
        "reason": [candidate.reason for candidate in document.other_candidates],
        "chapter": [chapter.text for chapter in document.chapters],
    }
    assert {name: twice(found) for name, found in texts.items() if twice(found)} == {}
    required = ("guideline", "statement", "short title", "title", "description", "reason", "chapter")
    assert [name for name in required if not all(texts[name])] == []


@from_goals_on
def test_demo_is_nearly_complete_and_still_has_findings(document: StrategyDocument) -> None:
    review = review_document(document)
    assert review.findings != ()
    assert 80 < review.percent < 100
    assert {finding.phase for finding in review.findings} <= {Phase.OPERATIONAL_GOALS, Phase.MEASURES}


@pytest.mark.parametrize(
    ("stage", "closed"),
    [
        ("selection", 2),
        ("goals", 3),
        ("council", 6),
        ("adopted", 7),
    ],
    indirect=["stage"],
)
def test_demo_has_closed_the_phases_before_its_stage(stage: str, closed: int) -> None:
    states = PhaseClosure.objects.all()
    assert {state.phase for state in states} == set(list(Phase)[:closed])


@pytest.mark.parametrize("stage", ["council", "adopted"], indirect=True)
def test_demo_has_hernes_eight_consultations(stage: str) -> None:
    steps = Paper.objects.get(reference="2021/0734").consultations.select_related("committee")
    assert [(step.committee.name, step.role, step.date) for step in steps] == CONSULTATIONS
    assert {step.outcome for step in steps} == {"adopted" if stage == "adopted" else "open"}
    # Only the days are facts: each session says so.
    meetings = [step.meeting for step in steps]
    assert all(meeting.is_public and "Beispieldaten" in meeting.description for meeting in meetings)
    assert [timezone.localdate(meeting.starts_at) for meeting in meetings] == [step.date for step in steps]


@only_adopted
def test_demo_records_the_outcomes_with_a_wording_and_no_votes(stage: str) -> None:
    records = Resolution.objects.all()
    assert len(records) == 8
    assert {
        (record.votes_yes, record.majority, record.held_on == record.consultation.date) for record in records
    } == {(None, "", True)}
    assert all(record.wording.endswith("(Beispieltext)") for record in records)


def test_demo_knows_hernes_bodies(stage: str) -> None:
    political = {name for name, _role, _day in CONSULTATIONS}
    assert {committee.name for committee in Committee.objects.all()} == {
        *political,
        "Koordination",
        "Kernteam",
        "Steuerungsgruppe",
    }


@pytest.mark.parametrize("stage", ["council"], indirect=True)
def test_demo_before_the_council_is_a_draft(stage: str) -> None:
    version = StrategyVersion.objects.get()
    assert (version.number, version.is_adopted, version.is_published) == (1, False, False)
    assert {measure.resolution_status for measure in Measure.objects.all()} == {ResolutionStatus.PROPOSED}


@only_adopted
def test_demo_is_adopted_and_published(stage: str) -> None:
    version = StrategyVersion.objects.get()
    assert (version.adopted_on, version.resolution_reference) == (date(2021, 10, 5), "2021/0734")
    assert version.is_published
    assert from_json(version.content).themes[0].title == THEMES[0]
    assert {measure.resolution_status for measure in Measure.objects.all()} == {
        ResolutionStatus.UNDER_RESERVATION
    }


@only_adopted
def test_demo_history_names_who_did_it(stage: str) -> None:
    office = User.objects.get(role=Role.COMMITTEE_OFFICE)
    assert {entry.history_user for entry in Paper.history.all()} == {office}
    assert {entry.history_user for entry in Consultation.history.all()} == {office}
    assert Consultation.objects.get(role=ConsultationRole.DECISION).recorded_by == office


@only_adopted
def test_demo_can_be_read_and_signed_in_to(stage: str, client: Client) -> None:
    assert client.get("/").status_code == 200
    assert client.login(username="koordination@herne.example", password=PASSWORD)
    assert client.get("/arbeitsbereich/").status_code == 200


@pytest.mark.parametrize("again", STAGES)
@only_adopted
def test_second_call_changes_nothing(stage: str, again: str) -> None:
    before = everything()
    output = load_demo(again)
    assert output.splitlines()[0] == "Die Demonstration liegt schon vor; es wurde nichts geändert."
    assert everything() == before


@only_adopted
def test_accounts_option_prints_the_accounts_only(stage: str) -> None:
    before = everything()
    lines = load_demo("adopted", "--accounts").splitlines()
    assert lines[0] == f"Konten der Demonstration, alle mit dem Passwort {PASSWORD}:"
    assert lines[1:] == [
        "  koordination@herne.example   Koordination",
        "  kernteam@herne.example       Kernteam",
        "  mitglied@herne.example       Mitglied der Steuerungsgruppe",
        "  gremien@herne.example        Gremienbüro",
        "  lesen@herne.example          Lesezugang",
    ]
    assert everything() == before
