"""The dialect of long texts: what is typed is what is shown, and only unambiguous marks make a structure.

Bold (**…**), lists, headings (## to ####), tables and [links](https://…) are recognised; everything else, stars of
"Bürger*innen", dates at the beginning of a line, minus signs and paths among it, is text. The rules stand a second
time in frontend/dialect.js for the text field; tests/editing/dialect_traps.json holds both to the same answers.
"""

import re
from collections.abc import Iterator
from html import unescape

import nh3
from django.utils.html import strip_tags
from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_block import table as library_table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from editing.wording import merge3

TAGS = {
    "p", "br", "strong", "a", "ul", "ol", "li",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, "ol": {"start"}}

CLASSES = {"table": {"wide"}}
# A table with more columns, or with words that would not fit beside each other, is set smaller and over the whole
# width of a page, and its words are broken anywhere.
COLUMNS_BESIDE_A_MARGIN, LETTERS_BESIDE_A_MARGIN = 6, 120

# A list in a list in a list: what is deeper is shown as it was typed.
LISTS_IN_LISTS = 3
# The library lets a line deeper than this belong to the paragraph before it.
INDENT_OF_TEXT = TAB = 4

HEADING = re.compile(r"(#{2,4})[ \t]+([^# \t][^\n]*)")
MARKER = re.compile(r"(?:-|(0|[1-9]\d{0,8})\.)([ \t]+)(?=[^ \t])", re.ASCII)
FIGURE = re.compile(r"[€$]?\d", re.ASCII)
DELIMITER_ROW = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_LABEL = r"\[([^\[\]\n]{1,300})\]"
_ADDRESS_CHARACTERS = r"[^\x00-\x20\xa0\u2028\u2029()<>\"\\]"
# Brackets in an address come in pairs, as in …/wiki/Herne_(Stadt).
_ADDRESS = rf"(?:https?://|mailto:|/(?!/)|#){_ADDRESS_CHARACTERS}+(?:\({_ADDRESS_CHARACTERS}*\){_ADDRESS_CHARACTERS}*)*"
LINK = re.compile(rf"{_LABEL}\(({_ADDRESS})\)", re.IGNORECASE)
TWO_STARS = "**"
ESCAPED_STARS = re.compile(r"(?:\\\*){2,}")
ESCAPED_MARK = re.compile(r"\\(?=-[ \t]|#{2,4}[ \t]|\|)")
ESCAPED_NUMBER = re.compile(r"\\(?=\.[ \t])")
BACKSLASH = re.compile(r"\\")
NUMBER = re.compile(r"[ \t]*\d{1,9}", re.ASCII)
MARK_OF_A_LINE = re.compile(r"([ \t]*)(?:-[ \t]|#{2,4}[ \t]|\||(\d{1,9})\.[ \t])", re.ASCII)
BEGINNINGS = ("list_item_open", "heading_open", "table_open")
NEVER_OPENED_BEFORE = ").,;:!?"


def to_html(text: str, *, heading_level: int = 3) -> str:
    """The structure of a text as sanitised HTML."""
    html = _parser.renderer.render(structure_of(text, heading_level=heading_level), _parser.options, {})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
    )


def structure_of(text: str, *, heading_level: int) -> list[Token]:
    """The elements of a text as the library's tokens, each opened and closed; words stand in their `children`.

    The highest headings become <h{heading_level}>, so that no level is skipped. Lists hold no paragraph where an
    entry begins; a table without rows has its head as a row; a table without a word is left out. PDF/UA-1 asks for
    all of it.
    """
    tokens = _parser.parse(text)
    _fit_headings(tokens, heading_level)
    _tighten_lists(tokens)
    return _whole_tables(tokens)


def plain_text(text: str) -> str:
    """The words of a text in one line, without its marks."""
    return " ".join(unescape(strip_tags(to_html(text))).split())


