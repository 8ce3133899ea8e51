"""A careful HTTP client for the servers of others, which may be slow, wrong or hostile.

It is written on http.client because the connection must go to the very address that was checked, and because every
read must end at one deadline; the usual libraries resolve the name a second time and bound each read only.
"""

import http.client
import io
import json
import math
import socket
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from typing import Any
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from msgspec import Struct

from files.destinations import Destination, Refusal, addresses_of, destination_of
from jobs.storable import storable

SECONDS_TO_CONNECT = 5.0
SECONDS_TO_READ = 10.0
SECONDS_IN_ALL = 20.0
REDIRECTS_AT_MOST = 3
BYTES_AT_MOST = 2 * 1024 * 1024
CHUNK = 64 * 1024
JSON_TYPES = ("application/json", "application/ld+json", "text/json")
REDIRECTS = (301, 302, 303, 307, 308)
USER_AGENT = "GNK"


class TooSlow(Refusal):
    pass


class NotReachable(Refusal):
    pass


class TooLarge(Refusal):
    pass


class TooManyRedirects(Refusal):
    pass


class TooManyRequests(Refusal):
    pass


class WrongStatus(Refusal):
    pass


class NotJson(Refusal):
    pass


class Answer(Struct, frozen=True):
    """The answer of a server. Names of headers are in small letters."""

    # The address that answered, behind all redirects.
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    # The addresses and status codes of the redirects before.
    redirects: tuple[tuple[str, int], ...] = ()

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Limits(Struct, frozen=True):
    """Bounds of a request: seconds and bytes."""

    to_connect: float = SECONDS_TO_CONNECT
    to_read: float = SECONDS_TO_READ
    in_all: float = SECONDS_IN_ALL
    size: int = BYTES_AT_MOST


