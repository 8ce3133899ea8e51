"""The pages of the handbook, the way to them, and the sentences for the first visit."""

import re

import page
import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from handbook.models import PutAway
from handbook.rendering import handbook_html, handbook_pdf
from handbook.sections import all_sections, section_of_role
from strategy.models import Strategy
from tests.builders import make_user
from tests.conftest import signed_in

OVERVIEW = reverse("handbook:overview")
GUIDE = reverse("strategy:guide")


def linked_sections(html: str) -> list[str]:
    main = html[html.index("<main") : html.index("</main>")]
    return re.findall(rf'href="{OVERVIEW}([a-z0-9-]+)/"', main)


def help_of(html: str) -> str:
    (found,) = re.findall(r'class="site-nav__top site-help" href="([^"]+)"', html)
    return found


@pytest.mark.parametrize("role", Role)
def test_overview_links_every_section_once_and_ones_own_first(strategy: Strategy, role: Role) -> None:
    linked = linked_sections(signed_in(make_user(role)).get(OVERVIEW).content.decode())
    assert sorted(linked) == sorted(section.slug for section in all_sections())
    assert linked[0] == section_of_role(role).slug


def test_every_section_is_drawn(strategy: Strategy, member: User) -> None:
    client = signed_in(member)
    for section in all_sections():
        html = client.get(reverse("handbook:section", args=[section.slug])).content.decode()
        assert f'<h1 class="kern-heading-large">{section.title}</h1>' in html


def test_a_section_that_is_not_there_is_not_found(strategy: Strategy, member: User) -> None:
    assert signed_in(member).get(f"{OVERVIEW}nirgends/").status_code == 404


def test_the_handbook_is_there_before_there_is_a_strategy(db: None) -> None:
    client = signed_in(make_user(Role.COORDINATION))
    assert client.get(OVERVIEW).status_code == 200
    assert help_of(client.get(reverse("strategy:setup")).content.decode()) == f"{OVERVIEW}sich-zurechtfinden/"


def test_search_marks_what_it_found(strategy: Strategy, member: User) -> None:
    html = signed_in(member).get(OVERVIEW, {"q": "Word"}).content.decode()
    assert 'value="Word"' in html
    assert "<mark>Word</mark>" in html
    assert linked_sections(html)[0] == "aus-word-einfuegen"


def test_search_says_that_it_found_nothing(strategy: Strategy, member: User) -> None:
    html = signed_in(member).get(OVERVIEW, {"q": "<b>Xylofon"}).content.decode()
    assert "Zu „&lt;b&gt;Xylofon“ steht nichts im Handbuch." in html


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("strategy:guide", "sich-zurechtfinden/"),
        ("meetings:poll-list", "abstimmen/"),
        ("tables:table-list", "herunterladen/"),
        ("accounts:profile", "konto-und-anmeldung/"),
        ("handbook:overview", ""),
    ],
)
def test_help_on_a_page_opens_its_section(strategy: Strategy, member: User, address: str, slug: str) -> None:
    assert help_of(signed_in(member).get(reverse(address)).content.decode()) == OVERVIEW + slug


def test_help_on_a_section_leads_back_to_the_overview(strategy: Strategy, member: User) -> None:
    html = signed_in(member).get(reverse("handbook:section", args=["abstimmen"])).content.decode()
    assert help_of(html) == OVERVIEW
    assert 'site-help" href="/arbeitsbereich/hilfe/" aria-current="true"' in html


def test_first_visit_says_five_sentences_until_they_are_put_away(strategy: Strategy, member: User) -> None:
    client = signed_in(member)
    sentences = section_of_role(member.role).welcome
    assert [each for each in sentences if f"<li>{each}</li>" in client.get(GUIDE).content.decode()] == list(
        sentences
    )
    assert client.post(reverse("handbook:welcome-put-away")).headers["Location"] == GUIDE
    assert "Das Wichtigste in fünf Sätzen" not in client.get(GUIDE).content.decode()
    assert client.post(reverse("handbook:welcome-show-again")).headers["Location"] == GUIDE
    assert "Das Wichtigste in fünf Sätzen" in client.get(GUIDE).content.decode()


def test_sentences_are_put_away_once_for_oneself_and_ones_role(
    strategy: Strategy, member: User, reader: User
) -> None:
    for _time in range(2):
        signed_in(member).post(reverse("handbook:welcome-put-away"))
    assert PutAway.objects.count() == 1
    assert "Das Wichtigste in fünf Sätzen" in signed_in(reader).get(GUIDE).content.decode()
    member.role = Role.CORE_TEAM
    member.save()
    html = signed_in(member).get(GUIDE).content.decode()
    assert section_of_role(Role.CORE_TEAM).welcome[0] in html


def test_ones_own_section_brings_the_sentences_back(strategy: Strategy, member: User) -> None:
    client = signed_in(member)
    button = "Die ersten fünf Sätze wieder zeigen"
    own, other = section_of_role(member.role).slug, section_of_role(Role.READER).slug
    assert button in client.get(reverse("handbook:section", args=[own])).content.decode()
    assert button not in client.get(reverse("handbook:section", args=[other])).content.decode()


def test_links_of_the_file_stay_in_the_file() -> None:
    html = handbook_html()
    targets = set(re.findall(r'href="([^"]+)"', html))
    assert {target for target in targets if not target.startswith("#")} == set()
    assert {target.removeprefix("#") for target in targets} == set(re.findall(r'<h3 id="([^"]+)"', html))


@pytest.mark.slow
def test_file_is_accessible() -> None:
    pdf = handbook_pdf()
    assert [finding.message for finding in page.validate_pdf_bytes(pdf).failures] == []
