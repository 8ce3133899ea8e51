"""Reads the forms of a page as a browser does, so that tests submit what really stands there."""

from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

Fields = dict[str, Any]


def _is_sent(attributes: dict[str, str]) -> bool:
    kind = attributes.get("type")
    return kind not in ("submit", "file") and (kind not in ("checkbox", "radio") or "checked" in attributes)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name, value = values.get("name", ""), values.get("value", "")
        if tag == "textarea":
            self._textarea = name
            self.fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in values:
            self.fields.setdefault(self._select, []).append(value)
        elif tag == "input" and name and _is_sent(values):
            self.fields.setdefault(name, []).append(value or "on" * ("checked" in values))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser drops the line break behind the opening tag.
            self.fields[self._textarea] = [self.fields[self._textarea][0].removeprefix("\n")]
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] = [self.fields[self._textarea][0] + data]


def fields_on(response: Any) -> Fields:
    """What a browser would send if somebody pressed the button right away; the search box in the head is not meant."""
    parser = _Forms()
    parser.feed(response.content.decode().partition("<main")[2])
    parser.close()
    fields = {name: values for name, values in parser.fields.items() if name != "csrfmiddlewaretoken"}
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def errors_on(response: Any, form: str = "form") -> dict[str, list[str]]:
    """The errors of the form by field. Each of them must be told on the page."""
    errors = {name: [str(error) for error in told] for name, told in response.context[form].errors.items()}
    page = response.content.decode()
    for told in errors.values():
        for error in told:
            assert escape(error) in page
    return errors


def text_of(response: Any) -> str:
    """The page without tags and with single blanks, to look for sentences."""

    class Text(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.parts: list[str] = []

        def handle_data(self, data: str) -> None:
            self.parts.append(data)

    parser = Text()
    parser.feed(response.content.decode())
    parser.close()
    return " ".join(unescape(" ".join(parser.parts)).split())


def messages_of(response: Any) -> list[str]:
    """The messages that the next page shows."""
    return [str(message) for message in response.context["messages"]]


def goes_to(response: Any) -> str:
    """Where a page leads on to."""
    assert response.status_code == 302
    return str(response.url)
