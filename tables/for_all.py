"""Questions that one answer settles for all rows of a table: their goals, new goals, and what is not clear. Pure."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from tables.cells import normalised
from tables.choices import RowState
from tables.previewed import PreviewRow


class NewGoal(Struct, frozen=True):
    """A text that names no goal we know, and how many rows name it."""

    text: str
    rows: int


class ForAllQuestions(Struct, frozen=True):
    """The open questions of a preview: how many rows name no goal, which texts are no goal, how much is unclear."""

    without_goal: int = 0
    goal_texts: tuple[NewGoal, ...] = ()
    unclear: int = 0


def for_all_questions(rows: Iterable[PreviewRow], goal_column: str) -> ForAllQuestions:
    """The questions that rows leave open, or that an answer for all has settled."""
    shown = list(rows)
    texts: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for row in shown:
        text = row.new_parent or (
            str(row.places.get(goal_column) or "")
            if row.state == RowState.TRAY and not row.lacks_goal
            else ""
        )
        if text:
            counted[texts.setdefault(normalised(text), text)] += 1
    return ForAllQuestions(
        without_goal=sum(row.lacks_goal for row in shown),
        goal_texts=tuple(NewGoal(text=text, rows=count) for text, count in counted.items()),
        unclear=sum(row.state == RowState.AMBIGUOUS for row in shown),
    )
