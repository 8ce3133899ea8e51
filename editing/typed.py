"""Typed texts before they are read as a figure, a year or a day. Pure."""

import re
from unicodedata import category

IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^][]*)\]")
# Stands for a unit or a bracket: no figure goes on behind one.
WITHIN = "|"


class Unreadable(ValueError):
    """A text that is no figure, or can be two: why, and an example of what can be read. Both are for people."""

    def __init__(self, reason: str, example: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.example = example

    def __str__(self) -> str:
        return f"{self.reason} {self.example}".strip()


def tidy(text: str) -> str:
    """A text with single spaces, of whatever width they were, and without signs that nobody sees."""
    visible = "".join(character for character in text if category(character) != "Cf")
    return " ".join(visible.split())


def short(text: str) -> str:
    """The beginning of a text, for a sentence about it."""
    plain = tidy(text)
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


def without_brackets(plain: str) -> tuple[str, tuple[str, ...]]:
    """A tidy text outside its brackets, and what stands in them."""
    inside = tuple((match[1] or match[2] or "").strip() for match in IN_BRACKETS.finditer(plain))
    return tidy(IN_BRACKETS.sub(f" {WITHIN} ", plain)).strip(f"{WITHIN} "), inside
