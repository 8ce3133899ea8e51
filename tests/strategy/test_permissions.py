"""The twins: what one object allows, and what a query finds, agree.

Over role x kind x retired x {in the working group, not} x {draft, agreed} x {consolidated, not}.
"""

from itertools import product
from typing import Any

import pytest

from accounts.roles import Role
from strategy.choices import TextStatus
from strategy.models import (
    Chapter,
    Measure,
    OperationalGoal,
    StrategicGoal,
    Strategy,
    ThemeField,
    WorkingGroupMember,
)
from strategy.permissions import (
    can_attach,
    can_comment,
    can_edit,
    can_propose,
    can_read,
    can_remove,
    editable_keys,
    is_open_to,
)
from tests.builders import NOW, join_working_group, make_measure, make_programme, make_user

MODELS: tuple[type[Any], ...] = (ThemeField, StrategicGoal, OperationalGoal, Measure, Chapter)
EVERYTHING = frozenset({"theme", "strategic_goal", "operational_goal", "measure", "chapter"})
GOALS = EVERYTHING - {"chapter"}
NUMBERED = GOALS - {"theme"}
NOTHING: frozenset[str] = frozenset()


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
    return all_elements()


def all_elements() -> list[Any]:
    return [element for model in MODELS for element in model.objects.with_ancestors()]


def in_state(user: Any, *, in_group: bool, agreed: bool, consolidated: bool) -> list[Any]:
    """The elements as they are when texts were agreed on, and while coordination consolidates the theme field."""
    theme = ThemeField.objects.selected().get()
    WorkingGroupMember.objects.all().delete()
    if in_group:
        join_working_group(theme, user)
    for model in (StrategicGoal, OperationalGoal, Measure):
        model.objects.update(text_status=TextStatus.AGREED if agreed else TextStatus.DRAFT)
    ThemeField.objects.filter(pk=theme.pk).update(consolidation_since=NOW if consolidated else None)
    return all_elements()


@pytest.mark.parametrize("role", Role)
def test_permissions_of_objects_and_of_queries_agree(elements: list[Any], role: Role) -> None:
    user = make_user(role)
    for in_group, agreed, consolidated in product([False, True], repeat=3):
        assert_twins_agree(user, in_state(user, in_group=in_group, agreed=agreed, consolidated=consolidated))


def test_permissions_of_a_closed_account_agree(elements: list[Any]) -> None:
    for role in Role:
        user = make_user(role, is_active=False)
        join_working_group(ThemeField.objects.selected().get(), user)
        assert_twins_agree(user, elements)
        assert editable_keys(user) == frozenset()


def assert_twins_agree(user: Any, elements: list[Any]) -> None:
    for twin, name in (
        (can_read, "readable_by"),
        (is_open_to, "open_to"),
        (can_edit, "editable_by"),
        (can_attach, "attachable_by"),
        (can_remove, "removable_by"),
        (can_propose, "proposable_by"),
    ):
        allowed = {element.pk for element in elements if twin(user, element)}
        found = [
            key for model in MODELS for key in getattr(model.objects, name)(user).values_list("pk", flat=True)
        ]
        assert (name, sorted(allowed)) == (name, sorted(found))
    assert editable_keys(user) == {element.pk for element in elements if can_edit(user, element)}


def kinds(elements: list[Any], permission: Any, user: Any) -> frozenset[str]:
    return frozenset(element.kind for element in elements if permission(user, element))


# role, in the group, agreed, consolidated -> open to, editable, removable, may propose for
STATES = [
    (Role.COORDINATION, False, False, False, EVERYTHING, EVERYTHING, NUMBERED, NOTHING),
    (Role.COORDINATION, False, True, True, EVERYTHING, EVERYTHING, NUMBERED, NOTHING),
    (Role.CORE_TEAM, False, False, False, EVERYTHING, EVERYTHING, NUMBERED, NOTHING),
    (Role.CORE_TEAM, False, True, False, EVERYTHING, EVERYTHING, NUMBERED, NOTHING),
    (Role.CORE_TEAM, True, False, True, {"chapter"}, {"chapter"}, NOTHING, NOTHING),
    (Role.STEERING_MEMBER, False, False, False, NOTHING, NOTHING, NOTHING, EVERYTHING),
    (Role.STEERING_MEMBER, True, False, False, GOALS, GOALS, NOTHING, {"chapter"}),
    (Role.STEERING_MEMBER, True, True, False, GOALS, {"theme"}, NOTHING, NUMBERED | {"chapter"}),
    (Role.STEERING_MEMBER, True, False, True, NOTHING, NOTHING, NOTHING, {"chapter"}),
    (Role.COMMITTEE_OFFICE, True, False, False, NOTHING, NOTHING, NOTHING, EVERYTHING),
    (Role.COMMITTEE_OFFICE, False, False, True, NOTHING, NOTHING, NOTHING, {"chapter"}),
    (Role.READER, True, False, False, NOTHING, NOTHING, NOTHING, NOTHING),
]


def test_role_may_do_this(elements: list[Any]) -> None:
    for role, in_group, agreed, consolidated, opened, editable, removable, proposable in STATES:
        user = make_user(role)
        shown = in_state(user, in_group=in_group, agreed=agreed, consolidated=consolidated)
        found = [element for element in shown if in_programme(element)]
        state = (role, in_group, agreed, consolidated)
        assert (state, kinds(found, is_open_to, user)) == (state, opened)
        assert (state, kinds(found, can_edit, user)) == (state, editable)
        assert (state, kinds(found, can_remove, user)) == (state, removable)
        assert (state, kinds(found, can_propose, user)) == (state, proposable)
        assert (state, kinds(found, can_read, user)) == (state, EVERYTHING)
        commentable = NOTHING if role == Role.READER else EVERYTHING
        assert (state, kinds(found, can_comment, user)) == (state, commentable)


def in_programme(element: Any) -> bool:
    """Candidates that were not chosen belong to no working group."""
    return element.kind != "theme" or element.position is not None


def test_retired_elements_are_only_read(elements: list[Any]) -> None:
    user = make_user(Role.COORDINATION)
    retired = [element for element in elements if element.retired_at]
    assert {element.kind for element in retired} == EVERYTHING
    assert [
        (
            can_edit(user, e),
            can_remove(user, e),
            can_comment(user, e),
            can_propose(user, e),
            can_read(user, e),
        )
        for e in retired
    ] == [(False, False, False, False, True)] * 5
