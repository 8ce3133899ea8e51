"""Requests that no page of ours sends: every address, every role, values that break something somewhere."""

import random
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from msgspec import Struct, field

from accounts.roles import Role
from tests.test_permission_matrix import MATRIX

NUL = "\0"
# gunicorn takes no longer ones.
ADDRESS_AT_MOST = 4_000
NASTY = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "9" * 10,
    "9" * 20,
    "9" * 5_000,
    "-" + "9" * 20,
    "1e400",
    "NaN",
    "Infinity",
    "0,5",
    "1.1.1.1",
    "²",
    "٣",
    "x" * 30_000,
    f"Wort{NUL}Wort",
    "Zeile\r\nBcc: jemand@example.org",
    "\u2028",
    "\u202e",
    "\ufffe\uffff",
    "😀" * 50,
    "%00",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "' OR 1=1 --",
    "0001-01-01",
    "0001-01-01T00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31",
    "2021-02-30",
    "01.01.0001",
    "31.12.9999",
    "00:00",
    "23:59:60",
    "True",
    "null",
    "[]",
    "00000000-0000-0000-0000-000000000000",
    "measure:00000000-0000-0000-0000-000000000000",
    "measure:x",
    "on",
)
# Parameters that views read beside their forms.
PARAMETERS = (
    *(
        "q",
        "art",
        "seite",
        "page",
        "stand",
        "kind",
        "parent",
        "themes",
        "mit",
        "alles",
        "gremium",
        "fundstellen",
    ),
    *("beratung", "committee", "agenda_item", "since", "until", "next", "limit", "omit_internal"),
    *("created_since", "created_until", "modified_since", "modified_until", "sdg", "theme", "status"),
    *(
        "corrects",
        "uses",
        "extracts",
        "item",
        "body-0",
        "take-0",
        "confirm-0",
        "mentions",
        "element",
        "other",
    ),
    *("extract", "sequence", "proposal_note", "text", "revision", "conflict-base", "take-text", "shown-text"),
    *("draft", "token", "decision-0", "file", "email", "password", "code", "name"),
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {},
    {"HTTP_REFERER": "http://[::1"},
    {"HTTP_REFERER": "javascript:alert(1)"},
    {"HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 0001 00:00:00 GMT"},
    {"HTTP_IF_NONE_MATCH": '"' + "x" * 5_000},
    {"HTTP_RANGE": "bytes=99999999999999999999-"},
    {"HTTP_ACCEPT": "\u00ff"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1", "HTTP_HX_TARGET": "x" * 1_000},
    {"HTTP_COOKIE": "messages=x; csrftoken=" + "y" * 200},
    {"HTTP_X_FORWARDED_FOR": "nirgends"},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 600},
)
FORM = "application/x-www-form-urlencoded"
BODIES = (
    *[FORM] * 24,
    f"{FORM}; charset=utf-7",
    f"{FORM}; charset=utf-16",
    "multipart/form-data; boundary=x; charset=utf-7",
    "multipart/form-data; boundary=x; charset=utf-16",
    *["multipart/form-data; boundary=x"] * 6,
    "multipart/form-data",
    "application/json",
)
# What the first word of an address's name stands for, where no model is called so.
CALLED = {
    "account": ("user",),
    "seat": ("membership",),
    "member": ("membership",),
    "element": ("measure", "operationalgoal", "strategicgoal", "themefield", "chapter"),
    "candidate": ("themefield",),
    "swot": ("themefield", "swotentry"),
    "working": ("themefield",),
    "consolidation": ("themefield",),
    "text": ("measure", "operationalgoal"),
    "amendment": ("paper", "amendment", "measure"),
    "route": ("paper", "routetemplate"),
    "agenda": ("agendaitem", "meeting"),
    "document": ("meetingdocument", "meeting"),
    "effect": ("paper", "financialeffect"),
    "annex": ("paper", "paperannex"),
    "decision": ("paper",),
    "reading": ("paper", "paperreading"),
    "term": ("legislativeterm",),
    "file": ("publishedfile",),
}
NAME = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"([^>]*)')
VALUE = re.compile(r' value="([^"]*)"')


class Address(Struct, frozen=True):
    """One pattern of an address: its name, its text with gaps, and the names of the gaps."""

    name: str
    parts: tuple[str, ...]


class Visit(Struct, frozen=True):
    """One request, so that it can be sent again."""

    role: str
    method: str
    path: str
    body: str = ""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        said = f"{self.role}: {self.method} {self.path[:600]} {self.headers or ''}".strip()
        return f"{said}\n    {self.content_type}: {self.body[:1500]}" if self.body else said