def shown_text(text: str) -> str:
    """A stored text where no structure is drawn: its marks stay, and no escape is seen.

    Differences, mails, tables and the search show it. The text itself is what is stored, merged and sent by forms.
    """
    if "\\" not in text:
        return text
    dropped = iter(_dropped_backslashes(text))
    return "".join("" if sign == "\\" and next(dropped, False) else sign for sign in text)


def with_escapes_of(text: str, stored: str) -> str:
    """A text that people saw as `shown_text` of what is stored and gave back: unchanged lines keep their escapes."""
    if "\\" not in stored:
        return text
    lines = dict(zip(shown_text(stored).split("\n"), stored.split("\n"), strict=True))
    return "\n".join(lines.get(line, line) for line in text.split("\n"))


def merged_text(base: str, mine: str, theirs: str) -> str | None:
    """Two changes of one text put together; None where they touch the same words.

    What was text on its side stays text: two lines that begin with a minus sign are a list only when they come to stand
    below each other, so the merge writes an escape.
    """
    merged = merge3(base, mine, theirs)
    if merged is None:
        return None
    marked: set[str] = set()
    plain: set[str] = set()
    for side in (mine, theirs):
        lines, begins = side.split("\n"), _lines_with_a_mark(side)
        marked.update(line for number, line in enumerate(lines) if number in begins)
        plain.update(line for number, line in enumerate(lines) if number not in begins)
    begins = _lines_with_a_mark(merged)
    return "\n".join(
        _as_text(line) if number in begins and line in plain - marked else line
        for number, line in enumerate(merged.split("\n"))
    )


def _lines_with_a_mark(text: str) -> set[int]:
    """The numbers of the lines that begin an entry of a list, a heading or a table."""
    return {token.map[0] for token in _parser.parse(text) if token.type in BEGINNINGS and token.map}


def _as_text(line: str) -> str:
    match = MARK_OF_A_LINE.match(line)
    if match is None:
        return line
    place = match.end(1) if match[2] is None else match.end(2)
    return f"{line[:place]}\\{line[place:]}"


def block_html(text: str) -> str:
    """The structure of a text as the library writes it; what the text field in the browser must read as well."""
    return _parser.render(text)


def table_sizes(text: str) -> tuple[int, int]:
    """How many columns the widest table of a text has, and how many cells all of them have together."""
    widest = columns = cells = 0
    for token in _parser.parse(text) if "|" in text else ():
        if token.type == "tr_open":
            columns = 0
        elif token.type in ("th_open", "td_open"):
            columns, cells = columns + 1, cells + 1
            widest = max(widest, columns)
    return widest, cells


