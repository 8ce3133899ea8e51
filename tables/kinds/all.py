"""All kinds of tables, in the order in which people see them."""

from accounts.models import User
from tables.kinds.concepts import CONCEPTS
from tables.kinds.departments import DEPARTMENTS
from tables.kinds.indicator_values import INDICATOR_VALUES
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS

KINDS: tuple[Kind, ...] = (MEASURES, OPERATIONAL_GOALS, CONCEPTS, MEMBERS, DEPARTMENTS, INDICATOR_VALUES)
BY_NAME = {str(kind): kind for kind in KINDS}


def kind_named(name: str) -> Kind:
    """The kind with a name as the database and the command line have it."""
    return BY_NAME[name]


def importable_kinds(user: User) -> tuple[Kind, ...]:
    """The kinds of which somebody may read tables in."""
    return tuple(kind for kind in KINDS if kind.may_import(user))
