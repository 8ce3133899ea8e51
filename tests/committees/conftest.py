"""A frozen version with a paper and its deciding body, and the shortest ways to act on them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.council.actions.outcomes import record_outcome
from committees.council.actions.papers import submit_paper
from committees.council.choices import ConsultationRole, Outcome
from committees.council.models import Consultation, Paper
from committees.council.procedure import Entry
from strategy.models import Measure, Strategy, StrategyVersion
from tests.builders import (
    make_committee,
    make_consultation,
    make_measure,
    make_paper,
    make_programme,
    make_submitted_paper,
    make_version,
)
from tests.remembered import remembered

COUNCIL_DAY = date(2021, 10, 5)
# The codes of what the rules warn of, but do not block.
EVERY_WARNING = frozenset(
    {
        "other_day",
        "before_earlier_step",
        "unanimous",
        "more_votes_than_seats",
        "amendment_without_effect",
        "notice_decides",
        "nothing_decided",
        "earlier_open",
        "decision_not_last",
    }
)

Record = Callable[..., Consultation]


@pytest.fixture
@remembered
def version(strategy: Strategy, coordination: User) -> StrategyVersion:
    return make_version(strategy, by=coordination)


@pytest.fixture
@remembered
def paper(version: StrategyVersion, office: User) -> Paper:
    return make_paper(version, by=office, reference="2021/0734")


@pytest.fixture
@remembered
def decision(paper: Paper) -> Consultation:
    council = make_committee(CommitteeKind.COUNCIL, "Rat der Stadt")
    return make_consultation(paper, committee=council, date=COUNCIL_DAY)


@pytest.fixture
@remembered
def hearing(paper: Paper) -> Consultation:
    committee = make_committee(name="Ausschuss für Umweltschutz")
    return make_consultation(
        paper, role=ConsultationRole.HEARING, committee=committee, date=date(2021, 8, 25)
    )


@pytest.fixture
@remembered
def measure(strategy: Strategy, office: User) -> Measure:
    measure = make_programme(strategy, by=office)
    make_measure(measure.operational_goal, by=office)
    return measure


@pytest.fixture
@remembered
def submitted(measure: Measure, office: User) -> Paper:
    return make_submitted_paper(make_version(measure.strategy_of, by=office), by=office)


@pytest.fixture
def record(office: User) -> Record:
    """Record an outcome on the evening of the meeting, whatever the rules warn of; the paper is brought in before."""

    def record(consultation: Consultation, outcome: Outcome = Outcome.ADOPTED, **values: Any) -> Consultation:
        facts = {"held_on": consultation.date}
        facts |= {name: values.pop(name) for name in Entry.__struct_fields__ if name in values}
        at = values.pop("at", datetime.combine(facts["held_on"], time(18), UTC))
        paper = Paper.objects.get(pk=consultation.paper_id)
        if paper.is_prepared:
            submit_paper(paper=paper, by=office, at=at)
        return record_outcome(
            consultation=consultation,
            entry=Entry(outcome=outcome, **facts),
            at=at,
            **{"by": office, "confirmed": EVERY_WARNING, **values},
        )

    return record
