"""Markup of web pages and office programs in cells, as plain text with line breaks and lists. Pure.

Only signs that nobody types for themselves are understood: tags by name, entities with their semicolon, bullets at
the beginning of a line with a space behind them.
"""

import re
from html import unescape

from files.composed import composed

BREAK = re.compile(r"<br\s*/?>|</?(?:p|div|ul|ol)(?:\s[^<>]*)?>|</li\s*>", re.IGNORECASE)
ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
# Stands where an entry of a list begins.
ENTRY = "\0"
# An ampersand that was written as an entity once or many times: &amp;amp;
AMPERSAND = re.compile(r"&(?:amp;|#0{0,5}38;|#x0{0,4}26;)+", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
BULLET = re.compile(r"^[ \t]*[•◦▪▫●○■□‣⁃∙·*][ \t\xa0]+(?=\S)", re.MULTILINE)
SPACES_BEFORE_BREAK = re.compile(r"[ \t]+\n")
MANY_BREAKS = re.compile(r"\n{3,}")
# Markup in markup, written as entities. Honest texts have two layers.
LAYERS_AT_MOST = 10


def plain_text(text: str) -> str:
    """The text of a cell of several lines: breaks and paragraphs as line breaks, bullets as "- ".

    What came out once comes out again: `plain_text(plain_text(text)) == plain_text(text)`.
    """
    found = text
    for _layer in range(LAYERS_AT_MOST):
        before, found = found, _unwrapped(found)
        if found == before:
            return found
    return text


def _unwrapped(text: str) -> str:
    found = text.replace(ENTRY, "")
    if "<" in found:
        found = _without_tags(found)
    if "&" in found:
        found = ENTITY.sub(_unescaped, AMPERSAND.sub("&", found))
    found = BULLET.sub("- ", found)
    if found == text:
        return text
    return MANY_BREAKS.sub("\n\n", SPACES_BEFORE_BREAK.sub("\n", composed(found))).strip()


def _without_tags(text: str) -> str:
    """The text with line breaks for tags. Between the entries of a list there are no empty lines."""
    marked = BREAK.sub("\n", ITEM.sub(f"\n{ENTRY}", text))
    if ENTRY not in marked:
        return marked
    lines: list[str] = []
    for line in marked.split("\n"):
        plain = line.strip()
        if plain.startswith(ENTRY):
            while lines and not lines[-1].strip():
                lines.pop()
            lines.append(f"- {plain.removeprefix(ENTRY).strip()}")
        elif lines and lines[-1] == "- ":
            lines[-1] = f"- {plain}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _unescaped(entity: re.Match[str]) -> str:
    return unescape(entity[0]).replace("\xa0", " ").replace("\r", "\n")
