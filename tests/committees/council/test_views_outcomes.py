"""The page on which the clerk enters what a body decided, and the record that everybody reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from committees.council.actions.papers import submit_paper
from committees.council.choices import RECOMMENDING_OUTCOMES, Outcome
from committees.council.models import Consultation, Paper, Resolution
from tests.builders import NOW, make_committee, make_membership
from tests.committees.conftest import Record
from tests.committees.council.test_views_papers import AREA, errors, main_text
from tests.conftest import signed_in

UNUSUAL = "Niemand hat anders gestimmt. Das heißt üblicherweise „einstimmig“."
VOTES = ("votes_yes", "votes_no")


@pytest.fixture
def submitted(decision: Consultation, hearing: Consultation, paper: Paper, office: User) -> Paper:
    return submit_paper(paper=paper, by=office, at=NOW)


def address_of(consultation: Consultation) -> str:
    return f"{AREA}/beratungen/{consultation.pk}/ergebnis/"


def sent(consultation: Consultation, outcome: str = "noted", **changes: Any) -> dict[str, Any]:
    """What the browser sends."""
    return {"corrects": "", "outcome": outcome, "held_on": str(consultation.date), **changes}


def test_outcome_is_recorded_with_its_votes(submitted: Paper, hearing: Consultation, office: User) -> None:
    values = sent(
        hearing,
        held_on="26.08.2021",
        majority="majority",
        faction_0="SPD",
        faction_0_votes_yes="20",
        faction_1="CDU",
        faction_1_votes_no="12",
        faction_1_abstentions="1",
        faction_2="",
    )
    response = signed_in(office).post(address_of(hearing), values, follow=True)
    assert response.redirect_chain == [(f"{AREA}/vorlagen/{hearing.paper_id}/", 302)]
    assert "Das Ergebnis ist eingetragen." in main_text(response)
    entry = Resolution.objects.get()
    assert (entry.outcome, entry.held_on, entry.recorded_by) == ("noted", date(2021, 8, 26), office)
    assert (entry.votes_yes, entry.votes_no, entry.abstentions) == (20, 12, 1)
    assert [line.faction for line in entry.faction_votes.all()] == ["SPD", "CDU"]


def test_votes_are_whole_numbers_as_germans_write_them(
    submitted: Paper, hearing: Consultation, office_client: Client
) -> None:
    wrong = sent(
        hearing, votes_yes="12,5", votes_no="31.12.2027", faction_0="SPD", faction_0_votes_yes="ca. 3"
    )
    assert errors(office_client.post(address_of(hearing), wrong)) == {
        "votes_yes": ["„12,5“ ist keine ganze Zahl, gelesen als 12,5. Zum Beispiel: 12"],
        "votes_no": ["„31.12.2027“ ist ein Datum, keine Zahl. Zum Beispiel: 12"],
        "faction_0_votes_yes": ["„ca. 3“ ist keine genaue Angabe, gelesen als 3. Zum Beispiel: 12"],
    }
    office_client.post(address_of(hearing), sent(hearing, votes_yes="1.000", votes_no="1"))
    assert Resolution.objects.get().votes_yes == 1000


def test_confirmed_warning_counts_for_no_other_figure(
    submitted: Paper, hearing: Consultation, office: User, office_client: Client
) -> None:
    make_membership(hearing.committee, office, since=date(2021, 1, 1))
    values = sent(hearing, votes_yes="5", votes_no="0")
    response = office_client.post(address_of(hearing), values)
    (tick,) = [tick for tick, _text in response.context["form"].fields["confirmed"].choices]
    confirmed = {**values, "confirmed": tick}
    again = office_client.post(address_of(hearing), {**confirmed, "votes_yes": "500"})
    assert errors(again) == {"confirmed": ["Bitte bestätigen Sie, was trotzdem stimmt."]}
    assert office_client.post(address_of(hearing), confirmed).status_code == 302


def test_form_says_what_follows_before_saving(
    submitted: Paper, decision: Consultation, hearing: Consultation, office_client: Client
) -> None:
    council = main_text(office_client.get(address_of(decision)))
    assert "beschlossen Damit ist Fassung 1 beschlossen. Die Nummern stehen dann fest." in council
    assert "abgelehnt Die Vorlage ist damit abgelehnt. Die Texte sind wieder offen." in council
    advice = main_text(office_client.get(address_of(hearing)))
    assert "Damit ist Fassung 1 beschlossen" not in advice


def test_decision_proposes_the_wording_of_the_paper(
    submitted: Paper, decision: Consultation, hearing: Consultation, office_client: Client
) -> None:
    forms = [office_client.get(address_of(one)).context["form"] for one in (decision, hearing)]
    assert [form["wording"].value() for form in forms] == [submitted.proposed_resolution, ""]


def test_form_offers_what_a_body_may_say_in_its_words_the_usual_first(
    submitted: Paper, hearing: Consultation, decision: Consultation, office_client: Client
) -> None:
    offered = {}
    for step in (hearing, decision):
        form = office_client.get(address_of(step)).context["form"]
        offered[step.role] = [
            (value, str(label).split(" <")[0]) for value, label in form.fields["outcome"].choices
        ]
    assert offered["hearing"][:4] == [
        ("recommended_unchanged", "ungeändert empfohlen"),
        ("recommended_with_changes", "geändert empfohlen"),
        ("recommended", "empfohlen"),
        ("no_recommendation", "ohne Empfehlung weitergeleitet"),
    ]
    assert {value for value, _word in offered["hearing"]} == set(Outcome) - {Outcome.OPEN}
    assert {value for value, _word in offered["decision"]} == set(Outcome) - {
        Outcome.OPEN,
        *RECOMMENDING_OUTCOMES,
    }


def test_decision_adopts(submitted: Paper, decision: Consultation, office_client: Client) -> None:
    values = sent(decision, "adopted", confirmed="decision_not_last")
    response = office_client.post(address_of(decision), values, follow=True)
    assert "beschlossene Fassung" in main_text(response)


def test_warning_is_shown_and_confirmed(
    submitted: Paper, hearing: Consultation, office_client: Client
) -> None:
    values = sent(hearing, "adopted", wording="Empfohlen.", majority="majority", votes_yes="9", votes_no="0")
    response = office_client.post(address_of(hearing), values)
    assert errors(response) == {"confirmed": ["Bitte bestätigen Sie, was trotzdem stimmt."]}
    assert UNUSUAL in main_text(response)
    kept = response.context["form"]
    assert (kept["wording"].value(), kept["votes_yes"].value()) == ("Empfohlen.", "9")
    assert not Resolution.objects.exists()
    assert office_client.post(address_of(hearing), {**values, "confirmed": "unanimous"}).status_code == 302
    assert Resolution.objects.get().accepted_remarks == ["unanimous"]


def test_blocking_rules_stand_at_their_fields(
    submitted: Paper, hearing: Consultation, office_client: Client
) -> None:
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    values = sent(hearing, "referred", held_on=tomorrow, majority="unanimous", votes_yes="9", votes_no="2")
    assert errors(office_client.post(address_of(hearing), values)) == {
        "held_on": ["Die Sitzung hat noch nicht stattgefunden. Ein Ergebnis gibt es erst danach."],
        "majority": ["„Einstimmig“ passt nicht zu Nein-Stimmen."],
        "referred_to": ["Bitte wählen Sie das Gremium, an das verwiesen wird."],
    }


def test_empty_form_is_refused(submitted: Paper, hearing: Consultation, office_client: Client) -> None:
    values = sent(hearing, "", held_on="", faction_0="", faction_0_votes_yes="3", votes_no="-1")
    response = office_client.post(address_of(hearing), values)
    found = errors(response)
    assert sorted(found) == ["faction_0", "held_on", "outcome", "votes_no"]
    assert found["faction_0"] == ["Bitte nennen Sie die Fraktion zu diesen Stimmen."]
    assert response.context["form"]["faction_0_votes_yes"].value() == "3"


def test_referral_inserts_the_other_body(
    submitted: Paper, hearing: Consultation, office_client: Client
) -> None:
    other = make_committee(name="Sozialausschuss")
    office_client.post(address_of(hearing), sent(hearing, "referred", referred_to=other.pk))
    assert [step.committee.name for step in submitted.consultations.all()] == [
        "Rat der Stadt",
        "Ausschuss für Umweltschutz",
        "Sozialausschuss",
    ]


def test_correction_shows_the_entry_and_needs_a_reason(
    submitted: Paper, hearing: Consultation, record: Record, office_client: Client
) -> None:
    record(hearing, Outcome.REJECTED, votes_yes=3, votes_no=8, wording="Nein.")
    entry = Resolution.objects.get()
    form = office_client.get(address_of(hearing)).context["form"]
    shown = {name: form[name].value() for name in ("corrects", "outcome", "held_on", *VOTES, "wording")}
    assert list(shown.values()) == [entry.pk, "rejected", date(2021, 8, 25), 3, 8, "Nein."]
    values = {**shown, "outcome": "noted"}
    assert errors(office_client.post(address_of(hearing), values)) == {
        "reason": ["Bitte sagen Sie, warum der Eintrag berichtigt wird."]
    }
    assert office_client.post(address_of(hearing), {**values, "reason": "Falsch"}).status_code == 302
    assert list(Resolution.objects.values_list("outcome", "corrects")) == [
        ("rejected", None),
        ("noted", entry.pk),
    ]


def test_second_clerk_sees_the_entry_of_the_first_and_keeps_the_input(
    submitted: Paper, hearing: Consultation, coordination_client: Client, office: User, office_client: Client
) -> None:
    office_client.post(address_of(hearing), sent(hearing, "rejected", votes_yes="3", votes_no="8"))
    response = coordination_client.post(address_of(hearing), sent(hearing, wording="Mein Wortlaut"))
    assert response.status_code == 409
    text = main_text(response)
    assert "Inzwischen hat jemand anderes ein Ergebnis eingetragen." in text
    assert "abgelehnt, 25. August 2021" in text
    assert "3 Ja, 8 Nein" in text
    assert office.name in text
    kept = response.context["form"]
    first = Resolution.objects.get()
    assert [kept[name].value() for name in ("outcome", "wording", "corrects")] == [
        "noted",
        "Mein Wortlaut",
        str(first.pk),
    ]
    values = {**sent(hearing), "corrects": first.pk, "reason": "Es war anders"}
    assert coordination_client.post(address_of(hearing), values).status_code == 302
    assert Resolution.objects.current().get().corrects == first


def test_outcome_of_an_ended_paper_is_refused(
    submitted: Paper, decision: Consultation, hearing: Consultation, record: Record, office_client: Client
) -> None:
    record(decision)
    assert errors(office_client.post(address_of(hearing), sent(hearing))) == {
        "__all__": ["Diese Vorlage ist abgeschlossen (beschlossen). Ein weiteres Ergebnis kommt nicht dazu."]
    }


def test_record_shows_every_entry_with_its_votes_and_its_file(
    submitted: Paper,
    hearing: Consultation,
    office_client: Client,
    reader_client: Client,
    settings: Any,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.7 x")
    office_client.post(
        address_of(hearing), sent(hearing, "rejected", votes_yes="3", votes_no="8", file=upload)
    )
    first = Resolution.objects.get()
    values = sent(hearing, corrects=first.pk, reason="Falsch gehört", wording="1. Zur Kenntnis.")
    office_client.post(address_of(hearing), values)
    text = main_text(reader_client.get(f"{AREA}/beratungen/{hearing.pk}/verlauf/"))
    noted, rejected = (
        text.index("zur Kenntnis genommen, 25. August 2021"),
        text.index("abgelehnt, 25. August 2021"),
    )
    assert (
        noted
        < text.index("Berichtigung: Falsch gehört")
        < rejected
        < text.index("Dieser Eintrag ist berichtigt.")
    )
    assert "3 Ja, 8 Nein" in text
    assert "Ergebnis berichtigen" not in text
    download = reader_client.get(f"{AREA}/beschluesse/{first.pk}/datei/")
    assert download.getvalue() == b"%PDF-1.7 x"
    assert download["Content-Disposition"] == (
        'attachment; filename="beschluss-ausschuss-fur-umweltschutz-2021-08-25.pdf"'
    )


def test_entry_without_file_has_none_to_fetch(
    submitted: Paper, hearing: Consultation, record: Record, reader_client: Client
) -> None:
    record(hearing, Outcome.NOTED)
    assert reader_client.get(f"{AREA}/beschluesse/{Resolution.objects.get().pk}/datei/").status_code == 404


@pytest.mark.parametrize("role", ["reader", "member", "core_team"])
def test_only_the_office_records(
    request: pytest.FixtureRequest, submitted: Paper, hearing: Consultation, role: str
) -> None:
    client = signed_in(request.getfixturevalue(role))
    answers = client.get(address_of(hearing)), client.post(address_of(hearing), sent(hearing))
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Resolution.objects.exists()


def test_pages_of_the_record_take_their_methods_only(
    submitted: Paper, hearing: Consultation, office_client: Client
) -> None:
    assert office_client.put(address_of(hearing)).status_code == 405
    assert office_client.post(f"{AREA}/beratungen/{hearing.pk}/verlauf/").status_code == 405
    assert office_client.post(f"{AREA}/beschluesse/1/datei/").status_code == 405
