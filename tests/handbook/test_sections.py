"""The text of the handbook: nothing is missing, nothing is too long, and what it names is there."""

import re

import pytest
from django.urls import get_resolver, resolve

from accounts.roles import Role
from editing.dialect import plain_text, to_html
from gnk.navigation import GROUPS, HELP, OVERVIEW
from handbook.finding import find_sections
from handbook.sections import (
    PHASES,
    ROLES,
    WORK,
    all_sections,
    on_shelf,
    parse_section,
    related_to,
    section_explaining,
    section_of_role,
)
from strategy.choices import Phase
from tests.test_permission_matrix import MATRIX, names_in

# Two screens of 1280 × 900, measured on the longest sections.
CHARACTERS_AT_MOST = 1300
LINES_AT_MOST = 40
# What shows no page of its own, or none of the working area.
WITHOUT_PAGES = re.compile(
    r"(publication|oparl|handbook|exports|jobs|editing|short|health):|tables:table-(csv|workbook|template)"
    r"|meetings:poll-(csv|xlsx)|council:resolution-file"
)


def test_every_role_and_every_phase_has_its_section_in_order() -> None:
    assert [section.roles for section in on_shelf(ROLES)] == [{role} for role in Role]
    assert [section.phases for section in on_shelf(PHASES)] == [{phase} for phase in Phase]


def test_a_role_is_welcomed_in_five_sentences() -> None:
    assert [len(section.welcome) for section in on_shelf(ROLES)] == [5] * len(Role)
    assert [section.slug for section in all_sections() if section.shelf != ROLES and section.welcome] == []
    sentences = [sentence for section in all_sections() for sentence in section.welcome]
    assert [sentence for sentence in sentences if not re.fullmatch(r"[^.!?]+\.", sentence)] == []


def test_sections_have_titles_and_addresses_of_their_own() -> None:
    for words in ([each.slug for each in all_sections()], [each.title for each in all_sections()]):
        assert len(set(words)) == len(words)
        assert "" not in words


def test_no_section_is_longer_than_two_screens() -> None:
    longest = {section.slug: len(plain_text(section.text)) for section in all_sections()}
    assert {slug: length for slug, length in longest.items() if length > CHARACTERS_AT_MOST} == {}
    lines = {section.slug: len(section.text.splitlines()) for section in all_sections()}
    assert {slug: count for slug, count in lines.items() if count > LINES_AT_MOST} == {}


def test_what_a_section_explains_is_there_and_explained_once() -> None:
    names = {name.rpartition(":")[0] if name.count(":") == 2 else name for name in names_in(get_resolver())}
    explained = [name for section in all_sections() for name in section.explains]
    assert sorted(set(explained)) == sorted(explained)
    nothing = [
        each
        for each in explained
        if not any(name == each or (each.endswith("*") and name.startswith(each[:-1])) for name in names)
    ]
    assert nothing == []


def test_every_page_of_the_working_area_is_explained() -> None:
    pages = {":".join(name.split(":")[:2]) for name, (method, _roles) in MATRIX.items() if method == "get"}
    assert [
        page for page in sorted(pages) if not WITHOUT_PAGES.match(page) and section_explaining(page) is None
    ] == []
    entries = [OVERVIEW, *(entry for group in GROUPS for entry in group.entries)]
    assert [entry.page for entry in entries if section_explaining(entry.page) is None] == []
    assert section_explaining(HELP.page) is None


def test_the_closest_name_explains_an_address() -> None:
    found = {name: section_explaining(name) for name in ("strategy:concept-add", "strategy:concept-history")}
    assert {name: section and section.slug for name, section in found.items()} == {
        "strategy:concept-add": "konzepte-auswerten",
        "strategy:concept-history": "gleichzeitig-bearbeiten",
    }


def test_links_lead_to_sections_of_the_handbook() -> None:
    links = [
        link for section in all_sections() for link in re.findall(r'href="([^"]+)"', to_html(section.text))
    ]
    assert len(links) > 5
    slugs = {section.slug for section in all_sections()}
    assert [link for link in links if resolve(link).kwargs.get("slug") not in slugs] == []


def test_roles_and_phases_lead_to_all_work() -> None:
    reached = {other for section in on_shelf(ROLES) for other in related_to(section)}
    assert reached == set(on_shelf(WORK))
    assert [section.slug for section in on_shelf(PHASES) if not related_to(section)] == []


def test_work_says_to_which_phases_it_belongs() -> None:
    vote = next(section for section in all_sections() if section.slug == "abstimmen")
    assert {phase for section in related_to(vote) for phase in section.phases} == vote.phases


@pytest.mark.parametrize("head", ["title Hilfe", "titel: Hilfe", "title:", "roles: mayor", "phases: lunch"])
def test_a_head_that_means_nothing_is_refused(head: str) -> None:
    with pytest.raises(ValueError, match=r"says nothing|is not a valid"):
        parse_section(f"{head}\n\nText", slug="x", shelf=WORK)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Word", "aus-word-einfuegen"),
        ("abstimmen", "abstimmen"),
        ("Änderungsantrag", "aenderungsantrag"),
        ("Tabellen einlesen", "tabelle-einlesen"),
        ("Gremienbuero", section_of_role(Role.COMMITTEE_OFFICE).slug),
    ],
)
def test_the_search_finds_the_section_first(query: str, first: str) -> None:
    assert find_sections(query)[0].section.slug == first


@pytest.mark.parametrize("query", ["", "und", "Quantenphysik", "Word Quantenphysik"])
def test_the_search_finds_nothing_where_a_word_is_nowhere(query: str) -> None:
    assert find_sections(query) == []
