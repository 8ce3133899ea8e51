"""Adding, changing and removing the rows that people edit together: with the revision of their form, by constraints."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from editing.revisions import Revised
from monitoring.models import (
    CoreIndicator,
    FrameworkAspect,
    Indicator,
    IndicatorTarget,
    MeasureExecution,
    MeasureReport,
    MeasureYear,
    Milestone,
    ProgressReport,
    ReportFile,
    ReportingRound,
    ReportSection,
)

ARow = TypeVar(
    "ARow",
    CoreIndicator,
    FrameworkAspect,
    Indicator,
    IndicatorTarget,
    MeasureExecution,
    MeasureReport,
    MeasureYear,
    Milestone,
    ProgressReport,
    ReportFile,
    ReportingRound,
    ReportSection,
)


Linked = TypeVar("Linked", FrameworkAspect, Indicator, ReportSection)


def save_row(row: models.Model) -> None:
    """Save a row. Raises RuleBroken with the sentence of the constraint that it breaks.

    The database is asked first: it holds the constraints, and asking for each beforehand takes a query for each.
    """
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        _tell_broken(row)
        raise


def _tell_broken(row: models.Model) -> None:
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error


def written(row: ARow, by: User) -> ARow:
    """Write a row that nobody else can have changed meanwhile."""
    row._history_user = by
    save_row(row)
    return row


def written_with_links(row: Linked, links: Mapping[str, Iterable[object]], by: User) -> Linked:
    """Write a row and what it is linked with. One change is one entry in the history: the row is saved last."""
    row._history_user = by
    row.skip_history_when_saving = True
    save_row(row)
    for name, rows in links.items():
        getattr(row, name).set(rows)
    del row.skip_history_when_saving
    row.save()
    return row


def changed_with_links(
    row: Linked, values: Mapping[str, object], links: Collection[str], revision: int, by: User
) -> Linked:
    """Write the values of a form like `changed`; those named in `links` are what the row is linked with."""
    current = still_there(row)
    if current.revision != revision:
        raise StaleRevision(cast(Revised, current))
    for name, value in values.items():
        if name not in links:
            setattr(current, name, value)
    current.revision += 1
    linked = {name: cast("Iterable[object]", values[name]) for name in links if name in values}
    return written_with_links(current, linked, by)


def changed(row: ARow, values: Mapping[str, object], revision: int, by: User) -> ARow:
    """Write the values of a form that was opened at `revision`. Raises StaleRevision, and RuleBroken if it is gone."""
    current = still_there(row)
    if current.revision != revision:
        raise StaleRevision(cast(Revised, current))
    for name, value in values.items():
        setattr(current, name, value)
    current.revision += 1
    return written(current, by)


def still_there(row: ARow) -> ARow:
    """The row as it stands now, locked."""
    current = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if current is None:
        raise RuleBroken(_("Dieser Eintrag wurde inzwischen entfernt."))
    return current


def removed(row: ARow, by: User) -> None:
    current = still_there(row)
    current._history_user = by
    current.delete()
