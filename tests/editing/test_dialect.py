import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editing.dialect import block_html, merged_text, plain_text, shown_text, to_html, with_escapes_of
from editing.wording import merge3

TRAPS = json.loads((Path(__file__).parent / "dialect_traps.json").read_text("utf-8"))
LINES = sorted({line for trap in TRAPS for line in trap["text"].splitlines()})


def as_typed(html: str) -> str:
    """The text of the dialect's HTML with the marks of its constructs typed again."""
    return Typing.of(html)


class Typing(HTMLParser):
    """Types a page again: what it shows, and for each element the marks that make it."""

    def __init__(self) -> None:
        super().__init__()
        self.typed = ""
        self.numbers: list[int | None] = []
        self.address = ""

    @classmethod
    def of(cls, html: str) -> str:
        typing = cls()
        typing.feed(html)
        return typing.typed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_attributes = dict(attrs)
        self.typed += "\n" if tag in ("p", "br", "tr", "li") else ""
        match tag:
            case "strong":
                self.typed += "**"
            case "ul":
                self.numbers.append(None)
            case "ol":
                self.numbers.append(int(given_attributes.get("start") or 1))
            case "li":
                number = self.numbers[-1]
                self.typed += "- " if number is None else f"{number}. "
                self.numbers[-1] = None if number is None else number + 1
            case "th" | "td":
                self.typed += "|"
            case "h2" | "h3" | "h4":
                self.typed += "\n" + "#" * int(tag[1]) + " "
            case "a":
                self.typed += "["
                self.address = given_attributes["href"] or ""

    def handle_endtag(self, tag: str) -> None:
        self.typed += "\n" if tag in ("p", "tr", "li", "h2", "h3", "h4") else ""
        match tag:
            case "strong":
                self.typed += "**"
            case "ul" | "ol":
                self.numbers.pop()
            case "th" | "td":
                self.typed += "|"
            case "a":
                self.typed += f"]({self.address})"

    def handle_data(self, data: str) -> None:
        self.typed += data


def without_unseen(text: str) -> str:
    """Without what no page shows and no element tells: spaces, backslashes, and the lines and rows of tables."""
    rows = re.sub(r"(?m)^(?:[ \t]*(?:-|\d+\.)\s+)*[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|+)+[ \t]*$", "", text)
    return re.sub(r"[\s\\|]", "", rows)


def elements_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    class Elements(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    found: list[tuple[str, dict[str, str | None]]] = []
    Elements().feed(html)
    return found


def headings(html: str) -> list[str]:
    return re.findall(r"<(h\d)>", html)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["name"])
def test_traps_are_read_as_the_file_says(trap: dict[str, str]) -> None:
    assert block_html(trap["text"]) == trap["html"]


@pytest.mark.parametrize(
    "line", [trap["text"] for trap in TRAPS if trap["name"].startswith("line: ")], ids=lambda line: line[:30]
)
def test_lines_that_only_look_like_marks_are_shown_as_typed(line: str) -> None:
    assert unescape(to_html(line)) == f"<p>{line}</p>\n"


TYPED = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", " ", "  ", "   ", "    ", "      ", "\t", "- ", "1. ", "2. ", "| "]),
        st.one_of(
            st.sampled_from(["", *LINES]),
            st.text(alphabet="a*_-#|\\[](): 1234.<>&äß•€\t", max_size=12),
        ),
    ),
    max_size=9,
).map(lambda lines: "\n".join(before + line for before, line in lines))


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_all_that_is_typed_is_shown(text: str) -> None:
    assert without_unseen(as_typed(block_html(text))) == without_unseen(text)


@given(st.lists(st.sampled_from(LINES), max_size=6).map("\n".join))
def test_words_are_those_of_the_page(text: str) -> None:
    shown = re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", to_html(text))))
    assert re.sub(r"\s", "", plain_text(text)) == shown


def test_words_come_without_marks_and_whole() -> None:
    text = "## Kopf\n\n**fett** & <b>roh</b>, Haupt**wort**teil\n\n- [Link](https://x.example)"
    assert plain_text(text) == "Kopf fett & <b>roh</b>, Hauptwortteil Link"


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("## Eins\n\n### Zwei", 3, ["h3", "h4"]),
        ("## Eins\n\n#### Zwei\n\n## Drei", 2, ["h2", "h3", "h2"]),
        ("## 1\n\n### 2\n\n#### 3", 5, ["h5", "h6", "h6"]),
        ("### Zuerst tief\n\n## Dann hoch\n\n#### Dann tiefer", 2, ["h2", "h2", "h3"]),
        ("Kein Titel", 3, []),
    ],
)
def test_headings_fit_into_the_page(text: str, level: int, expected: list[str]) -> None:
    assert headings(to_html(text, heading_level=level)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![Bild](https://example.org/x.png)",
        "[Link](javascript:alert(1))",
        "[Link](  JaVaScRiPt:alert(1))",
        "[Link](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='javascript:alert(1)'>x</a>",
        "[Link](https://example.org \"x' onmouseover='alert(1)\")",
        "<iframe src='https://example.org'></iframe>",
        "<p style='position:fixed' onclick='alert(1)'>x</p>",
    ],
)
def test_dangerous_text_does_not_survive(text: str) -> None:
    elements = elements_of(to_html(text))
    assert {tag for tag, _attributes in elements} <= {"p", "a"}
    assert {name for _tag, attributes in elements for name in attributes} <= {"href", "rel"}
    addresses = [str(attributes["href"]) for _tag, attributes in elements if "href" in attributes]
    assert [address for address in addresses if not address.startswith("https://")] == []


