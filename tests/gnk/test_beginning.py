"""The first hour of an installation: from the first account to the first invitation, whenever one goes on."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_invited_user, invite_first
from accounts.models import User
from accounts.roles import Role
from committees.bodies.models import Committee
from strategy.models import Municipality, Strategy
from tests.builders import make_user
from tests.conftest import signed_in
from tests.strategy.pages import errors_on, goes_to, text_of

GUIDE = reverse("strategy:guide")
SETUP = reverse("strategy:setup")
BODIES = reverse("bodies:first-bodies")
LOOK = reverse("strategy:first-look")
PAGES = reverse("strategy:first-pages")
INVITE = reverse("accounts:account-invite")
MUNICIPALITY = {
    "municipality-kind": "Stadt",
    "municipality-name": "Herne",
    "municipality-ags": "05916000",
    "strategy-title": "Nachhaltigkeitsstrategie",
    "strategy-target_year": "2035",
}
LEGAL = {
    "contact": "Rathaus, 44623 Herne",
    "imprint": "Stadt Herne",
    "privacy": "Wir speichern wenig.",
    "accessibility": "Die Website ist barrierefrei.",
}

pytestmark = pytest.mark.django_db


def position(response: Any) -> str:
    """Where the page says that one is."""
    found = re.search(r"Einrichtung, Schritt \d von \d", text_of(response))
    return found[0] if found else ""


def revision_on(response: Any) -> int:
    return int(response.context["form"]["revision"].value())


def test_six_steps_lead_from_the_link_to_the_first_invitation() -> None:
    client = Client()
    person = {"name": "Ada Neu", "email": "ada@herne.example", "code": invite_first(at=timezone.now())}
    assert goes_to(client.post(reverse("accounts:first-person"), person)) == GUIDE
    assert goes_to(client.get(GUIDE)) == SETUP
    assert position(client.get(SETUP)) == "Einrichtung, Schritt 2 von 6"
    assert goes_to(client.post(SETUP, MUNICIPALITY)) == BODIES
    page = client.get(BODIES)
    assert position(page) == "Einrichtung, Schritt 3 von 6"
    assert goes_to(client.post(BODIES, {"council": "Rat", "committees": "Umweltausschuss"})) == LOOK
    page = client.get(LOOK)
    assert position(page) == "Einrichtung, Schritt 4 von 6"
    typed = {"accent_colour": "#005500", "revision": revision_on(page)}
    assert goes_to(client.post(LOOK, typed)) == PAGES
    page = client.get(PAGES)
    assert position(page) == "Einrichtung, Schritt 5 von 6"
    assert goes_to(client.post(PAGES, {**LEGAL, "revision": revision_on(page)})) == INVITE
    assert position(client.get(INVITE)) == "Einrichtung, Schritt 6 von 6"
    invited = {"name": "Bea", "email": "bea@herne.example", "role": Role.STEERING_MEMBER}
    client.post(INVITE, invited)
    municipality = Municipality.objects.get()
    assert (municipality.accent_colour, municipality.imprint) == ("#005500", "Stadt Herne")
    assert Committee.objects.count() == 2
    assert User.objects.count() == 2
    # Over: nothing of it is shown any more.
    assert position(client.get(INVITE)) == ""
    assert "Einrichtung:" not in text_of(client.get(GUIDE))


def test_overview_goes_on_where_something_is_open(strategy: Strategy, coordination: User) -> None:
    client = signed_in(coordination)
    page = text_of(client.get(GUIDE))
    assert "Einrichtung: 2 von 6 Schritten sind erledigt" in page
    assert "Weiter: Gremien" in page
    Committee.objects.create(name="Rat", kind="council")
    assert "Weiter: Logo und Farbe" in text_of(client.get(GUIDE))
    # Another browser, a day later: nothing of it lies in a session.
    assert "Weiter: Logo und Farbe" in text_of(signed_in(coordination).get(GUIDE))


def test_steps_are_for_who_sets_up_and_is_alone(strategy: Strategy, coordination: User) -> None:
    reader = make_user(role=Role.READER)
    assert "Einrichtung" not in text_of(signed_in(reader).get(GUIDE))
    assert "Einrichtung:" not in text_of(signed_in(coordination).get(GUIDE))


def test_invited_person_ends_the_beginning(strategy: Strategy, coordination: User) -> None:
    client = signed_in(coordination)
    assert position(client.get(LOOK)) == "Einrichtung, Schritt 4 von 6"
    values = {"name": "Bea", "email": "bea@herne.example", "role": Role.CORE_TEAM}
    create_invited_user(**values, by=coordination, at=timezone.now())
    assert position(client.get(LOOK)) == ""


def test_light_colour_is_refused_with_its_contrast(strategy: Strategy, coordination: User) -> None:
    client = signed_in(coordination)
    revision = revision_on(client.get(LOOK))
    response = client.post(LOOK, {"accent_colour": "#FFCC00", "revision": revision})
    assert response.status_code == 422
    assert errors_on(response) == {
        "accent_colour": [
            "Diese Farbe ist zu hell, um Überschriften auf Weiß zu lesen: Ihr Kontrast ist 1,5 zu 1, "
            "nötig sind 4,5 zu 1. Bitte nehmen Sie eine dunklere."
        ]
    }
    assert Municipality.objects.get().accent_colour == "#1B4F8F"


def test_other_saving_meanwhile_is_not_overwritten(strategy: Strategy, coordination: User) -> None:
    client = signed_in(coordination)
    opened = revision_on(client.get(PAGES))
    assert client.post(PAGES, {**LEGAL, "revision": opened}).status_code == 302
    response = client.post(PAGES, {**LEGAL, "imprint": "Anderes", "revision": opened})
    assert response.status_code == 409
    assert Municipality.objects.get().imprint == "Stadt Herne"
