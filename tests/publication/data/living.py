"""An adopted, published strategy with rows behind it, and reports that nobody outside may see."""

from types import SimpleNamespace

import pytest

from monitoring.actions.judgements import judge
from monitoring.actions.reports import return_report
from monitoring.choices import EffectLight, MeasureState, ReportStatus
from monitoring.models import Judgement, MeasureReport
from strategy.document.actions.versions import publish_version
from strategy.models import Strategy
from tests.builders import (
    NOW,
    make_indicator,
    make_report,
    make_round,
    make_strategy,
    make_target,
    make_value,
)
from tests.monitoring.conftest import adopted as adopted

SECRET = "Geheime Zwischenmeldung"
SECRET_FIGURE = 77777


@pytest.fixture
def strategy(db: None) -> Strategy:
    return make_strategy()


@pytest.fixture
def public(adopted: SimpleNamespace) -> SimpleNamespace:
    """The adopted strategy, published, with an indicator that has a value and a target, and secrets beside them."""
    scene = adopted
    publish_version(version=scene.version, by=scene.by, at=NOW)
    scene.indicator = make_indicator(
        scene.strategy, by=scene.by, name="Radwege", related={"goals": [scene.goal]}, source="Tiefbauamt"
    )
    make_value(scene.indicator, 2019, 20, by=scene.by, note="Zählung")
    make_target(scene.indicator, 2030, 60, by=scene.by)
    hide_secrets(scene)
    return scene


def hide_secrets(scene: SimpleNamespace) -> None:
    """What was reported and not accepted, what was given back, drafts, obstacles, and who said all that."""
    make_value(scene.indicator, 2020, SECRET_FIGURE, by=scene.reporter, note=SECRET)
    other = make_indicator(scene.strategy, by=scene.by, name=f"{SECRET} ohne Ziel")
    make_value(other, 2019, SECRET_FIGURE, by=scene.by)
    make_report(scene.measure, by=scene.by, done="Drei Kilometer", progress=40, obstacle=SECRET)
    returned = make_report(scene.measure, by=scene.reporter, done=SECRET, at=NOW)
    return_report(report=returned, remark=SECRET, by=scene.by, at=NOW)
    make_report(scene.measure, by=scene.reporter, state=MeasureState.BLOCKED, reason=SECRET, done=SECRET)
    MeasureReport.objects.create(
        measure=scene.other,
        round=make_round(scene.strategy, scene.department, by=scene.by),
        status=ReportStatus.DRAFT,
        done=SECRET,
        reported_at=NOW,
    )
    judgement = Judgement(indicator=scene.indicator, light=EffectLight.AWAY, reason="Zählstelle fiel aus")
    judge(judgement=judgement, by=scene.by, at=NOW)
    type(scene.measure).objects.filter(pk=scene.measure.pk).update(title=SECRET)


def leaks_in(content: str, scene: SimpleNamespace) -> list[str]:
    """The secrets that a text tells."""
    people = [scene.by.name, scene.by.email, scene.reporter.name, scene.reporter.email]
    secrets = [SECRET, str(SECRET_FIGURE), "77.777", *people]
    return [secret for secret in secrets if secret in content]
