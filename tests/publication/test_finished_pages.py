"""Public pages as finished bytes: the same for everybody, true within a second, and never anybody's own page."""

import gzip
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from django.contrib.messages import INFO
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from committees.bodies.choices import CommitteeKind
from committees.bodies.models import Committee
from committees.council.choices import Outcome
from committees.council.models import Consultation, Paper, Resolution
from exports.models import ExportFile
from publication import measure_list_views
from publication.filters import FILTERS, measure_filter
from publication.finished_pages import FinishedPage, Shelf, coding_for, is_for_everybody, kept
from publication.freshness import (
    MARKS_AT_MOST,
    SECONDS_BETWEEN_FAILURES,
    SECONDS_WITHOUT_DATABASE,
    SOURCES,
    PublicState,
    sum_of_marks,
)
from publication.measure_list import ORDER
from publication.models import PublicChange
from strategy.choices import ElementKind, ResolutionStatus
from strategy.models import Attachment, Municipality, Strategy, StrategyVersion
from tests.builders import NOW
from tests.publication.conftest import key, learning_document

MORE_THAN_ENOUGH = 10_000_000
POLICY = "Content-Security-Policy"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    """Pages are kept, and the second passes when a test says so."""
    settings.FINISHED_PAGES_BYTES = MORE_THAN_ENOUGH
    clock = Clock()
    monkeypatch.setattr("publication.freshness.monotonic", clock)
    return clock


@pytest.fixture
def front(clock: Clock) -> Client:
    return Client()


def html(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# While the database is away


def away(*_: object) -> None:
    raise OperationalError("connection refused")


def test_last_known_page_is_shown_while_the_database_is_away(
    front: Client, clock: Clock, version: StrategyVersion, caplog: pytest.LogCaptureFixture
) -> None:
    page = html(front, "/ziele/1.1.1/")
    with connection.execute_wrapper(away):
        for _ in range(5):
            clock.now += SECONDS_BETWEEN_FAILURES + 1
            assert html(front, "/ziele/1.1.1/") == page
        # Whatever is not kept is an error, as ever.
        with pytest.raises(OperationalError):
            front.get("/ziele/1.1.2/")
    told = [record.getMessage() for record in caplog.records if record.name == "publication.freshness"]
    assert told == ["The database does not answer; public pages are shown as they were."]


def test_database_that_is_away_is_not_asked_by_everybody(
    front: Client, clock: Clock, version: StrategyVersion
) -> None:
    asked = []

    def refused(*_: object) -> None:
        asked.append(clock.now)
        raise OperationalError("connection refused")

    html(front)
    with connection.execute_wrapper(refused):
        for _ in range(30):
            clock.now += 1
            html(front)
    assert len(asked) == 30 // SECONDS_BETWEEN_FAILURES


def test_page_of_a_database_that_stays_away_is_shown_ten_minutes_only(
    front: Client, clock: Clock, version: StrategyVersion
) -> None:
    html(front)
    with connection.execute_wrapper(away):
        clock.now += SECONDS_WITHOUT_DATABASE
        html(front)
        clock.now += SECONDS_BETWEEN_FAILURES
        with pytest.raises(OperationalError):
            front.get("/")


def test_change_is_shown_as_soon_as_the_database_is_back(
    front: Client, clock: Clock, version: StrategyVersion, caplog: pytest.LogCaptureFixture
) -> None:
    assert "Ganz neu" not in html(front, "/impressum/")
    with connection.execute_wrapper(away):
        clock.now += 2
        html(front, "/impressum/")
    Municipality.objects.update(imprint="Ganz neu")
    clock.now += SECONDS_BETWEEN_FAILURES
    assert "Ganz neu" in html(front, "/impressum/")
    assert caplog.records[-1].getMessage() == "The database answers again."


# How they are sent


def test_a_kept_page_asks_the_database_nothing(
    front: Client, version: StrategyVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = front.get("/ziele/1.1.1/")
    with django_assert_num_queries(0):
        again = front.get("/ziele/1.1.1/")
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    plain = Client(headers={"cookie": "somebody-elses=1"}).get("/ziele/1.1.1/")
    assert again[POLICY] == plain[POLICY]
    assert again["Cache-Control"] == "public, no-cache"
    assert {word.strip() for word in again["Vary"].split(",")} == {"Accept-Encoding", "Cookie"}


@pytest.mark.parametrize("path", ["/health/live", "/unbekannt/", "/konto/anmelden/"])
def test_what_is_not_kept_is_passed_on_without_asking(
    front: Client, monkeypatch: pytest.MonkeyPatch, db: None, path: str
) -> None:
    """A sign of life must not need the database."""
    monkeypatch.setattr("publication.freshness.sum_of_marks", lambda: pytest.fail("asked"))
    assert front.get(path).status_code in (200, 404)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR; q=1.0, gzip", "br"),
        ("gzip;q=0.000, *", ""),
    ],
)
def test_the_best_coding_that_is_accepted_is_sent(accepted: str, coding: str) -> None:
    assert coding_for(accepted) == coding


