"""What citizens read about the implementation: what coordination accepted, and the name of no person."""

from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.mail import absolute_url
from monitoring.actions.judgements import judge
from monitoring.actions.reports import return_report
from monitoring.choices import EffectLight, MeasureState, ReportStatus
from monitoring.models import Judgement, MeasureReport
from strategy.document.actions.versions import publish_version
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_indicator,
    make_milestone,
    make_report,
    make_round,
    make_strategy,
    make_target,
    make_value,
)
from tests.monitoring.conftest import adopted as adopted

SECRET = "Geheime Zwischenmeldung"
MEASURE, GOAL, STATE, FEED = "/massnahmen/1.1.1.1/", "/ziele/1.1.1/", "/stand/", "/stand/neues.atom"


@pytest.fixture
def strategy(db: None) -> Strategy:
    """A strategy with the rows of its draft, to which reports belong."""
    return make_strategy()


@pytest.fixture
def public(adopted: SimpleNamespace) -> SimpleNamespace:
    """The adopted strategy, published."""
    publish_version(version=adopted.version, by=adopted.by, at=NOW)
    return adopted


def html(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def test_before_any_report_the_adopted_state_is_shown_as_such(
    client: Client, public: SimpleNamespace
) -> None:
    page = html(client, MEASURE)
    assert "Seither ist noch nichts gemeldet." in page
    assert "Zur Umsetzung ist noch nichts gemeldet." in html(client, STATE)


def test_accepted_report_is_shown_with_day_department_and_milestones(
    client: Client, public: SimpleNamespace
) -> None:
    make_milestone(public.measure, by=public.by, title="Erster Bauabschnitt", done_on=NOW.date())
    make_report(
        public.measure, by=public.by, done="Drei Kilometer gebaut", progress=40, obstacle="Interner Streit"
    )
    page = html(client, MEASURE)
    for words in ("in Umsetzung, zu 40 Prozent", "Drei Kilometer gebaut", "Gemeldet am 12. Juli 2021, FB 33"):
        assert words in page
    assert "Erster Bauabschnitt: erreicht am 12. Juli 2021" in page
    assert "Interner Streit" not in page
    assert public.by.name not in page


def test_nothing_unaccepted_and_nobodys_name_is_public(client: Client, public: SimpleNamespace) -> None:
    indicator = make_indicator(public.strategy, by=public.by, related={"goals": [public.goal]})
    make_value(indicator, 2019, 20, by=public.by)
    make_value(indicator, 2020, 77777, by=public.reporter, note=SECRET)
    make_report(public.measure, by=public.by, done="Öffentlich")
    returned = make_report(public.measure, by=public.reporter, done=SECRET, at=NOW)
    return_report(report=returned, remark=SECRET, by=public.by, at=NOW)
    make_report(public.measure, by=public.reporter, state=MeasureState.BLOCKED, reason=SECRET, done=SECRET)
    MeasureReport.objects.create(
        measure=public.other,
        round=make_round(public.strategy, public.department, by=public.by),
        status=ReportStatus.DRAFT,
        done=SECRET,
        reported_at=NOW,
    )
    judge(
        judgement=Judgement(indicator=indicator, light=EffectLight.AWAY, reason="Zählstelle fiel aus"),
        by=public.by,
        at=NOW,
    )
    paths = (
        MEASURE,
        "/massnahmen/1.1.1.2/",
        "/massnahmen/",
        GOAL,
        STATE,
        FEED,
        f"/indikatoren/{indicator.pk}/",
    )
    pages = {path: html(client, path) for path in paths}
    for path, page in pages.items():
        assert SECRET not in page, path
        assert "77777" not in page, path
        assert "77.777" not in page, path
        assert public.by.name not in page, path
        assert public.reporter.name not in page, path
    assert "Zählstelle fiel aus (Einschätzung der Koordination vom 12. Juli 2021)" in pages[STATE]


def test_list_of_measures_is_filtered_by_what_has_become_of_them(
    client: Client, public: SimpleNamespace
) -> None:
    make_report(public.measure, by=public.by, state=MeasureState.COMPLETED)
    page = html(client, "/massnahmen/?stand=abgeschlossen")
    assert "/massnahmen/1.1.1.1/" in page
    assert "/massnahmen/1.1.1.2/" not in page


def test_spending_is_shown_when_the_city_wants_it(client: Client, public: SimpleNamespace) -> None:
    make_report(public.measure, by=public.by, spent=12345, spent_year=2020)
    assert "12.345" not in html(client, MEASURE)
    Strategy.objects.update(spending_is_public=True)
    assert "2020: 12.345 €" in html(client, MEASURE)


def test_goal_and_indicator_show_the_corrected_value_and_the_path(
    client: Client, public: SimpleNamespace
) -> None:
    indicator = make_indicator(
        public.strategy, by=public.by, related={"goals": [public.goal]}, name="Radanteil"
    )
    make_target(indicator, 2030, 30, by=public.by)
    first = make_value(indicator, 2019, 11, by=public.by)
    make_value(indicator, 2020, 24, by=public.by)
    make_value(indicator, 2019, 20, by=public.by, replaces=first)
    page = html(client, f"/indikatoren/{indicator.pk}/")
    assert "berichtigt am 12. Juli 2021" in page
    assert ">11<" not in page
    assert "2030: 30 Prozent" in page
    assert "<svg" in page
    assert f'href="/indikatoren/{indicator.pk}/"' in html(client, GOAL)


def test_indicator_of_no_published_goal_is_not_found(client: Client, public: SimpleNamespace) -> None:
    inner = make_indicator(public.strategy, by=public.by, name="Nur intern")
    assert client.get(f"/indikatoren/{inner.pk}/").status_code == 404
    assert "Nur intern" not in html(client, STATE)


def test_feed_tells_what_was_accepted_with_whole_addresses(client: Client, public: SimpleNamespace) -> None:
    make_report(public.measure, by=public.by, done="Gebaut\x0bund eröffnet")
    feed = html(client, FEED)
    assert f"<id>{absolute_url('/massnahmen/1.1.1.1/')}#" in feed
    assert "in Umsetzung" in feed
    assert "Gebautund eröffnet" in feed


def test_whole_takes_the_same_number_of_queries(
    client: Client, public: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    html(client, STATE)
    counts = []
    for _ in range(2):
        indicator = make_indicator(public.strategy, by=public.by, related={"goals": [public.goal]})
        make_value(indicator, 2019, 20, by=public.by)
        make_report(public.measure, by=public.by)
        with django_assert_max_num_queries(20) as asked:
            html(client, STATE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
