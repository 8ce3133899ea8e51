"""Hand-written builders: each makes one valid object through the action that the product uses."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from accounts.models import User
from accounts.roles import Role
from committees.actions.papers import create_paper
from committees.choices import CommitteeKind, ConsultationRole
from committees.models import Committee, Consultation, Paper
from strategy.actions.elements import create_element
from strategy.actions.setup import begin_strategy
from strategy.actions.themes import select_theme
from strategy.actions.versions import freeze_version
from strategy.models import (
    Measure,
    Municipality,
    OperationalGoal,
    StrategicGoal,
    Strategy,
    StrategyVersion,
    ThemeField,
)

NOW = datetime(2021, 7, 12, 10, tzinfo=UTC)
_numbers = count(1)


def make_user(role: Role = Role.COORDINATION, **fields: Any) -> User:
    number = next(_numbers)
    values = {"email": f"{role}-{number}@example.org", "name": f"{role.label} {number}", **fields}
    return User.objects.create_user(password="correct-horse-battery", role=role, **values)


def make_strategy(**fields: Any) -> Strategy:
    municipality = Municipality(name="Musterstadt", kind="Stadt", ags="05999999")
    strategy = Strategy(title="Nachhaltigkeitsstrategie der Stadt Musterstadt", **fields)
    return begin_strategy(municipality=municipality, strategy=strategy, by=None)


def make_theme(strategy: Strategy, *, by: User, title: str = "") -> ThemeField:
    """A chosen theme field: the next undecided candidate of the catalogue, or the one with this title."""
    candidates = ThemeField.objects.filter(strategy=strategy, decision="open").order_by("catalogue_field")
    theme = candidates.get(title=title) if title else candidates.first()
    return select_theme(theme=theme, by=by)


def make_strategic_goal(theme: ThemeField, *, by: User, **fields: Any) -> StrategicGoal:
    values = {"statement": f"Im Jahr 2030 ist Ziel {next(_numbers)} erreicht.", **fields}
    return create_element(model=StrategicGoal, parent=theme, values=values, by=by)


def make_goal(above: StrategicGoal, *, by: User, **fields: Any) -> OperationalGoal:
    number = next(_numbers)
    values = {
        "short_title": f"Kurztitel {number}",
        "statement": f"Bis 2025 gibt es in jedem Bezirk Angebot {number}.",
        **fields,
    }
    return create_element(model=OperationalGoal, parent=above, values=values, by=by)


def make_measure(goal: OperationalGoal, *, by: User, **fields: Any) -> Measure:
    values = {"title": f"Maßnahme {next(_numbers)}", **fields}
    return create_element(model=Measure, parent=goal, values=values, by=by)


def make_programme(strategy: Strategy, *, by: User) -> Measure:
    """One theme field with one goal of each level and one measure, which is returned."""
    theme = make_theme(strategy, by=by)
    return make_measure(make_goal(make_strategic_goal(theme, by=by), by=by), by=by)


def make_version(strategy: Strategy, *, by: User) -> StrategyVersion:
    """A frozen version of the draft, which needs at least one goal."""
    if not StrategicGoal.objects.exists():
        make_programme(strategy, by=by)
    return freeze_version(strategy=strategy, by=by, at=NOW)


def make_committee(kind: CommitteeKind = CommitteeKind.COMMITTEE, name: str = "") -> Committee:
    return Committee.objects.create(kind=kind, name=name or f"{kind.label} {next(_numbers)}")


def make_paper(version: StrategyVersion, *, by: User, **fields: Any) -> Paper:
    values = {"reference": f"2021/{next(_numbers):04d}", "subject": "Strategie", **fields}
    return create_paper(paper=Paper(version=version, **values), by=by, at=NOW)


def make_consultation(
    paper: Paper, *, role: ConsultationRole = ConsultationRole.DECISION, **fields: Any
) -> Consultation:
    committee = fields.pop("committee", None) or make_committee(CommitteeKind.COUNCIL)
    return Consultation.objects.create(paper=paper, role=role, committee=committee, **fields)
