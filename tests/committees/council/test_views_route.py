"""The pages of the Beratungsfolge, of saved sequences and of legislative terms."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import LegislativeTerm
from committees.council.actions.papers import submit_paper
from committees.council.choices import ConsultationRole
from committees.council.models import Consultation, Paper, RouteTemplate
from strategy.models import Strategy
from tests.builders import NOW, make_committee, make_consultation, make_meeting, make_route, make_term
from tests.conftest import signed_in

AREA = "/arbeitsbereich"


def text_of(response: Any) -> str:
    (main,) = re.findall("<main.*</main>", response.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", main)))


def step_values(committee: Any, **changes: Any) -> dict[str, Any]:
    return {
        "committee": committee.pk,
        "role": "preliminary",
        "meeting": "",
        "date": "",
        "agenda_number": "",
        **changes,
    }


# The steps


def test_step_is_added_with_its_meeting_and_agenda_number(
    paper: Paper, office: User, office_client: Client
) -> None:
    meeting = make_meeting(make_committee(name="Umwelt"), by=office)
    values = step_values(meeting.committee, meeting=meeting.pk, date="2021-01-01", agenda_number="ö 4.2")
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/beratung/", values)
    assert (response.status_code, response["Location"]) == (302, f"{AREA}/vorlagen/{paper.pk}/#consultations")
    step = Consultation.objects.get()
    assert (step.meeting, step.date, step.agenda_number) == (meeting, date(2021, 8, 11), "Ö 4.2")
    page = text_of(office_client.get(f"{AREA}/sitzungen/{meeting.pk}/"))
    assert f"Vorlagen in dieser Sitzung Ö 4.2: {paper.reference} {paper.subject} (Vorberatung, offen)" in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Ö 1", "Ö 1"), ("ö1", "Ö 1"), ("TOP N 3", "N 3"), ("Ö 7.", "Ö 7"), ("n. 2", "N 2"), ("", "")],
)
def test_agenda_number_is_written_as_on_agendas(
    paper: Paper, office_client: Client, typed: str, kept: str
) -> None:
    values = step_values(make_committee(), agenda_number=typed)
    office_client.post(f"{AREA}/vorlagen/{paper.pk}/beratung/", values)
    assert [step.agenda_number for step in Consultation.objects.all()] == [kept]


def test_wrong_step_is_refused_with_its_reasons_and_the_input_kept(
    paper: Paper, office: User, office_client: Client
) -> None:
    meeting = make_meeting(make_committee(name="Umwelt"), by=office)
    values = step_values(make_committee(name="Planung"), meeting=meeting.pk, agenda_number="drei")
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/beratung/", values)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "meeting": ["Diese Sitzung ist keine von „Planung“."],
        "agenda_number": ["Schreiben Sie „Ö 1“ (öffentlich) oder „N 1“ (nichtöffentlich)."],
    }
    assert response.context["form"]["agenda_number"].value() == "drei"
    assert not Consultation.objects.exists()


def test_meetings_are_offered_by_body_and_cancelled_ones_left_out(
    paper: Paper, office: User, office_client: Client
) -> None:
    kept = make_meeting(make_committee(name="Umwelt"), by=office, title="3. Sitzung")
    make_meeting(make_committee(name="Planung"), by=office, cancelled_at=NOW)
    form = office_client.get(f"{AREA}/vorlagen/{paper.pk}/beratung/").context["form"]
    assert list(form.fields["meeting"].choices) == [
        ("", "keine eingetragene Sitzung"),
        ("Umwelt", [(kept.pk, "11.08.2021, 12:00 · 3. Sitzung")]),
    ]


def test_steps_are_moved_from_the_page_of_the_paper(paper: Paper, office_client: Client) -> None:
    first, second = (
        make_consultation(paper, role=ConsultationRole.HEARING, committee=make_committee(name=name))
        for name in ("Umwelt", "Planung")
    )
    page = office_client.get(f"{AREA}/vorlagen/{paper.pk}/").content.decode()
    assert re.findall(r'formaction="[^"]*/beratungen/([0-9]+/nach-[a-z]+)/"', page) == [
        f"{first.pk}/nach-unten",
        f"{second.pk}/nach-oben",
    ]
    office_client.post(f"{AREA}/beratungen/{second.pk}/nach-oben/")
    assert [step.pk for step in paper.consultations.all()] == [second.pk, first.pk]
    office_client.post(f"{AREA}/beratungen/{second.pk}/nach-unten/")
    assert [step.pk for step in paper.consultations.all()] == [first.pk, second.pk]


def test_route_is_drawn_with_its_state_and_remarks_for_the_office(
    paper: Paper, office_client: Client, reader: User
) -> None:
    make_consultation(paper, role=ConsultationRole.HEARING, date=date(2021, 8, 25))
    remark = "Kein Gremium hat die Zuständigkeit „Entscheidung“."
    page = office_client.get(f"{AREA}/vorlagen/{paper.pk}/").content.decode()
    assert re.findall('<svg class="route route--([a-z]+)" role="img"', page) == ["wide", "tall"]
    assert "0 von 1 Beratungen haben ein Ergebnis." in page
    assert remark in unescape(page)
    assert remark not in unescape(signed_in(reader).get(f"{AREA}/vorlagen/{paper.pk}/").content.decode())


# Saved sequences


def test_sequence_is_saved_listed_renamed_and_removed(paper: Paper, office_client: Client) -> None:
    make_consultation(paper, committee=make_committee(CommitteeKind.COUNCIL, "Rat"))
    saved = office_client.post(
        f"{AREA}/vorlagen/{paper.pk}/beratungsfolge/speichern/", {"name": "Immer"}, follow=True
    )
    assert "Die Beratungsfolge ist als „Immer“ gespeichert." in text_of(saved)
    route = RouteTemplate.objects.get()
    assert "Immer Rat (Entscheidung)" in text_of(office_client.get(f"{AREA}/beratungsfolgen/"))
    again = office_client.post(f"{AREA}/vorlagen/{paper.pk}/beratungsfolge/speichern/", {"name": "Immer"})
    assert again.status_code == 422
    assert again.context["form"].errors == {"name": ["Eine Beratungsfolge mit diesem Namen gibt es schon."]}
    office_client.post(f"{AREA}/beratungsfolgen/{route.pk}/umbenennen/", {"name": "Neu"})
    assert [str(each) for each in RouteTemplate.objects.all()] == ["Neu"]
    assert "„Neu“ entfernen?" in text_of(office_client.get(f"{AREA}/beratungsfolgen/{route.pk}/entfernen/"))
    office_client.post(f"{AREA}/beratungsfolgen/{route.pk}/entfernen/")
    assert not RouteTemplate.objects.exists()


def test_sequence_is_taken_over_and_says_how_many(paper: Paper, office_client: Client) -> None:
    route = make_route("Immer", "Umwelt", "Planung")
    address = f"{AREA}/vorlagen/{paper.pk}/beratungsfolge/uebernehmen/"
    assert "Immer: Umwelt → Planung" in text_of(office_client.get(address))
    nothing = office_client.post(address, {})
    assert (nothing.status_code, nothing.context["form"].errors) == (
        422,
        {"route": ["Bitte wählen Sie eine Beratungsfolge."]},
    )
    done = office_client.post(address, {"route": route.pk}, follow=True)
    assert "2 Beratungen sind eingetragen." in text_of(done)
    assert paper.consultations.count() == 2


def test_submitted_paper_takes_no_sequence_over(
    paper: Paper, decision: Consultation, office: User, office_client: Client
) -> None:
    route = make_route("Immer", "Umwelt")
    submit_paper(paper=paper, by=office, at=NOW)
    address = f"{AREA}/vorlagen/{paper.pk}/beratungsfolge/uebernehmen/"
    assert address not in office_client.get(f"{AREA}/vorlagen/{paper.pk}/").content.decode()
    response = office_client.post(address, {"route": route.pk})
    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "Die Vorlage ist schon eingebracht. Weitere Beratungen tragen Sie jetzt einzeln ein."
    ]


# Legislative terms


def test_term_is_added_changed_and_removed(strategy: Strategy, office_client: Client) -> None:
    values = {"name": "Wahlperiode 2020–2025", "starts_on": "2020-11-01", "ends_on": ""}
    office_client.post(f"{AREA}/wahlperioden/neu/", values)
    term = LegislativeTerm.objects.get()
    office_client.post(f"{AREA}/wahlperioden/{term.pk}/bearbeiten/", {**values, "ends_on": "2025-10-31"})
    page = text_of(office_client.get(f"{AREA}/wahlperioden/"))
    assert "Wahlperiode 2020–2025 01.11.2020 31.10.2025" in page
    office_client.post(f"{AREA}/wahlperioden/{term.pk}/entfernen/")
    assert not LegislativeTerm.objects.exists()


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"ends_on": "2025-10-01"}, ["Das Ende der Wahlperiode liegt vor ihrem Beginn."]),
        ({"starts_on": "2020-11-01"}, ["Eine Wahlperiode mit diesem Beginn gibt es schon."]),
        (
            {"starts_on": "2025-10-31"},
            ["Diese Wahlperiode überschneidet sich mit „Wahlperiode 2020“."],
        ),
    ],
)
def test_wrong_term_is_refused(
    strategy: Strategy, office_client: Client, values: dict[str, str], errors: list[str]
) -> None:
    make_term(2020)
    sent = {"name": "Neu", "starts_on": "2025-11-01", "ends_on": "", **values}
    response = office_client.post(f"{AREA}/wahlperioden/neu/", sent)
    assert (response.status_code, response.context["form"].non_field_errors()) == (422, errors)
    assert response.context["form"]["name"].value() == "Neu"
    assert LegislativeTerm.objects.count() == 1


def test_next_term_needs_the_end_of_the_one_before(strategy: Strategy, office_client: Client) -> None:
    LegislativeTerm.objects.create(name="Wahlperiode 2020", starts_on=date(2020, 11, 1))
    values = {"name": "Neu", "starts_on": "2025-11-01", "ends_on": ""}
    response = office_client.post(f"{AREA}/wahlperioden/neu/", values)
    assert response.context["form"].non_field_errors() == [
        "Diese Wahlperiode überschneidet sich mit „Wahlperiode 2020“. Tragen Sie zuerst deren Ende ein."
    ]
