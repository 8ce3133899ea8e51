"""What the public search finds beside the document: only what is accepted and public, and as soon as it is."""

from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitoring.actions.reports import return_report
from monitoring.choices import MeasureState
from strategy.document.actions.versions import publish_version
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_indicator,
    make_measure_resolution,
    make_report,
    make_strategy,
)
from tests.monitoring.conftest import adopted as adopted
from tests.publication.test_search_pages import titles


@pytest.fixture
def strategy(db: None) -> Strategy:
    """A strategy with the rows of its draft, to which reports belong."""
    return make_strategy()


@pytest.fixture
def public(adopted: SimpleNamespace) -> SimpleNamespace:
    """The adopted strategy, published."""
    publish_version(version=adopted.version, by=adopted.by, at=NOW)
    return adopted


def page(client: Client, question: str, **chosen: str) -> str:
    return client.get("/suche/", {"q": question, **chosen}).content.decode()


def test_an_accepted_report_is_found_at_once_with_its_state(client: Client, public: SimpleNamespace) -> None:
    assert titles(page(client, "Zauberwort")) == []
    make_report(
        public.measure, by=public.by, state=MeasureState.COMPLETED, done="Das Zauberwort ist gesprochen."
    )
    html = page(client, "Zauberwort")
    assert titles(html) == [public.measure.title]
    assert 'href="/massnahmen/1.1.1.1/#state"' in html
    assert f"· {MeasureState.COMPLETED.label}" in html


def test_what_is_not_accepted_and_obstacles_are_not_found(client: Client, public: SimpleNamespace) -> None:
    make_report(public.measure, by=public.by, done="Offenwort", obstacle="Hinderniswort")
    make_report(public.measure, by=public.reporter, done="Geheimwort")
    returned = make_report(public.measure, by=public.reporter, done="Geheimwort")
    return_report(report=returned, remark="Geheimwort", by=public.by, at=NOW)
    assert titles(page(client, "Geheimwort")) == []
    assert titles(page(client, "Hinderniswort")) == []
    assert titles(page(client, "Offenwort")) == [public.measure.title]


def test_indicators_of_public_goals_are_found(client: Client, public: SimpleNamespace) -> None:
    name = "Zahl der Leihroller"
    indicator = make_indicator(public.strategy, by=public.by, name=name, related={"goals": [public.goal]})
    make_indicator(public.strategy, by=public.by, name="Geheime Leihroller")
    html = page(client, "Leihroller")
    assert titles(html) == ["Zahl der Leihroller"]
    assert f'href="/indikatoren/{indicator.pk}/"' in html


def test_own_resolutions_are_found_without_the_note_of_the_office(
    client: Client, public: SimpleNamespace
) -> None:
    make_measure_resolution(public.measure, by=public.by, reference="2022/0815", note="Notizwort")
    html = page(client, "0815")
    assert titles(html) == [public.measure.title]
    assert 'href="/massnahmen/1.1.1.1/#resolution"' in html
    assert titles(page(client, "Notizwort")) == []


def test_a_second_question_asks_for_no_more_than_any_page(
    client: Client, public: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(client, "Anfang")
    # The version, the marks, the installation, what is told in other words, and what is published about the page.
    with django_assert_num_queries(5):
        page(client, "Radweg")
