"""The navigation of the working area: every role sees what it may open, and the place where it is."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from accounts.models import User
from accounts.roles import Role
from gnk.navigation import GROUPS, OVERVIEW, link_groups, overview_link
from strategy.models import Strategy
from tests.builders import make_user
from tests.conftest import signed_in
from tests.test_permission_matrix import names_in

ENTRIES = (OVERVIEW, *(entry for group in GROUPS for entry in group.entries))


def addresses_on(client: Client, address: str) -> set[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    return {found.partition("?")[0] for found in re.findall(r'href="([^"]+)"', response.content.decode())}


def place_of(user: User, path: str) -> list[str]:
    """The group and the entry that are marked as the current place."""
    return [
        part
        for group in link_groups(user, path)
        for link in group.links
        if link.current
        for part in (group.label, link.label, link.current)
    ]


@pytest.mark.parametrize("role", Role)
def test_every_role_may_open_what_it_sees(strategy: Strategy, role: Role) -> None:
    user = make_user(role)
    client = signed_in(user)
    links = [overview_link(user, "/"), *(link for group in link_groups(user, "/") for link in group.links)]
    assert {link.label: client.get(link.address).status_code for link in links} == {
        link.label: 200 for link in links
    }


def test_member_sees_what_a_volunteer_needs(member: User) -> None:
    assert {group.label: [link.label for link in group.links] for group in link_groups(member, "/")} == {
        "Strategie": [
            "Ziele und Maßnahmen",
            "Alle operativen Ziele",
            "Alle Maßnahmen",
            "Bibliothek",
            "Kapitel",
            "Was fehlt",
        ],
        "Steuerungsgruppe": [
            "Neuigkeiten",
            "Sitzungen",
            "Abfragen",
            "Änderungsvorschläge",
            "Gremien und Mitglieder",
        ],
    }


def test_coordination_sees_every_entry(coordination: User) -> None:
    shown = [link.label for group in link_groups(coordination, "/") for link in group.links]
    assert shown == [str(entry.label) for entry in ENTRIES[1:]]


def test_every_list_is_reached_from_the_navigation(strategy: Strategy, coordination: User) -> None:
    client = signed_in(coordination)
    entries = {reverse(entry.page) for entry in ENTRIES}
    reached = entries.union(*(addresses_on(client, address) for address in entries))
    lists = {
        reverse(name)
        for name in names_in(get_resolver())
        if name.endswith("-list") and ("arbeitsbereich" in _pattern(name) or "verwaltung" in _pattern(name))
    }
    assert len(lists) > 10
    assert lists - reached == set()


def _pattern(name: str) -> str:
    """The address of a list without arguments; nothing for one that takes some."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("massnahmen/", ["Strategie", "Alle Maßnahmen", "page"]),
        ("massnahmen/0b6c/bearbeiten/", ["Strategie", "Alle Maßnahmen", "true"]),
        ("strategische-ziele/0b6c/", ["Strategie", "Ziele und Maßnahmen", "true"]),
        ("konzepte/3/", ["Grundlagen", "Konzepte", "true"]),
        ("konzepte/arten/", ["Verwaltung", "Arten von Dokumenten", "page"]),
        ("fundstellen/3/", ["Grundlagen", "Konzepte", "true"]),
        ("massnahmen-beschluesse/", ["Umsetzung", "Beschlüsse zu Maßnahmen", "page"]),
        ("suche/", []),
        ("", []),
    ],
)
def test_current_place_is_the_closest_section(coordination: User, path: str, place: list[str]) -> None:
    assert place_of(coordination, f"/arbeitsbereich/{path}") == place


def test_overview_is_current_on_its_own_pages_only(coordination: User) -> None:
    start = reverse("strategy:guide")
    paths = (start, f"{start}phasen/massnahmen/abschliessen/", f"{start}massnahmen/")
    assert [overview_link(coordination, path).current for path in paths] == ["page", "true", ""]


def test_page_marks_group_and_entry(strategy: Strategy, member: User) -> None:
    page = signed_in(member).get(reverse("strategy:measure-list")).content.decode()
    assert re.findall(r'aria-current="(\w+)"[^>]*>([^<]+)<', page) == [
        ("true", "Strategie"),
        ("page", "Alle Maßnahmen"),
    ]
