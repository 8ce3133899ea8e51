"""The demonstration four years after the decision: every kind of course is there."""

from collections import Counter

import pytest
from django.utils import timezone

from monitoring.adopted import adopted_strategy
from monitoring.assessment import Assessment
from monitoring.assessment_facts import assessed
from monitoring.choices import EffectLight, ExecutionLight
from monitoring.models import IndicatorValue, MeasureReport, ReportingRound

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
    rounds = Counter(MeasureReport.objects.accepted().values_list("round__title", flat=True))
    assert sorted(rounds) == [f"Bericht {year}" for year in range(2022, 2026)]
    assert all(10 < count < 120 for count in rounds.values())
    assert [round.is_open for round in ReportingRound.objects.all()] == [False] * 4
    assert IndicatorValue.objects.filter(replaced_at__isnull=False).count() >= 5
    assert MeasureReport.objects.waiting().count() == 3
