"""A person at a browser, as far as the server sees one: cookies, pages, forms, CSRF. No product code in between."""

import html
import re
import time
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from urllib.error import HTTPError
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from accounts.models import User

Fields = dict[str, list[str]]

TIMEOUT = 60
FORM = re.compile(r"<form\b(?P<attributes>[^>]*)>(?P<controls>.*?)</form>", re.DOTALL)
# Our templates escape < and > everywhere, so a tag ends at the first >.
CONTROL = re.compile(
    r"<(?P<tag>input|textarea|select|option|/select)\b(?P<attributes>[^>]*)>(?P<text>[^<]*)", re.DOTALL
)
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*"([^"]*)")?""")
# A browser sends these only when they were chosen or clicked.
CHOSEN, CLICKED = ("checkbox", "radio"), ("submit", "button", "image", "reset", "file")


class Interrupted(Exception):
    """No answer came: the server died, or never got to it. What was sent may have been done or not."""


class Page:
    """An answer, and how many seconds it took."""

    def __init__(self, status: int, location: str, text: str, seconds: float) -> None:
        self.status, self.location, self.text, self.seconds = status, location, text, seconds

    def form(self, with_field: str, form_id: str = "") -> Fields:
        """What a browser would send for the form that has this field (and this id), if nobody touched it."""
        for found in FORM.finditer(self.text):
            if form_id and _id_of(found) != form_id:
                continue
            fields = fields_of(found["controls"])
            if with_field in fields:
                # Controls elsewhere on the page belong to a form by its id.
                elsewhere = self.text[: found.start()] + self.text[found.end() :]
                begun = rf'<(?:input|textarea|select)\b[^>]*\bform="{re.escape(_id_of(found))}"[^>]*>'
                theirs = re.findall(
                    rf"{begun}(?:[^<]*|(?:\s*<option\b[^<]*</option>)*\s*</select>)", elsewhere
                )
                return fields | fields_of("".join(theirs))
        raise LookupError(f"No form with a field {with_field!r} in an answer with status {self.status}")


def _id_of(form: "re.Match[str]") -> str:
    return dict(ATTRIBUTE.findall(form["attributes"])).get("id", "no id")


def fields_of(markup: str) -> Fields:
    """The fields of a form as a browser sends them."""
    fields: Fields = {}
    select = ""
    for control in CONTROL.finditer(markup):
        tag = control["tag"]
        attributes = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(control["attributes"])}
        name, kind = attributes.get("name", ""), attributes.get("type", "text")
        if tag == "select":
            select = name
        elif tag == "/select":
            select = ""
        elif tag == "option":
            if select and "selected" in attributes:
                fields.setdefault(select, []).append(attributes.get("value", ""))
        elif not name or "disabled" in attributes or (tag == "input" and kind in CLICKED):
            continue
        elif tag == "textarea":
            # A browser drops the line break behind the tag and sends two characters for the others.
            text = html.unescape(control["text"]).removeprefix("\n")
            fields.setdefault(name, []).append(text.replace("\r\n", "\n").replace("\n", "\r\n"))
        elif kind not in CHOSEN or "checked" in attributes:
            fields.setdefault(name, []).append(attributes.get("value", "on" if kind in CHOSEN else ""))
    return fields


class Visitor:
    """Somebody with an account, signed in, at a server that has an https proxy before it."""

    def __init__(self, address: str, user: User) -> None:
        self.user = user
        self._origin = f"https://{address}"
        self._server = f"http://{address}"
        # The proxy takes https from the browser, so cookies for https only come along.
        self._cookies = CookieJar(DefaultCookiePolicy(secure_protocols=("http",)))
        self._cookies.set_cookie(_session_cookie(user))
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), _StayHere(), urllib.request.HTTPCookieProcessor(self._cookies)
        ).open

    def get(self, path: str) -> Page:
        return self._ask(path, None)

    def post(self, path: str, fields: Mapping[str, list[str]]) -> Page:
        return self._ask(path, urlencode(fields, doseq=True).encode())

    def _ask(self, path: str, data: bytes | None) -> Page:
        headers = {"X-Forwarded-Proto": "https", "Referer": f"{self._origin}{path}"}
        if data is not None:
            headers["Origin"] = self._origin
        request = urllib.request.Request(f"{self._server}{path.partition('#')[0]}", data, headers)
        start = time.perf_counter()
        try:
            try:
                answer = self._open(request, timeout=TIMEOUT)
            except HTTPError as error:
                answer = error
            with answer:
                text = answer.read().decode()
                seconds = time.perf_counter() - start
                return Page(answer.status, answer.headers.get("Location", ""), text, seconds)
        except (OSError, HTTPException) as error:
            raise Interrupted(str(error)) from error


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """Do not follow: the caller wants to see where an answer leads."""


def _session_cookie(user: User) -> Cookie:
    """A session made by the product's own sign-in, without the page for it."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return Cookie(
        version=0,
        name=name,
        value=client.cookies[name].value,
        port=None,
        port_specified=False,
        domain="127.0.0.1",
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=True,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )
