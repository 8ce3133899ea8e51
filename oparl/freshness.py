"""Makes the published objects again: after each transaction that changed a row behind them, once."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from committees.bodies.models import Committee, LegislativeTerm, Membership
from committees.council.models import Consultation, Paper, PaperAnnex, Resolution
from committees.meetings.models import Meeting
from exports.models import ExportFile
from oparl.publishing import refresh
from strategy.models import Department, Municipality, StrategyVersion

# The models that are read, with those of their fields that are; None stands for all.
SOURCES: dict[type[Model], frozenset[str] | None] = {
    Municipality: None,
    LegislativeTerm: None,
    Committee: None,
    Membership: None,
    Meeting: None,
    Paper: None,
    PaperAnnex: None,
    Consultation: None,
    Resolution: None,
    # Not when somebody signs in.
    User: frozenset({"name", "name_consent"}),
    StrategyVersion: frozenset({"pdf_file", "published_at"}),
    ExportFile: frozenset({"file"}),
    Department: None,
}


def row_saved(
    sender: type[Model], instance: Model, update_fields: frozenset[str] | None, **signal: object
) -> None:
    fields = SOURCES[sender]
    if fields is not None and update_fields is not None and fields.isdisjoint(update_fields):
        return
    if isinstance(instance, ExportFile) and not instance.file:
        return
    _refresh_after_commit()


def row_deleted(**signal: object) -> None:
    _refresh_after_commit()


def refresh_after_migrate(plan: Sequence[tuple[object, bool]] = (), **signal: object) -> None:
    """A release may say more of an object, and one that brings the interface fills it."""
    if not any(backwards for _migration, backwards in plan):
        refresh(at=timezone.now())


def _refresh_after_commit() -> None:
    waiting = (callback for _savepoints, callback, _robust in transaction.get_connection().run_on_commit)
    if _refresh_now not in waiting:
        # The change is made; that others cannot read of it yet is logged and must not look like a failure of it.
        transaction.on_commit(_refresh_now, robust=True)


def _refresh_now() -> None:
    refresh(at=timezone.now())
