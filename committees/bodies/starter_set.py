"""The bodies that most municipalities of a kind have, as a beginning to change. Pure.

District councils exist in independent cities only (§ 35 GO NRW); a county has a Kreistag and a Kreisausschuss.
"""

import json
from pathlib import Path

from msgspec import Struct, convert

from committees.bodies.choices import CommitteeKind, MunicipalOrder

# In the municipal key (AGS) of an independent city the part of the municipality is 000.
INDEPENDENT = "000"


class UsualBodies(Struct, frozen=True):
    """The political bodies of one kind of municipality."""

    council: str
    committees: tuple[str, ...]
    has_districts: bool


class StarterSet(Struct, frozen=True):
    """`working` are (kind, name) of the bodies that make the strategy, everywhere the same."""

    working: tuple[tuple[CommitteeKind, str], ...]
    kinds: dict[MunicipalOrder, UsualBodies]


STARTER_SET = convert(
    json.loads((Path(__file__).parent / "data" / "starter_set.json").read_text(encoding="utf-8")), StarterSet
)


def order_of(*, is_county: bool, ags: str) -> MunicipalOrder:
    """The kind of municipality that a municipal key (AGS, eight digits) belongs to."""
    if is_county:
        return MunicipalOrder.COUNTY
    return MunicipalOrder.INDEPENDENT_CITY if ags.endswith(INDEPENDENT) else MunicipalOrder.TOWN
