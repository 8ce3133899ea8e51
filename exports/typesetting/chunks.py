"""Cuts the HTML of a document into chunks that are laid out one by one. Pure.

A template writes `<!--chunk-->` where a page begins in any case. What is open there (`main`, `section`, `article`,
`div`) stands around the next chunk again, without its id, so that selectors match and the structure joins.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import NamedTuple

BOUNDARY = "<!--chunk-->"
CONTENTS = re.compile(r'<ul\b[^>]*\brole="doc-toc"[^>]*>.*?</ul>', re.DOTALL)
LINK_INSIDE = re.compile(r'<a href="#([^"]*)"')
# Templates and the sanitiser write > in attributes of these elements as an entity.
AROUND = re.compile(r"<(/?)(main|section|article|div)\b([^>]*)>")
OWN_NAME = re.compile(r'\s+id="[^"]*"')
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)
LANGUAGE = re.compile(r'<html\b[^>]*\blang="([^"]*)"')
ROOT = re.compile(r"<html\b[^>]*>")


class Chunk(NamedTuple):
    """HTML that begins a page. `shells` are the elements around it, each by the place where it opens."""

    html: str
    shells: tuple[int, ...]


class Manuscript(NamedTuple):
    """A document as chunks; `head` is its beginning, with everything that its pages do not show."""

    head: str
    frame: str
    chunks: tuple[Chunk, ...]


class _Open(NamedTuple):
    place: int
    tag: str
    attributes: str


def cut(html: str) -> Manuscript:
    """Cut a whole document at its boundaries."""
    body = re.search(r"<body\b[^>]*>", html)
    if body is None:
        raise ValueError("A document to be typeset needs a body.")
    head, inside = html[: body.end()], html[body.end() : html.rfind("</body>")]
    frame = _frame(head, body[0])
    return Manuscript(head, frame, tuple(_chunks(inside, frame)))


def _frame(head: str, body: str) -> str:
    # A title or a date would make each chunk a new one; its pages show neither.
    root = ROOT.search(head)
    return f"<!doctype html>{root[0] if root else '<html>'}<head>{''.join(STYLE.findall(head))}</head>{body}"


def _chunks(inside: str, frame: str) -> list[Chunk]:
    chunks, around = [], list[_Open]()
    place = 0
    for part in inside.split(BOUNDARY):
        before = around
        around = _open_after(part, place, before)
        chunks.append(_chunk(part, place, frame, before, around))
        place += len(part)
    return chunks


def _open_after(part: str, place: int, before: list[_Open]) -> list[_Open]:
    around = list(before)
    for found in AROUND.finditer(part):
        closes, tag, attributes = found.groups()
        if not closes:
            around.append(_Open(place + found.start(), tag, attributes))
        elif around and around[-1].tag == tag:
            around.pop()
    return around


def _chunk(part: str, place: int, frame: str, before: list[_Open], after: list[_Open]) -> Chunk:
    opened = [each for each in after if each not in before]
    for number, each in reversed([*enumerate(opened, start=len(before))]):
        end = each.place - place + 1 + len(each.tag)
        part = f'{part[:end]} data-shell="{number}"{part[end:]}'
    shells = "".join(
        f'<{each.tag} data-shell="{number}"{OWN_NAME.sub("", each.attributes)}>'
        for number, each in enumerate(before)
    )
    closing = "".join(f"</{each.tag}>" for each in reversed(after))
    return Chunk(
        f"{frame}{shells}{part}{closing}</body></html>", tuple(each.place for each in [*before, *opened])
    )


def has_contents(html: str) -> bool:
    """Whether it lists the contents, and so depends on the pages of all other chunks."""
    return CONTENTS.search(html) is not None


def with_page_numbers(html: str, number_of: Callable[[str], int | None]) -> str:
    """The HTML with the page of its target at each line of the contents."""

    def numbered(link: re.Match[str]) -> str:
        number = number_of(unescape(link[1]))
        return link[0] if number is None else f'{link[0]} data-page="{number}"'

    return CONTENTS.sub(lambda contents: LINK_INSIDE.sub(numbered, contents[0]), html)


def language_of(html: str) -> str:
    found = LANGUAGE.search(html)
    return found[1] if found else ""


class Margin(NamedTuple):
    """What the margins of one page depend on: the kind of page and the named strings."""

    page_name: str
    strings: Mapping[str, str]


def margin_sheet(frame: str, margins: list[Margin]) -> str:
    """A document with an empty block for each page, which sets what stands in the margins."""
    names = list(dict.fromkeys(name for margin in margins for name in margin.strings))
    sets = ", ".join(f"{name} attr(data-{name})" for name in names) or "none"
    style = (
        f"<style>body > p {{ margin: 0; string-set: {sets} }} body > p + p {{ break-before: page }}</style>"
    )
    sheet = "".join(_margin(margin, names) for margin in margins)
    return f"{frame.replace('</head>', f'{style}</head>')}{sheet}</body></html>"


def _margin(margin: Margin, names: list[str]) -> str:
    attributes = "".join(f' data-{name}="{escape(margin.strings.get(name, ""))}"' for name in names)
    page = f' style="page: {margin.page_name}"' if margin.page_name else ""
    return f"<p{attributes}{page}></p>"
