"""The rows of a department's table in a round: a draft of each measure, and the values of the year."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from editing.exceptions import RuleBroken, StaleRevision
from editing.forms.field_values import comparable
from editing.history import savings_since, state_at_revision
from monitoring.actions.measures import lock_measure
from monitoring.actions.rounds import lock_answer
from monitoring.actions.rows import still_there, written
from monitoring.actions.values import lock_series, report_value
from monitoring.choices import MeasureState, ReportStatus
from monitoring.exceptions import EnteredMeanwhile
from monitoring.lights import day_words
from monitoring.models import DepartmentAnswer, IndicatorSeries, IndicatorValue, MeasureReport, ReportingRound
from strategy.models import Measure

# What goes on from report to report; what was done and spent belongs to one.
LASTING = ("state", "reason", "merged_with", "progress", "next_step", "obstacle")
# What is typed into a row.
CELLS = ("state", "reason", "progress", "done", "next_step", "obstacle", "spent")


class Filled(Struct, frozen=True):
    """A draft after some of its cells were filled.

    `overtaken` are all cells that somebody else has changed since, each with who did; `refused` are those of them that
    were to be filled.
    """

    report: MeasureReport
    overtaken: Mapping[str, str]
    refused: tuple[str, ...]


def begun_in(
    *, round: ReportingRound, measure: Measure, last: MeasureReport | None, at: datetime
) -> MeasureReport:
    """A draft that begins where the last accepted report stood; nobody has saved it yet."""
    begun = MeasureReport(measure=measure, round=round, status=ReportStatus.DRAFT, reported_at=at)
    for name in LASTING if last is not None else ():
        setattr(begun, name, getattr(last, name))
    return begun


@transaction.atomic
def save_draft(
    *,
    answer: DepartmentAnswer,
    measure: Measure,
    values: Mapping[str, object],
    revision: int,
    by: User,
    at: datetime,
) -> MeasureReport:
    """Write a whole row. Raises StaleRevision, and RuleBroken for one that lies before coordination."""
    draft = _draft(answer, measure, at)
    if draft.revision != revision:
        raise StaleRevision(draft)
    return _saved(draft, values, by, at)


@transaction.atomic
def fill_cells(
    *,
    answer: DepartmentAnswer,
    measure: Measure,
    values: Mapping[str, object],
    revision: int,
    by: User,
    at: datetime,
) -> Filled:
    """Write some cells of a row. What somebody else has put into one of them since `revision` stays.

    Raises RuleBroken for a row that lies before coordination.
    """
    draft = _draft(answer, measure, at)
    theirs = {} if draft.revision == revision else _changed_since(draft, revision, at)
    free = {
        name: value
        for name, value in values.items()
        if name not in theirs or comparable(getattr(draft, name)) == comparable(value)
    }
    report = _saved(draft, free, by, at) if free else draft
    return Filled(
        report=report,
        overtaken={name: who for name, who in theirs.items() if name not in free},
        refused=tuple(name for name in values if name not in free),
    )


def _changed_since(draft: MeasureReport, revision: int, at: datetime) -> dict[str, str]:
    """The cells of a row that hold something else than at a revision, each with who has changed it."""
    seen = _state_at(draft, revision, at)
    changed = [name for name in CELLS if comparable(seen.get(name)) != comparable(getattr(draft, name))]
    if not changed:
        return {}
    savings = savings_since(draft, revision)
    begun = draft.history.select_related("history_user").order_by("history_date", "history_id").first()
    first = begun.history_user.name if begun and begun.history_user else _("Jemand ohne Konto")
    return {name: savings[name].by if name in savings else first for name in changed}


def _state_at(draft: MeasureReport, revision: int, at: datetime) -> Mapping[str, object]:
    """What the cells of a row held at a revision; before anybody had saved it, that with which they began."""
    saved = state_at_revision(draft, revision)
    if saved is not None or draft.round is None:
        return saved or {}
    last = _last_accepted(draft.measure)
    begun = begun_in(round=draft.round, measure=draft.measure, last=last, at=at)
    return {name: getattr(begun, name) for name in CELLS}


@transaction.atomic
def leave_unchanged(*, answer: DepartmentAnswer, measure: Measure, by: User, at: datetime) -> MeasureReport:
    """Say of a measure that nothing has changed, with the day of the report that goes on to hold.

    Raises RuleBroken for a measure on which no report was accepted, and for a row in which somebody has written.
    """
    draft = _draft(answer, measure, at)
    if not draft._state.adding:
        raise RuleBroken(_("In dieser Zeile steht schon etwas. Es bleibt stehen."))
    last = _last_accepted(measure)
    if last is None:
        raise RuleBroken(
            _("Zu dieser Maßnahme gibt es noch keine angenommene Meldung, die weiter gelten könnte.")
        )
    day = day_words(timezone.localdate(last.reported_at))
    return _saved(draft, {"done": _("Keine Änderung seit dem %s.") % day}, by, at)


@transaction.atomic
def enter_value(
    *,
    answer: DepartmentAnswer,
    series: IndicatorSeries,
    value: IndicatorValue,
    seen: int,
    by: User,
    at: datetime,
) -> IndicatorValue:
    """Report the value of the round's year. `seen` is the value that stood there, 0 for none.

    Whoever sends a value again that waits as it is has entered it once. Raises EnteredMeanwhile when another one has
    come since, and RuleBroken like `report_value`.
    """
    lock_series(series)
    current = lock_answer(answer)
    value.series, value.round = series, current.round
    value.period = current.round.value_period
    newest = (
        series.values.filter(period=value.period)
        .exclude(replaced_at__isnull=False)
        .order_by("reported_at", "pk")
        .last()
    )
    if newest is not None and newest.pk != seen:
        if newest.is_waiting and _entered(newest) == _entered(value):
            return newest
        raise EnteredMeanwhile(newest)
    return report_value(value=value, by=by, at=at)


def _entered(value: IndicatorValue) -> tuple[object, ...]:
    return value.value, value.quality, value.note


def _draft(answer: DepartmentAnswer, measure: Measure, at: datetime) -> MeasureReport:
    """The row of a measure as it stands, which may be written."""
    # In this order, as coordination does who asks back.
    lock_measure(measure)
    current = lock_answer(answer)
    found = MeasureReport.objects.filter(round=current.round_id, measure=measure).first()
    if found is None:
        return begun_in(round=current.round, measure=measure, last=_last_accepted(measure), at=at)
    if found.status == ReportStatus.REPORTED:
        raise RuleBroken(_("Diese Meldung liegt bei der Koordination. Sie können sie gerade nicht ändern."))
    if found.is_accepted:
        raise RuleBroken(_("Diese Meldung ist angenommen. Neues melden Sie auf der Seite der Maßnahme."))
    return still_there(found)


def _saved(draft: MeasureReport, values: Mapping[str, object], by: User, at: datetime) -> MeasureReport:
    """Write values into a draft, which needs no longer what does not fit its state."""
    for name, value in values.items():
        setattr(draft, name, value)
    if draft.state != MeasureState.MERGED:
        draft.merged_with = None
    draft.spent_year = None if draft.spent is None or draft.round is None else draft.round.period_end.year
    draft.status, draft.reported_at, draft.reported_by = ReportStatus.DRAFT, at, by
    draft.revision += 1
    return written(draft, by)


def _last_accepted(measure: Measure) -> MeasureReport | None:
    return measure.reports.accepted().order_by("reported_at", "pk").last()
