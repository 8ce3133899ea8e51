"""What a report says beside the one before it: what moved, and what became of what was announced. Pure."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from monitoring.progress.document import (
    IndicatorEntry,
    IndicatorMove,
    MeasureEntry,
    MeasureMove,
    ReportDocument,
    Synopsis,
)


def synopsis_of(
    previous: ReportDocument,
    measures: Sequence[MeasureEntry],
    indicators: Sequence[IndicatorEntry],
    *,
    done: Mapping[UUID, str],
) -> Synopsis:
    """Compare by keys, in the order of the later report; behind it what only the earlier one has.

    `done` is what was reported as done in the period, also about measures that have left the strategy.
    """
    return Synopsis(
        number=previous.number,
        title=previous.title,
        day=previous.day,
        measures=_measure_moves(list(previous.measures()), measures, done),
        indicators=_indicator_moves(previous.indicators, indicators),
    )


def _measure_moves(
    before: Sequence[MeasureEntry], after: Sequence[MeasureEntry], done: Mapping[UUID, str]
) -> tuple[MeasureMove, ...]:
    earlier, later = {entry.key: entry for entry in before}, {entry.key: entry for entry in after}
    gone = (entry for entry in before if entry.key not in later)
    moves = (
        *(_measure_move(earlier.get(entry.key), entry, done) for entry in after),
        *(_measure_move(entry, None, done) for entry in gone),
    )
    return tuple(move for move in moves if move.is_moved or move.promised)


def _measure_move(
    before: MeasureEntry | None, after: MeasureEntry | None, done: Mapping[UUID, str]
) -> MeasureMove:
    entry = after or before
    if entry is None:
        raise ValueError("A measure stands in one of both reports.")
    return MeasureMove(
        key=entry.key,
        number=entry.number,
        title=entry.title,
        before=before.light if before else None,
        after=after.light if after else None,
        promised=before.next_step if before else "",
        became=done.get(entry.key, ""),
    )


def _indicator_moves(
    before: Sequence[IndicatorEntry], after: Sequence[IndicatorEntry]
) -> tuple[IndicatorMove, ...]:
    earlier, later = {entry.key: entry for entry in before}, {entry.key: entry for entry in after}
    gone = (entry for entry in before if entry.key not in later)
    moves = (
        *(_indicator_move(earlier.get(entry.key), entry) for entry in after),
        *(_indicator_move(entry, None) for entry in gone),
    )
    return tuple(move for move in moves if move.is_moved or move.value_before != move.value_after)


def _indicator_move(before: IndicatorEntry | None, after: IndicatorEntry | None) -> IndicatorMove:
    entry = after or before
    if entry is None:
        raise ValueError("An indicator stands in one of both reports.")
    return IndicatorMove(
        key=entry.key,
        name=entry.name,
        unit=entry.unit,
        before=before.light if before else None,
        after=after.light if after else None,
        value_before=before.latest if before else None,
        value_after=after.latest if after else None,
    )
