"""Long texts as blocks of a DOCX: the same structure that the pages show."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from editing.dialect import structure_of
from exports.wordprocessing import Block, Entries, Entry, Heading, Paragraph, Run, Table, Words

# What Word can open; addresses inside of the application lead nowhere from a file.
OUTWARD = ("http://", "https://", "mailto:")


def word_blocks(text: str, *, heading_level: int) -> Iterator[Block]:
    """The blocks of a text, headings from `heading_level` on."""
    tokens = structure_of(text, heading_level=heading_level)
    index = 0
    while index < len(tokens):
        token, end = tokens[index], _end_of(tokens, index)
        if token.type == "heading_open":
            yield Heading(level=int(token.tag[1]), text=_words(tokens[index + 1]))
        elif token.type == "table_open":
            yield _table(tokens[index:end])
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield from _list_blocks(tokens[index:end])
        else:
            yield Paragraph(text=_words(tokens[index + 1]))
        index = end


def _end_of(tokens: Sequence[Token], start: int) -> int:
    """The place behind the element that begins at `start`."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index + 1
    raise ValueError(f"The element {tokens[start].type} is not closed.")


def _list_blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """The entries of a list; a table inside of it stands between two lists, for Word has none in an entry."""
    entries: list[Entry] = []
    # The number that each open list gives next; None for bullets.
    numbers: list[int | None] = []
    has_mark, index = False, 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            if entries:
                yield Entries(entries=tuple(entries))
            entries = []
            end = _end_of(tokens, index)
            yield _table(tokens[index:end])
            index = end
            continue
        if token.type == "bullet_list_open":
            numbers.append(None)
        elif token.type == "ordered_list_open":
            numbers.append(int(token.attrGet("start") or 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            has_mark = False
        elif token.type == "inline":
            number = numbers[-1]
            entries.append(
                Entry(text=_words(token), depth=len(numbers) - 1, number=number, continues=has_mark)
            )
            if number is not None and not has_mark:
                numbers[-1] = number + 1
            has_mark = True
        index += 1
    if entries:
        yield Entries(entries=tuple(entries))


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[tuple[Words, ...]] = []
    cells: list[Words] = []
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(_words(token))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
    has_head = any(token.type == "thead_open" and token.tag == "thead" for token in tokens)
    return Table(header=rows[0] if has_head else (), rows=tuple(rows[has_head:]), names_rows=False)


def _words(inline: Token) -> tuple[Run, ...]:
    runs: list[Run] = []
    is_bold, address = False, ""
    for token in inline.children or ():
        if token.type in ("strong_open", "strong_close"):
            is_bold = token.type == "strong_open"
        elif token.type in ("link_open", "link_close"):
            address = str(token.attrGet("href") or "")
            address = address if address.lower().startswith(OUTWARD) else ""
        elif token.type in ("softbreak", "hardbreak"):
            runs.append(Run(text="\n"))
        elif token.content:
            runs.append(Run(text=token.content, is_bold=is_bold, address=address))
    return tuple(runs)
