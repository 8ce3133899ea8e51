"""How the interface answers: lists, filters, errors, files, headers."""

import hashlib
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from oparl.addresses import CONTENT, ROOT, list_path, object_path
from oparl.choices import ObjectKind
from oparl.models import PublishedObject
from oparl.publishing import refresh
from strategy.models import Strategy
from tests.builders import NOW
from tests.oparl.scene import PUBLISHED, annex, closed, council_at_work, path_of, publish, read
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
TERMS = "/body/1/legislativeterm"
BASE = f"{settings.BASE_URL}/oparl/v1.1"


@pytest.fixture
@remembered
def scene(strategy: Strategy, coordination: User) -> SimpleNamespace:
    scene = council_at_work(strategy, coordination)
    publish()
    return scene


@pytest.fixture
def terms(strategy: Strategy) -> None:
    """Terms 0 to 4, each created an hour after the one before; 0 changed later, 1 was deleted later."""
    for number in range(5):
        at = NOW + timedelta(hours=number)
        PublishedObject.objects.create(
            kind=ObjectKind.LEGISLATIVE_TERM,
            key=str(number),
            content=json.dumps({"name": str(number)}),
            created_at=at,
            modified_at=at,
        )
    later = NOW + timedelta(hours=10)
    PublishedObject.objects.filter(key="0").update(modified_at=later)
    PublishedObject.objects.filter(key="1").update(modified_at=later, deleted_at=later, content="")


def names(query: str) -> list[str]:
    """The terms of a page, by their numbers."""
    return [found["id"].rpartition("/")[2] for found in read(f"{TERMS}?{query}").json()["data"]]


def hour(number: int) -> str:
    return quote((NOW + timedelta(hours=number)).isoformat())


def test_addresses_are_those_of_the_urls() -> None:
    assert reverse("oparl:system") == ROOT
    assert list_path(ObjectKind.BODY) == reverse("oparl:body-list")
    assert list_path(ObjectKind.PAPER) == reverse("oparl:list-of-body", args=["paper"])
    meetings = list_path(ObjectKind.MEETING, of=ObjectKind.ORGANIZATION, key="3")
    assert meetings == reverse("oparl:list-of-organization", args=["3", "meeting"])
    assert object_path(ObjectKind.PAPER, "17") == reverse("oparl:object", args=["paper", "17"])
    content = reverse("oparl:file-content", args=["anlage-1", CONTENT])
    assert content == f"{object_path(ObjectKind.FILE, 'anlage-1')}/{CONTENT}"


def test_list_holds_the_objects_as_under_their_own_address(scene: SimpleNamespace) -> None:
    page = read("/body/1/paper").json()
    assert page == {
        "data": [read(f"/paper/{scene.paper.pk}").json()],
        "pagination": {"totalElements": 1, "elementsPerPage": 100, "currentPage": 1, "totalPages": 1},
        "links": dict.fromkeys(("first", "self", "last"), f"{BASE}/body/1/paper"),
    }
    assert [found["id"] for found in read("/body").json()["data"]] == [f"{BASE}/body/1"]


def test_empty_list_has_one_page(strategy: Strategy) -> None:
    publish()
    page = read("/body/1/paper").json()
    assert (page["data"], page["pagination"]["totalPages"]) == ([], 1)


def test_pages_lead_to_each_other(terms: None) -> None:
    def link(page: str) -> str:
        return f"{BASE}{TERMS}?limit=2{page}"

    first, last = read(f"{TERMS}?limit=2").json(), read(f"{TERMS}?limit=2&page=2").json()
    assert first["pagination"] == {
        "totalElements": 4,
        "elementsPerPage": 2,
        "currentPage": 1,
        "totalPages": 2,
    }
    ends = {"first": link(""), "last": link("&page=2")}
    assert first["links"] == {**ends, "self": link(""), "next": link("&page=2")}
    assert last["links"] == {**ends, "self": link("&page=2"), "prev": link("")}
    assert [found["name"] for found in (*first["data"], *last["data"])] == ["0", "2", "3", "4"]


