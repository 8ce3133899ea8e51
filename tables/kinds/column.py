"""The columns of each kind of table: what they are called, what they hold. Pure.

Written tables use `heading`; reading also understands `aliases`. `tables.files.reading`, the templates and the
explanations all draw from here, so that what is written can be read back.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from editing.figures import Rhythm
from tables.choices import CellType

CellValue = str | int | Decimal | date | bool | tuple[str, ...] | None


class Column(Struct, frozen=True):
    """One column. `name` is the field it fills; `choices` are (value, label) pairs of a closed list.

    A column that is not `read` is written for people only and never changes anything. An empty cell empties its
    field; where `empty_says_nothing` it leaves the field alone, or to its default, because the field cannot be empty.
    """

    name: str
    heading: str
    type: CellType
    aliases: tuple[str, ...] = ()
    required: bool = False
    read: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    # What else people write: (word, value) pairs, the word as `cells.normalised` writes it; the value is empty for
    # words that say that there is nothing.
    synonyms: tuple[tuple[str, str], ...] = ()
    # What a word may be said to mean that is no value as it stands there: (answer, label) pairs.
    meanings: tuple[tuple[str, str], ...] = ()
    # What people said that other words mean: the same for this file, or for an earlier one. None leaves a word out.
    learned: dict[str, str | None] = {}
    # The codes there are, for a column that lists several in one cell. None: any code of the right form.
    codes: frozenset[str] | None = None
    # Names by which people call the values, and how they are called here. A value beside them is new; None: any text.
    names: Mapping[str, str] | None = None
    at_most: int | None = None
    # How many digits a figure may have, and how many of them after the comma.
    digits: tuple[int, int] | None = None
    negative: bool = True
    in_euros: bool = False
    # Whether the heading in this file gives amounts in thousands.
    in_thousands: bool = False
    in_posts: bool = False
    # Whether an amount is spent each year or once, and the column for the others.
    rhythm: Rhythm | None = None
    otherwise: str = ""
    # "start" or "end" for a year in which a whole period may stand.
    of_period: str = ""
    # Whether the row has a place for what a figure does not say: "ca. 12.000 €".
    takes_remarks: bool = False
    empty_says_nothing: bool = False
    # A text in the dialect is written as people see it; what comes back unchanged keeps its escapes.
    in_dialect: bool = False
    explanation: str = ""

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What a word in its cells may be said to mean: (value, label) pairs."""
        return (*self.choices, *self.meanings)
