"""The page of the public search, complete without scripts, and its part for htmx."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from msgspec import structs

from committees.council.models import Paper
from publication.search.narrowing import NARROWED_BY
from strategy.document.document import ChapterEntry
from strategy.models import StrategyVersion
from tests.publication.conftest import (
    MakeVersion,
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)
from tests.publication.test_search import document_with

HTMX = {"HX-Request": "true"}
LONG = "Radweg " * 1_500


def titles(html: str) -> list[str]:
    """The titles of the hits on a page, without marks."""
    found = re.findall(r'class="hit__title"><a[^>]*>(.*?)</a>', html, re.DOTALL)
    return [unescape(re.sub(r"</?mark>", "", title)).strip() for title in found]


def test_the_page_shows_the_form_for_an_empty_question(client: Client, version: StrategyVersion) -> None:
    html = client.get("/suche/", {"q": "  "}).content.decode()
    assert 'name="q"' in html
    assert "Treffer" not in html
    assert titles(html) == []


def test_the_page_marks_what_was_found_and_says_what_it_is(client: Client, version: StrategyVersion) -> None:
    html = client.get("/suche/", {"q": "strassenbahn"}).content.decode()
    assert "1 Treffer" in html
    assert "Vorlesen in der <mark>Straßenbahn</mark>" in html
    assert 'href="/massnahmen/1.1.1.1/"' in html
    assert re.search(r'class="hit__facts">Maßnahme 1\.1\.1\.1 · \w', html)


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script>",
        "ä" * 500,
        LONG,
        "%",
        "((((",
        '" onfocus="x',
        "'; DROP TABLE",
        "🚲 \u202e",
    ],
)
def test_the_page_survives_any_question(client: Client, version: StrategyVersion, question: str) -> None:
    response = client.get("/suche/", {"q": question})
    assert response.status_code == 200
    html = response.content.decode()
    assert "<script>alert" not in html
    assert '" onfocus' not in html


def test_a_long_question_is_cut_and_the_page_says_so(client: Client, version: StrategyVersion) -> None:
    assert "nach den ersten 200 Zeichen" in client.get("/suche/", {"q": LONG}).content.decode()
    assert "Zeichen" not in client.get("/suche/", {"q": "Radweg"}).content.decode()


def test_the_page_escapes_what_it_marks(client: Client, make_version: MakeVersion) -> None:
    make_version(document_with("<b>Radweg</b>", description="<i>Radweg</i> & mehr"))
    html = client.get("/suche/", {"q": "radweg"}).content.decode()
    assert "&lt;b&gt;<mark>Radweg</mark>&lt;/b&gt;" in html
    assert "&lt;i&gt;<mark>Radweg</mark>&lt;/i&gt; &amp; mehr" in html


def test_the_page_says_which_words_stand_nowhere(client: Client, make_version: MakeVersion) -> None:
    make_version(document_with("Radweg"))
    html = client.get("/suche/", {"q": "Radweg <Hubschrauber>"}).content.decode()
    assert "Nirgends steht: „Hubschrauber“" in html
    assert titles(html) == ["Radweg"]
    nothing = client.get("/suche/", {"q": "Hubschrauber"}).content.decode()
    assert "Zu „Hubschrauber“ wurde nichts gefunden." in nothing


@pytest.fixture
def two_fields(make_version: MakeVersion) -> StrategyVersion:
    """Two theme fields with a measure each about the same, in other years and by other departments."""
    themes = []
    for number, department, years in (("1", "FB 1", (2022, 2024)), ("2", "FB 2", (2026, None))):
        measure = make_measure(
            f"{number}.1.1.1",
            title=f"Radweg im Feld {number}",
            department=department,
            start_year=years[0],
            end_year=years[1],
            permanent=years[1] is None,
            sdg_targets=(f"{number}.2",),
        )
        goal = make_operational_goal(f"{number}.1.1", measures=(measure,))
        strategic = make_strategic_goal(f"{number}.1", operational_goals=(goal,))
        themes.append(make_theme(number, strategic_goals=(strategic,)))
    return make_version(make_document(*themes))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"themenfeld": "2"}, ["2"]),
        ({"fachbereich": "FB 1"}, ["1"]),
        ({"sdg": "2"}, ["2"]),
        ({"jahr": "2023"}, ["1"]),
        ({"jahr": "2026"}, ["2"]),
        ({"stand": "nicht-begonnen"}, ["1", "2"]),
        ({"themenfeld": "1", "jahr": "2026"}, []),
        ({"art": "themenfeld"}, []),
    ],
)
def test_what_stands_in_the_address_narrows_the_hits(
    client: Client, two_fields: StrategyVersion, chosen: dict[str, str], expected: list[str]
) -> None:
    html = client.get("/suche/", {"q": "Radweg", **chosen}).content.decode()
    assert titles(html) == [f"Radweg im Feld {number}" for number in expected]
    if not expected:
        assert "gibt es Treffer, aber keinen mit diesen Merkmalen" in html


def test_choices_without_a_question_list_everything_that_has_them(
    client: Client, two_fields: StrategyVersion
) -> None:
    html = client.get("/suche/", {"themenfeld": "2", "art": "massnahme"}).content.decode()
    assert titles(html) == ["Radweg im Feld 2"]
    assert "1 Treffer mit diesen Merkmalen" in html


@pytest.mark.parametrize("name", NARROWED_BY)
def test_a_choice_that_nobody_offers_is_said_and_counts_as_none(
    client: Client, two_fields: StrategyVersion, name: str
) -> None:
    response = client.get("/suche/", {"q": "Radweg", name: "9" * 5_000})
    assert response.status_code == 200
    html = response.content.decode()
    assert "Das gewünschte Merkmal gibt es nicht (mehr)" in html
    assert len(titles(html)) == 2


def test_each_page_of_hits_has_its_title(client: Client, make_version: MakeVersion) -> None:
    make_version(document_with(*(f"Radweg {number}" for number in range(1, 21))))
    asked = [
        {"q": "Radweg"},
        {"q": "Radweg", "seite": "2"},
        {"q": "Radweg", "themenfeld": "1"},
        {"q": "Weg"},
        {},
    ]
    pages = [client.get("/suche/", params).content.decode() for params in asked]
    heads = [re.search(r"<title>(.*?)</title>", html, re.DOTALL) for html in pages]
    assert len({head.group(1) for head in heads if head}) == len(asked)
    assert len(titles(pages[0])) == 10
    assert len(titles(pages[1])) == 10


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 5_000])
def test_a_page_of_hits_that_is_not_there_leads_to_one_that_is(
    client: Client, version: StrategyVersion, number: str
) -> None:
    assert titles(client.get("/suche/", {"q": "Straßenbahn", "seite": number}).content.decode())


def test_htmx_gets_the_answers_and_their_title_alone(client: Client, version: StrategyVersion) -> None:
    html = client.get("/suche/", {"q": "Straßenbahn"}, headers=HTMX).content.decode()
    assert html.lstrip().startswith("<title>Suche nach „Straßenbahn“")
    assert "<html" not in html
    assert titles(html) == titles(client.get("/suche/", {"q": "Straßenbahn"}).content.decode())


def test_an_answer_for_htmx_is_not_kept_for_whoever_asks_for_the_page(
    client: Client, version: StrategyVersion
) -> None:
    assert "<html" not in client.get("/suche/?q=Vorlesen", headers=HTMX).content.decode()
    assert "<html" in client.get("/suche/?q=Vorlesen").content.decode()


def test_chapters_are_found_and_have_a_page(client: Client, make_version: MakeVersion) -> None:
    chapter = ChapterEntry(key=uuid4(), kind="introduction", text="Darum **Zukunft**.", title="Einleitung")
    make_version(structs.replace(learning_document(), chapters=(chapter,)))
    html = client.get("/suche/", {"q": "Zukunft"}).content.decode()
    assert f'href="/kapitel/{chapter.key}/"' in html
    assert titles(html) == ["Einleitung"]
    page = client.get(f"/kapitel/{chapter.key}/").content.decode()
    assert "Darum <strong>Zukunft</strong>." in page
    assert client.get(f"/kapitel/{uuid4()}/").status_code == 404


def test_sdgs_and_departments_are_found(client: Client, version: StrategyVersion) -> None:
    assert titles(client.get("/suche/", {"q": "Armut"}).content.decode()) == ["Keine Armut"]
    departments = client.get("/suche/", {"q": "Kultur", "art": "fachbereich"}).content.decode()
    assert titles(departments) == ["FB 33 - Kultur"]


def test_the_public_paper_is_found_with_its_votes(client: Client, paper: Paper) -> None:
    html = client.get("/suche/", {"q": "Umweltausschuss"}).content.decode()
    assert titles(html) == ["Beschlussvorlage 2021/0734: Nachhaltigkeitsstrategie"]
    assert f'href="/beschluss/#paper-{paper.pk}"' in html
    assert "mehrheitlich" in html
    assert titles(client.get("/suche/", {"q": "Sachverhalt Mustermann"}).content.decode()) == []


def test_a_paper_and_steps_that_are_not_public_are_not_found(client: Client, paper: Paper) -> None:
    paper.consultations.filter(committee__name="Umweltausschuss").update(agenda_number="N 3")
    assert titles(client.get("/suche/", {"q": "Umweltausschuss"}).content.decode()) == []
    Paper.objects.update(is_public=False)
    assert titles(client.get("/suche/", {"q": "0734"}).content.decode()) == []


def test_answers_for_scripts_are_not_what_a_browser_goes_back_to(
    client: Client, version: StrategyVersion
) -> None:
    answers = client.get("/suche/", {"q": "Straßenbahn"}, headers={"HX-Request": "true"})
    assert "no-store" in answers["Cache-Control"]
    assert "no-store" not in client.get("/suche/", {"q": "Straßenbahn"}).get("Cache-Control", "")
