"""The texts by which goals, measures and concepts named who does it become departments."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BEFORE, AFTER = ("strategy", "0006_method"), ("strategy", "0009_no_spellings")


def migrate(target: tuple[str, str]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    found: Apps = executor.loader.project_state([target]).apps
    return found


@pytest.fixture
def before() -> Iterator[Apps]:
    """The models as they were, with the tables to match; all migrations run again afterwards."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        yield migrate(BEFORE)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(latest)


def rows_of(apps: Apps) -> dict[str, Any]:
    """The names at a measure, its former state, a goal and a concept, by what names them."""
    measure, goal, concept = (
        apps.get_model("strategy", name).objects.get() for name in ("Measure", "OperationalGoal", "Concept")
    )
    history = apps.get_model("strategy", "HistoricalMeasure").objects.get()
    named = {
        "measure": measure.department,
        "history": history.department,
        "goal": goal.responsible,
        "concept": concept.department,
    }
    return {name: getattr(value, "name", value) for name, value in named.items()}


def test_each_spelling_becomes_a_department_and_stays_as_it_was(before: Apps) -> None:
    model = before.get_model
    municipality = model("strategy", "Municipality").objects.create(name="Musterstadt", ags="05916000")
    strategy = model("strategy", "Strategy").objects.create(municipality=municipality, title="x")
    theme = model("strategy", "ThemeField").objects.create(strategy=strategy, title="x")
    strategic = model("strategy", "StrategicGoal").objects.create(theme=theme, statement="x", position=1)
    goal = model("strategy", "OperationalGoal").objects.create(
        strategic_goal=strategic, statement="x", position=1, responsible="FB 33 – Kultur"
    )
    measure = model("strategy", "Measure").objects.create(
        operational_goal=goal, title="x", position=1, department="FB 33 - Kultur"
    )
    model("strategy", "HistoricalMeasure").objects.create(
        id=measure.pk,
        operational_goal=goal,
        title="x",
        position=1,
        department="Kulturamt",
        history_date="2021-01-01T00:00:00Z",
        history_type="+",
    )
    kind = model("strategy", "ConceptKind").objects.create(title="Sonstiges")
    model("strategy", "Concept").objects.create(strategy=strategy, title="x", kind=kind, department="")
    texts = {"measure": "FB 33 - Kultur", "history": "Kulturamt", "goal": "FB 33 – Kultur"}
    assert rows_of(before) == {**texts, "concept": ""}
    after = migrate(AFTER)
    assert rows_of(after) == {**texts, "concept": None}
    names = after.get_model("strategy", "Department").objects.order_by("name").values_list("name", flat=True)
    assert list(names) == sorted(texts.values())
