"""The goals that are edited, the people who edit them, and what the database says about the goals afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import User
from accounts.roles import Role
from strategy.models import OperationalGoal, SdgTarget, ThemeField, WorkingGroupMember
from tests.builders import make_goal, make_measure, make_strategic_goal, make_user
from tests.load.chains import Entry, Save, State, faults_of
from tests.load.editor import Tally

PARAGRAPHS = 5
SENTENCE = "Dazu sprechen Schulen, Vereine und Verwaltung miteinander und legen jedes Jahr offen, was gelang."


def make_goals(theme: ThemeField, *, by: User, count: int) -> list[OperationalGoal]:
    """Goals with some text in them and a measure below."""
    above = make_strategic_goal(theme, by=by)
    goals = [make_goal(above, by=by, explanation="\n\n".join([SENTENCE] * PARAGRAPHS)) for _ in range(count)]
    for goal in goals:
        make_measure(goal, by=by)
    return goals


def make_group_member(theme: ThemeField, *, by: User) -> User:
    """Somebody in the working group of a theme field."""
    user = make_user(Role.STEERING_MEMBER)
    WorkingGroupMember.objects.create(theme=theme, user=user, added_at=timezone.now(), added_by=by)
    return user


def target_codes() -> list[str]:
    return list(SdgTarget.objects.order_by("position").values_list("code", flat=True))


def final_texts() -> dict[UUID, str]:
    return dict(OperationalGoal.objects.values_list("pk", "explanation"))


def faults_of_goals(goals: Iterable[OperationalGoal], tally: Tally) -> Iterator[str]:
    """What is wrong with these goals, given what their editors sent and what was confirmed to them."""
    targets = target_codes()
    unconfirmed = frozenset(tally.sent) - {save.mark for save in tally.saves}
    by_goal: dict[UUID, list[Save]] = defaultdict(list)
    for save in tally.saves:
        by_goal[save.goal].append(save)
    keys = [goal.pk for goal in goals]
    for goal in OperationalGoal.objects.filter(pk__in=keys).prefetch_related("sdg_targets"):
        now = _state(goal, frozenset(target.pk for target in goal.sdg_targets.all()))
        history, saves = history_of(goal), by_goal[goal.pk]
        for fault in faults_of(history, now, saves, targets=targets, unconfirmed=unconfirmed):
            yield f"{goal.number}: {fault}"


def history_of(goal: OperationalGoal) -> list[Entry]:
    """Every state in the history of a goal, the oldest first."""
    relations = HistoricalRecords.m2m_models[OperationalGoal._meta.get_field("sdg_targets")]
    codes: dict[int, set[str]] = defaultdict(set)
    of_goal = relations.objects.filter(history__id=goal.pk)
    for record, code in of_goal.values_list("history_id", "sdgtarget_id"):
        codes[record].add(code)
    return [
        Entry(state=_state(record, frozenset(codes[record.history_id])), author=record.history_user_id)
        for record in goal.history.order_by("history_date", "history_id")
    ]


def _state(row: OperationalGoal, targets: frozenset[str]) -> State:
    return State(revision=row.revision, text=row.explanation, latest=row.indicator, targets=targets)
