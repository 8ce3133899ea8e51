import pytest

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.phases import close_phase, reopen_phase
from strategy.choices import Phase
from strategy.models import PhaseClosure, Strategy
from tests.builders import NOW


def test_closed_phase_is_in_force(strategy: Strategy, coordination: User) -> None:
    closure = close_phase(
        strategy=strategy, phase=Phase.THEMES, note="Sitzung am 1. März", by=coordination, at=NOW
    )
    assert list(PhaseClosure.objects.in_force()) == [closure]
    assert (closure.phase, closure.note, closure.closed_at, closure.closed_by) == (
        Phase.THEMES,
        "Sitzung am 1. März",
        NOW,
        coordination,
    )
    assert str(closure) == "Themenfelder, 12.07.2021"


def test_phase_is_not_closed_twice(strategy: Strategy, coordination: User) -> None:
    close_phase(strategy=strategy, phase=Phase.THEMES, note="", by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match=r"^Diese Phase ist schon abgeschlossen\.$"):
        close_phase(strategy=strategy, phase=Phase.THEMES, note="", by=coordination, at=NOW)
    assert PhaseClosure.objects.count() == 1


def test_reopened_phase_keeps_the_record_of_its_closing(strategy: Strategy, coordination: User) -> None:
    closure = close_phase(strategy=strategy, phase=Phase.THEMES, note="", by=coordination, at=NOW)
    reopen_phase(strategy=strategy, phase=Phase.THEMES, by=coordination, at=NOW)
    closure.refresh_from_db()
    assert (closure.reopened_at, closure.reopened_by) == (NOW, coordination)
    assert list(PhaseClosure.objects.in_force()) == []


def test_reopened_phase_can_be_closed_again(strategy: Strategy, coordination: User) -> None:
    for _ in range(2):
        close_phase(strategy=strategy, phase=Phase.THEMES, note="", by=coordination, at=NOW)
        reopen_phase(strategy=strategy, phase=Phase.THEMES, by=coordination, at=NOW)
    close_phase(strategy=strategy, phase=Phase.THEMES, note="", by=coordination, at=NOW)
    assert (PhaseClosure.objects.count(), PhaseClosure.objects.in_force().count()) == (3, 1)


def test_open_phase_is_not_reopened(strategy: Strategy, coordination: User) -> None:
    close_phase(strategy=strategy, phase=Phase.THEMES, note="", by=coordination, at=NOW)
    with pytest.raises(RuleBroken, match=r"^Diese Phase ist nicht abgeschlossen\.$"):
        reopen_phase(strategy=strategy, phase=Phase.MEASURES, by=coordination, at=NOW)
