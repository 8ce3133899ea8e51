"""The accounts page of coordination, one's own account, consent and sessions."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invite
from accounts.models import Invitation, User
from accounts.roles import Role
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Membership
from tests.builders import NOW, make_committee, make_user

pytestmark = pytest.mark.usefixtures("strategy")
LIST = "/konto/verwaltung/"


def cells(response: Any) -> list[list[str]]:
    """The table as a person reads it, without the column of actions."""
    (body,) = re.findall("<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL)
    rows = [
        re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        for row in re.findall("<tr>(.*?)</tr>", body, re.DOTALL)
    ]
    return [[" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in row[:4]] for row in rows]


def test_list_says_how_each_account_stands(coordination_client: Client, coordination: User) -> None:
    User.objects.filter(pk=coordination.pk).update(name="A", last_login=None)
    now = timezone.now()

    def invited(name: str, **values: Any) -> None:
        user = make_user(Role.READER, name=name, email=f"{name}@example.org")
        invite(user=user, by=coordination, at=now)
        Invitation.objects.filter(user=user).update(**values)

    invited("b")
    invited("c", sent_at=now)
    invited("d", invited_at=now - timedelta(days=1))
    invited("e", invited_at=NOW, sent_at=NOW, expires_at=NOW + timedelta(days=14))
    invited("f", accepted_at=NOW)
    make_user(Role.READER, name="g", email="g@example.org", is_active=False)
    make_user(Role.READER, name="h", is_active=False, left_at=NOW)
    day = timezone.localdate(now)
    assert [row[2] for row in cells(coordination_client.get(LIST))] == [
        "aktiv",
        "Einladung wird verschickt",
        f"eingeladen {day:%d.%m.%Y}",
        f"nicht zugestellt {day - timedelta(days=1):%d.%m.%Y}",
        "Einladung abgelaufen 26.07.2021",
        "angenommen 12.07.2021",
        "abgeschaltet",
        "ausgeschieden 12.07.2021",
    ]


def test_list_names_people_role_and_last_sign_in(coordination_client: Client, coordination: User) -> None:
    User.objects.filter(pk=coordination.pk).update(name="Kim", email="kim@example.org", last_login=NOW)
    assert cells(coordination_client.get(LIST)) == [
        ["Kim kim@example.org", "Koordination", "aktiv", "12.07.2021, 12:00"]
    ]


def test_coordination_invites_a_person(coordination_client: Client, mails: Any) -> None:
    values = {"name": "Kim Neu", "email": "KIM@example.org", "role": Role.STEERING_MEMBER}
    response = coordination_client.post(f"{LIST}einladen/", values, follow=True)
    assert "Die Einladung an Kim Neu ist unterwegs." in response.content.decode()
    assert [message.to for message in mails()] == [["kim@example.org"]]


def test_second_invitation_of_an_address_keeps_what_was_typed(
    coordination_client: Client, reader: User, mails: Any
) -> None:
    values = {"name": "Kim <b>Neu</b>", "email": reader.email.upper(), "role": Role.STEERING_MEMBER}
    response = coordination_client.post(f"{LIST}einladen/", values)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Zu dieser E-Mail-Adresse gibt es schon ein Konto." in html
    assert 'value="Kim &lt;b&gt;Neu&lt;/b&gt;"' in html
    assert mails() == []


def test_coordination_changes_an_account(coordination_client: Client, reader: User) -> None:
    values = {"name": "Kim", "email": reader.email, "role": Role.CORE_TEAM}
    coordination_client.post(f"{LIST}{reader.pk}/", values)
    reader.refresh_from_db()
    assert (reader.name, reader.role) == ("Kim", Role.CORE_TEAM)


def test_last_coordination_cannot_give_its_role_away(coordination_client: Client, coordination: User) -> None:
    values = {"name": "Kim", "email": coordination.email, "role": Role.READER}
    response = coordination_client.post(f"{LIST}{coordination.pk}/", values)
    assert response.status_code == 422
    assert "ist das einzige aktive Konto der Koordination" in response.content.decode()


def test_coordination_closes_and_reopens_an_account(coordination_client: Client, reader: User) -> None:
    for verb, active in (("abschalten", False), ("einschalten", True)):
        coordination_client.post(f"{LIST}{reader.pk}/{verb}/")
        reader.refresh_from_db()
        assert reader.is_active is active


def test_refused_change_says_why(coordination_client: Client, coordination: User) -> None:
    response = coordination_client.post(f"{LIST}{coordination.pk}/abschalten/", follow=True)
    assert "ist das einzige aktive Konto der Koordination" in response.content.decode()


def test_coordination_invites_again(coordination_client: Client, reader: User, mails: Any) -> None:
    coordination_client.post(f"{LIST}{reader.pk}/einladen/")
    assert [message.to for message in mails()] == [[reader.email]]


def test_leaving_asks_first_and_then_takes_the_data_away(coordination_client: Client, reader: User) -> None:
    page, name = f"{LIST}{reader.pk}/verabschieden/", reader.name
    assert f"{name} verabschieden?" in coordination_client.get(page).content.decode()
    assert coordination_client.post(page, {"label": ""}).status_code == 422
    coordination_client.post(page, {"label": "ehemaliges Mitglied"})
    reader.refresh_from_db()
    assert reader.name == "ehemaliges Mitglied"
    assert coordination_client.get(page).status_code == 404


def test_leaving_with_a_seat_is_sent_to_the_page_of_the_body(
    coordination_client: Client, reader: User
) -> None:
    body = make_committee(CommitteeKind.STEERING_GROUP, "Steuerungsgruppe")
    seat = Membership.objects.create(committee=body, user=reader, since=NOW.date())
    page, values = f"{LIST}{reader.pk}/verabschieden/", {"label": "ehemaliges Mitglied"}
    refused = coordination_client.post(page, values)
    assert refused.status_code == 422
    assert "hat noch einen Sitz: Steuerungsgruppe." in refused.content.decode()
    Membership.objects.filter(pk=seat.pk).update(until=NOW.date())
    assert coordination_client.post(page, values).status_code == 302


@pytest.mark.parametrize("verb", ["abschalten", "einschalten", "einladen"])
def test_account_changes_take_post_only(coordination_client: Client, reader: User, verb: str) -> None:
    assert coordination_client.get(f"{LIST}{reader.pk}/{verb}/").status_code == 405


def test_consent_is_recorded_with_its_time_and_can_change(member_client: Client, member: User) -> None:
    page = reverse("accounts:consent")
    assert member_client.post(page, {"save": "Antwort speichern"}).status_code == 422
    assert member_client.post(page, {"consent": "yes"})["Location"] == "/arbeitsbereich/"
    member.refresh_from_db()
    assert member.name_consent is True
    assert timezone.localdate(member.name_consent_at) == timezone.localdate()
    assert member_client.post(page, {"consent": "no"})["Location"] == "/konto/"
    member.refresh_from_db()
    assert member.name_consent is False
    assert "abgelehnt" in member_client.get("/konto/").content.decode()


def test_profile_before_an_answer_says_that_the_name_stays_unpublished(member_client: Client) -> None:
    assert "Solange bleibt Ihr Name unveröffentlicht." in member_client.get("/konto/").content.decode()


def test_sign_out_everywhere_ends_the_other_sessions(member: User) -> None:
    here, elsewhere = Client(headers={"User-Agent": "Hier"}), Client(headers={"User-Agent": "Anderswo"})
    for client in (here, elsewhere):
        client.post("/konto/anmelden/", {"login": member.email, "password": "correct-horse-battery"})
    assert sorted(row[1] for row in cells(here.get("/konto/sitzungen/"))) == ["Anderswo", "Hier"]
    here.post("/konto/sitzungen/beenden/")
    assert elsewhere.get("/arbeitsbereich/").status_code == 302
    assert [row[1] for row in cells(here.get("/konto/sitzungen/"))] == ["Hier"]


def test_sessions_of_other_people_are_not_listed(member: User, reader_client: Client) -> None:
    Client(headers={"User-Agent": "Fremd"}).post(
        "/konto/anmelden/", {"login": member.email, "password": "correct-horse-battery"}
    )
    assert "Fremd" not in reader_client.get("/konto/sitzungen/").content.decode()
