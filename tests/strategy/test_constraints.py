"""Every constraint of the database is violated once. The list comes from the models themselves."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User
from committees.choices import ConsultationRole
from committees.models import Committee, Consultation, Paper
from exports.models import ExportJob
from strategy.models import (
    Chapter,
    Measure,
    Municipality,
    OperationalGoal,
    PhaseClosure,
    StrategicGoal,
    Strategy,
    StrategyVersion,
    ThemeField,
)
from tests.builders import NOW, make_consultation, make_paper, make_programme, make_version

APPS = ("accounts", "exports", "strategy", "committees")
YEARS = "Die Jahre liegen zwischen 1990 und 2100."
POSITION = "Diese Position ist schon vergeben."


@pytest.fixture
def world(strategy: Strategy, coordination: User) -> SimpleNamespace:
    """One of everything, next to which an invalid row is put."""
    measure = make_programme(strategy, by=coordination)
    goal = measure.operational_goal
    version = make_version(strategy, by=coordination)
    paper = make_paper(version, by=coordination)
    make_consultation(paper, role=ConsultationRole.DECISION)
    PhaseClosure.objects.create(strategy=strategy, phase="themes", closed_at=NOW, closed_by=coordination)
    return SimpleNamespace(
        strategy=strategy,
        theme=goal.strategic_goal.theme,
        strategic=goal.strategic_goal,
        goal=goal,
        version=version,
        paper=paper,
        committee=Committee.objects.get(),
    )


def a_strategy(world: SimpleNamespace, **fields: Any) -> Strategy:
    # An installation has one strategy, so the rules are broken on that one.
    strategy = Strategy.objects.get(pk=world.strategy.pk)
    for name, value in fields.items():
        setattr(strategy, name, value)
    return strategy


def a_theme(world: SimpleNamespace, **fields: Any) -> ThemeField:
    return ThemeField(strategy=world.strategy, **{"title": "Neu", **fields})


def a_goal(world: SimpleNamespace, **fields: Any) -> OperationalGoal:
    return OperationalGoal(
        strategic_goal=world.strategic, short_title="Neu", statement="Neu.", **{"position": 2, **fields}
    )


def a_measure(world: SimpleNamespace, **fields: Any) -> Measure:
    return Measure(operational_goal=world.goal, title="Neu", **{"position": 2, **fields})


def a_version(world: SimpleNamespace, **fields: Any) -> StrategyVersion:
    values = {"number": 2, "content": "{}", "sha256": "0" * 64, "created_at": NOW, **fields}
    return StrategyVersion(strategy=world.strategy, **values)


def a_consultation(world: SimpleNamespace, **fields: Any) -> Consultation:
    return Consultation(paper=world.paper, committee=world.committee, **fields)


# Constraint -> what people read, and a row that violates this constraint alone.
EXAMPLES: dict[str, tuple[str, Callable[[SimpleNamespace], models.Model]]] = {
    "user_email_lower_case": (
        "E-Mail-Adressen werden in Kleinbuchstaben gespeichert.",
        lambda w: User(email="Rat@example.org", name="Rat", password="x"),
    ),
    "user_role_known": (
        "Diese Rolle gibt es nicht.",
        lambda w: User(email="rat@example.org", name="Rat", password="x", role="king"),
    ),
    "export_job_done_has_file": (
        "Ein fertiger Export hat eine Datei, ein anderer nicht.",
        lambda w: ExportJob(title="PDF", filename="x.pdf", status="done"),
    ),
    "municipality_is_the_only_one": (
        "Eine Installation gehört zu genau einer Kommune.",
        lambda w: Municipality(pk=2, name="Nachbarstadt", ags="05999998"),
    ),
    "strategy_target_year_plausible": (
        "Das Zieljahr liegt zwischen 1990 und 2100.",
        lambda w: a_strategy(w, target_year=2101),
    ),
    "strategy_period_plausible": (
        "Die Jahre des Zeitraums liegen zwischen 1990 und 2100.",
        lambda w: a_strategy(w, period_start=1989),
    ),
    "strategy_period_ends_after_start": (
        "Der Zeitraum endet vor seinem Anfang.",
        lambda w: a_strategy(w, period_start=2030, period_end=2029),
    ),
    "chapter_kind_unique": (
        "Dieses Kapitel gibt es schon.",
        lambda w: Chapter(strategy=w.strategy, chapter_kind="preface"),
    ),
    "phase_closed_once": (
        "Diese Phase ist schon abgeschlossen.",
        lambda w: PhaseClosure(strategy=w.strategy, phase="themes", closed_at=NOW),
    ),
    "theme_position_unique": (POSITION, lambda w: a_theme(w, decision="selected", position=1)),
    "theme_title_unique": (
        "Ein Themenfeld mit diesem Titel gibt es schon.",
        lambda w: a_theme(w, title=w.theme.title),
    ),
    "theme_selected_has_position": (
        "Genau die gewählten Themenfelder haben eine Position.",
        lambda w: a_theme(w, decision="selected"),
    ),
    "theme_not_selected_has_reason": (
        "Bitte begründen Sie, warum das Themenfeld nicht gewählt wird.",
        lambda w: a_theme(w, decision="not_selected"),
    ),
    "theme_merged_has_target": (
        "Genau die zusammengeführten Themenfelder haben ein Ziel.",
        lambda w: a_theme(w, decision="merged"),
    ),
    "strategic_goal_position_unique": (
        POSITION,
        lambda w: StrategicGoal(theme=w.theme, statement="Neu.", position=1),
    ),
    "operational_goal_position_unique": (POSITION, lambda w: a_goal(w, position=1)),
    "operational_goal_years_plausible": (YEARS, lambda w: a_goal(w, target_year=20255)),
    "operational_goal_target_after_baseline": (
        "Das Zieljahr liegt vor dem Jahr des Ausgangswerts.",
        lambda w: a_goal(w, baseline_year=2025, target_year=2024),
    ),
    "measure_position_unique": (POSITION, lambda w: a_measure(w, position=1)),
    "measure_years_plausible": (YEARS, lambda w: a_measure(w, end_year=2101)),
    "measure_ends_after_start": (
        "Das Ende liegt vor dem Beginn.",
        lambda w: a_measure(w, start_year=2025, end_year=2024),
    ),
    "measure_permanent_has_no_end": (
        "Eine dauerhafte Maßnahme hat kein Ende.",
        lambda w: a_measure(w, permanent=True, end_year=2025),
    ),
    "measure_amounts_not_negative": (
        "Bitte geben Sie keinen negativen Betrag ein.",
        lambda w: a_measure(w, investment=Decimal("-0.01")),
    ),
    "version_number_unique": ("Diese Nummer ist schon vergeben.", lambda w: a_version(w, number=1)),
    "version_adopted_has_date": (
        "Genau eine beschlossene Fassung hat ein Beschlussdatum.",
        lambda w: a_version(w, status="adopted"),
    ),
    "version_published_is_adopted": (
        "Nur eine beschlossene Fassung kann veröffentlicht werden.",
        lambda w: a_version(w, published_at=NOW),
    ),
    "committee_name_unique": (
        "Ein Gremium mit diesem Namen gibt es schon.",
        lambda w: Committee(name=w.committee.name, kind="council"),
    ),
    "paper_reference_unique": (
        "Eine Vorlage mit dieser Nummer gibt es schon.",
        lambda w: Paper(version=w.version, reference=w.paper.reference, subject="Neu", created_at=NOW),
    ),
    "consultation_one_decision": (
        "Diese Vorlage hat schon ein entscheidendes Gremium.",
        lambda w: a_consultation(w, role=ConsultationRole.DECISION),
    ),
    "consultation_outcome_is_dated": (
        "Ein Ergebnis braucht das Datum der Sitzung.",
        lambda w: a_consultation(w, outcome="adopted", recorded_at=NOW),
    ),
}


def constraint_names() -> list[str]:
    return [
        constraint.name
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    ]


def test_every_constraint_has_its_example() -> None:
    assert sorted(constraint_names()) == sorted(EXAMPLES)


def is_refused(row: models.Model) -> bool:
    """Say whether the database refuses a row. What it accepts is undone, so that examples stay apart."""
    try:
        with transaction.atomic():
            row.save()
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


def told(row: models.Model) -> list[str]:
    try:
        row.validate_constraints()
    except ValidationError as refusal:
        return refusal.messages
    return []


def test_constraints_are_held_by_the_database(world: SimpleNamespace) -> None:
    refused = {name: is_refused(example(world)) for name, (_sentence, example) in EXAMPLES.items()}
    assert refused == dict.fromkeys(EXAMPLES, True)


def test_constraints_tell_in_german_what_is_wrong(world: SimpleNamespace) -> None:
    sentences = {name: told(example(world)) for name, (_sentence, example) in EXAMPLES.items()}
    assert sentences == {name: [sentence] for name, (sentence, _example) in EXAMPLES.items()}


def test_constraints_of_several_parts_hold_in_each(world: SimpleNamespace) -> None:
    rows = [
        a_measure(world, start_year=1989),
        a_measure(world, staff_fte=Decimal(-1)),
        a_measure(world, annual_cost=Decimal(-1)),
        a_goal(world, baseline_year=1989),
        a_theme(world, position=7),
        a_theme(world, merged_into=world.theme),
        a_strategy(world, period_end=2101),
        a_version(world, adopted_on=NOW.date()),
        a_version(world, status="adopted", adopted_at=NOW),
        ExportJob(title="PDF", filename="x.pdf", status="running", file="x.pdf"),
        a_consultation(world, outcome="adopted", date=NOW.date()),
        a_consultation(world, recorded_at=NOW),
    ]
    assert [is_refused(row) for row in rows] == [True] * len(rows)


def test_constraints_allow_what_stands_at_their_edge(world: SimpleNamespace) -> None:
    rows = [
        a_measure(world, position=1, retired_at=NOW),
        a_measure(world, start_year=2025, end_year=2025, staff_fte=Decimal(0)),
        a_measure(world, start_year=1990, permanent=True),
        a_goal(world, baseline_year=2025, target_year=2025),
        a_theme(world, title=world.theme.title, retired_at=NOW),
        PhaseClosure(strategy=world.strategy, phase="themes", closed_at=NOW, reopened_at=NOW),
        a_consultation(world, role=ConsultationRole.HEARING),
        a_version(world, status="adopted", adopted_on=NOW.date(), adopted_at=NOW, published_at=NOW),
    ]
    assert [(is_refused(row), told(row)) for row in rows] == [(False, [])] * len(rows)
