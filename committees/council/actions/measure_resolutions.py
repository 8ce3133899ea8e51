"""The measures' own resolutions: from the first adoption on, the status of a measure follows from them."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from committees.council.measure_resolution_facts import adopted_statuses, decisions_by_measure
from committees.council.measure_resolutions import status_after
from committees.council.models import MeasureResolution
from editing.exceptions import RuleBroken, StaleRevision
from strategy.actions.positions import lock
from strategy.models import Measure, Strategy


@transaction.atomic
def record_measure_resolution(*, resolution: MeasureResolution, by: User, at: datetime) -> MeasureResolution:
    """Record what a body decided about a measure under a paper of its own.

    Raises RuleBroken for a measure that stands in no adopted version, while a paper lies before the committees, for
    a day that has not come, and for a second resolution under the same paper.
    """
    measure = _lock(resolution.measure)
    resolution.recorded_at, resolution.recorded_by = at, by
    _save(resolution, by=by, at=at)
    _follow(measure, by=by)
    return resolution


@transaction.atomic
def save_measure_resolution(
    *, resolution: MeasureResolution, values: Mapping[str, object], revision: int, by: User, at: datetime
) -> MeasureResolution:
    """Correct a resolution in a form that was opened at `revision`; the history keeps what stood there.

    Raises StaleRevision when somebody else has saved since, and RuleBroken like `record_measure_resolution`.
    """
    measure = _lock(resolution.measure)
    current = _still_there(resolution)
    if current.revision != revision:
        raise StaleRevision(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.revision += 1
    _save(current, by=by, at=at)
    _follow(measure, by=by)
    return current


@transaction.atomic
def remove_measure_resolution(*, resolution: MeasureResolution, by: User) -> None:
    """Take an entry back that was made by mistake. The measure stands again as the other entries say."""
    measure = _lock(resolution.measure)
    current = _still_there(resolution)
    current._history_user = by
    current.delete()
    _follow(measure, by=by)


def _lock(measure: Measure) -> Measure:
    """Lock the strategy and the measure. Removed measures stay measures of the version that was adopted."""
    strategy = lock(measure.strategy_of)
    _refuse_submitted(strategy)
    if measure.pk not in adopted_statuses():
        raise RuleBroken(
            _(
                "„%(measure)s“ steht in keiner beschlossenen Fassung. "
                "Erst danach fassen Gremien einen eigenen Beschluss zu einer Maßnahme."
            )
            % {"measure": measure}
        )
    return Measure.objects.select_for_update().get(pk=measure.pk)


def _refuse_submitted(strategy: Strategy) -> None:
    # The status of a measure is part of the texts that lie before the committees.
    if strategy.is_submitted:
        raise RuleBroken(
            _(
                "Die Strategie liegt als Vorlage %(paper)s den Gremien vor. Bis zum Beschluss darüber ruht auch "
                "der Beschlussstand der Maßnahmen. Tragen Sie diesen Beschluss danach ein."
            )
            % {"paper": strategy.submitted_paper}
        )


def _still_there(resolution: MeasureResolution) -> MeasureResolution:
    current = MeasureResolution.objects.select_for_update().filter(pk=resolution.pk).first()
    if current is None:
        raise RuleBroken(_("Dieser Eintrag wurde inzwischen entfernt."))
    return current


def _save(resolution: MeasureResolution, *, by: User, at: datetime) -> None:
    if resolution.decided_on > timezone.localdate(at):
        raise RuleBroken(_("Die Sitzung hat noch nicht stattgefunden. Ein Ergebnis gibt es erst danach."))
    try:
        resolution.validate_constraints()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    resolution._history_user = by
    resolution.save()


def _follow(measure: Measure, *, by: User) -> None:
    """Let the status say what the entries say; the history of the measure shows the change."""
    decisions = decisions_by_measure(measure.pk).get(measure.pk, ())
    status = status_after(adopted_statuses()[measure.pk], decisions)
    if measure.resolution_status != status:
        measure.resolution_status = status
        measure.revision += 1
        measure._history_user = by
        measure.save(update_fields=["resolution_status", "revision"])
