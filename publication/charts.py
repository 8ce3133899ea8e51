"""The geometry of the pictures. Templates draw them; nothing is measured in the browser.

Widths and horizontal positions are shares of the picture's width in percent, heights are pixels: so the
pictures fit every screen and their letters keep their size.
"""

from decimal import Decimal

from msgspec import Struct

from strategy.document.document import OperationalGoalEntry, SdgEntry
from strategy.document.figures import SdgMatrix

COLUMN_HEIGHT = 150
COLUMN_TOP = 24
COLUMN_SHARE = 0.78


class Column(Struct, frozen=True):
    sdg: SdgEntry
    total: int
    x: float
    centre: float
    width: float
    y: float
    height: float


class SdgChart(Struct, frozen=True):
    """The number of references of the strategy to each SDG, as columns."""

    columns: tuple[Column, ...]
    base: int

    @property
    def ranked(self) -> tuple[Column, ...]:
        """The same in the order of a sentence: most references first."""
        return tuple(sorted(self.columns, key=lambda column: (-column.total, column.sdg.number)))


class GoalChart(Struct, frozen=True):
    """Baseline and target of a goal as two bars that begin at zero; widths in percent."""

    baseline: float
    target: float


def sdg_chart(matrix: SdgMatrix) -> SdgChart:
    largest = max(matrix.totals, default=0) or 1
    step = 100 / max(1, len(matrix.sdgs))
    columns = []
    for index, (sdg, total) in enumerate(zip(matrix.sdgs, matrix.totals, strict=True)):
        height = round(COLUMN_HEIGHT * total / largest, 1)
        columns.append(
            Column(
                sdg=sdg,
                total=total,
                x=round(step * (index + (1 - COLUMN_SHARE) / 2), 2),
                centre=round(step * (index + 0.5), 2),
                width=round(step * COLUMN_SHARE, 2),
                y=round(COLUMN_TOP + COLUMN_HEIGHT - height, 1),
                height=height,
            )
        )
    return SdgChart(columns=tuple(columns), base=COLUMN_TOP + COLUMN_HEIGHT)


def goal_chart(goal: OperationalGoalEntry) -> GoalChart | None:
    """The picture of a goal, or None when a value is missing or the two cannot be drawn from zero."""
    baseline, target = goal.baseline_value, goal.target_value
    if baseline is None or target is None or min(baseline, target) < 0 or max(baseline, target) == 0:
        return None
    largest = max(baseline, target)
    return GoalChart(baseline=_share(baseline, largest), target=_share(target, largest))


def _share(value: Decimal, largest: Decimal) -> float:
    return float(round(100 * value / largest, 1))
