"""The published reports on the implementation: they stay, and show only what was frozen."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from committees.council.actions.outcomes import record_outcome
from committees.council.actions.papers import submit_paper
from committees.council.choices import Outcome, PaperKind
from committees.council.models import Paper
from committees.council.procedure import Entry
from monitoring.actions.progress import create_report_paper, publish_report, withdraw_report
from monitoring.models import FrozenReport, IndicatorSeries
from strategy.document.actions.versions import publish_version, withdraw_version
from strategy.models import StrategyVersion
from tests.builders import (
    NOW,
    make_adopted_version,
    make_consultation,
    make_frozen_report,
    make_indicator,
    make_programme,
    make_report,
    make_strategy,
    make_target,
    make_value,
)
from tests.conftest import signed_in

LATER = NOW + timedelta(days=400)


@pytest.fixture
def reported(coordination: User) -> SimpleNamespace:
    """A published strategy with one measure and one indicator, and a published report about them."""
    strategy = make_strategy()
    measure = make_programme(strategy, by=coordination)
    version = make_adopted_version(strategy, by=coordination)
    publish_version(version=version, by=coordination, at=NOW)
    indicator = make_indicator(strategy, by=coordination, related={"goals": [measure.operational_goal]})
    make_target(indicator, 2030, 30, by=coordination)
    make_value(indicator, 2019, 10, by=coordination)
    make_value(indicator, 2020, 20, by=coordination)
    make_report(measure, by=coordination, done="Der Radweg ist gebaut.", obstacle="Internes Hindernis")
    frozen = make_frozen_report(strategy, by=coordination, title="Bericht 2021")
    publish_report(report=frozen, by=coordination, at=LATER)
    return SimpleNamespace(frozen=frozen, measure=measure, strategy=strategy, by=coordination)


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_reports_are_listed_with_the_newest_first_and_only_published_ones(
    client: Client, reported: SimpleNamespace
) -> None:
    second = make_frozen_report(reported.strategy, by=reported.by, title="Bericht 2022", at=LATER)
    make_frozen_report(reported.strategy, by=reported.by, title="Noch geheim", at=LATER)
    publish_report(report=second, by=reported.by, at=LATER)
    page = text_of(client, "/berichte/")
    assert page.index("Bericht 2022") < page.index("Bericht 2021")
    assert "Noch geheim" not in page
    assert client.get("/berichte/3/").status_code == 404
    assert "Es gibt einen neueren Bericht" in text_of(client, "/berichte/1/")


def test_a_report_keeps_its_pages_with_texts_curves_and_measures(
    client: Client, reported: SimpleNamespace
) -> None:
    assert "Bericht 2021" in text_of(client, "/berichte/1/")
    theme = text_of(client, "/berichte/1/themenfelder/1/")
    assert "Der Radweg ist gebaut." in theme
    assert 'class="curve"' in theme
    assert client.get("/berichte/1/themenfelder/9/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["", "themenfelder/1/", "bericht.json", "massnahmen.csv", "werte.csv"],
)
def test_no_page_of_a_report_names_people_or_obstacles(
    client: Client, reported: SimpleNamespace, path: str
) -> None:
    page = text_of(client, f"/berichte/1/{path}")
    assert "Internes Hindernis" not in page
    assert reported.by.name not in page


def test_open_data_is_what_the_checksum_was_made_of_and_has_its_schema(
    client: Client, reported: SimpleNamespace
) -> None:
    assert text_of(client, "/berichte/1/bericht.json") == FrozenReport.objects.get().content
    schema = json.loads(text_of(client, "/bericht.schema.json"))
    assert schema["$ref"] == "#/$defs/ReportDocument"


def test_tables_can_be_fetched(client: Client, reported: SimpleNamespace) -> None:
    assert client.get("/berichte/1/open-sdg.zip").content.startswith(b"PK")
    assert client.get("/berichte/1/tabellen.xlsx").content.startswith(b"PK")
    assert "Der Radweg ist gebaut." in text_of(client, "/berichte/1/massnahmen.csv")
    assert "31.12.2020;20" in text_of(client, "/berichte/1/werte.csv")


def test_the_pdf_is_announced_while_it_is_being_made(client: Client, reported: SimpleNamespace) -> None:
    response = client.get("/berichte/1/bericht.pdf")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "<h1" in response.content.decode()
    assert "Bericht 2021" in response.content.decode()


def test_a_withdrawn_report_is_gone_everywhere(client: Client, reported: SimpleNamespace) -> None:
    assert "/berichte/1/" in text_of(client, "/sitemap.xml")
    assert "Umsetzungsbericht: Bericht 2021" in text_of(client, "/stand/neues.atom")
    withdraw_report(report=reported.frozen)
    assert client.get("/berichte/1/").status_code == 404
    assert client.get("/berichte/1/bericht.json").status_code == 404
    assert "/berichte/1/" not in text_of(client, "/sitemap.xml")
    assert "Bericht 2021" not in text_of(client, "/stand/neues.atom")


@pytest.mark.parametrize("path", ["", "bericht.json", "massnahmen.csv", "tabellen.xlsx", "open-sdg.zip"])
def test_without_a_published_version_no_page_of_a_report_is_there(
    client: Client, reported: SimpleNamespace, path: str
) -> None:
    withdraw_version(version=StrategyVersion.objects.get())
    assert client.get(f"/berichte/1/{path}").status_code == 404
    question = signed_in(reported.by).get(reverse("monitoring:report-publish", args=[1]))
    assert "Lesen kann ihn noch niemand" in question.content.decode()


def test_a_second_report_says_what_became_of_indicators(client: Client, reported: SimpleNamespace) -> None:
    (series,) = IndicatorSeries.objects.all()
    make_value(series.indicator, 2021, 25, by=reported.by, at=LATER)
    second = make_frozen_report(reported.strategy, by=reported.by, title="Bericht 2022", at=LATER)
    publish_report(report=second, by=reported.by, at=LATER)
    page = text_of(client, "/berichte/2/")
    assert "Indikatoren mit neuem Wert oder neuem Stand" in page
    assert ": 25 (2021)" in page


def test_a_report_names_what_the_bodies_made_of_it_if_its_paper_is_public(
    client: Client, reported: SimpleNamespace
) -> None:
    begun = Paper(
        kind=PaperKind.REPORT, reference="2022/0007", subject="Der Bericht", has_no_financial_effects=True
    )
    paper = create_report_paper(report=reported.frozen, paper=begun, by=reported.by, at=NOW)
    step = make_consultation(paper)
    submit_paper(paper=paper, by=reported.by, at=NOW)
    entry = Entry(outcome=Outcome.NOTED, held_on=NOW.date())
    record_outcome(consultation=step, entry=entry, by=reported.by, at=NOW)
    page = text_of(client, "/berichte/1/")
    assert "2022/0007" in page
    assert "Der Weg durch die Gremien" in page
    assert "zur Kenntnis genommen" in page
    assert "2022/0007" not in text_of(client, "/beschluss/")
    Paper.objects.update(is_public=False)
    assert "2022/0007" not in text_of(client, "/berichte/1/")
