"""The licences under which measures of others may be copied and changed, by whatever name a source gives them. Pure.

A licence that asks for the same licence for what is made of it (SA), or forbids changes or trade, is none of them: it
would bind the text of our strategy.
"""

import re

from msgspec import Struct

from strategy.choices import DataLicence
from strategy.licences import TEXTS

CC_ZERO = "cc-zero"
CC_ZERO_TEXT = "https://creativecommons.org/publicdomain/zero/1.0/"
# What stands around the name of a licence in the addresses that people and programs give it.
AROUND = re.compile(
    r"^(https?://)?(www\.)?|(/legalcode|/deed)?([./][a-z]{2})?/?$|^dcat-ap\.de/def/licenses/"
    r"|^publications\.europa\.eu/resource/authority/licence/"
)
NAMES: dict[str, str] = {
    "dl-by-de/2.0": DataLicence.BY,
    "dl-de-by-2.0": DataLicence.BY,
    "dl-de/by-2-0": DataLicence.BY,
    "govdata.de/dl-de/by-2-0": DataLicence.BY,
    "dl-zero-de/2.0": DataLicence.ZERO,
    "dl-de-zero-2.0": DataLicence.ZERO,
    "dl-de/zero-2-0": DataLicence.ZERO,
    "govdata.de/dl-de/zero-2-0": DataLicence.ZERO,
    "cc-by/4.0": DataLicence.CC_BY,
    "cc-by-4.0": DataLicence.CC_BY,
    "cc_by_4_0": DataLicence.CC_BY,
    "creativecommons.org/licenses/by/4.0": DataLicence.CC_BY,
    "cc-zero": CC_ZERO,
    "cc0": CC_ZERO,
    "cc0-1.0": CC_ZERO,
    "creativecommons.org/publicdomain/zero/1.0": CC_ZERO,
}


class Licence(Struct, frozen=True):
    """A licence that allows copying: its title, the address of its text, and whether it wants somebody named."""

    title: str
    url: str
    names_somebody: bool


def licence_named(*names: str) -> Licence | None:
    """The licence that allows copying under one of these names or addresses; None when all of them are others."""
    return next((_licence(NAMES[plain]) for plain in map(_plain, names) if plain in NAMES), None)


def _plain(name: str) -> str:
    """A name without what differs from place to place."""
    plain = name.strip().casefold()
    # One after the other: the host stands behind the protocol, the list behind the host.
    for _time in range(2):
        plain = AROUND.sub("", plain)
    return plain


def _licence(name: str) -> Licence:
    if name == CC_ZERO:
        return Licence(title="Creative Commons Zero (CC0 1.0)", url=CC_ZERO_TEXT, names_somebody=False)
    choice = DataLicence(name)
    return Licence(title=str(choice.label), url=TEXTS[choice], names_somebody=choice != DataLicence.ZERO)
