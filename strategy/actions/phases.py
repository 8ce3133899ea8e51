"""Closing and reopening the phases of the guide."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.positions import lock
from strategy.choices import Phase
from strategy.models import PhaseClosure, Strategy


@transaction.atomic
def close_phase(*, strategy: Strategy, phase: Phase, note: str, by: User, at: datetime) -> PhaseClosure:
    """Record that a phase is done. It can be closed with findings left: they warn, they do not block."""
    lock(strategy)
    if strategy.phase_closures.filter(phase=phase, reopened_at__isnull=True).exists():
        raise RuleBroken(_("Diese Phase ist schon abgeschlossen."))
    return PhaseClosure.objects.create(strategy=strategy, phase=phase, note=note, closed_at=at, closed_by=by)


@transaction.atomic
def reopen_phase(*, strategy: Strategy, phase: Phase, by: User, at: datetime) -> PhaseClosure:
    """Open a closed phase again; the record of its closing stays."""
    lock(strategy)
    closure = strategy.phase_closures.filter(phase=phase, reopened_at__isnull=True).first()
    if closure is None:
        raise RuleBroken(_("Diese Phase ist nicht abgeschlossen."))
    closure.reopened_at, closure.reopened_by = at, by
    closure.save(update_fields=["reopened_at", "reopened_by"])
    return closure
