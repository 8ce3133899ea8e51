"""Going on with a download where it broke off."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from publication.ranges import part_of
from strategy.models import StrategyVersion
from tests.publication.test_finished_pages import clock as clock
from tests.publication.test_finished_pages import front as front

TEN = b"0123456789"


def ask(**headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers=headers)
    return part_of(request, HttpResponse(TEN, headers={"ETag": '"a"'}))


@pytest.mark.parametrize(
    ("asked", "status", "content", "place"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=-99", 206, TEN, "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-4", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=-", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, TEN, None),
        ("lines=1-2", 200, TEN, None),
        ("bytes=" + "9" * 5000 + "-", 200, TEN, None),
    ],
)
def test_a_part_is_what_was_asked_for(asked: str, status: int, content: bytes, place: str | None) -> None:
    response = ask(range=asked)
    assert (response.status_code, response.content, response.get("Content-Range")) == (status, content, place)


def test_of_another_file_the_whole_is_sent() -> None:
    assert ask(range="bytes=0-3", **{"if-range": '"b"'}).status_code == 200
    assert ask(range="bytes=0-3", **{"if-range": '"a"'}).status_code == 206


def test_a_broken_download_goes_on_with_the_same_bytes(front: Client, version: StrategyVersion) -> None:
    path = "/daten/fassungen/1/massnahmen.csv"
    whole = front.get(path)
    assert (whole["Accept-Ranges"], whole["ETag"].startswith('"')) == ("bytes", True)
    headers = {"range": "bytes=100-", "if-range": whole["ETag"], "accept-encoding": "gzip, br"}
    rest = front.get(path, headers=headers)
    assert (rest.status_code, whole.content[:100] + rest.content) == (206, whole.content)
    assert rest["Content-Length"] == str(len(whole.content) - 100)
    assert "Content-Encoding" not in rest
    assert front.get(path, headers={**headers, "if-none-match": whole["ETag"]}).status_code == 304


def test_pages_come_whole(front: Client, version: StrategyVersion) -> None:
    assert front.get("/", headers={"range": "bytes=0-3"}).status_code == 200


def test_data_are_known_again_until_they_change(front: Client, version: StrategyVersion) -> None:
    path = "/daten/fassungen/1/massnahmen.xlsx"
    first = front.get(path, headers={"accept-encoding": "br"})
    assert first["Content-Encoding"] == "br"
    known = {"accept-encoding": "br", "if-none-match": first["ETag"]}
    answer = front.get(path, headers=known)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (304, "*")


def test_a_refused_part_keeps_who_may_read_it_and_says_nothing_of_the_whole() -> None:
    whole = HttpResponse(
        TEN, headers={"Access-Control-Allow-Origin": "*", "ETag": '"x"', "Content-Length": "10"}
    )
    refused = part_of(RequestFactory().get("/", headers={"Range": "bytes=10-"}), whole)
    assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (416, "*")
    assert not refused.has_header("ETag")
    assert not refused.has_header("Content-Length")
