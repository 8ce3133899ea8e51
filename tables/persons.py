"""Persons to ask in one cell, which are read back exactly: "Kim Neu (Leitung, kim@herne.example); Ada Kaya". Pure."""

import re
from collections.abc import Iterable

from strategy.forms.persons import PersonsField, is_reach
from strategy.persons import Person
from tables.words import in_quotes, parts_of, settled, without_quotes

# A name, and what stands in the brackets behind it.
PERSON = re.compile(r'("(?:[^"]|"")*"|[^(]*) ?(?:\((.*)\))?')

_persons = PersonsField(required=False)


def cells_of_persons(persons: Iterable[Person]) -> tuple[str, ...]:
    """Rows as a cell says them, in quotation marks only where they would be read otherwise."""
    return tuple(map(_cell, persons))


def read_persons(text: str) -> tuple[Person, ...]:
    """The persons that a cell names. Raises Misread."""
    return settled(_persons, ((part, _typed(part)) for part in parts_of(text)))


def _typed(part: str) -> list[str]:
    """A row as it would be typed into the form: name, what for, e-mail or telephone."""
    match = PERSON.fullmatch(" ".join(part.split()))
    if match is None:
        # Something stands behind the brackets.
        return [part, "", ""]
    before, comma, last = (match[2] or "").rpartition(",")
    role, reach = (before, last) if is_reach(last.strip()) else (f"{before}{comma}{last}", "")
    return [without_quotes(match[1]), without_quotes(role), reach.strip()]


def _cell(person: Person) -> str:
    plain = str(person)
    # A single quotation mark would begin what another one ends.
    if (
        '"' not in plain
        and list(parts_of(plain)) == [plain]
        and _typed(plain) == [person.name, person.role, person.reach]
    ):
        return plain
    role = in_quotes(person.role) if person.role else ""
    inside = ", ".join(filter(None, (role, person.reach)))
    return f"{in_quotes(person.name)} ({inside})" if inside else in_quotes(person.name)