def test_every_coding_is_the_same_page_with_a_tag_of_its_own(front: Client, version: StrategyVersion) -> None:
    unpack: dict[str, Callable[[bytes], bytes]] = {
        "": bytes,
        "gzip": gzip.decompress,
        "br": brotli.decompress,
    }
    answers = {coding: front.get("/", headers={"accept-encoding": coding}) for coding in unpack}
    pages = {unpack[coding](answer.content) for coding, answer in answers.items()}
    assert len(pages) == 1
    assert b"Themenfeld" in pages.pop()
    assert [answer.get("Content-Encoding", "") for answer in answers.values()] == list(answers)
    assert [int(answer["Content-Length"]) for answer in answers.values()] == [
        len(answer.content) for answer in answers.values()
    ]
    tags = [answer["ETag"] for answer in answers.values()]
    assert len(set(tags)) == 3
    assert all(tag.startswith('"') for tag in tags)


def test_who_knows_the_page_gets_no_body(front: Client, version: StrategyVersion) -> None:
    page = front.get("/", headers={"accept-encoding": "gzip"})
    for known, status in ((page["ETag"], 304), (f'"x", W/{page["ETag"]}', 304), ("*", 304), ('"x"', 200)):
        answer = front.get("/", headers={"accept-encoding": "gzip", "if-none-match": known})
        assert answer.status_code == status
        assert answer["ETag"] == page["ETag"]
        assert (answer.content == b"") == (status == 304)
    assert front.get("/", headers={"if-none-match": page["ETag"]}).status_code == 200


def test_head_says_what_get_would_send(front: Client, version: StrategyVersion) -> None:
    page, head = front.get("/"), front.head("/")
    assert (dict(head.headers), head.content) == (dict(page.headers), b"")


