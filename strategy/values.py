"""The base of all values: immutable, compared by content, written to and read from JSON by msgspec."""

import msgspec


class Value(msgspec.Struct, frozen=True):
    """A value made of fields. Subclasses repeat `frozen=True`, which type checkers want to see."""
