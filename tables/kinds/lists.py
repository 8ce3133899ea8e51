"""The open vocabularies that cells choose from, as a value."""

from msgspec import Struct


class Lists(Struct, frozen=True):
    """Words that may stand in the cells of open vocabularies, in the order in which drop-downs show it."""

    concept_kinds: tuple[str, ...] = ()
    seat_groups: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sdg_codes: tuple[str, ...] = ()
