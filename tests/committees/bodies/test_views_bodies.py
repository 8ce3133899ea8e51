"""The pages of bodies, seats, sending groups and invitations."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee, Membership, SeatGroup
from strategy.models import Municipality, Strategy
from tests.builders import make_committee, make_membership, make_poll, make_user

pytestmark = pytest.mark.usefixtures("strategy")


@pytest.fixture
def body(db: None) -> Committee:
    return make_committee(CommitteeKind.STEERING_GROUP, "Steuerungsgruppe")


def address(name: str, *args: Any) -> str:
    return reverse(f"bodies:{name}", args=args)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def invite_list(client: Client, body: Committee, **data: Any) -> Any:
    """Send a list as the page that asks before it sends it."""
    return client.post(address("member-list-invite", body.pk), {**data, "bestaetigt": "ja"})


def test_list_groups_bodies_by_kind_and_counts_members(reader_client: Client, body: Committee) -> None:
    make_membership(make_committee(CommitteeKind.COUNCIL, "Rat"), make_user())
    make_membership(body, make_user(), group="Kirchen")
    make_membership(body, make_user(), group="Kirchen", until=timezone.localdate().replace(year=2021))
    page = text_of(reader_client.get(address("committee-list")))
    assert page.index("Steuerungsgruppe") < page.index("Rat</th>") < page.index("Rat</a>")
    assert page.count('<td class="number">1</td>') == 2
    assert "Gremium anlegen" not in page


@pytest.mark.parametrize(
    ("municipality", "asked", "council", "districts"),
    [
        ({"kind": "Stadt", "ags": "05916000"}, "", "Rat der Stadt", True),
        ({"kind": "Stadt", "ags": "05170024"}, "", "Rat", False),
        ({"kind": "Kreis", "ags": "05978000"}, "", "Kreistag", False),
        ({"kind": "Stadt", "ags": "05916000"}, "kreis", "Kreistag", False),
        ({"kind": "Stadt", "ags": "05916000"}, "unbekannt", "Rat der Stadt", True),
    ],
)
def test_starter_set_fits_the_kind_of_municipality(
    coordination_client: Client, municipality: dict[str, str], asked: str, council: str, districts: bool
) -> None:
    Municipality.objects.update(**municipality)
    form = coordination_client.get(address("starter-set"), {"art": asked}).context["form"]
    assert form["council"].value() == council
    assert ("districts" in form.fields) == districts


def test_starter_set_makes_what_is_wanted_and_leaves_what_there_is(
    coordination_client: Client, body: Committee
) -> None:
    Municipality.objects.update(kind="Stadt", ags="05916000")
    wanted = {
        "working": ["Kernteam", "Steuerungsgruppe"],
        "council": "Rat der Stadt",
        "committees": "Umweltausschuss\n\n  Schul-  und Sportausschuss ",
        "districts": "Bezirksvertretung Wanne",
    }
    page = text_of(coordination_client.post(address("starter-set"), wanted, follow=True))
    assert "5 Gremien sind angelegt. 1 gab es schon." in page
    assert set(Committee.objects.values_list("kind", "name")) == {
        ("core_team", "Kernteam"),
        ("steering_group", "Steuerungsgruppe"),
        ("council", "Rat der Stadt"),
        ("committee", "Umweltausschuss"),
        ("committee", "Schul- und Sportausschuss"),
        ("district_council", "Bezirksvertretung Wanne"),
    }


def test_starter_set_refuses_a_name_that_is_too_long_and_keeps_what_was_typed(
    coordination_client: Client, body: Committee
) -> None:
    response = coordination_client.post(address("starter-set"), {"committees": "A" * 151})
    assert response.status_code == 422
    assert "Ein Name hat höchstens 150 Zeichen." in text_of(response)
    assert "A" * 151 in response.content.decode()
    assert list(Committee.objects.all()) == [body]


def test_page_of_a_body_shows_seats_picture_missing_groups_and_polls(
    reader_client: Client, body: Committee, coordination: User
) -> None:
    make_membership(body, make_user(name="<i>Ada</i>"), group="Kirchen")
    make_membership(body, make_user(name="Bo"), group="Politik", has_vote=False)
    for group in SeatGroup.objects.exclude(name__in=("Kirchen", "Politik", "Jugendvertretung")):
        make_membership(body, make_user(), seat_group=group)
    make_poll(body, by=coordination, title="Noch geheim")
    page = text_of(reader_client.get(address("committee-detail", body.pk)))
    assert "8 Mitglieder, davon 7 stimmberechtigt." in page
    assert "<strong>Ohne Sitz:</strong> Jugendvertretung</p>" in page
    assert "&lt;i&gt;Ada&lt;/i&gt;" in page
    assert page.count('<g class="seat') == 8
    assert "2 Kirchen: 1, " in page
    assert "Ein gestrichelter Kreis ist ein Sitz ohne Stimme." in page
    assert "Noch keine Abfrage." in page
    assert "Verabschieden" not in page
    assert "einladen" not in page


def test_office_keeps_seats_but_makes_no_accounts(office_client: Client, body: Committee) -> None:
    seat = make_membership(body, make_user(), group="Kirchen")
    page = text_of(office_client.get(address("committee-detail", body.pk)))
    assert address("seat-edit", seat.pk) in page
    assert address("member-leave", seat.pk) not in page
    assert address("member-invite", body.pk) not in page


def test_body_is_changed_and_a_taken_name_stays_in_the_form(
    coordination_client: Client, body: Committee
) -> None:
    make_committee(name="Rat")
    taken = coordination_client.post(
        address("committee-edit", body.pk), {"name": "Rat", "kind": "steering_group"}
    )
    assert (taken.status_code, 'value="Rat"' in text_of(taken)) == (422, True)
    done = coordination_client.post(
        address("committee-edit", body.pk), {"name": "Runder Tisch", "kind": "steering_group"}
    )
    assert done["Location"] == address("committee-detail", body.pk)
    body.refresh_from_db()
    assert body.name == "Runder Tisch"


def test_seat_is_given_changed_and_ended(coordination_client: Client, body: Committee, member: User) -> None:
    churches = SeatGroup.objects.get(name="Kirchen")
    data = {"user": member.pk, "seat_group": churches.pk, "role": "member", "since": "2021-01-01"}
    assert coordination_client.post(address("seat-add", body.pk), data).status_code == 302
    seat = Membership.objects.get()
    assert (seat.user, seat.committee, seat.seat_group, seat.has_vote) == (member, body, churches, False)
    changed = {"role": "chair", "has_vote": "on", "since": "2021-02-01", "until": "2021-01-31"}
    refused = coordination_client.post(address("seat-edit", seat.pk), changed)
    assert refused.status_code == 422
    assert "Das Ende der Mitgliedschaft liegt vor ihrem Beginn." in text_of(refused)
    coordination_client.post(address("seat-edit", seat.pk), {**changed, "until": ""})
    ended = coordination_client.post(address("seat-end", seat.pk), {"until": "2021-03-01"})
    seat.refresh_from_db()
    assert ended["Location"] == address("committee-detail", body.pk)
    assert (seat.role, seat.has_vote, seat.seat_group, str(seat.since), str(seat.until)) == (
        "chair",
        True,
        None,
        "2021-02-01",
        "2021-03-01",
    )


def test_seat_form_offers_only_people_without_a_seat(
    coordination_client: Client, body: Committee, member: User
) -> None:
    make_membership(body, member)
    data = {"user": member.pk, "role": "member", "since": "2021-01-01"}
    response = coordination_client.post(address("seat-add", body.pk), data)
    assert (response.status_code, Membership.objects.count()) == (422, 1)


def test_day_that_is_a_typing_error_is_refused(coordination_client: Client, body: Committee) -> None:
    seat = make_membership(body, make_user())
    response = coordination_client.post(address("seat-end", seat.pk), {"until": "0201-03-01"})
    assert "Das Jahr 201 passt nicht. Möglich sind Jahre von 1990 bis 2100." in text_of(response)


def test_one_person_is_invited(coordination_client: Client, body: Committee) -> None:
    churches = SeatGroup.objects.get(name="Kirchen")
    data = {"name": "Anna", "email": "anna@x.example", "role": "deputy", "has_vote": "on"}
    unfinished = coordination_client.post(address("member-invite", body.pk), data)
    assert (unfinished.status_code, 'value="anna@x.example"' in text_of(unfinished)) == (422, True)
    done = coordination_client.post(
        address("member-invite", body.pk), {**data, "seat_group": churches.pk}, follow=True
    )
    assert "Anna hat jetzt einen Sitz und bekommt eine E-Mail." in text_of(done)
    seat = Membership.objects.get()
    assert (seat.user.email, seat.role, seat.user.role) == ("anna@x.example", "deputy", Role.STEERING_MEMBER)
    again = coordination_client.post(address("member-invite", body.pk), {**data, "seat_group": churches.pk})
    assert "Diese Person hat in diesem Gremium schon einen Sitz." in text_of(again)


def test_list_goes_out_line_by_line_and_loses_nothing(coordination_client: Client, body: Committee) -> None:
    right = "Anna Meyer; anna@x.example; Kirchen"
    wrong = ("<script>alert(1)</script>; b@x; Kirchen", "Cem Can; cem@x.example; Chor")
    response = invite_list(coordination_client, body, lines="\n".join((right, *wrong)))
    assert response.status_code == 422
    assert response.context["form"]["lines"].value() == "\n".join(wrong)
    assert [line.reason for line in response.context["wrong"]] == [
        "„b@x“ ist keine gültige E-Mail-Adresse.",
        "Die entsendende Gruppe „Chor“ gibt es nicht.",
    ]
    page = text_of(response)
    assert "1 Person hat jetzt einen Sitz und bekommt eine E-Mail." in page
    assert "2 Zeilen sind noch nicht richtig." in page
    assert "<script>alert" not in page
    assert list(Membership.objects.values_list("user__name", flat=True)) == ["Anna Meyer"]
    corrected = invite_list(coordination_client, body, lines="Cem Can; cem@x.example; Politik")
    assert corrected["Location"] == address("committee-detail", body.pk)
    assert Membership.objects.count() == 2


def test_list_asks_first_who_gets_a_mail(coordination_client: Client, body: Committee) -> None:
    lines = "Anna; anna@x.example; Politik\nBo; bo@x.example; Kirchen\nCem; keine Adresse; Politik"
    here = address("member-list-invite", body.pk)
    asked = text_of(coordination_client.post(here, {"lines": lines}))
    assert "2 Personen einladen?" in asked
    assert "<li>Anna, anna@x.example, Politik</li><li>Bo, bo@x.example, Kirchen</li>" in asked
    assert "1 Zeile ist noch nicht richtig." in asked
    assert Membership.objects.count() == 0

    back = coordination_client.post(here, {"lines": lines, "zurueck": "ja"})
    assert (back.status_code, back.context["form"]["lines"].value()) == (200, lines)


def test_list_comes_from_a_file_of_a_spreadsheet(coordination_client: Client, body: Committee) -> None:
    content = "Name;E-Mail;Gruppe\r\nJörg Groß;joerg@x.example;Hochschulen\r\n".encode("cp1252")
    upload = SimpleUploadedFile("liste.csv", content)
    response = invite_list(coordination_client, body, lines="Anna; anna@x.example; Politik", file=upload)
    assert response.status_code == 302
    assert list(Membership.objects.values_list("user__name", "seat_group__name")) == [
        ("Jörg Groß", "Hochschulen"),
        ("Anna", "Politik"),
    ]


@pytest.mark.parametrize(
    ("data", "because"),
    [
        ({"lines": " \n"}, "Bitte fügen Sie eine Liste ein oder wählen Sie eine Datei."),
        ({"lines": "x" * 50_001}, "Die Liste hat 50001 Zeichen, erlaubt sind höchstens 50000."),
        (
            {"file": SimpleUploadedFile("liste.xlsx", b"PK\x03\x04\x00\x00")},
            "Diese Datei ist keine Liste. Speichern Sie die Tabelle als CSV-Datei.",
        ),
        (
            {"file": SimpleUploadedFile("liste.csv", b"x" * 200_001)},
            "Diese Datei ist für eine Liste von Mitgliedern zu groß.",
        ),
    ],
)
def test_list_that_cannot_be_read_says_why(
    data: dict[str, Any], because: str, coordination_client: Client, body: Committee
) -> None:
    response = invite_list(coordination_client, body, **data)
    assert (response.status_code, because in text_of(response)) == (422, True)


def test_leaving_asks_first_and_then_forgets_the_person(
    coordination_client: Client, body: Committee, member: User
) -> None:
    seat = make_membership(body, member, group="Kirchen")
    page = text_of(coordination_client.get(address("member-leave", seat.pk)))
    assert "Statt des Namens steht dort „ehemaliges Mitglied, Kirchen“." in page
    assert "Diese Sitze enden: Steuerungsgruppe." in page
    done = coordination_client.post(address("member-leave", seat.pk), follow=True)
    assert f"{member.name} ist verabschiedet." in text_of(done)
    seat.refresh_from_db()
    assert (seat.user.name, seat.until) == ("ehemaliges Mitglied, Kirchen", timezone.localdate())
    assert coordination_client.get(address("member-leave", seat.pk)).status_code == 404


def test_sending_groups_are_kept_on_their_page(coordination_client: Client) -> None:
    coordination_client.post(address("seat-group-add"), {"name": "Sportvereine"})
    group = SeatGroup.objects.get(name="Sportvereine")
    coordination_client.post(address("seat-group-edit", group.pk), {"name": "Sport"})
    coordination_client.post(address("seat-group-up", group.pk))
    assert [other.name for other in SeatGroup.objects.all()][-2:] == ["Sport", "Verwaltung"]
    taken = coordination_client.post(address("seat-group-add"), {"name": "Sport"})
    assert "Eine entsendende Gruppe mit diesem Namen gibt es schon." in text_of(taken)
    coordination_client.post(address("seat-group-remove", group.pk))
    assert not SeatGroup.objects.filter(pk=group.pk).exists()


def test_organisation_page_and_guide_count_members_and_groups(
    reader_client: Client, coordination_client: Client, body: Committee, strategy: Strategy
) -> None:
    guide, organisation = reverse("strategy:guide"), reverse("strategy:organisation")
    assert "Die Steuerungsgruppe hat noch keine Mitglieder" in text_of(reader_client.get(guide))
    for group in ("Kirchen", "Kirchen", "Politik"):
        make_membership(body, make_user(), group=group)
    make_membership(make_committee(CommitteeKind.COUNCIL), make_user(), group="Wirtschaft")
    for page in (guide, organisation):
        assert "3 Mitglieder, 2 entsendende Gruppen" in text_of(reader_client.get(page))
    shown = reader_client.get(organisation)
    assert address("committee-detail", body.pk) in text_of(shown)
    pages = (shown, coordination_client.get(organisation))
    assert [reverse("accounts:account-invite") in text_of(page) for page in pages] == [False, True]
