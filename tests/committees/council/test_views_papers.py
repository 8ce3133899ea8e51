"""The pages of bodies, papers and their Beratungsfolge."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from committees.bodies.models import Committee
from committees.council.actions.papers import save_paper, submit_paper, withdraw_paper
from committees.council.choices import ConsultationRole, Outcome
from committees.council.models import Consultation, Paper
from strategy.models import Chapter, Strategy, StrategyVersion
from tests.builders import NOW, make_committee, make_consultation, make_paper, make_version
from tests.committees.conftest import Record
from tests.committees.council.test_papers import CLOSED
from tests.conftest import signed_in

AREA = "/arbeitsbereich"
REQUIRED = "Dieses Feld ist zwingend erforderlich."


def paper_values(paper: Paper, **changes: Any) -> dict[str, Any]:
    """What the browser sends for the form of a paper."""
    return {
        "revision": paper.revision,
        "version": str(paper.version_id),
        "reference": paper.reference,
        "kind": paper.kind,
        "subject": paper.subject,
        "is_public": "on",
        "author": "",
        "lead_department": "",
        "clerk": "",
        "proposed_resolution": paper.proposed_resolution,
        "facts": "",
        **changes,
    }


def errors(response: Any) -> dict[str, list[str]]:
    """The errors of a refused form: it answers 422 and shows each of them on the page."""
    assert response.status_code == 422
    found: dict[str, list[str]] = {**response.context["form"].errors}
    text = unescape(response.content.decode())
    assert [error for shown in found.values() for error in shown if error not in text] == []
    return found


def main_text(response: Any) -> str:
    """What stands in the main part of a page."""
    (main,) = re.findall("<main.*</main>", response.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", main)))


def rows(response: Any) -> list[list[str]]:
    """The cells of the tables of a page."""
    body = re.sub("<thead.*?</thead>", "", response.content.decode(), flags=re.DOTALL)
    return [
        [
            re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", "", cell))).strip()
            for cell in re.findall("<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall("<tr>.*?</tr>", body, re.DOTALL)
    ]


# Bodies


def test_committee_list_shows_bodies_by_kind(strategy: Strategy, reader_client: Client) -> None:
    make_committee("district_council", "Bezirksvertretung Wanne")
    make_committee("committee", "Ausschuss für Umweltschutz")
    assert rows(reader_client.get(f"{AREA}/gremien/")) == [
        ["Ausschuss"],
        ["Ausschuss für Umweltschutz", "0"],
        ["Bezirksvertretung"],
        ["Bezirksvertretung Wanne", "0"],
    ]


def test_committee_is_added(strategy: Strategy, office_client: Client) -> None:
    response = office_client.post(f"{AREA}/gremien/neu/", {"name": "Rat der Stadt", "kind": "council"})
    body = Committee.objects.get()
    assert (body.name, body.kind) == ("Rat der Stadt", "council")
    assert (response.status_code, response["Location"]) == (302, f"{AREA}/gremien/{body.pk}/")


def test_committee_without_name_is_refused(strategy: Strategy, office_client: Client) -> None:
    response = office_client.post(f"{AREA}/gremien/neu/", {"name": "", "kind": "council"})
    assert errors(response) == {"name": [REQUIRED]}
    assert response.context["form"]["kind"].value() == "council"


def test_committee_of_the_same_name_is_refused(strategy: Strategy, office_client: Client) -> None:
    make_committee("council", "Rat der Stadt")
    response = office_client.post(f"{AREA}/gremien/neu/", {"name": "Rat der Stadt", "kind": "council"})
    assert errors(response) == {"name": ["Ein Gremium mit diesem Namen gibt es schon."]}


# Papers


def test_paper_list_shows_the_newest_first(
    strategy: Strategy, paper: Paper, office: User, reader_client: Client
) -> None:
    newer = make_paper(paper.version, by=office, reference="2021/0800", subject="Zweite")
    Paper.objects.filter(pk=newer.pk).update(created_at=newer.created_at + timedelta(days=1))
    assert rows(reader_client.get(f"{AREA}/vorlagen/")) == [
        ["2021/0800", "Zweite", "Fassung 1", "in Vorbereitung seit 12.07.2021"],
        ["2021/0734", "Strategie", "Fassung 1", "in Vorbereitung seit 12.07.2021"],
    ]


def test_empty_paper_list_says_what_comes_first(
    strategy: Strategy, office: User, office_client: Client
) -> None:
    html = office_client.get(f"{AREA}/vorlagen/").content.decode()
    assert "Eine Vorlage braucht eine eingefrorene Fassung." in html
    assert (f'href="{AREA}/fassungen/"' in html.partition("<main")[2], "<table" in html) == (True, False)
    make_version(strategy, by=office)
    html = office_client.get(f"{AREA}/vorlagen/").content.decode()
    assert "Das Gremienbüro oder die Koordination legt sie zur eingefrorenen Fassung an." in html


def test_paper_list_offers_a_paper_for_a_draft_only(
    decision: Consultation, record: Record, office_client: Client
) -> None:
    link = f'href="{AREA}/vorlagen/neu/1/"'
    assert link in office_client.get(f"{AREA}/vorlagen/").content.decode()
    record(decision)
    assert link not in office_client.get(f"{AREA}/vorlagen/").content.decode()


def test_paper_page_shows_the_order_of_consultations(
    paper: Paper, hearing: Consultation, decision: Consultation, reader_client: Client
) -> None:
    undated = make_committee(name="Haupt- und Personalausschuss")
    make_consultation(paper, role=ConsultationRole.PRELIMINARY, committee=undated)
    assert rows(reader_client.get(f"{AREA}/vorlagen/{paper.pk}/")) == [
        ["1", "Ausschuss für Umweltschutz", "Anhörung", "25.08.2021", "offen"],
        ["2", "Rat der Stadt", "Entscheidung", "05.10.2021", "offen"],
        ["3", "Haupt- und Personalausschuss", "Vorberatung", "–", "offen"],
    ]


def test_paper_page_offers_changes_to_the_office_until_adoption(
    paper: Paper, hearing: Consultation, decision: Consultation, record: Record, office_client: Client
) -> None:
    def offered() -> list[str]:
        page = office_client.get(f"{AREA}/vorlagen/{paper.pk}/").content.decode()
        return re.findall(f'href="{AREA}/((?:beratungen|vorlagen)/[0-9]+/[a-z]+/)"', page)

    assert offered() == [
        f"vorlagen/{paper.pk}/einbringen/",
        f"vorlagen/{paper.pk}/bearbeiten/",
        f"vorlagen/{paper.pk}/zurueckziehen/",
        f"beratungen/{hearing.pk}/bearbeiten/",
        f"beratungen/{hearing.pk}/entfernen/",
        f"beratungen/{decision.pk}/bearbeiten/",
        f"beratungen/{decision.pk}/entfernen/",
        f"vorlagen/{paper.pk}/beratung/",
        f"vorlagen/{paper.pk}/einlesen/",
        f"vorlagen/{paper.pk}/anlage/",
    ]
    record(decision)
    ended = [f"beratungen/{decision.pk}/verlauf/", f"beratungen/{decision.pk}/ergebnis/"]
    assert offered() == [f"vorlagen/{paper.pk}/verlauf/", *ended]


def test_paper_form_begins_with_version_and_title(version: StrategyVersion, office_client: Client) -> None:
    form = office_client.get(f"{AREA}/vorlagen/neu/1/").context["form"]
    assert form["version"].value() == version.pk
    assert form["subject"].value() == "Nachhaltigkeitsstrategie der Stadt Musterstadt"


def test_paper_is_added(version: StrategyVersion, office: User) -> None:
    values = paper_values(Paper(version=version, reference="2021/0734", subject="Strategie"))
    response = signed_in(office).post(f"{AREA}/vorlagen/neu/1/", values, follow=True)
    paper = Paper.objects.get()
    assert response.redirect_chain == [(f"{AREA}/vorlagen/{paper.pk}/", 302)]
    assert "Die Vorlage ist angelegt. Tragen Sie jetzt die Beratungsfolge ein." in main_text(response)
    assert (paper.reference, paper.version, paper.created_by) == ("2021/0734", version, office)
    assert paper.history.get().history_user == office


def test_paper_of_the_same_reference_is_refused_and_the_input_kept(
    paper: Paper, office_client: Client
) -> None:
    values = paper_values(paper, facts="Viel getippter Text", subject="Zweite Vorlage")
    response = office_client.post(f"{AREA}/vorlagen/neu/1/", values)
    assert errors(response) == {"reference": ["Eine Vorlage mit dieser Nummer gibt es schon."]}
    kept = response.context["form"]
    assert (kept["facts"].value(), kept["subject"].value()) == ("Viel getippter Text", "Zweite Vorlage")
    assert "Viel getippter Text</textarea>" in response.content.decode()
    assert Paper.objects.get() == paper


def test_paper_without_reference_and_subject_is_refused(
    version: StrategyVersion, office_client: Client
) -> None:
    values = paper_values(Paper(version=version), facts="Bleibt stehen")
    response = office_client.post(f"{AREA}/vorlagen/neu/1/", values)
    assert errors(response) == {"reference": [REQUIRED], "subject": [REQUIRED]}
    assert response.context["form"]["facts"].value() == "Bleibt stehen"


def test_paper_form_offers_drafts_only(
    strategy: Strategy, decision: Consultation, record: Record, office: User, office_client: Client
) -> None:
    make_version(strategy, by=office)
    record(decision)
    form = office_client.get(f"{AREA}/vorlagen/neu/2/").context["form"]
    assert [version.number for version in form.fields["version"].queryset] == [2]
    values = paper_values(Paper(version=decision.paper.version, reference="2022/0001", subject="Zu spät"))
    assert list(errors(office_client.post(f"{AREA}/vorlagen/neu/1/", values))) == ["version"]
    assert Paper.objects.count() == 1


def test_paper_is_edited(paper: Paper, office: User) -> None:
    values = paper_values(paper, subject="Neuer Betreff")
    response = signed_in(office).post(f"{AREA}/vorlagen/{paper.pk}/bearbeiten/", values)
    assert (response.status_code, response["Location"]) == (302, f"{AREA}/vorlagen/{paper.pk}/")
    paper.refresh_from_db()
    assert (paper.subject, paper.revision) == ("Neuer Betreff", 2)


def test_paper_edited_meanwhile_keeps_both_texts(paper: Paper, office: User, office_client: Client) -> None:
    values = paper_values(paper, subject="Mein Betreff", facts="Meine Begründung")
    save_paper(paper=paper, values={"subject": "Ihr Betreff"}, revision=1, by=office)
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/bearbeiten/", values)
    assert response.status_code == 409
    kept = response.context["form"]
    assert (kept["subject"].value(), kept["facts"].value()) == ("Mein Betreff", "Meine Begründung")
    paper.refresh_from_db()
    assert (paper.subject, paper.facts) == ("Ihr Betreff", "")


def test_paper_is_not_edited_after_adoption(
    paper: Paper, decision: Consultation, record: Record, office_client: Client
) -> None:
    record(decision)
    values = paper_values(paper, subject="Anders")
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/bearbeiten/", values)
    assert errors(response) == {"__all__": [CLOSED]}
    paper.refresh_from_db()
    assert (paper.subject, paper.revision) == ("Strategie", 1)


def test_new_paper_is_offered_the_next_reference(version: StrategyVersion, office: User) -> None:
    year = timezone.localdate().year
    make_paper(version, by=office, reference=f"{year}/0041")
    form = signed_in(office).get(f"{AREA}/vorlagen/neu/1/").context["form"]
    assert form["reference"].value() == f"{year}/0042"


def test_reference_against_the_pattern_is_refused(version: StrategyVersion, office_client: Client) -> None:
    values = paper_values(Paper(version=version, reference="Vorlage 7", subject="Strategie"))
    assert errors(office_client.post(f"{AREA}/vorlagen/neu/1/", values)) == {
        "reference": ["Eine Vorlage-Nummer sieht so aus: JJJJ/NNNN (J: Jahr, N: laufende Nummer)."]
    }


def test_reference_given_before_the_pattern_stays(paper: Paper, office_client: Client, settings: Any) -> None:
    settings.PAPER_REFERENCE_PATTERN = "V-NNN"
    values = paper_values(paper, subject="Neuer Betreff")
    assert office_client.post(f"{AREA}/vorlagen/{paper.pk}/bearbeiten/", values).status_code == 302


def test_note_on_the_climate_needs_its_direction(paper: Paper, office_client: Client) -> None:
    values = paper_values(paper, climate_note="Weniger Autos.")
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/bearbeiten/", values)
    assert errors(response) == {"climate_effect": ["Bitte sagen Sie auch, wie die Auswirkung ist."]}


def test_submitted_paper_keeps_its_version(
    paper: Paper, decision: Consultation, office: User, office_client: Client
) -> None:
    submit_paper(paper=paper, by=office, at=NOW)
    page = office_client.get(f"{AREA}/vorlagen/{paper.pk}/bearbeiten/")
    assert "version" not in page.context["form"].fields


def test_paper_is_submitted_after_a_question(
    paper: Paper, decision: Consultation, office_client: Client
) -> None:
    address = f"{AREA}/vorlagen/{paper.pk}/einbringen/"
    assert "Die Texte der Strategie ruhen." in main_text(office_client.get(address))
    paper.refresh_from_db()
    assert paper.is_prepared
    response = office_client.post(address, follow=True)
    assert "Die Vorlage ist eingebracht. Die Texte der Strategie ruhen jetzt." in main_text(response)
    paper.refresh_from_db()
    assert paper.is_submitted


def test_paper_without_bodies_is_not_offered_to_be_submitted(paper: Paper, office_client: Client) -> None:
    text = main_text(office_client.get(f"{AREA}/vorlagen/{paper.pk}/einbringen/"))
    assert "Tragen Sie zuerst die Gremien ein." in text
    assert "Ja, einbringen" not in text


def test_paper_is_withdrawn_after_a_question(
    paper: Paper, decision: Consultation, office: User, office_client: Client
) -> None:
    submit_paper(paper=paper, by=office, at=NOW)
    address = f"{AREA}/vorlagen/{paper.pk}/zurueckziehen/"
    assert "Das lässt sich nicht rückgängig machen." in main_text(office_client.get(address))
    response = office_client.post(address, follow=True)
    assert "Die Vorlage ist zurückgezogen. Die Texte sind wieder offen." in main_text(response)
    paper.refresh_from_db()
    assert paper.state == "withdrawn"


def test_paper_withdrawn_before_it_was_submitted_never_was_public(paper: Paper, office: User) -> None:
    withdraw_paper(paper=paper, by=office, at=NOW)
    assert not Paper.objects.public().exists()


# The Beratungsfolge


def test_consultation_is_added(paper: Paper, office_client: Client) -> None:
    committee = make_committee()
    values = {"committee": committee.pk, "role": "hearing", "date": "2021-08-25"}
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/beratung/", values)
    assert (response.status_code, response["Location"]) == (302, f"{AREA}/vorlagen/{paper.pk}/#consultations")
    step = Consultation.objects.get()
    assert (step.paper, step.committee, step.role, step.date, step.outcome) == (
        paper,
        committee,
        "hearing",
        date(2021, 8, 25),
        "open",
    )


def test_consultation_with_impossible_date_is_refused(paper: Paper, office_client: Client) -> None:
    values = {"committee": "", "role": "hearing", "date": "31.02.2021"}
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/beratung/", values)
    assert errors(response) == {
        "committee": [REQUIRED],
        "date": ["„31.02.2021“ ist kein Datum. Zum Beispiel: 05.10.2021"],
    }
    assert response.context["form"]["date"].value() == "31.02.2021"
    assert not Consultation.objects.exists()


def test_second_decision_is_refused_on_its_form(
    paper: Paper, decision: Consultation, hearing: Consultation, office_client: Client
) -> None:
    sentence = {"__all__": ["Diese Vorlage hat schon ein entscheidendes Gremium."]}
    values = {"committee": hearing.committee_id, "role": "decision", "date": "2021-12-01"}
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/beratung/", values)
    assert errors(response) == sentence
    assert response.context["form"]["date"].value() == "2021-12-01"
    assert errors(office_client.post(f"{AREA}/beratungen/{hearing.pk}/bearbeiten/", values)) == sentence
    assert paper.consultations.count() == 2


def test_consultation_is_edited(hearing: Consultation, office_client: Client) -> None:
    values = {"committee": hearing.committee_id, "role": "notice", "date": ""}
    response = office_client.post(f"{AREA}/beratungen/{hearing.pk}/bearbeiten/", values)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{AREA}/vorlagen/{hearing.paper_id}/#consultations",
    )
    hearing.refresh_from_db()
    assert (hearing.role, hearing.date) == ("notice", None)


def test_consultation_form_shows_the_date_as_browsers_need_it(
    hearing: Consultation, office_client: Client
) -> None:
    page = office_client.get(f"{AREA}/beratungen/{hearing.pk}/bearbeiten/").content.decode()
    (field,) = re.findall('<input[^>]*name="date"[^>]*>', page)
    assert re.findall('value="([^"]*)"', field) == ["2021-08-25"]


@pytest.mark.parametrize("day", ["", "2021-09-01"], ids=["date removed", "date changed"])
def test_consultation_with_outcome_is_refused_on_its_form(
    hearing: Consultation, record: Record, office_client: Client, day: str
) -> None:
    record(hearing)
    values = {"committee": hearing.committee_id, "role": "decision", "date": day}
    response = office_client.post(f"{AREA}/beratungen/{hearing.pk}/bearbeiten/", values)
    assert list(errors(response)) == ["__all__"]
    assert errors(response)["__all__"][0].startswith("Diese Beratung hat schon ein Ergebnis.")
    hearing.refresh_from_db()
    assert (hearing.role, hearing.date, hearing.outcome) == ("hearing", date(2021, 8, 25), "adopted")


def test_consultation_is_removed_after_a_question(hearing: Consultation, office_client: Client) -> None:
    address = f"{AREA}/beratungen/{hearing.pk}/entfernen/"
    page = office_client.get(address)
    assert "Ausschuss für Umweltschutz, Anhörung, 25. August 2021" in main_text(page)
    assert Consultation.objects.exists()
    response = office_client.post(address)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{AREA}/vorlagen/{hearing.paper_id}/#consultations",
    )
    assert not Consultation.objects.exists()


def test_consultation_with_outcome_says_why_it_stays(
    hearing: Consultation, record: Record, office_client: Client
) -> None:
    record(hearing)
    response = office_client.post(f"{AREA}/beratungen/{hearing.pk}/entfernen/", follow=True)
    assert "Diese Beratung hat schon ein Ergebnis und bleibt im Verlauf stehen." in main_text(response)
    assert Consultation.objects.get() == hearing


# Who may, and with which method


@pytest.fixture
def writing_addresses(paper: Paper, decision: Consultation) -> list[str]:
    return [
        f"{AREA}/gremien/neu/",
        f"{AREA}/vorlagen/neu/1/",
        f"{AREA}/vorlagen/{paper.pk}/bearbeiten/",
        f"{AREA}/vorlagen/{paper.pk}/beratung/",
        f"{AREA}/beratungen/{decision.pk}/bearbeiten/",
        f"{AREA}/beratungen/{decision.pk}/entfernen/",
        f"{AREA}/beratungen/{decision.pk}/ergebnis/",
    ]


def test_writing_pages_open_for_the_office(office_client: Client, writing_addresses: list[str]) -> None:
    assert [office_client.get(address).status_code for address in writing_addresses] == [200] * 7


@pytest.mark.parametrize("role", ["reader", "member", "core_team"])
def test_writing_pages_are_hidden_from_others(
    request: pytest.FixtureRequest, role: str, writing_addresses: list[str]
) -> None:
    client = signed_in(request.getfixturevalue(role))
    assert [client.get(address).status_code for address in writing_addresses] == [404] * 7
    assert [client.post(address, {"x": "y"}).status_code for address in writing_addresses] == [404] * 7
    assert (Paper.objects.count(), Consultation.objects.count()) == (1, 1)


def test_writing_pages_take_get_and_post_only(office_client: Client, writing_addresses: list[str]) -> None:
    for method in (office_client.put, office_client.delete, office_client.patch):
        assert [method(address).status_code for address in writing_addresses] == [405] * 7


def test_reading_pages_take_get_only(paper: Paper, office_client: Client) -> None:
    addresses = [f"{AREA}/gremien/", f"{AREA}/vorlagen/", f"{AREA}/vorlagen/{paper.pk}/"]
    assert [office_client.get(address).status_code for address in addresses] == [200] * 3
    assert [office_client.post(address).status_code for address in addresses] == [405] * 3


@pytest.mark.parametrize(
    "address",
    [
        "vorlagen/neu/9/",
        "vorlagen/9999/",
        "vorlagen/9999/bearbeiten/",
        "vorlagen/9999/beratung/",
        "beratungen/9999/bearbeiten/",
        "beratungen/9999/entfernen/",
        "beratungen/9999/ergebnis/",
    ],
)
def test_missing_papers_and_consultations_are_not_found(
    strategy: Strategy, office_client: Client, address: str
) -> None:
    assert office_client.get(f"{AREA}/{address}").status_code == 404


# Other pages that show the way of a paper


def test_version_page_shows_its_papers_with_their_steps(
    hearing: Consultation, decision: Consultation, record: Record, reader_client: Client
) -> None:
    record(hearing, Outcome.NOTED)
    text = main_text(reader_client.get(f"{AREA}/fassungen/1/"))
    steps = "Ausschuss für Umweltschutz, 25.08.2021: zur Kenntnis genommen Rat der Stadt, 05.10.2021: offen"
    assert f"Vorlage 2021/0734 : Strategie {steps}" in text


def test_forms_of_an_ended_paper_say_so_before_anybody_types(
    paper: Paper, office: User, office_client: Client
) -> None:
    withdraw_paper(paper=paper, by=office, at=NOW)
    pages = [
        *("bearbeiten", "einbringen", "zurueckziehen", "anlage"),
        *("auswirkungen/neu/teilergebnisplan", "auswirkungen/vorschlag"),
    ]
    for page in pages:
        response = office_client.get(f"{AREA}/vorlagen/{paper.pk}/{page}/", follow=True)
        assert response.redirect_chain == [(f"{AREA}/vorlagen/{paper.pk}/", 302)]
        assert "Diese Vorlage ist abgeschlossen (zurückgezogen)" in main_text(response)


def test_paper_with_older_texts_is_not_offered_to_be_submitted(
    paper: Paper, decision: Consultation, office_client: Client
) -> None:
    Chapter.objects.filter(chapter_kind="preface").update(text="Neu.")
    text = main_text(office_client.get(f"{AREA}/vorlagen/{paper.pk}/einbringen/"))
    assert "Seit Fassung 1 wurde an der Strategie weitergearbeitet." in text
    assert "Ja, einbringen" not in text
