"""The rows of a preview as values: what taking over a table would do with each."""

from msgspec import Struct

from tables.choices import RowState
from tables.kinds.column import CellValue


class CellChange(Struct, frozen=True):
    """A cell that would change its field, before and after as people read them."""

    name: str
    heading: str
    before: str
    after: str


class CellProblem(Struct, frozen=True):
    """A cell that cannot be taken: what stands there, why not, and what is allowed."""

    name: str
    heading: str
    value: str
    reason: str
    allowed: str = ""


class CellQuestion(Struct, frozen=True):
    """Contents of a column that cannot be read, or only as somebody said; asked once for all rows that have them.

    `word` is what `cells.normalised` makes of the contents; the question `is_open` as long as nobody has answered;
    `lines` are the first rows or cells that have them; where it `can_be_left_out`, the rows can do without.
    """

    name: str
    heading: str
    value: str
    word: str
    is_open: bool
    count: int
    lines: tuple[int | str, ...]
    can_be_left_out: bool


class Candidate(Struct, frozen=True):
    """A row that may be meant, as people recognise it."""

    key: str
    label: str


class PreviewRow(Struct, frozen=True):
    """The effect of a row. `key` is empty for a new one, which comes below `parent_key` where there is a level above.

    A new one comes below a goal that is made from the text `new_parent`, if there is one; in the tray it waits for a
    goal, where it may wait already (`is_waiting`). `lacks_goal` says that the row itself names none.

    `values` are those to write, without cells that say nothing; `places` are the numbers that say which row is meant
    and where it is. A `skipped` row is one that the user leaves out; it counts as unchanged.
    """

    line: int
    state: RowState
    key: str = ""
    number: str = ""
    title: str = ""
    parent_key: str = ""
    revision: int = 0
    values: dict[str, CellValue] = {}
    places: dict[str, CellValue] = {}
    changes: tuple[CellChange, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    # What is taken over as it is read, and should be looked at before.
    doubts: tuple[CellProblem, ...] = ()
    # What is not read because somebody said so; where the row has a remark, it stands there.
    left_out: tuple[CellProblem, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    skipped: bool = False
    new_parent: str = ""
    lacks_goal: bool = False
    is_waiting: bool = False
    # What nobody but a person can say about an ambiguous row.
    question: str = ""
    # The cell of the file that the row was made from, where it is no row of the file.
    found_at: str = ""


class Preview(Struct, frozen=True):
    rows: tuple[PreviewRow, ...]
    cell_questions: tuple[CellQuestion, ...] = ()

    def count(self, state: RowState) -> int:
        return sum(row.state == state for row in self.rows)
