"""What the sentence of a goal says about its target. Pure."""

import re
from decimal import Decimal

from editing.figures import exact_figure

FIGURE_AND_UNIT = re.compile(r"(?<![\w.,/-])(\d[\d.,]*\d|\d)\s?(%|[^\W\d_]+)")
# A change says nothing about the value that is reached: "sinkt um 10 Prozent".
CHANGE = re.compile(r"\bum\s+(?:mindestens |höchstens |rund |etwa )?$")
# How far back the word in front of a figure is looked for.
IN_FRONT = 20
SAME_UNITS = {
    "%": "prozent",
    "v": "prozent",
    "kilogramm": "kg",
    "tonnen": "t",
    "hektar": "ha",
    "kilometer": "km",
}


def stated_otherwise(
    statement: str, *, unit: str, target: Decimal, baseline: Decimal | None
) -> Decimal | None:
    """The figure that a sentence names in the unit of the target, if it names neither the target nor the baseline.

    Only figures with that unit count: a sentence may count other things too.
    """
    wanted = _unit(re.split(r"[\s/.]", unit.strip() or " ", maxsplit=1)[0])
    if not wanted:
        return None
    stated = [
        figure
        for match in FIGURE_AND_UNIT.finditer(statement)
        if _unit(match[2]) == wanted
        and not CHANGE.search(statement[max(0, match.start() - IN_FRONT) : match.start()])
        and (figure := exact_figure(match[1])) is not None
    ]
    if not stated or target in stated or (len(stated) == 1 and stated[0] == baseline):
        return None
    return stated[-1]


def _unit(word: str) -> str:
    word = word.casefold()
    return SAME_UNITS.get(word, word)