def test_links_to_pages_and_mail_survive() -> None:
    html = to_html("[Stadt](https://example.org) [Post](mailto:rat@example.org)")
    assert re.findall(r'href="([^"]*)"', html) == ["https://example.org", "mailto:rat@example.org"]


def test_table_heads_get_their_scope() -> None:
    html = to_html("| Jahr | Wert |\n| :--- | ---: |\n| 2020 | 5 |")
    assert re.findall(r"<th [^>]*>", html) == ['<th scope="col">', '<th scope="col">']
    assert re.findall(r"<td[^>]*>", html) == ["<td>", "<td>"]


def test_table_with_a_head_only_shows_it_as_a_row() -> None:
    html = to_html("| Jahr | Wert |\n|---|---|")
    assert [tag for tag, _attributes in elements_of(html)] == ["table", "tbody", "tr", "td", "td"]
    assert plain_text("| Jahr | Wert |\n|---|---|") == "Jahr Wert"


def test_table_without_a_word_is_left_out() -> None:
    assert to_html("davor\n\n| | |\n|---|---|\n| | |\n\ndanach") == "<p>davor</p>\n<p>danach</p>\n"


def test_entries_with_blank_lines_between_hold_no_paragraph() -> None:
    assert [tag for tag, _attributes in elements_of(to_html("1. eins\n\n2. zwei"))] == ["ol", "li", "li"]


@pytest.mark.parametrize(
    "text",
    [
        "- " * 20_000 + "x",
        "- 5\n  " * 8_000,
        "1. a\n" * 8_000,
        "| a |\n" * 8_000,
        "| a |\n|---|\n\n" * 4_000,
        "**a " * 10_000,
        "[a](https://" * 3_000,
        "[" * 40_000,
        "\\*" * 20_000,
        "> " * 20_000 + "x",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_are_shown_whole(text: str) -> None:
    assert without_unseen(as_typed(block_html(text))) == without_unseen(text)


@settings(max_examples=600, deadline=None)
@given(TYPED)
def test_shown_text_has_the_backslashes_of_the_page_and_no_escape(text: str) -> None:
    shown = shown_text(text)
    assert as_typed(block_html(text)).count("\\") == shown.count("\\")
    assert shown.replace("\\", "") == text.replace("\\", "")
    assert with_escapes_of(shown, text) == text or len(set(shown.split("\n"))) < len(text.split("\n"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\- a", "- a"),
        ("Wort\n\\## a\n  1\\. x", "Wort\n## a\n  1. x"),
        (r"Bürger\*\*innen und \*", "Bürger**innen und \\*"),
        (
            r"\[Amt](https://x.example) und [Amt](https://x.example)",
            "[Amt](https://x.example) und [Amt](https://x.example)",
        ),
        (r"C:\Daten\- alt, \\server", r"C:\Daten\- alt, \\server"),
        ("- \\- a\n- **b\\*\\*c**", "- - a\n- **b**c**"),
        ("| a \\| b | \\- c |\n|---|---|\n| \\d | e |", "| a | b | - c |\n|---|---|\n| \\d | e |"),
    ],
)
def test_shown_text_keeps_marks_and_drops_escapes(text: str, shown: str) -> None:
    assert shown_text(text) == shown


def test_lines_that_come_back_unchanged_keep_their_escapes() -> None:
    stored = "\\- a\n1\\. x\nEnde"
    assert with_escapes_of("- a\n1. x\nEnde neu", stored) == "\\- a\n1\\. x\nEnde neu"
    assert with_escapes_of("- b", stored) == "- b"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        # Each of them wrote one line with a minus sign; below each other they would be a list.
        ("A\nB\nC", "- 55 % CO2\nB\nC", "A\n- 60 % Müll\nC", "\\- 55 % CO2\n\\- 60 % Müll\nC"),
        ("A\nB", "15. März\nB", "A\n16. April", "15\\. März\n16\\. April"),
        ("A\nB", "| a |\nB", "A\n|---|", "\\| a |\n|---|"),
        # What is a mark for one of them stays one.
        ("- alt eins zwei", "- neu eins zwei", "- alt eins drei", "- neu eins drei"),
        ("Text eins zwei", "- Text eins zwei", "Text eins drei", "- Text eins drei"),
        ("eins zwei", "eins zwei\n\n- drei", "null zwei", "null zwei\n\n- drei"),
        ("\\- a b c", "\\- a x c", "\\- a b y", "\\- a x y"),
        ("a", "b", "c", None),
    ],
)
def test_merge_makes_no_mark_of_its_own(base: str, mine: str, theirs: str, merged: str | None) -> None:
    assert merged_text(base, mine, theirs) == merged_text(base, theirs, mine) == merged
    if merged is not None:
        assert shown_text(merged) == merge3(*map(shown_text, (base, mine, theirs)))


@settings(max_examples=300, deadline=None)
@given(TYPED, st.data())
def test_merge_with_one_change_is_that_change(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    place = data.draw(st.integers(0, len(lines)))
    changed = "\n".join([*lines[:place], data.draw(st.sampled_from(LINES)), *lines[place:]])
    assert merged_text(text, changed, text) == merged_text(text, text, changed) == changed
