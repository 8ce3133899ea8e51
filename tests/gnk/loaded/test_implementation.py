"""The demonstration four years after the decision: every kind of course is there."""

from collections import Counter

import pytest
from django.utils import timezone

from committees.council.choices import PaperState
from monitoring.adopted import adopted_strategy
from monitoring.assessment import Assessment
from monitoring.assessment_facts import assessed
from monitoring.choices import AnswerState, EffectLight, ExecutionLight, ReportStatus
from monitoring.models import FrozenReport, IndicatorValue, MeasureReport, ProgressReport, ReportingRound
from monitoring.progress.published import report_document

implementation = pytest.mark.parametrize("stage", ["implementation"], indirect=True)


def assessment() -> Assessment:
    adopted = adopted_strategy()
    assert adopted is not None
    return assessed(adopted, timezone.now())


@implementation
def test_demo_shows_every_light(stage: str) -> None:
    found = assessment()
    assert {line.light for line in found.measures} == set(ExecutionLight)
    assert {line.light for line in found.indicators} == set(EffectLight)


@implementation
def test_demo_has_four_rounds_with_gaps_and_corrected_values(stage: str) -> None:
    closed = ReportingRound.objects.filter(closed_at__isnull=False)
    rounds = Counter(
        MeasureReport.objects.accepted().filter(round__in=closed).values_list("round__title", flat=True)
    )
    assert sorted(rounds) == [f"Bericht {year}" for year in range(2022, 2026)]
    assert all(10 < count < 120 for count in rounds.values())
    assert closed.count() == 4
    assert IndicatorValue.objects.filter(replaced_at__isnull=False).count() >= 5
    assert MeasureReport.objects.waiting().filter(round__isnull=True).count() == 3


@implementation
def test_demo_has_an_open_round_in_which_everything_goes_on(stage: str) -> None:
    round = ReportingRound.objects.get(closed_at__isnull=True)
    assert Counter(answer.state for answer in round.answers.all()) == {
        AnswerState.ANSWERED: 2,
        AnswerState.RETURNED: 1,
        AnswerState.OPEN: 18,
    }
    assert set(round.measurereports.values_list("status", flat=True)) == set(ReportStatus)


@implementation
def test_demo_has_two_public_reports_of_which_the_council_noted_one(stage: str) -> None:
    second, first = FrozenReport.objects.published()
    assert [link.paper.state for link in first.papers.all()] == [PaperState.NOTED]
    assert not second.papers.exists()
    document = report_document(second)
    assert document.is_example
    assert all(theme.text for theme in document.themes)
    assert len(document.synopsis.moved_measures()) > 20
    assert len(document.synopsis.promises()) > 20
    assert not ProgressReport.objects.filter(frozen__isnull=True).exists()
