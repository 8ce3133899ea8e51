"""Links and buttons whose name leaves out what is seen of them: people who speak to a page say what they see."""

import re
from html.parser import HTMLParser


def misnamed_on(html: str) -> list[tuple[str, str]]:
    """What is seen and how it is named, for each that breaks WCAG 2.5.3 (Label in Name)."""
    names = _Names()
    names.feed(html)
    return names.misnamed


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.name: str | None = None
        self.seen = ""
        self.misnamed: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "button"):
            self.name, self.seen = dict(attrs).get("aria-label"), ""

    def handle_data(self, data: str) -> None:
        self.seen += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("a", "button") and self.name is not None:
            if _words(self.seen) not in _words(self.name):
                self.misnamed.append((" ".join(self.seen.split()), self.name))
            self.name = None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