class Fetcher:
    """Asks servers, never more than `requests_at_most` times, redirects included, nor longer than `seconds_at_most`.

    `trusted_hosts` are host names that may lie in an inner network: the council system of the city itself. `accept`
    are the media types asked for; `clock` tells the seconds that have passed.
    """

    def __init__(
        self,
        *,
        trusted_hosts: Collection[str] = (),
        requests_at_most: int | None = None,
        seconds_at_most: float | None = None,
        limits: Limits | None = None,
        accept: str = "application/json",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.trusted_hosts = frozenset(host.lower() for host in trusted_hosts)
        self.requests_at_most = requests_at_most
        self.limits = limits or Limits()
        self.accept = accept
        self.requests = 0
        self.clock = clock
        self.ends = math.inf if seconds_at_most is None else clock() + seconds_at_most

    def fetch(self, url: str, *, method: str = "GET", redirects: int = REDIRECTS_AT_MOST) -> Answer:
        """Whatever the server answers, errors too; with `redirects=0` a redirect is the answer. Raises Refusal."""
        passed: list[tuple[str, int]] = []
        while True:
            answer = self._ask(url, method)
            if answer.status not in REDIRECTS or "location" not in answer.headers or not redirects:
                return Answer(
                    url=url,
                    status=answer.status,
                    headers=answer.headers,
                    body=answer.body,
                    redirects=tuple(passed),
                )
            passed.append((url, answer.status))
            if len(passed) > redirects:
                raise TooManyRedirects(_("%s leitet zu oft weiter.") % passed[0][0])
            url = urljoin(url, answer.headers["location"]).partition("#")[0]

    def fetch_found(self, url: str) -> Answer:
        """The answer of a server that has what is asked for. Raises Refusal."""
        answer = self.fetch(url)
        if answer.status != http.client.OK:
            raise WrongStatus(
                _("%(url)s antwortet mit dem Fehler %(status)d.") % {"url": url, "status": answer.status}
            )
        return answer

    def fetch_object(self, url: str) -> dict[str, object]:
        """The JSON object behind an address. Raises Refusal when it is none."""
        answer = self.fetch_found(url)
        if answer.content_type not in JSON_TYPES:
            raise NotJson(_("Die Antwort von %s ist kein JSON.") % url)
        return parse_object(answer.body, url)

    def _ask(self, url: str, method: str) -> Answer:
        if self.requests_at_most is not None and self.requests >= self.requests_at_most:
            raise TooManyRequests(
                _("Es wären mehr als %d Abfragen nötig. Das ist zu viel.") % self.requests_at_most
            )
        self.requests += 1
        destination = destination_of(url)
        now = self.clock()
        if now >= self.ends:
            raise TooSlow(_("%s antwortet zu langsam: Das Lesen dauert zu lange.") % destination.host)
        deadline = min(now + self.limits.in_all, self.ends)
        try:
            return self._exchange(destination, url, method, deadline)
        except TimeoutError:
            raise TooSlow(_("%s antwortet nicht rechtzeitig.") % destination.host) from None
        except ssl.SSLError:
            raise NotReachable(
                _("Die verschlüsselte Verbindung zu %s ist nicht vertrauenswürdig.") % destination.host
            ) from None
        except (OSError, http.client.HTTPException, ValueError):
            raise NotReachable(_("%s antwortet nicht richtig.") % destination.host) from None

    def _exchange(self, destination: Destination, url: str, method: str, deadline: float) -> Answer:
        addresses = addresses_of(destination, self.trusted_hosts)
        connection = http.client.HTTPConnection(destination.host, destination.port)
        with closing(self._connected(destination, addresses, deadline)) as connected:
            bounded = BoundedSocket(connected, self.limits.to_read, deadline, self.clock)
            connection.sock = bounded
            connection.putrequest(method, destination.target, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", destination.host_header)
            connection.putheader("Accept", self.accept)
            # Nothing packed: it could unpack to more than was allowed.
            connection.putheader("Accept-Encoding", "identity")
            connection.putheader("User-Agent", USER_AGENT)
            connection.putheader("Connection", "close")
            connection.endheaders()
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            if headers.get("content-encoding", "identity").lower() != "identity":
                raise NotJson(
                    _("%s schickt gepackte Antworten, obwohl keine verlangt sind.") % destination.host
                )
            return Answer(url=url, status=response.status, headers=headers, body=self._body(response, url))

    def _connected(self, destination: Destination, addresses: list[str], deadline: float) -> socket.socket:
        failure: OSError = TimeoutError()
        for address in addresses:
            left = deadline - self.clock()
            if left <= 0:
                break
            try:
                plain = socket.create_connection(
                    (address, destination.port), timeout=min(left, self.limits.to_connect)
                )
            except OSError as error:
                failure = error
                continue
            if destination.scheme == "http":
                return plain
            try:
                return ssl.create_default_context().wrap_socket(plain, server_hostname=destination.host)
            except OSError:
                plain.close()
                raise
        raise failure

    def _body(self, response: http.client.HTTPResponse, url: str) -> bytes:
        parts: list[bytes] = []
        size = 0
        while chunk := response.read(CHUNK):
            size += len(chunk)
            if size > self.limits.size:
                raise TooLarge(_("Die Antwort von %s ist zu groß.") % url)
            parts.append(chunk)
        return b"".join(parts)


def parse_object(body: bytes, url: str) -> dict[str, object]:
    """A JSON object out of bytes. Raises NotJson."""
    try:
        # Very deep nesting ends as a RecursionError.
        found = _storable(json.loads(body.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        raise NotJson(_("Die Antwort von %s ist kein lesbares JSON.") % url) from None
    if not isinstance(found, dict):
        raise NotJson(_("Die Antwort von %s ist kein JSON-Objekt.") % url)
    return found


def _storable(value: object) -> object:
    """The same value with no text that a database or a page cannot take: JSON may hold NUL and half characters."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {storable(name): _storable(each) for name, each in value.items()}
    return value


class BoundedSocket:
    """As much of a socket as http.client needs; no single wait goes past the deadline of the whole exchange."""

    def __init__(
        self, inner: socket.socket, seconds_to_read: float, deadline: float, clock: Callable[[], float]
    ) -> None:
        self._inner = inner
        self._seconds_to_read = seconds_to_read
        self._deadline = deadline
        self._clock = clock

    def sendall(self, data: bytes) -> None:
        self._bound()
        self._inner.sendall(data)

    def recv_into(self, buffer: memoryview) -> int:
        self._bound()
        return self._inner.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """http.client closes before the body is read; the exchange closes the socket itself."""

    def _bound(self) -> None:
        left = self._deadline - self._clock()
        if left <= 0:
            raise TimeoutError
        self._inner.settimeout(min(left, self._seconds_to_read))


class _Incoming(io.RawIOBase):
    def __init__(self, sock: BoundedSocket) -> None:
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._sock.recv_into(memoryview(buffer))