def test_pages_hold_at_most_a_hundred(strategy: Strategy) -> None:
    PublishedObject.objects.bulk_create(
        PublishedObject(
            kind=ObjectKind.LEGISLATIVE_TERM, key=str(key), content="{}", created_at=NOW, modified_at=NOW
        )
        for key in range(101)
    )
    sizes = [len(read(f"{TERMS}{query}").json()["data"]) for query in ("", "?page=2", "?limit=500")]
    assert sizes == [100, 1, 100]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"created_since={hour(3)}", ["3", "4"]),
        (f"created_until={hour(2)}", ["0", "2"]),
        (f"created_since={hour(2)}&created_until={hour(3)}", ["2", "3"]),
        (f"modified_until={hour(3)}", ["2", "3"]),
        (f"modified_since={hour(4)}", ["0", "1", "4"]),
        (f"modified_since={hour(4)}&created_until={hour(1)}", ["0", "1"]),
        # The same moments in another zone, and with a plus that nobody encoded.
        ("created_since=2021-07-12T15:00:00%2B02:00", ["3", "4"]),
        ("created_since=2021-07-12T15:00:00+02:00", ["3", "4"]),
        ("created_since=2021-07-12T13:00:00Z", ["3", "4"]),
    ],
)
def test_filters(terms: None, query: str, found: list[str]) -> None:
    assert names(query) == found


def test_filters_stay_in_the_links(terms: None) -> None:
    query = f"modified_since={hour(0)}&limit=1&omit_internal=true"
    page = read(f"{TERMS}?{query}").json()
    assert page["links"]["next"] == f"{BASE}{TERMS}?{query}&page=2"
    assert names(page["links"]["next"].partition("?")[2]) == ["1"]


def test_deleted_objects_are_listed_for_modified_since_only(terms: None) -> None:
    data = read(f"{TERMS}?modified_since={hour(10)}").json()["data"]
    assert data[1] == {
        "id": f"{BASE}/legislativeterm/1",
        "type": "https://schema.oparl.org/1.1/LegislativeTerm",
        "created": "2021-07-12T13:00:00+02:00",
        "modified": "2021-07-12T22:00:00+02:00",
        "deleted": True,
    }
    assert names("") == ["0", "2", "3", "4"]


def test_omit_internal_leaves_lists_of_objects_out(scene: SimpleNamespace) -> None:
    whole, short = (read(f"/body/1/paper{query}").json()["data"][0] for query in ("", "?omit_internal=true"))
    assert set(whole) - set(short) == {"auxiliaryFile", "consultation"}
    [body] = read("/body?omit_internal=true").json()["data"]
    assert ("legislativeTerm" in body, body["paper"]) == (False, f"{BASE}/body/1/paper")
    [meeting] = read("/body/1/meeting?omit_internal=true").json()["data"]
    assert ("agendaItem" in meeting, meeting["organization"]) == (
        False,
        [f"{BASE}/organization/{scene.council.pk}"],
    )


def test_lists_of_a_body_hold_what_is_its_own(scene: SimpleNamespace) -> None:
    def ids(of: Any, kind: str) -> list[str]:
        return [found["id"] for found in read(f"/organization/{of.pk}/{kind}").json()["data"]]

    assert ids(scene.council, "meeting") == [f"{BASE}/meeting/{scene.meeting.pk}"]
    assert ids(scene.council, "consultation") == [f"{BASE}/consultation/{scene.decision.pk}"]
    assert ids(scene.committee, "meeting") == ids(scene.committee, "consultation") == []
    scene.meeting.is_public = False
    scene.meeting.save()
    refresh(at=PUBLISHED)
    path = f"/organization/{scene.council.pk}/meeting?modified_since={hour(0)}"
    assert [found["deleted"] for found in read(path).json()["data"]] == [True]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/paper/0", 404),
        ("/paper/x", 404),
        ("/system/1", 404),
        ("/committee/1", 404),
        ("/body/2", 404),
        ("/body/1/system", 404),
        ("/body/1/membership/", 301),
        ("/organization/0/meeting", 404),
        ("/file/vorlage-0/content", 404),
        ("/nothing/of/the/kind", 404),
        (f"{TERMS}?page=2", 400),
        (f"{TERMS}?page=0", 400),
        (f"{TERMS}?limit=-1", 400),
        (f"{TERMS}?limit=9999999999", 400),
        (f"{TERMS}?limit=²", 400),
        (f"{TERMS}?created_since=gestern", 400),
        (f"{TERMS}?created_since=2021-02-30T10:00:00Z", 400),
        (f"{TERMS}?modified_until=2021-07-12T10:00:00", 400),
        (f"{TERMS}?modified_since=0001-01-01T00:00:00%2B14:00", 400),
        (f"{TERMS}?created_until=9999-12-31T23:59:59-14:00", 400),
        (f"{TERMS}?created_since=2021-07-12T10:00:00%2B25:00", 400),
    ],
)
def test_refusals(strategy: Strategy, path: str, status: int) -> None:
    publish()
    response = read(path)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (status, "*")
    if status >= 400:
        data = response.json()
        assert response["Content-Type"] == "application/json"
        assert (data["type"], data["debug"]) == ("https://schema.oparl.org/1.1/Error", f"HTTP {status}")
        assert data["message"]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/oparl/v1.1", "/oparl/v1.1/"),
        ("/oparl/v1.1/body/", "/oparl/v1.1/body"),
        ("/oparl/v1.1/body/1/paper/?limit=5&page=2", "/oparl/v1.1/body/1/paper?limit=5&page=2"),
        ("/oparl/v1.1/paper/17/", "/oparl/v1.1/paper/17"),
    ],
)
def test_other_addresses_lead_to_the_canonical_one(db: None, path: str, target: str) -> None:
    response = Client().get(path)
    assert (response.status_code, response["Location"]) == (301, target)


