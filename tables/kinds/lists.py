"""The open vocabularies that cells choose from, as a value."""

from collections.abc import Mapping

from msgspec import Struct


class Lists(Struct, frozen=True):
    """Words that may stand in the cells of open vocabularies, in the order in which drop-downs show it."""

    concept_kinds: tuple[str, ...] = ()
    seat_groups: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sdg_codes: tuple[str, ...] = ()
    # All names that departments are called by, and the one that stands in the strategy.
    departments: Mapping[str, str] = {}
    indicators: tuple[str, ...] = ()
    municipality: str = ""
