"""What search engines and other machines read of the public site."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from strategy.models import Municipality, Strategy, StrategyVersion
from tests.publication.conftest import MakeVersion, learning_document, make_document, make_theme

BASE = "https://strategie.stadt.example"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def lasting_address(settings: Any) -> None:
    settings.BASE_URL = BASE


def html(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def head_of(client: Client, path: str) -> dict[str, str]:
    """The metadata of a page by their names."""
    text = html(client, path)
    found = dict(re.findall(r'<meta (?:name|property)="([\w:-]+)" content="([^"]*)">', text))
    found |= dict(re.findall(r'<link rel="(canonical|alternate)"[^>]* href="([^"]*)">', text))
    return found


def title_of(client: Client, path: str) -> str:
    (title,) = re.findall(r"<title>(.*?)</title>", html(client, path), re.DOTALL)
    return str(title)


def test_a_page_says_where_it_lasts_and_what_it_is_about(client: Client, version: StrategyVersion) -> None:
    head = head_of(client, "/themenfelder/1/?utm_source=brief")
    assert {name: head[name] for name in ("canonical", "og:url", "og:title", "description", "alternate")} == {
        "canonical": f"{BASE}/themenfelder/1/",
        "og:url": f"{BASE}/themenfelder/1/",
        "og:title": "Lernen &amp; Kultur",
        "description": "Kinder lernen früh lesen.",
        "alternate": "/fassungen.atom",
    }
    assert head_of(client, "/massnahmen/1.1.1.1/")["description"] == "Jede Woche lesen Patinnen laut vor."


def test_a_long_description_is_cut(client: Client, make_version: MakeVersion) -> None:
    make_version(make_document(make_theme("1", summary="Wort " * 100)))
    description = head_of(client, "/themenfelder/1/")["description"]
    assert description.endswith("…")
    assert len(description) <= 160


def test_a_filtered_list_lasts_under_what_it_reads(client: Client, version: StrategyVersion) -> None:
    head = head_of(client, "/massnahmen/?sdg=4&x=1&themenfeld=1&seite=")
    assert head["canonical"] == f"{BASE}/massnahmen/?themenfeld=1&amp;sdg=4"


@pytest.mark.parametrize(
    "path", ["/massnahmen/9.9.9.9/", "/gibt-es-nicht/", "/konto/anmelden/", "/suche/?q=lesen"]
)
def test_what_does_not_last_has_no_lasting_address(
    client: Client, version: StrategyVersion, path: str
) -> None:
    assert "canonical" not in head_of(client, path)


def test_pages_and_filters_have_titles_of_their_own(client: Client, make_version: MakeVersion) -> None:
    make_version(learning_document(measures=60))
    paths = (
        "/",
        "/massnahmen/",
        "/massnahmen/?seite=2",
        "/massnahmen/?themenfeld=1",
        "/massnahmen/?themenfeld=1&seite=2",
        "/massnahmen/?sdg=4",
        "/ziele/1.1/",
        "/ziele/1.1.1/",
        "/suche/",
        "/suche/?q=lesen",
    )
    titles = [title_of(client, path) for path in paths]
    assert len(set(titles)) == len(paths)
    assert titles[4].startswith("Maßnahmen: Themenfeld 1 Lernen &amp; Kultur, Seite 2 –")


def test_the_sitemap_has_the_pages_of_today_that_exist(client: Client, version: StrategyVersion) -> None:
    Municipality.objects.update(privacy="")
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [each.text or "" for each in root.iterfind("s:url/s:loc", SITEMAP)]
    assert addresses == [
        f"{BASE}{language}{path}"
        for path in (
            "/",
            "/themenfelder/1/",
            "/ziele/1.1/",
            "/ziele/1.1.1/",
            "/massnahmen/1.1.1.1/",
            "/massnahmen/",
            "/stand/",
            "/agenda-2030/",
            *(f"/agenda-2030/{number}/" for number in range(1, 6)),
            "/agenda-2030/unterziele/4.7/",
            "/fachbereiche/fb-33-kultur/",
            "/entstehung/",
            "/beschluss/",
            "/fassungen/",
            "/daten/",
            "/fassungen/1/",
            "/impressum/",
            "/barrierefreiheit/",
        )
        for language in ("", "/en")
    ]
    assert {client.get(address.removeprefix(BASE)).status_code for address in addresses} == {200}
    assert root.findtext("s:url/s:lastmod", namespaces=SITEMAP) == "2021-10-06"


def test_before_anything_is_published_there_is_no_list_of_pages(client: Client, strategy: Strategy) -> None:
    assert [client.get(path).status_code for path in ("/sitemap.xml", "/fassungen.atom")] == [404, 404]
    assert "Sitemap:" not in html(client, "/robots.txt")


def test_search_engines_are_kept_from_what_is_behind_the_sign_in(
    client: Client, version: StrategyVersion
) -> None:
    assert html(client, "/robots.txt").splitlines() == [
        "User-agent: *",
        "Disallow: /arbeitsbereich/",
        "Disallow: /konto/",
        "Disallow: /suche/",
        "Disallow: /rueckmeldung/",
        "Disallow: /en/suche/",
        "Disallow: /en/rueckmeldung/",
        "",
        f"Sitemap: {BASE}/sitemap.xml",
    ]


def test_the_feed_has_the_published_versions_only(
    client: Client, version: StrategyVersion, make_version: MakeVersion
) -> None:
    make_version(
        make_document(make_theme("1", title="Geheimvorhaben")), number=2, adopted=None, published=False
    )
    response = client.get("/fassungen.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert [each.text for each in root.iterfind("a:entry/a:id", ATOM)] == [f"{BASE}/fassungen/1/"]
    assert [each.text for each in root.iterfind("a:entry/a:summary", ATOM)] == [
        "Vom Rat beschlossen am 5. Oktober 2021"
    ]


def test_a_gap_in_security_can_be_reported(client: Client, db: None, settings: Any) -> None:
    lines = html(client, "/.well-known/security.txt").splitlines()
    until = timezone.localdate() + timedelta(days=180)
    assert lines[:2] == ["Contact: mailto:sicherheit@example.org", f"Expires: {until:%Y-%m-%d}T00:00:00Z"]
    assert lines[3] == f"Canonical: {BASE}/.well-known/security.txt"
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_an_unknown_address_offers_a_search_for_its_words(client: Client, version: StrategyVersion) -> None:
    text = html(client, "/massnahmen/radverkehr-in-der-stadt-2/")
    assert 'name="q" value="radverkehr der stadt"' in text
    assert 'href="/massnahmen/"' in text


def test_an_unknown_address_offers_no_search_before_anything_is_published(client: Client, db: None) -> None:
    text = html(client, "/gibt-es-nicht/")
    assert 'name="q"' not in text
    assert 'href="/"' in text
