import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editing.dialect import block_html, plain_text, to_html

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


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "", "", " ", "  ", "   ", "    ", "      ", "\t", "- ", "1. ", "2. ", "| "]),
            st.one_of(
                st.sampled_from(["", *LINES]),
                st.text(alphabet="a*_-#|\\[](): 1234.<>&äß•€\t", max_size=12),
            ),
        ),
        max_size=9,
    )
)
def test_all_that_is_typed_is_shown(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(before + line for before, line in lines)
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
