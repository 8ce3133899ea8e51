"""The twins: what one object allows, and what a query finds, agree over role x kind x retired."""

from typing import Any

import pytest

from accounts.roles import Role
from strategy.models import Chapter, Measure, OperationalGoal, StrategicGoal, Strategy, ThemeField
from strategy.permissions import can_edit, can_read, can_remove
from tests.builders import NOW, make_measure, make_programme, make_user

MODELS: tuple[type[Any], ...] = (ThemeField, StrategicGoal, OperationalGoal, Measure, Chapter)


@pytest.fixture
def elements(strategy: Strategy) -> list[Any]:
    """Of every kind one that is active and one that is retired."""
    by = make_user()
    measure = make_programme(strategy, by=by)
    make_measure(measure.operational_goal, by=by)
    goal = measure.operational_goal
    retired = [
        ThemeField.objects.create(strategy=strategy, title="Alt", retired_at=NOW),
        StrategicGoal.objects.create(theme=goal.strategic_goal.theme, position=9, retired_at=NOW),
        OperationalGoal.objects.create(strategic_goal=goal.strategic_goal, position=9, retired_at=NOW),
        Measure.objects.create(operational_goal=goal, position=9, retired_at=NOW),
    ]
    Chapter.objects.filter(chapter_kind="preface").update(retired_at=NOW)
    assert [type(element) for element in retired] == list(MODELS[:4])
    return [element for model in MODELS for element in model.objects.all()]


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("role", Role)
def test_permissions_of_objects_and_of_queries_agree(elements: list[Any], role: Role, active: bool) -> None:
    user = make_user(role, is_active=active)
    for twin, name in (
        (can_read, "readable_by"),
        (can_edit, "editable_by"),
        (can_remove, "removable_by"),
    ):
        allowed = {element.pk for element in elements if twin(user, element)}
        found = {
            key for model in MODELS for key in getattr(model.objects, name)(user).values_list("pk", flat=True)
        }
        assert (name, allowed) == (name, found)


EVERYTHING = {"theme", "strategic_goal", "operational_goal", "measure", "chapter"}
GOALS = EVERYTHING - {"chapter"}


@pytest.mark.parametrize(
    ("role", "editable", "removable"),
    [
        (Role.COORDINATION, EVERYTHING, GOALS - {"theme"}),
        (Role.CORE_TEAM, EVERYTHING, GOALS - {"theme"}),
        (Role.STEERING_MEMBER, GOALS, set()),
        (Role.COMMITTEE_OFFICE, set(), set()),
        (Role.READER, set(), set()),
    ],
)
def test_role_may_do_this(elements: list[Any], role: Role, editable: set[str], removable: set[str]) -> None:
    user = make_user(role)
    assert {element.kind for element in elements if can_edit(user, element)} == editable
    assert {element.kind for element in elements if can_remove(user, element)} == removable
    assert all(can_read(user, element) for element in elements)


def test_retired_elements_are_only_read(elements: list[Any]) -> None:
    user = make_user(Role.COORDINATION)
    retired = [element for element in elements if element.retired_at]
    assert sorted({element.kind for element in retired}) == sorted(EVERYTHING)
    assert [(can_edit(user, e), can_remove(user, e), can_read(user, e)) for e in retired] == [
        (False, False, True)
    ] * 5