def test_a_query_that_the_page_does_not_read_makes_no_other_page(
    front: Client, version: StrategyVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    home, listed = html(front), html(front, "/massnahmen/?themenfeld=1")
    with django_assert_num_queries(0):
        assert html(front, "/?utm_source=brief&seite=2") == home
        assert html(front, "/massnahmen/?sdg=&fbclid=x&themenfeld=9&themenfeld=1&seite=") == listed
    assert html(front, "/massnahmen/?themenfeld=2") != listed


def test_the_list_is_kept_by_all_that_it_reads(version: StrategyVersion) -> None:
    one = key("measure 1.1.1.1")
    statuses, states = {one: ResolutionStatus.PROPOSED}, {one: "nicht begonnen"}
    fields = measure_filter(learning_document(), {}, statuses=statuses, states=states).fields
    assert tuple(field.name for field in fields) == FILTERS
    assert measure_list_views.measures.kept_parameters == (*FILTERS, ORDER, "seite")  # type: ignore[attr-defined]


# How long they are true


def withdraw() -> None:
    StrategyVersion.objects.update(published_at=None)


def decide() -> None:
    step = Consultation.objects.order_by("position").last()
    step.resolutions.create(
        outcome=Outcome.ADOPTED,
        held_on=date(2021, 10, 5),
        wording="Wie vorgelegt",
        recorded_at=datetime(2021, 10, 7, tzinfo=UTC),
        corrects=step.resolutions.get(),
        correction_reason="Zahl",
        votes_yes=40,
        votes_no=2,
        abstentions=1,
    )


CHANGES: dict[str, tuple[str, Callable[[], object]]] = {
    "a version is withdrawn": ("/", withdraw),
    "a paper has another number": ("/beschluss/", lambda: Paper.objects.update(reference="2022/1")),
    "a body has another name": (
        "/beschluss/",
        lambda: Committee.objects.filter(kind=CommitteeKind.COUNCIL).update(name="Anderer Rat"),
    ),
    "an entry of the record goes": ("/beschluss/", lambda: Resolution.objects.all().delete()),
    "an entry is corrected": ("/beschluss/", decide),
    "a legal text is another": ("/impressum/", lambda: Municipality.objects.update(imprint="Neue Anschrift")),
    "the data are an example": ("/", lambda: Strategy.objects.update(is_example=True)),
    "the PDF is gone": ("/", lambda: ExportFile.objects.update(file="")),
    "a link is added": (
        "/ziele/1.1.1/",
        lambda: Attachment.objects.create(
            element_kind=ElementKind.OPERATIONAL_GOAL,
            element_key=key("goal 1.1.1"),
            title="Lesestudie",
            link="https://example.org/",
            size=0,
            uploaded_at=NOW,
            is_public=True,
        ),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_process_shows_a_change_within_a_second(
    clock: Clock, paper: Paper, finished_pdf: ExportFile, change: str
) -> None:
    path, make = CHANGES[change]
    # Each client has a handler of its own, and with it what a process keeps.
    processes = [Client(), Client()]
    before = [html(process, path) for process in processes]
    make()
    clock.now += 0.99
    assert [html(process, path) for process in processes] == before
    clock.now += 0.01
    after = {process.get(path).content for process in processes}
    assert after == {Client(headers={"cookie": "x=1"}).get(path).content}
    assert before[0].encode() not in after


def test_a_new_day_is_a_new_state(strategy: Strategy) -> None:
    assert PublicState()() == (sum_of_marks(), timezone.localdate())


def test_saving_what_is_there_already_changes_nothing(paper: Paper) -> None:
    before = sum_of_marks()
    paper.save()
    assert sum_of_marks() == before


def test_what_is_taken_back_leaves_no_mark(version: StrategyVersion) -> None:
    before = sum_of_marks()
    with transaction.atomic():
        version.delete()
        assert sum_of_marks() != before
        transaction.set_rollback(True)
    assert sum_of_marks() == before


@pytest.mark.django_db(transaction=True)
def test_a_change_that_begins_first_and_ends_last_is_noted(strategy: Strategy) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    slow = connection.copy()
    slow.set_autocommit(False)
    with slow.cursor() as cursor:
        cursor.execute("UPDATE strategy_municipality SET contact = 'Zimmer 7'")
        Strategy.objects.update(title="Neuer Titel")
        between = sum_of_marks()
        slow.commit()
    slow.close()
    assert sum_of_marks() != between


def test_few_marks_stay(strategy: Strategy) -> None:
    sums = set()
    for number in range(MARKS_AT_MOST + 5):
        Municipality.objects.update(contact=f"Zimmer {number}")
        sums.add(sum_of_marks())
    assert len(sums) == MARKS_AT_MOST + 5
    assert PublicChange.objects.count() == MARKS_AT_MOST


def test_every_table_behind_the_pages_notes_all_changes(db: None) -> None:
    question = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_public_%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%_public_%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(question[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    assert found == {
        f"{model._meta.db_table}_public_{event}"
        for model in SOURCES
        for event in ("insert", "update", "delete")
    }


# Whose they are


def test_a_signed_in_person_sees_the_own_page_and_leaves_no_trace_of_it(
    clock: Clock, version: StrategyVersion, coordination: User
) -> None:
    front = Client()
    client = Client()
    client.force_login(coordination)
    # The same process answers both.
    client.handler = front.handler
    own = client.get("/")
    assert "Zum Arbeitsbereich" in own.content.decode()
    assert own["Cache-Control"] == "no-store"
    assert "ETag" not in own
    everybody = html(front)
    assert "Anmelden" in everybody
    assert "Zum Arbeitsbereich" not in everybody
    assert client.get("/").content == own.content
    assert html(front) == everybody


def test_what_was_just_done_is_said_to_one_person_only(front: Client, version: StrategyVersion) -> None:
    said, answer = CookieStorage(RequestFactory().get("/")), HttpResponse()
    said.add(INFO, "Nur für Sie")
    said.update(answer)
    person = Client()
    person.handler = front.handler
    for _time in range(2):
        person.cookies["messages"] = answer.cookies["messages"].value
        assert "Nur für Sie" in html(person)
        assert "Nur für Sie" not in html(front)


def spoiled(**headers: str) -> HttpResponse:
    return HttpResponse("x", headers={name.replace("_", "-"): value for name, value in headers.items()})


def with_cookie() -> HttpResponse:
    response = HttpResponse("x")
    response.set_cookie("csrftoken", "secret")
    return response


OWN_ANSWERS: dict[str, Callable[[], HttpResponse]] = {
    "sets a cookie": with_cookie,
    "is not found": lambda: HttpResponse("x", status=404),
    "leads elsewhere": lambda: HttpResponse("x", status=302),
    "is a stream": lambda: StreamingHttpResponse(["x"]),  # type: ignore[dict-item, return-value]
    "is private": lambda: spoiled(Cache_Control="max-age=0, Private"),
    "may not be stored": lambda: spoiled(Cache_Control="no-store"),
    "depends on the language": lambda: spoiled(Vary="Cookie, Accept-Language"),
    "depends on all": lambda: spoiled(Vary="*"),
    "has a nonce": lambda: spoiled(Content_Security_Policy="script-src 'nonce-abc'"),
}


def request_for(view: Callable[..., HttpResponse], **headers: str) -> HttpRequest:
    request = RequestFactory(headers=headers).get("/")
    request.resolver_match = SimpleNamespace(func=view)  # type: ignore[assignment]
    return request


@kept()
def kept_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x")


def other_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x")


@pytest.mark.parametrize("reason", OWN_ANSWERS)
def test_an_answer_is_not_for_everybody_that(reason: str) -> None:
    assert not is_for_everybody(request_for(kept_view), OWN_ANSWERS[reason]())


def test_an_answer_is_for_everybody_if_its_view_says_so_and_nobody_came_with_a_cookie() -> None:
    answer = spoiled(Vary="Cookie", Cache_Control="max-age=60")
    assert is_for_everybody(request_for(kept_view), answer)
    assert not is_for_everybody(request_for(other_view), answer)
    assert not is_for_everybody(request_for(kept_view, cookie="a=b"), answer)
    assert not is_for_everybody(RequestFactory().get("/"), answer)


def test_plain_http_is_led_to_https_however_often_the_page_was_read(
    clock: Clock, version: StrategyVersion, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    front = Client()
    assert front.get("/", secure=True).status_code == 200
    assert front.get("/", secure=True).status_code == 200
    assert front.get("/").status_code == 301


def test_another_host_gets_no_page(front: Client, version: StrategyVersion) -> None:
    html(front)
    assert front.get("/", headers={"host": "elsewhere.example"}).status_code == 400


# How many there are


def page_of(text: str) -> FinishedPage:
    return FinishedPage(HttpResponse(text))


def test_a_full_shelf_forgets_what_nobody_asked_for_longest() -> None:
    pages = [page_of(str(number)) for number in range(3)]
    shelf, state = Shelf(2 * pages[0].size + 10), (1, date(2026, 1, 1))
    keys = [(f"/{number}", "", True) for number in range(3)]
    assert shelf.find(keys[0], state) is None
    for address, page in zip(keys[:2], pages[:2], strict=True):
        shelf.put(address, state, page)
    assert shelf.find(keys[0], state) is pages[0]
    shelf.put(keys[2], state, pages[2])
    assert [shelf.find(address, state) for address in keys] == [pages[0], None, pages[2]]


def test_a_shelf_holds_one_state_and_no_page_of_an_older_one() -> None:
    shelf, address, page = Shelf(MORE_THAN_ENOUGH), ("/", "", True), page_of("old")
    old, new = (1, date(2026, 1, 1)), (2, date(2026, 1, 1))
    shelf.find(address, old)
    assert shelf.find(address, new) is None
    # A slow request that began before the change.
    shelf.put(address, old, page)
    assert shelf.find(address, new) is None


def test_a_page_larger_than_the_shelf_is_not_kept() -> None:
    shelf, state, address = Shelf(5_000), (1, date(2026, 1, 1)), ("/", "", True)
    shelf.find(address, state)
    shelf.put(address, state, page_of("x" * 5_000))
    assert shelf.find(address, state) is None


def test_invented_queries_push_no_page_out(
    front: Client, version: StrategyVersion, django_assert_num_queries: DjangoAssertNumQueries, settings: Any
) -> None:
    settings.FINISHED_PAGES_BYTES = 200_000
    front = Client()
    html(front)
    for number in range(5):
        html(front, f"/massnahmen/?seite={number}")
    with django_assert_num_queries(0):
        html(front)
