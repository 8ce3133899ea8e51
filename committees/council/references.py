"""The reference of a paper (Vorlage-Nummer) by the pattern of the council's office. Pure.

In a pattern such as "JJJJ/NNNN" each J is a digit of the year and each N one of the number; all else stands for itself.
"""

import re
from collections.abc import Iterable


def reference_expression(pattern: str) -> re.Pattern[str]:
    """The form of a reference as an expression; the groups are the digits of the year and of the number."""
    parts = re.findall(r"J+|N+|[^JN]+", pattern)
    digits = {"J": r"(?P<year>\d{%d})", "N": r"(?P<number>\d{%d})"}
    return re.compile(
        "".join(digits[part[0]] % len(part) if part[0] in digits else re.escape(part) for part in parts)
    )


def is_usable(pattern: str) -> bool:
    """Tell whether a pattern has one run of N, and at most one of J: more could not be counted on."""
    return len(re.findall("N+", pattern)) == 1 and len(re.findall("J+", pattern)) <= 1


def next_reference(pattern: str, taken: Iterable[str], year: int) -> str:
    """The reference behind the highest one of the year; "" when its digits are used up."""
    expression = reference_expression(pattern)
    year_digits = next(iter(re.findall("J+", pattern)), "")
    this_year = str(year)[-len(year_digits) :] if year_digits else ""
    highest = 0
    for reference in taken:
        found = expression.fullmatch(reference)
        if found and (not year_digits or found["year"] == this_year):
            highest = max(highest, int(found["number"]))
    number_digits = re.findall("N+", pattern)[0]
    number = str(highest + 1).rjust(len(number_digits), "0")
    if len(number) > len(number_digits):
        return ""
    with_year = pattern.replace(year_digits, this_year, 1) if year_digits else pattern
    return with_year.replace(number_digits, number, 1)
