"""What anonymous people see on each page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from committees.bodies.models import Committee
from committees.council.choices import PaperState
from committees.council.models import Consultation, Paper
from exports.models import ExportFile
from jobs.choices import JobState
from strategy.choices import ResolutionStatus
from strategy.models import StrategyVersion
from tests.builders import make_export
from tests.publication.conftest import (
    MakeVersion,
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)

PAGES = (
    "/",
    "/themenfelder/1/",
    "/ziele/1.1/",
    "/ziele/1.1.1/",
    "/massnahmen/",
    "/massnahmen/1.1.1.1/",
    "/agenda-2030/",
    "/agenda-2030/4/",
    "/agenda-2030/1/",
    "/suche/",
    "/suche/?q=lesen",
    "/strategie.json",
    "/strategie.schema.json",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
)


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_anonymous_people(client: Client, version: StrategyVersion, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/strategie.pdf"])
def test_page_refuses_post(client: Client, version: StrategyVersion, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/strategie")])
def test_page_has_a_title_one_heading_and_no_inline_style(
    client: Client, version: StrategyVersion, path: str
) -> None:
    html = text_of(client, path)
    assert html.count("<h1") == 1
    assert "<title> –" not in html
    assert "style=" not in html
    assert "<style" not in html
    assert ('class="breadcrumbs"' in html) == (path != "/")


@pytest.mark.parametrize(
    "path",
    [
        "/themenfelder/9/",
        "/ziele/1/",
        "/ziele/9.9/",
        "/ziele/1.1.1.1/",
        "/massnahmen/1.1.1.9/",
        "/massnahmen/1.1.1/",
        "/agenda-2030/0/",
        "/agenda-2030/18/",
    ],
)
def test_unknown_number_is_not_found(client: Client, version: StrategyVersion, path: str) -> None:
    assert client.get(path).status_code == 404


def test_home_shows_state_themes_and_goals_of_the_agenda(client: Client, version: StrategyVersion) -> None:
    html = text_of(client, "/")
    assert "Vom Rat beschlossen am 5. Oktober 2021, Vorlage 2021/0734" in html
    assert 'href="/themenfelder/1/"' in html
    assert "Kinder lernen früh lesen." in html
    assert "Was tut die Stadt Musterstadt für …" in html
    assert html.count('class="sdg-card ') == 5
    assert html.index('name="q"') < html.index('class="theme-card"')


def test_theme_shows_guideline_initial_situation_and_goals(client: Client, version: StrategyVersion) -> None:
    html = text_of(client, "/themenfelder/1/")
    assert "Alle lernen gern." in html
    assert "<p>Viele Büchereien.</p>" in html
    assert 'href="/ziele/1.1/"' in html
    assert 'href="/ziele/1.1.1/"' in html
    assert "1 Maßnahme<" in html


def test_theme_leads_to_its_neighbours(client: Client, make_version: MakeVersion) -> None:
    make_version(make_document(make_theme("1"), make_theme("2"), make_theme("3")))
    html = text_of(client, "/themenfelder/2/")
    assert 'rel="prev" href="/themenfelder/1/"' in html
    assert 'rel="next" href="/themenfelder/3/"' in html
    assert 'rel="prev"' not in text_of(client, "/themenfelder/1/")
    assert 'rel="next"' not in text_of(client, "/themenfelder/3/")


def test_operational_goal_says_in_words_what_the_picture_shows(
    client: Client, version: StrategyVersion
) -> None:
    html = text_of(client, "/ziele/1.1.1/")
    sentence = "Von 36,5 Prozent (2019) auf 50 Prozent (2025)."
    assert html.count(sentence) == 2
    assert f'<desc id="goal-chart-text">{sentence}</desc>' in html
    assert 'width="73.0%"' in html
    assert 'width="100.0%"' in html


def test_operational_goal_without_values_has_no_picture(client: Client, make_version: MakeVersion) -> None:
    goal = make_operational_goal("1.1.1")
    strategic = make_strategic_goal("1.1", operational_goals=(goal,))
    make_version(make_document(make_theme("1", strategic_goals=(strategic,))))
    html = text_of(client, "/ziele/1.1.1/")
    assert "goal-chart" not in html
    assert "Für dieses Ziel steht noch kein Indikator fest." in html


def test_measure_answers_in_order(client: Client, paper: Paper) -> None:
    html = text_of(client, "/massnahmen/1.1.1.1/").partition('id="way"')[0]
    answers = (
        "lesen Patinnen <strong>laut</strong> vor",
        'href="/ziele/1.1.1/">Operatives Ziel 1.1.1: Lesen im Quartier',
        'href="/ziele/1.1/">Strategisches Ziel 1.1',
        "FB 33 - Kultur",
        "2022–2025",
        "12.000\u00a0€",
        "in Umsetzung",
        "Vorbehalt weiterer Beschlüsse",
        "Umweltausschuss",
        "Rat der Stadt",
    )
    positions = [html.rindex(answer) for answer in answers]
    assert positions == sorted(positions)


def test_measure_with_its_own_resolution_stands_under_no_reservation(
    client: Client, make_version: MakeVersion
) -> None:
    measure = make_measure("1.1.1.1", resolution_status=ResolutionStatus.OWN_RESOLUTION)
    goal = make_operational_goal("1.1.1", measures=(measure,))
    strategic = make_strategic_goal("1.1", operational_goals=(goal,))
    make_version(make_document(make_theme("1", strategic_goals=(strategic,))))
    html = text_of(client, "/massnahmen/1.1.1.1/")
    assert "Für diese Maßnahme liegt ein eigener Beschluss vor." in html
    assert "Vorbehalt" not in html


def test_measure_shows_recorded_steps_of_public_papers_only(client: Client, paper: Paper) -> None:
    html = text_of(client, "/massnahmen/1.1.1.1/")
    assert "Vorberatung am 25. August 2021:" in html
    assert html.index("Umweltausschuss") < html.index("Rat der Stadt")
    assert "Erika Mustermann" not in html
    assert "Interner Sachverhalt" not in html
    Paper.objects.update(is_public=False)
    hidden = text_of(client, "/massnahmen/1.1.1.1/")
    assert "Umweltausschuss" not in hidden
    assert "Dazu ist keine öffentliche Vorlage eingetragen." in hidden


def test_agenda_counts_references_and_describes_its_picture(client: Client, version: StrategyVersion) -> None:
    html = text_of(client, "/agenda-2030/")
    assert "an 3 Stellen" in html
    assert "SDG 4 Hochwertige Bildung: 3" in html
    assert 'role="img"' in html
    assert 'role="region"' in html


def test_sdg_lists_goals_and_measures_with_the_label_of_the_target(
    client: Client, version: StrategyVersion
) -> None:
    html = text_of(client, "/agenda-2030/4/")
    assert "2 Ziele und 1 Maßnahme beziehen sich" in html
    assert html.count("4.7 Bildung für nachhaltige Entwicklung") == 3
    assert 'href="/massnahmen/1.1.1.1/"' in html


def test_sdg_without_references_says_so(client: Client, version: StrategyVersion) -> None:
    assert "bezieht sich die Strategie nicht ausdrücklich" in text_of(client, "/agenda-2030/1/")


def test_pdf_is_shown_in_the_browser(client: Client, finished_pdf: ExportFile) -> None:
    response = client.get("/strategie.pdf")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="strategie-fassung-1.pdf"'
    assert b"".join(response.streaming_content) == b"%PDF-1.7 test"  # type: ignore[attr-defined]
    assert "13\xa0Bytes" in text_of(client, "/")


@pytest.mark.parametrize("status", [JobState.WAITING, JobState.FAILED])
def test_pdf_that_is_not_ready_asks_to_come_back(
    client: Client, version: StrategyVersion, status: JobState
) -> None:
    version.pdf_file = make_export(state=status)
    version.save(update_fields=["pdf_file"])
    response = client.get("/strategie.pdf")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    made = "Das PDF wird gerade erstellt." in response.content.decode()
    assert made == (status == JobState.WAITING)


def test_pdf_whose_file_was_lost_asks_to_come_back(client: Client, finished_pdf: ExportFile) -> None:
    finished_pdf.file.storage.delete(finished_pdf.file.name or "")
    assert client.get("/strategie.pdf").status_code == 503
    assert client.get("/").status_code == 200


def test_json_is_the_frozen_content_byte_for_byte(client: Client, version: StrategyVersion) -> None:
    response = client.get("/strategie.json")
    assert response.headers["Content-Type"] == "application/json"
    assert response.content.decode() == version.content


def test_schema_describes_the_document(client: Client, db: None) -> None:
    schema = client.get("/strategie.schema.json").json()
    assert schema["$ref"] == "#/$defs/StrategyDocument"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/impressum/", "<strong>Rathausplatz 1</strong>"),
        ("/datenschutz/", "Keine Cookies von Dritten."),
        ("/barrierefreiheit/", "<h2>Stand</h2>"),
    ],
)
def test_legal_page_shows_the_text_of_the_municipality(
    client: Client, version: StrategyVersion, path: str, text: str
) -> None:
    assert text in text_of(client, path)


def test_legal_pages_are_not_public_while_they_are_empty_but_barriers_can_be_reported(
    client: Client, db: None
) -> None:
    assert client.get("/impressum/").status_code == client.get("/datenschutz/").status_code == 404
    page = text_of(client, "/barrierefreiheit/")
    assert "Barriere melden" in page
    assert "/impressum/" not in page


@pytest.mark.parametrize("measures", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # The version with its PDF, its content, the installation; five more where papers are shown; where measures
        # stand today, three: the adopted versions, the content of the one before, the resolutions; one for attachments,
        # one for the last reports and, at a goal, one for its indicators; for the way to the report four at a goal and
        # at a measure, and one for the indicators' sources; at a measure two more, for resolutions and files; at
        # each page one for the answers that are published about it, and one for what is told in other words.
        ("/", 10),
        ("/themenfelder/1/", 6),
        ("/ziele/1.1/", 6),
        ("/ziele/1.1.1/", 13),
        ("/massnahmen/", 9),
        ("/massnahmen/1.1.1.1/", 23),
        ("/agenda-2030/", 5),
        ("/agenda-2030/4/", 5),
        ("/agenda-2030/unterziele/4.7/", 5),
        # With the last reports and, in three, the indicators of all departments.
        ("/fachbereiche/fb-33-kultur/", 9),
        ("/massnahmen/liste.csv", 6),
        # Its index is made anew: 13 that read what is accepted, in whatever number, and the marks of what is public.
        ("/suche/?q=ma%C3%9Fnahme", 18),
        ("/impressum/", 6),
    ],
)
def test_page_takes_the_same_number_of_queries(
    client: Client,
    make_version: MakeVersion,
    paper: Paper,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
    measures: int,
) -> None:
    newer = make_version(learning_document(measures), number=2)
    Paper.objects.update(version=newer, submitted_version=newer)
    if measures == 3:
        another = Paper.objects.create(
            version=newer,
            reference="2021/0735",
            subject="Ergänzung",
            created_at=paper.created_at,
            state=PaperState.REJECTED,
            state_at=paper.created_at,
            submitted_version=newer,
        )
        for position, committee in enumerate(Committee.objects.all(), 1):
            Consultation.objects.create(paper=another, committee=committee, position=position)
    with django_assert_num_queries(queries):
        client.get(path)
