"""Markup of web pages and office programs in cells, as plain text with line breaks and lists. Pure.

Only signs that nobody types for themselves are understood: tags by name, entities with their semicolon, bullets at
the beginning of a line.
"""

import re
from html import unescape

BREAK = re.compile(r"<br\s*/?>|</?(?:p|div|ul|ol)(?:\s[^<>]*)?>|</li\s*>", re.IGNORECASE)
ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
BULLET = re.compile(r"^[ \t]*(?:[•◦▪▫●○■□‣⁃∙·]|\*(?=[ \t]))[ \t]*", re.MULTILINE)
SPACES_BEFORE_BREAK = re.compile(r"[ \t]+\n")
MANY_BREAKS = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """The text of a cell of several lines: breaks and paragraphs as line breaks, bullets as "- "."""
    found = text
    if "<" in found:
        found = BREAK.sub("\n", ITEM.sub("\n- ", found))
    if "&" in found:
        found = ENTITY.sub(_unescaped, found)
    found = BULLET.sub("- ", found)
    return found if found == text else MANY_BREAKS.sub("\n\n", SPACES_BEFORE_BREAK.sub("\n", found)).strip()


def _unescaped(entity: re.Match[str]) -> str:
    return unescape(entity[0]).replace("\xa0", " ")
