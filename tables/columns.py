"""The columns of each kind of table: what they are called, what they hold. Pure.

Written tables use `heading`; reading also understands `aliases`. `tables.reading`, the templates and the
explanations all draw from here, so that what is written can be read back.
"""

from strategy.values import Value
from tables.choices import CellType


class Column(Value, frozen=True):
    """One column. `name` is the field it fills; `choices` are (value, label) pairs of a closed list.

    A column that is not `read` is written for people only and never changes anything.
    """

    name: str
    heading: str
    type: CellType
    aliases: tuple[str, ...] = ()
    required: bool = False
    read: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    at_most: int | None = None
    explanation: str = ""
