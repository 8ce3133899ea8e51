"""The HTTP client: which addresses it refuses, and what it does not let a server do."""

import collections
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from files.destinations import NotAWebAddress, PrivateAddress, UnknownHost, is_public
from files.fetching import (
    Fetcher,
    Limits,
    NotJson,
    NotReachable,
    TooLarge,
    TooManyRedirects,
    TooManyRequests,
    TooSlow,
    WrongStatus,
)
from tests.oparl.foreign_server import ForeignServer, Reply, foreign_server

QUICK = Limits(to_connect=0.3, to_read=0.3, in_all=0.5)


@pytest.fixture
def server() -> Iterator[ForeignServer]:
    with foreign_server() as running:
        yield running


def trusting(**values: Any) -> Fetcher:
    return Fetcher(trusted_hosts=["127.0.0.1"], **values)


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let every name mean these addresses, one list for each time that it is asked. Returns what was asked."""
    left, asked = list(answers), []

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "http://172.16.5.4/oparl",
        "http://192.168.178.1:8080/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[2002:0a00:0001::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://192.0.2.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
    ],
)
def test_addresses_of_inner_networks_are_refused(url: str) -> None:
    fetcher = Fetcher()

    with pytest.raises(PrivateAddress, match="liegt in einem internen Netz"):
        fetcher.fetch(url)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://ris.example/paper",
        "file:///etc/passwd",
        "gopher://ris.example/",
        "javascript:alert(1)",
        "https:///paper/1",
        "//ris.example/paper",
        "ris.example/paper",
        "https://name:secret@ris.example/",
        "https://ris.example:99999/",
        "https://ris.example:0/",
        "https://ris.example/a b",
        "https://ris.example/a\r\nX-Injected: 1",
        "https://[::1/",
        "https://ris.example/" + "a" * 2000,
        "",
    ],
)
def test_what_is_no_web_address_is_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolve_to(monkeypatch, ["8.8.8.8"])

    with pytest.raises(NotAWebAddress):
        Fetcher().fetch(url)
    assert asked == []


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["8.8.8.8", "10.1.2.3"])

    with pytest.raises(PrivateAddress):
        Fetcher().fetch("https://ris.example/paper/1")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    # The second answer is that of a server that rebinds its name.
    asked = resolve_to(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    connected: list[Any] = []

    def create_connection(address: Any, **_: Any) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", create_connection)

    with pytest.raises(NotReachable):
        Fetcher().fetch("http://ris.example/paper/1")
    assert (asked, connected) == (["ris.example"], [("8.8.8.8", 80)])


def test_a_host_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    with pytest.raises(UnknownHost, match=r"Den Server „ris\.example“ gibt es nicht"):
        Fetcher().fetch("https://ris.example/")


def test_a_trusted_host_is_asked_and_redirects_are_followed(server: ForeignServer) -> None:
    server.pages["/old"] = Reply(status=301, headers={"Location": "/new#part"})
    server.pages["/new"] = Reply({"name": "Vorlage"})

    answer = trusting().fetch(server.url("/old"))

    assert (answer.url, answer.status, answer.redirects) == (
        server.url("/new"),
        200,
        ((server.url("/old"), 301),),
    )
    assert trusting().fetch_object(server.url("/old")) == {"name": "Vorlage"}


@pytest.mark.parametrize(
    "inner", ["http://10.0.0.1/", "http://[::1]:{port}/new", "http://localhost:{port}/new"]
)
def test_a_redirect_into_an_inner_network_is_refused(server: ForeignServer, inner: str) -> None:
    server.pages["/old"] = Reply(status=302, headers={"Location": inner.format(port=server.port)})
    server.pages["/new"] = Reply({})

    with pytest.raises(PrivateAddress):
        trusting().fetch(server.url("/old"))
    assert server.asked == ["/old"]


def test_a_redirect_to_another_scheme_is_refused(server: ForeignServer) -> None:
    server.pages["/old"] = Reply(status=302, headers={"Location": "file:///etc/passwd"})

    with pytest.raises(NotAWebAddress):
        trusting().fetch(server.url("/old"))


def test_redirects_in_a_circle_end(server: ForeignServer) -> None:
    server.pages["/old"] = Reply(status=302, headers={"Location": "/old"})

    with pytest.raises(TooManyRedirects, match="leitet zu oft weiter"):
        trusting().fetch(server.url("/old"))
    assert server.asked == ["/old"] * 4


def test_requests_are_counted(server: ForeignServer) -> None:
    fetcher = trusting(requests_at_most=2)
    fetcher.fetch(server.url("/1"))
    fetcher.fetch(server.url("/2"))

    with pytest.raises(TooManyRequests, match="mehr als 2 Abfragen"):
        fetcher.fetch(server.url("/3"))
    assert server.asked == ["/1", "/2"]


def test_a_huge_answer_is_refused(server: ForeignServer) -> None:
    server.pages["/exact"] = Reply(b"a" * 5000)
    server.pages["/huge"] = Reply(b"a" * 5001)
    fetcher = trusting(limits=Limits(size=5000))

    assert len(fetcher.fetch(server.url("/exact")).body) == 5000
    with pytest.raises(TooLarge, match="ist zu groß"):
        fetcher.fetch(server.url("/huge"))


@pytest.mark.parametrize("seconds_per_byte", [0.05, 5])
def test_a_slow_server_is_left_at_the_deadline(server: ForeignServer, seconds_per_byte: float) -> None:
    # The first sends often enough for each read, but never ends.
    server.pages["/slow"] = Reply(b"{" + b" " * 500, seconds_per_byte=seconds_per_byte)
    begun = time.monotonic()

    with pytest.raises(TooSlow, match="antwortet nicht rechtzeitig"):
        trusting(limits=QUICK).fetch(server.url("/slow"))
    assert time.monotonic() - begun < 1.5


def test_a_server_that_never_answers_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(TooSlow):
            trusting(limits=QUICK).fetch(url)


def test_no_server_at_all_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    with pytest.raises(NotReachable, match=r"127\.0\.0\.1 antwortet nicht richtig"):
        trusting().fetch(f"http://127.0.0.1:{port}/")


def test_https_without_a_trusted_certificate_is_refused(server: ForeignServer) -> None:
    with pytest.raises(NotReachable, match="nicht vertrauenswürdig"):
        trusting().fetch(server.url("/").replace("http:", "https:"))


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [
        (Reply(b"<html>", headers={"Content-Type": "text/html"}), NotJson),
        (Reply(b"{broken"), NotJson),
        (Reply(b"[1, 2]"), NotJson),
        (Reply(b"\xff\xfe{"), NotJson),
        (Reply(b"[" * 100_000), NotJson),
        (Reply(b"packed", headers={"Content-Encoding": "gzip"}), NotJson),
        (Reply({"message": "fehlt"}, status=404), WrongStatus),
        (Reply({}, status=500), WrongStatus),
        (Reply(b"", headers={"Content-Length": "many"}), NotJson),
    ],
)
def test_an_answer_that_is_no_object_is_refused(
    server: ForeignServer, reply: Reply, refusal: type[Exception]
) -> None:
    server.pages["/"] = reply

    with pytest.raises(refusal):
        trusting().fetch_object(server.url("/"))


class Clock:
    """Each look at it takes some seconds."""

    def __init__(self, seconds_per_look: float) -> None:
        self.seconds_per_look = seconds_per_look
        self.now = 1000.0

    def __call__(self) -> float:
        self.now += self.seconds_per_look
        return self.now


def test_all_requests_together_end_at_the_deadline(server: ForeignServer) -> None:
    fetcher = trusting(seconds_at_most=120, limits=Limits(in_all=1000), clock=Clock(5))
    fetcher.fetch(server.url("/first"))
    with pytest.raises(TooSlow):
        collections.deque(fetcher.fetch(server.url(f"/{number}")) for number in range(100))
    assert 3 < len(server.asked) < 24


def test_a_server_that_drips_is_left_at_the_deadline_of_all_requests(server: ForeignServer) -> None:
    """Though each of its bytes comes in time, and the time of one request is long from over."""
    server.pages["/drip"] = Reply(b"{" + b" " * 5000, seconds_per_byte=0.001)
    clock = Clock(1)
    fetcher = trusting(seconds_at_most=120, limits=Limits(in_all=100_000), clock=clock)
    with pytest.raises(TooSlow, match="antwortet nicht rechtzeitig"):
        fetcher.fetch(server.url("/drip"))
    assert clock.now <= 1000 + 120 + 3


def test_headers_that_drip_are_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _address = listening.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.02)

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(TooSlow):
            trusting(limits=QUICK).fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - begun < 1.5
        thread.join(5)


def test_a_handshake_that_drips_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _address = listening.accept()
            with connection, suppress(OSError):
                # The head of a record of 16 kB, of which one byte comes now and then.
                connection.sendall(b"\x16\x03\x03\x40\x00")
                while True:
                    connection.sendall(b"\x02")
                    time.sleep(0.02)

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(TooSlow):
            trusting(limits=QUICK).fetch(f"https://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - begun < 1.5
        thread.join(5)


def test_texts_that_no_database_takes_are_made_storable(server: ForeignServer) -> None:
    server.pages["/"] = Reply(b'{"na\\u0000me": "Rat \\ud800 \\udc00\\ud83d\\ude00", "list": ["\\u0000"]}')
    found = trusting().fetch_object(server.url("/"))
    assert found == {"na\ufffdme": "Rat \ufffd \ufffd😀", "list": ["\ufffd"]}
