import re
from html.parser import HTMLParser

import pytest

from editing.markdown import to_html


def elements_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    class Elements(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    found: list[tuple[str, dict[str, str | None]]] = []
    Elements().feed(html)
    return found


def headings(html: str) -> list[str]:
    return re.findall(r"<(h\d)>", html)


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("# Eins\n\n## Zwei", 3, ["h3", "h4"]),
        ("### Eins\n\n##### Zwei\n\n### Drei", 2, ["h2", "h3", "h2"]),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4", 4, ["h4", "h5", "h6", "h6"]),
        ("## Zuerst tief\n\n# Dann hoch\n\n### Dann tiefer", 2, ["h2", "h2", "h3"]),
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
    assert {name for _tag, attributes in elements for name in attributes} <= {"href", "title", "rel"}
    addresses = [str(attributes["href"]) for _tag, attributes in elements if "href" in attributes]
    assert [address for address in addresses if not address.startswith("https://")] == []


def test_html_is_shown_as_text() -> None:
    assert to_html("<b>fett</b>") == "<p>&lt;b&gt;fett&lt;/b&gt;</p>\n"


def test_links_to_pages_and_mail_survive() -> None:
    html = to_html("[Stadt](https://example.org) [Post](mailto:rat@example.org)")
    assert re.findall(r'href="([^"]*)"', html) == ["https://example.org", "mailto:rat@example.org"]


def test_table_heads_get_their_scope() -> None:
    html = to_html("| Jahr | Wert |\n| :--- | ---: |\n| 2020 | 5 |")
    assert re.findall(r"<th [^>]*>", html) == ['<th scope="col">', '<th scope="col">']
    assert re.findall(r"<td[^>]*>", html) == ["<td>", "<td>"]


def test_ordered_list_keeps_its_start() -> None:
    assert to_html("3. Drittens").startswith('<ol start="3">')


def test_endless_nesting_is_cut_off() -> None:
    assert to_html("> " * 10_000 + "x").count("<blockquote>") < 100
