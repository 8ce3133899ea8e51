"""What each object says, and what none of them may say."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.council.choices import ConsultationRole, Outcome, PaperState
from committees.council.models import Paper
from oparl.models import PublishedObject
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import Strategy
from tests.builders import NOW, make_committee, make_consultation, make_meeting, make_membership, make_user
from tests.oparl.scene import PUBLISHED, SECRET, council_at_work, publish, read
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
BASE = f"{settings.BASE_URL}/oparl/v1.1"
HEAD = ("id", "type", "created", "modified")
LISTS = (
    *("organization", "person", "meeting", "paper", "agendaitem", "consultation"),
    *("file", "location", "legislativeterm", "membership"),
)


@pytest.fixture
@remembered
def scene(strategy: Strategy, coordination: User) -> SimpleNamespace:
    scene = council_at_work(strategy, coordination)
    publish()
    return scene


def fields_of(path: str) -> dict[str, Any]:
    """An object without what all objects begin with."""
    found = read(path).json()
    return {name: value for name, value in found.items() if name not in HEAD}


def everything() -> Iterator[str]:
    """All that the interface says, as text: lists, and each object under its own address."""
    for name in ("", "body", *(f"body/1/{name}" for name in LISTS)):
        yield read(f"/{name}").content.decode()
    for row in PublishedObject.objects.exclude(kind="system"):
        yield read(f"/{row.kind}/{row.key}").content.decode()


def test_every_object_begins_alike(scene: SimpleNamespace) -> None:
    found = read(f"/paper/{scene.paper.pk}").json()
    assert {name: found[name] for name in HEAD} == {
        "id": f"{BASE}/paper/{scene.paper.pk}",
        "type": "https://schema.oparl.org/1.1/Paper",
        "created": "2021-08-21T12:00:00+02:00",
        "modified": "2021-08-21T12:00:00+02:00",
    }


def test_system_leads_to_the_body(scene: SimpleNamespace) -> None:
    assert fields_of("/") == {
        "oparlVersion": "https://schema.oparl.org/1.1/",
        "name": f"Beratungen zur Nachhaltigkeitsstrategie, {scene.version.strategy.municipality}",
        "body": f"{BASE}/body",
        "website": f"{settings.BASE_URL}/",
        "web": f"{settings.BASE_URL}/",
    }


def test_body_embeds_its_terms_and_names_all_lists(scene: SimpleNamespace) -> None:
    municipality = scene.version.strategy.municipality
    body = fields_of("/body/1")
    [term] = body.pop("legislativeTerm")
    assert body == {
        "system": f"{BASE}/",
        "shortName": municipality.name,
        "name": str(municipality),
        "website": f"{settings.BASE_URL}/",
        "web": f"{settings.BASE_URL}/",
        "ags": municipality.ags,
        "classification": "Stadt",
        **{
            name: f"{BASE}/body/1/{name}"
            for name in ("organization", "person", "meeting", "paper", "consultation", "file", "membership")
        },
        "agendaItem": f"{BASE}/body/1/agendaitem",
        "locationList": f"{BASE}/body/1/location",
        "legislativeTermList": f"{BASE}/body/1/legislativeterm",
    }
    own = read(term["id"]).json()
    assert own == {**term, "body": f"{BASE}/body/1"}
    assert (term["name"], term["startDate"], "endDate" in term) == ("Wahlperiode 2020", "2021-07-12", False)


def test_body_has_an_empty_list_of_terms(strategy: Strategy) -> None:
    publish()
    assert fields_of("/body/1")["legislativeTerm"] == []


def test_organizations_are_the_public_bodies(scene: SimpleNamespace) -> None:
    data = read("/body/1/organization").json()["data"]
    assert {found["name"]: (found["organizationType"], found["classification"]) for found in data} == {
        scene.council.name: ("Gremium", "Parlament"),
        "Umweltausschuss": ("Gremium", "Ausschuss"),
        "Steuerungsgruppe": ("Gremium", "Projektbeirat"),
    }
    assert fields_of(f"/organization/{scene.council.pk}") == {
        "body": f"{BASE}/body/1",
        "name": scene.council.name,
        "organizationType": "Gremium",
        "classification": "Parlament",
        "membership": [f"{BASE}/membership/{scene.seat.pk}"],
        "meeting": f"{BASE}/organization/{scene.council.pk}/meeting",
        "consultation": f"{BASE}/organization/{scene.council.pk}/consultation",
    }


def test_person_is_a_name_with_seats(scene: SimpleNamespace) -> None:
    seat = {
        "id": f"{BASE}/membership/{scene.seat.pk}",
        "type": "https://schema.oparl.org/1.1/Membership",
        "created": "2021-08-21T12:00:00+02:00",
        "modified": "2021-08-21T12:00:00+02:00",
        "organization": f"{BASE}/organization/{scene.council.pk}",
        "role": "Mitglied",
        "votingRight": True,
        "startDate": "2020-07-12",
    }
    person = f"/person/{scene.seat.user_id}"
    assert fields_of(person) == {"body": f"{BASE}/body/1", "name": "Vera Vorsitz", "membership": [seat]}
    assert read(f"/membership/{scene.seat.pk}").json() == {**seat, "person": f"{BASE}{person}"}


def test_who_said_no_or_nothing_is_nobody(scene: SimpleNamespace) -> None:
    no = make_membership(scene.council, make_user(name_consent=False, name_consent_at=NOW))
    only_inside = make_membership(
        make_committee(CommitteeKind.CORE_TEAM), make_user(name_consent=True, name_consent_at=NOW)
    )
    publish()
    assert [found["name"] for found in read("/body/1/person").json()["data"]] == ["Vera Vorsitz"]
    for seat in (no, only_inside):
        assert read(f"/person/{seat.user_id}").status_code == 404
        assert read(f"/membership/{seat.pk}").status_code == 404


def test_meeting_embeds_place_and_agenda(scene: SimpleNamespace) -> None:
    meeting = fields_of(f"/meeting/{scene.meeting.pk}")
    location, [item] = meeting.pop("location"), meeting.pop("agendaItem")
    assert meeting == {
        "name": "Ratssitzung",
        "meetingState": "durchgeführt",
        "cancelled": False,
        "start": "2021-08-11T12:00:00+02:00",
        "end": "2021-08-11T14:00:00+02:00",
        "organization": [f"{BASE}/organization/{scene.council.pk}"],
    }
    assert location["description"] == "Rathaus"
    back = f"{BASE}/meeting/{scene.meeting.pk}"
    assert read(location["id"]).json() == {**location, "meetings": [back]}
    assert read(item["id"]).json() == {**item, "meeting": back}


def test_agenda_item_says_what_was_decided(scene: SimpleNamespace) -> None:
    item = fields_of(f"/agendaitem/{scene.decision.pk}")
    file = item.pop("resolutionFile")
    assert item == {
        "meeting": f"{BASE}/meeting/{scene.meeting.pk}",
        "number": "Ö 4",
        "order": 0,
        "name": "Strategie",
        "public": True,
        "consultation": f"{BASE}/consultation/{scene.decision.pk}",
        "result": "beschlossen",
        "resolutionText": "Der Rat beschließt.",
        "gnk:majority": "mehrheitlich",
        "gnk:votes": {"yes": 40, "no": 3},
    }
    own = read(file["id"]).json()
    assert own == {**file, "agendaItem": [f"{BASE}/agendaitem/{scene.decision.pk}"]}


def test_agenda_items_are_ordered_by_their_number(scene: SimpleNamespace) -> None:
    for number in ("Ö 10", "", "Ö 2"):
        make_consultation(
            scene.paper, role=ConsultationRole.HEARING, meeting=scene.meeting, agenda_number=number
        )
    publish()
    items = read(f"/meeting/{scene.meeting.pk}").json()["agendaItem"]
    assert [(item["order"], item.get("number")) for item in items] == [
        (0, "Ö 2"),
        (1, "Ö 4"),
        (2, "Ö 10"),
        (3, None),
    ]


def test_paper_embeds_files_and_steps(scene: SimpleNamespace) -> None:
    paper = fields_of(f"/paper/{scene.paper.pk}")
    main, files, [step] = paper.pop("mainFile"), paper.pop("auxiliaryFile"), paper.pop("consultation")
    assert paper == {
        "body": f"{BASE}/body/1",
        "name": "Strategie",
        "reference": "2021/0734",
        "date": "2021-07-12",
        "paperType": "Beschlussvorlage",
        "gnk:state": "in Beratung",
    }
    assert main["id"] == f"{BASE}/file/vorlage-{scene.paper.pk}"
    assert [file["name"] for file in files] == ["Nachhaltigkeitsstrategie, Fassung 1", "Karte"]
    back = f"{BASE}/paper/{scene.paper.pk}"
    for file in (main, *files):
        assert read(file["id"]).json() == {**file, "paper": [back]}
    assert read(step["id"]).json() == {**step, "paper": back}


def test_paper_leads_to_the_published_version(scene: SimpleNamespace, coordination: User) -> None:
    adopt_version(version=scene.version, on=NOW.date(), reference="2021/0734", by=coordination, at=NOW)
    publish()
    assert "web" not in read(f"/paper/{scene.paper.pk}").json()
    publish_version(version=scene.version, by=coordination, at=NOW)
    publish()
    assert read(f"/paper/{scene.paper.pk}").json()["web"] == f"{settings.BASE_URL}/fassungen/1/"


def test_consultation_names_body_meeting_and_item(scene: SimpleNamespace) -> None:
    assert fields_of(f"/consultation/{scene.decision.pk}") == {
        "paper": f"{BASE}/paper/{scene.paper.pk}",
        "agendaItem": f"{BASE}/agendaitem/{scene.decision.pk}",
        "meeting": f"{BASE}/meeting/{scene.meeting.pk}",
        "organization": [f"{BASE}/organization/{scene.council.pk}"],
        "authoritative": True,
        "role": "Entscheidung",
    }


def test_step_without_a_meeting_says_its_day_in_own_fields(scene: SimpleNamespace) -> None:
    step = make_consultation(
        scene.paper, role=ConsultationRole.HEARING, committee=scene.group, date=NOW.date()
    )
    publish()
    assert fields_of(f"/consultation/{step.pk}") == {
        "paper": f"{BASE}/paper/{scene.paper.pk}",
        "organization": [f"{BASE}/organization/{scene.group.pk}"],
        "authoritative": False,
        "role": "Anhörung",
        "gnk:date": "2021-07-12",
    }


def test_step_in_a_meeting_that_is_not_public_is_left_out(scene: SimpleNamespace) -> None:
    step = make_consultation(
        scene.paper,
        role=ConsultationRole.HEARING,
        committee=scene.committee,
        meeting=scene.hidden_meeting,
        date=NOW.date(),
        outcome=Outcome.REJECTED,
        recorded_at=NOW,
    )
    record = step.resolutions.create(
        outcome=Outcome.REJECTED,
        held_on=NOW.date(),
        wording=f"{SECRET}er Wortlaut",
        file=SimpleUploadedFile("x.pdf", b"%PDF-1.7"),
        content_type="application/pdf",
        recorded_at=NOW,
    )
    publish()
    assert read(f"/consultation/{step.pk}").status_code == 404
    assert f'/consultation/{step.pk}"' not in "".join(everything())
    assert SECRET not in "".join(everything())
    assert read(f"/file/beschluss-{record.pk}").status_code == 404


def test_nothing_tells_of_what_is_not_public(scene: SimpleNamespace) -> None:
    hidden = {
        f"/paper/{scene.hidden_paper.pk}",
        f"/paper/{scene.prepared_paper.pk}",
        f"/consultation/{scene.hidden_step.pk}",
        f"/agendaitem/{scene.hidden_step.pk}",
        f"/consultation/{scene.hidden_paper.consultations.get().pk}",
        f"/agendaitem/{scene.hidden_paper.consultations.get().pk}",
        f"/meeting/{scene.hidden_meeting.pk}",
        f"/file/anlage-{scene.hidden_annex.pk}",
        f"/file/anlage-{scene.hidden_annex.pk}/content",
        f"/file/anlage-{scene.hidden_paper.annexes.get().pk}",
        f"/file/anlage-{scene.hidden_paper.annexes.get().pk}/download",
        f"/file/vorlage-{scene.hidden_paper.pk}",
    }
    assert {path: read(path).status_code for path in hidden} == dict.fromkeys(hidden, 404)
    said = "".join(everything())
    assert SECRET not in said
    assert [path for path in hidden if f'{path}"' in said] == []


def test_paper_that_was_withdrawn_before_its_submission_is_not_public(scene: SimpleNamespace) -> None:
    Paper.objects.filter(pk=scene.prepared_paper.pk).update(state=PaperState.WITHDRAWN)
    publish()
    assert read(f"/paper/{scene.prepared_paper.pk}").status_code == 404


def test_empty_texts_are_left_out(scene: SimpleNamespace) -> None:
    texts = "".join(everything())
    assert ('""' in texts, "null" in texts, "[]" in texts) == (False, False, False)


def test_every_reference_answers_and_stands_in_a_list(scene: SimpleNamespace) -> None:
    listed = {found["id"] for name in LISTS for found in read(f"/body/1/{name}").json()["data"]}
    listed |= {f"{BASE}/", f"{BASE}/body/1"}

    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)
        elif str(value).startswith(BASE):
            yield value

    named = {
        address
        for row in PublishedObject.objects.exclude(kind="system")
        for address in references(read(f"/{row.kind}/{row.key}").json())
    }
    assert {address: read(address).status_code for address in named} == dict.fromkeys(named, 200)
    own = {address for address in named if "/body/1/" not in address and address.count("/") < 7}
    assert own == listed


@pytest.mark.parametrize(
    ("days", "invited", "cancelled", "state"),
    [
        (1, False, False, "terminiert"),
        (1, True, False, "eingeladen"),
        (-1, True, False, "durchgeführt"),
        (-1, True, True, "eingeladen"),
    ],
)
def test_state_of_a_meeting(
    strategy: Strategy, coordination: User, days: int, invited: bool, cancelled: bool, state: str
) -> None:
    meeting = make_meeting(
        make_committee(CommitteeKind.COUNCIL),
        by=coordination,
        is_public=True,
        starts_at=PUBLISHED + timedelta(days=days),
        invited_at=NOW if invited else None,
        cancelled_at=NOW if cancelled else None,
    )
    publish()
    found = fields_of(f"/meeting/{meeting.pk}")
    assert (found["meetingState"], found["cancelled"]) == (state, cancelled)