def addresses(resolver: URLResolver | None = None, prefix: str = "", names: str = "") -> Iterator[Address]:
    """Every address of the application, from its own patterns."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from addresses(
                pattern, route, f"{names}{pattern.namespace}:" if pattern.namespace else names
            )
        elif isinstance(pattern, URLPattern):
            parts = re.split(r"(<[^>]+>|\(\?P<[^>]+>[^)]*\))", route.replace("\\Z", "").replace("$", ""))
            yield Address(name=f"{names}{pattern.name}", parts=tuple(parts))


class Guesses:
    """Values for the gaps of an address: keys of rows that are there, words that the addresses know, nonsense."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.keys = {
            str(model._meta.model_name): [
                str(key) for key in model._default_manager.order_by("pk").values_list("pk", flat=True)[:60]
            ]
            for model in apps.get_models()
        }
        every = [key for name in sorted(self.keys) for key in self.keys[name] if len(key) <= 36]
        self.every = every or ["1"]
        self.words = [
            *(
                "massnahmen",
                "themenfelder",
                "strategische-ziele",
                "operative-ziele",
                "kapitel",
                "paper",
                "meeting",
            ),
            *(
                "consultation",
                "organization",
                "body",
                "person",
                "question",
                "ranking",
                "themes",
                "in_progress",
            ),
            *("agreed", "in_review", "content", "download", "1.1", "1.1.1.1", "1", "2", "result"),
        ]

    def of(self, address: Address, gap: str) -> str:
        """A text for a gap: mostly one that leads to a row."""
        if self.chance.random() < 0.12:
            return self.chance.choice(NASTY)
        if gap.startswith(("<str", "<slug", "<path")) and self.chance.random() < 0.6:
            return self.chance.choice(self.words)
        return self.chance.choice(self._likely(address) or self.every)

    def _likely(self, address: Address) -> list[str]:
        word = address.name.rpartition(":")[2].partition("-")[0]
        names = CALLED.get(word) or [name for name in sorted(self.keys) if word in name]
        if word in ("version", "comparison"):
            return ["1", "2", "3"]
        likely = [self.keys[name] for name in names if self.keys.get(name)]
        if self.chance.random() < 0.1 or not likely:
            likely = [keys for _name, keys in sorted(self.keys.items()) if keys]
        return self.chance.choice(likely)


def takes_only_posts(address: Address) -> bool:
    """Whether the permission matrix asks this address by POST."""
    found = {method for name, (method, _roles) in MATRIX.items() if name.startswith(address.name)}
    return found == {"post"}


def path_of(address: Address, guesses: Guesses) -> str:
    texts = [guesses.of(address, part) if part.startswith(("<", "(?P")) else part for part in address.parts]
    return "/" + "".join(quote(text, safe="/") for text in texts)[:ADDRESS_AT_MOST]


def visit(
    address: Address, guesses: Guesses, fields: Sequence[tuple[str, str]], chance: random.Random
) -> Visit:
    """A request to an address; `fields` are those of the form that its page showed."""
    path = path_of(address, guesses)
    if chance.random() < 0.5:
        path = f"{path}?{urlencode(_chosen(fields, chance, at_most=4))}"[:ADDRESS_AT_MOST]
    usual = "POST" if takes_only_posts(address) or (fields and chance.random() < 0.7) else "GET"
    method = usual if chance.random() < 0.9 else chance.choice(["GET", "POST", "HEAD", "OPTIONS", "PUT"])
    role = chance.choice(["", *Role.values, *[Role.COORDINATION.value, Role.COMMITTEE_OFFICE.value] * 3])
    headers = chance.choice(HEADERS)
    if method != "POST":
        return Visit(role=role, method=method, path=path, headers=headers)
    content_type = chance.choice(BODIES)
    sent = [*_spoiled(fields, chance), *_chosen(fields, chance, at_most=3)]
    body = _multipart(sent) if content_type.startswith("multipart") else urlencode(sent)
    return Visit(role=role, method=method, path=path, body=body, content_type=content_type, headers=headers)


def _chosen(
    fields: Sequence[tuple[str, str]], chance: random.Random, *, at_most: int
) -> list[tuple[str, str]]:
    names = [*PARAMETERS, *(name for name, _value in fields)]
    return [(chance.choice(names), chance.choice(NASTY)) for _each in range(chance.randint(1, at_most))]


def _spoiled(fields: Sequence[tuple[str, str]], chance: random.Random) -> list[tuple[str, str]]:
    """The form as it stood, with one or two of its values spoiled."""
    spoiled = {chance.randrange(len(fields)) for _each in range(2)} if fields else set()
    return [
        (name, chance.choice(NASTY) if at in spoiled else value) for at, (name, value) in enumerate(fields)
    ]


def _multipart(sent: list[tuple[str, str]]) -> str:
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in sent
    ]
    return "".join([*parts, "--x--\r\n"])


def fields_in(page: str) -> list[tuple[str, str]]:
    """The names and values of all fields on a page; what is typed into empty ones is a plain word."""
    found = []
    for match in NAME.finditer(page):
        value = VALUE.search(match[0])
        found.append((unescape(match[1]), unescape(value[1]) if value else "Wort"))
    return [each for each in found if each[0] != "csrfmiddlewaretoken"][:80]


def kept(answer: Any) -> str:
    """The text of a page; nothing of a file."""
    is_page = not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page else ""
