"""The overview of the implementation: narrowed, as of another day, compared, and taken away as tables."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import urlencode
from pytest_django import DjangoAssertNumQueries

from monitoring.choices import MeasureState
from monitoring.models import MeasureReport, MeasureYear, Milestone
from tests.builders import NOW, make_indicator, make_milestone, make_report, make_value

LATER = NOW + timedelta(days=200)


@pytest.fixture
def reported(adopted: SimpleNamespace) -> SimpleNamespace:
    """The first measure was in preparation in July 2021 and is given up since January 2022."""
    make_report(adopted.measure, by=adopted.by, state=MeasureState.IN_PREPARATION)
    make_report(
        adopted.measure,
        by=adopted.by,
        state=MeasureState.GIVEN_UP,
        reason="Kein Geld",
        at=LATER,
        done="Nichts",
    )
    MeasureYear.objects.create(measure=adopted.measure, year=2021, budget_planned=5000, budget_spent=1200)
    return adopted


def overview(client: Client, page: str = "overview", **asked: str) -> SimpleNamespace:
    response = client.get(reverse(f"monitoring:{page}"), asked)
    names = ("assessment", "changes", "departments", "money")
    shown = {name: response.context.get(name) for name in names}
    return SimpleNamespace(status=response.status_code, html=response.content.decode(), **shown)


def test_overview_is_narrowed_by_light_and_department(
    coordination_client: Client, reported: SimpleNamespace
) -> None:
    make_indicator(reported.strategy, by=reported.by, related={"goals": [reported.goal]})
    found = overview(coordination_client, vollzug="ended")
    assert [line.key for line in found.assessment.measures] == [reported.measure.pk]
    assert found.assessment.indicators == ()
    assert "liegt hinter seinem Pfad" not in found.html
    assert "Keine Maßnahme verspätet sich." not in overview(coordination_client, wirkung="missed").html
    found = overview(coordination_client, fachbereich="FB 33")
    assert [line.key for line in found.assessment.measures] == [reported.measure.pk]


def test_schedule_shows_what_the_filters_leave_as_of_the_day(
    coordination_client: Client, reported: SimpleNamespace
) -> None:
    day, next_day = timezone.localdate(NOW), timezone.localdate(NOW + timedelta(days=1))
    for measure in (reported.measure, reported.other):
        make_milestone(measure, by=reported.by, due_on=day, done_on=next_day)
    due, reached = f"fällig {day:%d.%m.%Y}", f"erreicht {next_day:%d.%m.%Y}"
    narrowed = {"fachbereich": "FB 33", "am": f"{day:%Y-%m-%d}"}
    address = f'href="{reverse("monitoring:schedule")}?{escape(urlencode(narrowed))}"'
    assert address in overview(coordination_client, **narrowed).html
    found = overview(coordination_client, "schedule", **narrowed)
    assert (found.html.count(due), reached in found.html) == (1, False)
    assert overview(coordination_client, "schedule").html.count(f"{due}, {reached}") == 2
    Milestone.objects.all().delete()
    assert (
        "dieser Auswahl gibt es Termine" in overview(coordination_client, "schedule", wirkung="missed").html
    )


def test_overview_tells_of_another_day_and_what_changed_since(
    coordination_client: Client, reported: SimpleNamespace
) -> None:
    before = overview(coordination_client, am=f"{NOW:%Y-%m-%d}")
    assert [line.state for line in before.assessment.measures] == [MeasureState.IN_PREPARATION, None]
    changed = overview(coordination_client, seit=f"{NOW:%Y-%m-%d}").changes.measures
    assert [(change.line.key, str(change.after.label)) for change in changed] == [
        (reported.measure.pk, "beendet")
    ]


def test_milestone_that_was_reached_later_is_open_on_an_earlier_day(
    coordination_client: Client, reported: SimpleNamespace
) -> None:
    make_milestone(reported.other, by=reported.by, due_on=NOW.date() - timedelta(days=5))
    make_report(reported.other, by=reported.by)
    Milestone.objects.update(done_on=LATER.date())
    earlier = overview(coordination_client, am=f"{NOW:%Y-%m-%d}").assessment.measures[1]
    assert earlier.status.sentence.startswith("verspätet")
    assert "verspätet" not in overview(coordination_client).assessment.measures[1].status.sentence


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"am": "1999-01-01"}, "Der Tag liegt zwischen dem"),
        ({"am": "übermorgen"}, "übermorgen"),
        (
            {"seit": f"{timezone.localdate():%Y-%m-%d}"},
            "Bitte nennen Sie einen Tag, der vor dem Stand liegt.",
        ),
    ],
)
def test_day_that_cannot_be_is_told_and_the_page_is_there(
    coordination_client: Client, reported: SimpleNamespace, asked: dict[str, str], sentence: str
) -> None:
    found = overview(coordination_client, **asked)
    assert found.status == 422
    assert sentence in found.html
    assert len(found.assessment.measures) == 2


def test_groups_and_money_are_summed(coordination_client: Client, reported: SimpleNamespace) -> None:
    found = overview(coordination_client)
    assert [group.title for group in found.departments] == ["FB 33", ""]
    assert [(row.year, row.planned, row.spent) for row in found.money] == [(2021, 5000, 1200)]


def test_tables_hold_what_is_accepted(coordination_client: Client, reported: SimpleNamespace) -> None:
    indicator = make_indicator(
        reported.strategy, by=reported.by, name="Radanteil", responsible=reported.department
    )
    make_value(indicator, 2020, 24, by=reported.by)
    make_value(indicator, 2021, 99, by=reported.reporter)
    make_report(reported.other, by=reported.reporter, done="Ungeprüft")
    measures = coordination_client.get(reverse("tables:table-csv", args=["umsetzung"])).content.decode(
        "utf-8-sig"
    )
    assert "aufgegeben: Kein Geld" in measures
    assert "Ungeprüft" not in measures
    values = coordination_client.get(reverse("tables:table-csv", args=["indikatorwerte"])).content.decode(
        "utf-8-sig"
    )
    assert [line.split(";")[5] for line in values.splitlines()[1:]] == ["24"]
    assert MeasureReport.objects.waiting().count() == 1


def test_overview_takes_the_same_number_of_queries(
    coordination_client: Client,
    reported: SimpleNamespace,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    overview(coordination_client, seit=f"{NOW:%Y-%m-%d}")
    counts = []
    for _ in range(2):
        indicator = make_indicator(reported.strategy, by=reported.by, related={"goals": [reported.goal]})
        make_value(indicator, 2020, 24, by=reported.by)
        with django_assert_max_num_queries(60) as asked:
            overview(coordination_client, seit=f"{NOW:%Y-%m-%d}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_many_measures_have_a_page_of_their_own(
    coordination_client: Client, reported: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitoring.views.overview.FEW", 1)
    address = reverse("monitoring:measure-states")
    found = overview(coordination_client)
    assert (
        f'href="{address}"' in found.html,
        f"{reported.other.number} {reported.other.title}" in found.html,
    ) == (
        True,
        False,
    )
    page = coordination_client.get(address, {"fachbereich": "FB 33"}).content.decode()
    assert [title in page for title in (reported.measure.title, reported.other.title)] == [True, False]
