"""Whom to ask about a goal or measure: persons, for the working area only. Pure."""

from collections.abc import Iterable

from msgspec import Struct


class Person(Struct, frozen=True):
    """A person to ask: the name, what for, and an e-mail address or a telephone number."""

    name: str
    role: str = ""
    reach: str = ""

    def __str__(self) -> str:
        """The row in words: "Kim Neu (Leitung, kim@herne.example)"."""
        more = ", ".join(filter(None, (self.role, self.reach)))
        return f"{self.name} ({more})" if more else self.name


def in_order_of_names(persons: Iterable[Person]) -> tuple[Person, ...]:
    """The persons as they are kept."""
    return tuple(sorted(persons, key=lambda person: (person.name.casefold(), str(person))))