def _dropped_backslashes(text: str) -> Iterator[bool]:
    """For each backslash of a text in order: whether it is an escape, and so not seen."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # What the cells of a row say of its backslashes; those before a bar are gone before a cell is read.
    of_cells: list[bool] = []
    row: str | None = None
    for token in _source_parser.parse(text):
        if token.type == "tr_open" and token.map:
            row, of_cells = rows[token.map[0]], []
        elif token.type == "tr_close" and row is not None:
            said = iter(of_cells)
            for match in BACKSLASH.finditer(row):
                yield row.startswith("|", match.end()) or next(said, False)
            row = None
        elif token.type == "inline":
            found = [is_dropped for part in token.children or () for is_dropped in _backslashes_of(part)]
            if row is None:
                yield from found
            else:
                of_cells += found


def _backslashes_of(part: Token) -> Iterator[bool]:
    is_escape = part.type == "text_special"
    yield from [is_escape] * (part.markup if is_escape else part.content).count("\\")


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _is_outside(state: StateBlock, line: int) -> bool:
    """Whether a line stands too deep, or not deep enough, to begin a structure of its own here."""
    return not 0 <= state.sCount[line] - state.blkIndent < INDENT_OF_TEXT


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = HEADING.fullmatch(_line(state, start).rstrip(" \t"))
    if match is None or _is_outside(state, start):
        return False
    if silent:
        return True
    marks, words = match.groups()
    state.line = start + 1
    tag, lines = f"h{len(marks)}", [start, state.line]
    opened = state.push("heading_open", tag, 1)
    content = state.push("inline", "", 0)
    closed = state.push("heading_close", tag, -1)
    opened.markup = closed.markup = marks
    opened.map = content.map = lines
    content.content, content.children = words, []
    return True


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    marker = MARKER.match(_line(state, start))
    if marker is None:
        return False
    if silent and state.sCount[start] < state.blkIndent:
        # The next entry of the list that this text is an entry of.
        return True
    if _is_outside(state, start) or state.level >= 2 * LISTS_IN_LISTS:
        return False
    stop = _end_of_list(state, start, end, marker, only_whether=silent)
    if stop is None:
        return False
    return silent or _by_library(state, start, stop, list_block)


def _end_of_list(
    state: StateBlock, start: int, end: int, marker: re.Match[str], *, only_whether: bool
) -> int | None:
    """The line behind a list; None when its first line is text that only looks like one.

    A number counts with its successor only, a dash before a figure ("- 55 %") with a second dash only.
    """
    number = marker[1]
    needs_second = number is not None or bool(FIGURE.match(_line(state, start)[marker.end() :]))
    entries, last, text_begins = 1, start, _column_of_text(state, start, marker)
    for line in range(start + 1, end):
        if only_whether and not (needs_second and entries == 1):
            break
        if state.isEmpty(line):
            continue
        if state.sCount[line] < text_begins:
            sibling = MARKER.match(_line(state, line))
            if sibling is None or state.sCount[line] < state.blkIndent:
                break
            if not _follows(sibling[1], number, entries):
                break
            entries += 1
            text_begins = _column_of_text(state, line, sibling)
        last = line
    return last + 1 if entries > 1 or not needs_second else None


def _column_of_text(state: StateBlock, line: int, marker: re.Match[str]) -> int:
    """The column where the text of an entry begins, as the library counts it: lines from there on belong to it."""
    behind_mark = column = state.sCount[line] + marker.start(2)
    for space in marker[2]:
        column += TAB - column % TAB if space == "\t" else 1
    return column if column - behind_mark <= TAB else behind_mark + 1


def _follows(found: str | None, first: str | None, entries: int) -> bool:
    if first is None:
        return found is None
    return found is not None and int(found) == int(first) + entries


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 1 >= end or not _line(state, start).startswith("|") or _is_outside(state, start):
        return False
    if _is_outside(state, start + 1) or not DELIMITER_ROW.fullmatch(_line(state, start + 1)):
        return False
    columns = _cells(state, start)
    if columns != _cells(state, start + 1):
        return False
    if silent:
        return True
    stop = start + 2
    while (
        stop < end
        and not _is_outside(state, stop)
        and _line(state, stop).startswith("|")
        and _cells(state, stop) <= columns
    ):
        stop += 1
    return _by_library(state, start, stop, library_table)


def _cells(state: StateBlock, line: int) -> int:
    cells = escapedSplit(_line(state, line).strip(" \t"))
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


def _by_library(state: StateBlock, start: int, stop: int, rule: RuleFuncBlockType) -> bool:
    line_max, state.lineMax = state.lineMax, stop
    try:
        return rule(state, start, stop, False)
    finally:
        state.lineMax = line_max


def _bold(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "*":
        return False
    scanned = state.scanDelims(state.pos, True)
    behind = state.pos + scanned.length
    if scanned.length != len(TWO_STARS):
        state.append_pending(state.src[state.pos : behind])
    else:
        can_open = scanned.can_open and state.src[behind : behind + 1] not in set(NEVER_OPENED_BEFORE)
        for star in TWO_STARS:
            state.push("text", "", 0).content = star
            state.delimiters.append(
                Delimiter(
                    marker=ord(star),
                    length=scanned.length,
                    token=len(state.tokens) - 1,
                    end=-1,
                    open=can_open,
                    close=scanned.can_close,
                )
            )
    state.pos = behind
    return True


def _link(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or state.src[state.pos] != "[":
        return False
    match = LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    behind, position_max = match.end(), state.posMax
    state.push("link_open", "a", 1).attrs = {"href": match[2]}
    state.linkLevel += 1
    state.pos, state.posMax = match.span(1)
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.pos, state.posMax = behind, position_max
    return True


def _escape(state: StateInline, silent: bool) -> bool:
    """Drop a backslash that keeps something from being a mark; any other one is text."""
    if silent or state.src[state.pos] != "\\":
        return False
    if stars := ESCAPED_STARS.match(state.src, state.pos, state.posMax):
        shown, behind = "*" * (len(stars[0]) // 2), stars.end()
    elif LINK.match(state.src, state.pos + 1, state.posMax):
        shown, behind = "[", state.pos + 2
    elif _is_before_mark(state):
        shown, behind = state.src[state.pos + 1], state.pos + 2
    else:
        return False
    token = state.push("text_special", "", 0)
    token.content, token.markup, token.info = shown, state.src[state.pos : behind], "escape"
    state.pos = behind
    return True


def _is_before_mark(state: StateInline) -> bool:
    before = state.src[state.src.rfind("\n", 0, state.pos) + 1 : state.pos]
    if not before.strip(" \t"):
        return bool(ESCAPED_MARK.match(state.src, state.pos, state.posMax))
    return bool(NUMBER.fullmatch(before) and ESCAPED_NUMBER.match(state.src, state.pos, state.posMax))


def _fit_headings(tokens: list[Token], highest: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = sorted({token.tag for token in headings})
    level = highest - 1
    for token in headings:
        if token.type == "heading_open":
            # Never more than one step down, whatever the author's order: PDF/UA forbids gaps.
            level = min(6, highest + levels.index(token.tag), level + 1)
        token.tag = f"h{level}"


def _tighten_lists(tokens: list[Token]) -> None:
    """Write no paragraph in an entry of a list that begins with one: PDF/UA allows one body for each entry."""
    for entry, paragraph, paragraph_end in zip(tokens, tokens[1:], tokens[3:], strict=False):
        if entry.type == "list_item_open" and paragraph.type == "paragraph_open":
            paragraph.hidden = paragraph_end.hidden = True


def _whole_tables(tokens: list[Token]) -> list[Token]:
    whole: list[Token] = []
    table: list[Token] = []
    for token in tokens:
        (table if table or token.type == "table_open" else whole).append(token)
        if token.type == "table_close":
            whole += _whole_table(table)
            table = []
    return whole


def _whole_table(table: list[Token]) -> list[Token]:
    if not any(token.content for token in table):
        return []
    has_rows = any(token.type == "tbody_open" for token in table)
    columns = sum(token.type == "th_open" for token in table)
    longest = max(len(word) for token in table for word in (token.content or " ").split(" "))
    if columns > COLUMNS_BESIDE_A_MARGIN or columns * longest > LETTERS_BESIDE_A_MARGIN:
        table[0].attrSet("class", "wide")
    for token in table:
        token.attrs.pop("style", None)
        if not has_rows:
            token.tag = {"thead": "tbody", "th": "td"}.get(token.tag, token.tag)
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    return table


def _made() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False})
    parser.enable(["heading", "list", "table", "newline", "escape", "link", "emphasis", "balance_pairs"])
    for name, rule in (("heading", _heading), ("list", _list), ("table", _table)):
        parser.block.ruler.at(name, rule, {"alt": ["paragraph"]})
    for name, inline_rule in (("emphasis", _bold), ("link", _link), ("escape", _escape)):
        parser.inline.ruler.at(name, inline_rule)
    return parser


_parser = _made()
# As it stands in the source: escapes are told from the text around them.
_source_parser = _made().disable("text_join")