def test_interface_can_only_be_read(scene: SimpleNamespace) -> None:
    strict = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        response = getattr(strict, method)("/oparl/v1.1/body/1")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response.json()["type"] == "https://schema.oparl.org/1.1/Error"


def test_scripts_of_other_sites_may_ask(scene: SimpleNamespace) -> None:
    response = Client().options("/oparl/v1.1/body/1")
    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert response["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"


def test_interface_needs_no_session(scene: SimpleNamespace) -> None:
    response = read("/")
    assert (response.status_code, response.cookies) == (200, {})


@pytest.mark.parametrize("path", ["/", "/body", "/body/1", "/body/1/paper"])
def test_what_is_known_is_not_sent_again(scene: SimpleNamespace, path: str) -> None:
    first = read(path)
    again = read(path, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    head = Client().head(path_of(path))
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])


def test_file_is_shown_and_saved(scene: SimpleNamespace) -> None:
    file = read(f"/file/anlage-{scene.annex.pk}").json()
    shown, saved = read(file["accessUrl"]), read(file["downloadUrl"])
    assert shown.body == saved.body == b"%PDF-1.7 Karte"
    assert (file["size"], file["sha512Checksum"]) == (14, hashlib.sha512(shown.body).hexdigest())
    assert (file["fileName"], file["mimeType"], file["date"]) == (
        "karte.pdf",
        "application/pdf",
        "2021-07-12",
    )
    assert shown["Content-Disposition"] == 'inline; filename="karte.pdf"'
    assert saved["Content-Disposition"] == 'attachment; filename="karte.pdf"'
    for response in (shown, saved):
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Last-Modified"] == "Sat, 21 Aug 2021 10:00:00 GMT"


def test_known_file_is_not_sent_again(scene: SimpleNamespace) -> None:
    address = read(f"/file/anlage-{scene.annex.pk}").json()["accessUrl"]
    first = read(address)
    assert read(address, if_none_match=first["ETag"]).status_code == 304
    assert read(address, if_modified_since=first["Last-Modified"]).status_code == 304


def test_file_that_is_gone_says_so(scene: SimpleNamespace) -> None:
    file = read(f"/file/anlage-{scene.annex.pk}").json()
    scene.annex.is_public = False
    scene.annex.save()
    refresh(at=PUBLISHED)
    assert read(file["id"]).json()["deleted"] is True
    for address in (file["accessUrl"], file["downloadUrl"]):
        assert (read(address).status_code, read(address).json()["debug"]) == (410, "HTTP 410")


def test_file_that_the_disk_lost_is_not_there(scene: SimpleNamespace) -> None:
    scene.annex.file.storage.delete(scene.annex.file.name)
    assert read(f"/file/anlage-{scene.annex.pk}/content").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_number_of_queries(
    scene: SimpleNamespace, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        annex(scene.paper, f"Anlage {number}")
    refresh(at=PUBLISHED)
    paths = {
        "/": 1,
        "/body": 2,
        "/body/1/file": 2,
        "/body/1/paper": 2,
        f"/organization/{scene.council.pk}/meeting": 3,
        f"/paper/{scene.paper.pk}": 1,
        f"/file/anlage-{scene.annex.pk}/content": 1,
    }
    for path, queries in paths.items():
        with django_assert_num_queries(queries):
            closed(Client().get(path_of(path)))
