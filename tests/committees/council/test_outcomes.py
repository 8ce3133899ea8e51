"""Recording and correcting what a body decided: what is kept, what follows, and what is refused."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.council.actions.outcomes import EntryRefused, RecordedMeanwhile
from committees.council.actions.papers import withdraw_paper
from committees.council.choices import ConsultationRole, Outcome, PaperKind, PaperState
from committees.council.models import Consultation, Paper, Resolution
from committees.council.procedure import FactionEntry
from editing.exceptions import RuleBroken
from strategy.models import Strategy, StrategyVersion
from tests.builders import make_committee, make_consultation, make_meeting, make_membership, make_user
from tests.committees.conftest import COUNCIL_DAY, Record

FACTIONS = (
    FactionEntry(faction="SPD", votes_yes=20),
    FactionEntry(faction="CDU", votes_no=0, abstentions=13),
)


def route(paper: Paper) -> list[tuple[str, str, str]]:
    """The Beratungsfolge in its order, numbered without gaps."""
    steps = list(paper.consultations.select_related("committee"))
    assert [step.position for step in steps] == list(range(1, len(steps) + 1))
    return [(step.committee.name, step.role, step.outcome) for step in steps]


def refusal(record: Record, consultation: Consultation, *args: Any, **values: Any) -> str:
    with pytest.raises(RuleBroken) as caught:
        record(consultation, *args, **values)
    return str(caught.value)


def current(consultation: Consultation) -> Resolution:
    return consultation.resolutions.current().get()


@pytest.fixture
def council_last(hearing: Consultation, decision: Consultation) -> Consultation:
    """The hearing, before the council."""
    assert hearing.position < decision.position
    return hearing


def test_entry_keeps_everything_that_was_said(
    council_last: Consultation, record: Record, office: User
) -> None:
    at = datetime(2021, 8, 26, 7, 30, tzinfo=UTC)
    saved = record(
        council_last,
        at=at,
        majority="majority",
        votes_yes=20,
        votes_no=0,
        abstentions=13,
        factions=FACTIONS,
        wording="Der Ausschuss empfiehlt die Strategie.",
    )
    entry = current(council_last)
    assert (entry.outcome, entry.held_on, entry.majority) == ("adopted", date(2021, 8, 25), "majority")
    assert (entry.votes_yes, entry.votes_no, entry.abstentions) == (20, 0, 13)
    lines = entry.faction_votes.values_list("faction", "votes_yes", "votes_no", "abstentions")
    assert list(lines) == [("SPD", 20, 0, 0), ("CDU", 0, 0, 13)]
    assert entry.wording == "Der Ausschuss empfiehlt die Strategie."
    assert (entry.recorded_at, entry.recorded_by, entry.corrects) == (at, office, None)
    assert entry.accepted_remarks == ["unanimous"]
    assert (saved.outcome, saved.recorded_at, saved.recorded_by) == ("adopted", at, office)
    assert (saved.version.number, saved.resulting_version.number) == (1, 1)
    assert saved.history.first().history_user == office


def test_warning_must_be_confirmed(council_last: Consultation, record: Record) -> None:
    with pytest.raises(EntryRefused) as caught:
        record(council_last, majority="majority", votes_yes=5, votes_no=0, confirmed=frozenset())
    assert [(remark.code, remark.blocks) for remark in caught.value.remarks] == [("unanimous", False)]
    council_last.refresh_from_db()
    assert (council_last.outcome, Resolution.objects.count()) == ("open", 0)


def test_blocking_rule_cannot_be_confirmed(decision: Consultation, record: Record) -> None:
    with pytest.raises(EntryRefused) as caught:
        record(decision, votes_yes=5, votes_no=5, confirmed=frozenset({"tie"}))
    assert [(remark.code, remark.blocks) for remark in caught.value.remarks] == [("tie", True)]
    assert not StrategyVersion.objects.get().is_adopted


def test_seats_of_the_day_count(council_last: Consultation, record: Record) -> None:
    for since, until in (("2020-01-01", None), ("2020-01-01", "2021-08-24"), ("2021-08-26", None)):
        make_membership(council_last.committee, make_user(), since=since, until=until)
    with pytest.raises(EntryRefused) as caught:
        record(council_last, Outcome.REJECTED, votes_yes=0, votes_no=2, confirmed=frozenset())
    (remark,) = caught.value.remarks
    assert remark.sentence == ("Eingetragen sind 2 Stimmen. An diesem Tag hat das Gremium 1 Sitz mit Stimme.")


def test_outcome_needs_a_submitted_paper(
    paper: Paper, decision: Consultation, record: Record, office: User
) -> None:
    withdraw_paper(paper=paper, by=office, at=datetime(2021, 8, 1, tzinfo=UTC))
    assert refusal(record, decision) == (
        "Diese Vorlage ist abgeschlossen (zurückgezogen). Ein weiteres Ergebnis kommt nicht dazu."
    )


@pytest.mark.parametrize(
    ("at", "accepted"),
    [
        (datetime(2021, 10, 4, 21, 59, tzinfo=UTC), False),
        (datetime(2021, 10, 4, 22, 0, tzinfo=UTC), True),
    ],
    ids=["23:59 in Berlin the day before", "midnight in Berlin"],
)
def test_meeting_day_begins_at_midnight_in_berlin(
    hearing: Consultation, record: Record, at: datetime, accepted: bool
) -> None:
    try:
        record(hearing, held_on=date(2021, 10, 5), at=at)
    except RuleBroken:
        assert not accepted
    else:
        assert accepted


@pytest.mark.parametrize("outcome", [Outcome.ADJOURNED, Outcome.REMOVED])
def test_postponed_step_comes_again_right_behind(
    hearing: Consultation, decision: Consultation, record: Record, outcome: Outcome
) -> None:
    record(hearing, outcome)
    environment, council = ("Ausschuss für Umweltschutz", "hearing"), ("Rat der Stadt", "decision")
    assert route(hearing.paper) == [(*environment, outcome), (*environment, "open"), (*council, "open")]
    again = hearing.led_to.get()
    assert (again.date, again.meeting, again.version) == (None, None, None)
    record(decision, outcome)
    assert route(hearing.paper)[2:] == [(*council, outcome), (*council, "open")]


def test_adjourned_decision_adopts_the_second_time(decision: Consultation, record: Record) -> None:
    record(decision, Outcome.ADJOURNED)
    again = decision.led_to.get()
    record(again, held_on=date(2021, 11, 9))
    assert StrategyVersion.objects.get().adopted_on == date(2021, 11, 9)
    assert [str(one) for one in Resolution.objects.all()] == [
        "vertagt, 05.10.2021",
        "beschlossen, 09.11.2021",
    ]


def test_referral_by_an_advisory_body_inserts_the_other(
    hearing: Consultation, decision: Consultation, record: Record
) -> None:
    other = make_committee(name="Sozialausschuss")
    record(hearing, Outcome.REFERRED, referred_to=other.pk)
    assert route(hearing.paper) == [
        ("Ausschuss für Umweltschutz", "hearing", "referred"),
        ("Sozialausschuss", "hearing", "open"),
        ("Rat der Stadt", "decision", "open"),
    ]
    assert other.consultations.get().arose_from == hearing


def test_referral_by_the_council_comes_back_to_it(decision: Consultation, record: Record) -> None:
    other = make_committee(name="Sozialausschuss")
    record(decision, Outcome.REFERRED, referred_to=other.pk)
    assert route(decision.paper) == [
        ("Rat der Stadt", "decision", "referred"),
        ("Sozialausschuss", "preliminary", "open"),
        ("Rat der Stadt", "decision", "open"),
    ]
    assert {one.arose_from for one in decision.paper.consultations.all()} == {None, decision}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.REJECTED, PaperState.REJECTED), (Outcome.WITHDRAWN, PaperState.WITHDRAWN)],
)
def test_rejection_and_withdrawal_end_the_paper(
    decision: Consultation, record: Record, office: User, outcome: Outcome, state: PaperState
) -> None:
    record(decision, outcome)
    paper = Paper.objects.get()
    assert (paper.state, paper.state_by) == (state, office)
    assert not Strategy.objects.get().is_submitted
    assert not StrategyVersion.objects.get().is_adopted


def test_withdrawal_in_an_advisory_body_ends_the_paper_too(
    council_last: Consultation, record: Record
) -> None:
    record(council_last, Outcome.WITHDRAWN)
    assert Paper.objects.get().state == PaperState.WITHDRAWN


@pytest.mark.parametrize(
    "outcome", [Outcome.REJECTED, Outcome.NOTED, Outcome.NO_RECOMMENDATION, Outcome.ADOPTED]
)
def test_advice_never_ends_a_paper(council_last: Consultation, record: Record, outcome: Outcome) -> None:
    record(council_last, outcome)
    assert Paper.objects.get().state == PaperState.SUBMITTED
    assert Strategy.objects.get().is_submitted


@pytest.mark.parametrize(
    ("kind", "state"), [(PaperKind.RESOLUTION, PaperState.SUBMITTED), (PaperKind.REPORT, PaperState.NOTED)]
)
def test_noting_ends_only_a_report(
    paper: Paper, decision: Consultation, record: Record, kind: PaperKind, state: PaperState
) -> None:
    Paper.objects.update(kind=kind)
    record(decision, Outcome.NOTED)
    assert Paper.objects.get().state == state


def test_meeting_of_another_day_is_detached(council_last: Consultation, record: Record, office: User) -> None:
    meeting = make_meeting(
        council_last.committee,
        by=office,
        starts_at=datetime(2021, 8, 25, 15, tzinfo=UTC),
    )
    Consultation.objects.filter(pk=council_last.pk).update(meeting=meeting)
    assert record(council_last, Outcome.NOTED).meeting == meeting
    entry = current(council_last)
    values = {"corrects": entry.pk, "reason": "Tippfehler", "held_on": date(2021, 8, 26)}
    assert record(council_last, Outcome.NOTED, **values).meeting is None


# Corrections


def test_correction_names_its_reason_and_keeps_the_first_entry(
    council_last: Consultation, record: Record, coordination: User
) -> None:
    record(council_last, Outcome.REJECTED, votes_yes=3, votes_no=8)
    first = current(council_last)
    saved = record(
        council_last,
        Outcome.NOTED,
        held_on=date(2021, 8, 26),
        corrects=first.pk,
        reason=" Falsches Gremium ",
        by=coordination,
    )
    second = current(council_last)
    assert (second.corrects, second.correction_reason) == (first, "Falsches Gremium")
    assert (saved.outcome, saved.date, saved.recorded_by) == ("noted", date(2021, 8, 26), coordination)
    first.refresh_from_db()
    assert (first.outcome, first.votes_no, first.corrected_by) == ("rejected", 8, second)


def test_correction_without_reason_is_refused(council_last: Consultation, record: Record) -> None:
    record(council_last, Outcome.REJECTED)
    sentence = refusal(record, council_last, Outcome.NOTED, corrects=current(council_last).pk, reason="  ")
    assert sentence == "Bitte sagen Sie, warum der Eintrag berichtigt wird."


def test_second_clerk_sees_the_entry_of_the_first(council_last: Consultation, record: Record) -> None:
    record(council_last, Outcome.REJECTED)
    with pytest.raises(RecordedMeanwhile) as caught:
        record(council_last, Outcome.NOTED)
    assert caught.value.current == current(council_last)
    assert Resolution.objects.get().outcome == "rejected"


def test_entry_corrected_twice_refuses_the_second(council_last: Consultation, record: Record) -> None:
    record(council_last, Outcome.REJECTED)
    first = current(council_last)
    record(council_last, Outcome.NOTED, corrects=first.pk, reason="Falsch")
    with pytest.raises(RecordedMeanwhile) as caught:
        record(council_last, Outcome.ADOPTED, corrects=first.pk, reason="Auch falsch")
    assert caught.value.current.outcome == "noted"


def test_correction_after_adoption_moves_its_day(
    decision: Consultation, record: Record, office: User, django_capture_on_commit_callbacks: Any
) -> None:
    record(decision)
    first = StrategyVersion.objects.get().pdf_file
    values = {"held_on": date(2021, 10, 4), "corrects": current(decision).pk, "reason": "Tag verwechselt"}
    record(
        decision,
        Outcome.ADOPTED_UNCHANGED,
        votes_yes=50,
        votes_no=2,
        at=datetime(2021, 10, 8, tzinfo=UTC),
        **values,
    )
    version = StrategyVersion.objects.get()
    assert (version.adopted_on, version.is_adopted) == (date(2021, 10, 4), True)
    assert version.pdf_file != first
    assert Paper.objects.get().state == PaperState.ADOPTED
    assert current(decision).votes_yes == 50


@pytest.mark.parametrize("other", [Outcome.REJECTED, Outcome.ADJOURNED, Outcome.NOTED])
def test_adoption_is_not_corrected_into_something_else(
    decision: Consultation, record: Record, other: Outcome
) -> None:
    record(decision)
    sentence = refusal(record, decision, other, corrects=current(decision).pk, reason="Irrtum")
    assert sentence == (
        "Die Vorlage ist abgeschlossen. Zu berichtigen sind noch Stimmen, Wortlaut, Tag und Datei. "
        "Für ein anderes Ergebnis braucht es eine neue Vorlage."
    )
    assert StrategyVersion.objects.get().is_adopted
    assert Resolution.objects.count() == 1


def test_advice_can_be_corrected_after_adoption(
    hearing: Consultation, decision: Consultation, record: Record
) -> None:
    record(hearing, Outcome.NOTED)
    record(decision)
    record(hearing, Outcome.REJECTED, corrects=current(hearing).pk, reason="Niederschrift gelesen")
    assert (current(hearing).outcome, Paper.objects.get().state) == ("rejected", PaperState.ADOPTED)


def test_advice_without_consequence_can_become_an_adjournment(
    hearing: Consultation, decision: Consultation, record: Record
) -> None:
    record(hearing, Outcome.NOTED)
    record(hearing, Outcome.ADJOURNED, corrects=current(hearing).pk, reason="Falsch abgehakt")
    assert [outcome for _body, _role, outcome in route(hearing.paper)] == ["adjourned", "open", "open"]


def test_adjournment_is_not_corrected_into_an_outcome(council_last: Consultation, record: Record) -> None:
    record(council_last, Outcome.ADJOURNED)
    values = {"corrects": current(council_last).pk, "reason": "Doch beraten"}
    assert refusal(record, council_last, Outcome.NOTED, **values) == (
        "Aus diesem Eintrag ist eine weitere Beratung entstanden. "
        "Tragen Sie das Ergebnis dort ein, oder ändern Sie diese Beratung."
    )
    record(council_last, Outcome.REMOVED, **values)
    assert council_last.led_to.count() == 1


# Files

PDF = b"%PDF-1.7 Niederschrift"


def test_file_is_kept_under_a_name_of_our_own(
    council_last: Consultation, record: Record, media: None
) -> None:
    record(council_last, Outcome.NOTED, upload=SimpleUploadedFile("../böse.exe", PDF))
    entry = current(council_last)
    assert (entry.size, entry.content_type) == (len(PDF), "application/pdf")
    assert re.fullmatch(r"beschluesse/\d{4}/[0-9a-f-]{36}\.pdf", str(entry.file.name))


def test_correction_keeps_the_file(council_last: Consultation, record: Record, media: None) -> None:
    record(council_last, Outcome.NOTED, upload=SimpleUploadedFile("x.pdf", PDF))
    first = current(council_last)
    record(council_last, Outcome.REJECTED, corrects=first.pk, reason="Falsch gelesen")
    second = current(council_last)
    assert (second.file.name, second.size, second.content_type) == (
        first.file.name,
        len(PDF),
        "application/pdf",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Diese Datei ist leer."),
        (
            b"MZ\x90",
            "Dateien dieser Art gehen nicht. Möglich sind: PDF, DOCX, ODT, XLSX, PNG, JPG, ohne Makros.",
        ),
    ],
)
def test_other_file_is_refused_with_the_entry(
    council_last: Consultation, record: Record, content: bytes, sentence: str
) -> None:
    upload = SimpleUploadedFile("x.pdf", content)
    assert refusal(record, council_last, Outcome.NOTED, upload=upload) == sentence
    assert Resolution.objects.count() == 0


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_council_of_a_paper_with_a_district_council(paper: Paper, record: Record) -> None:
    """Bodies behind the decision warn, and the paper ends all the same."""
    council = make_consultation(paper, date=COUNCIL_DAY)
    make_consultation(
        paper, role=ConsultationRole.HEARING, committee=make_committee(CommitteeKind.DISTRICT_COUNCIL)
    )
    with pytest.raises(EntryRefused, match="Das entscheidende Gremium steht zuletzt"):
        record(council, confirmed=frozenset())
    record(council)
    assert Paper.objects.get().state == PaperState.ADOPTED
