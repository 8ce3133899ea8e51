"""People outside write about a page: without account, script and cookie, and programs do not."""

from html.parser import HTMLParser
from time import time
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from django.urls import reverse

from publication.feedback.forms import SIGNER
from publication.freshness import sum_of_marks
from publication.models import Feedback
from strategy.models import StrategyVersion

FORM = reverse("publication:feedback")
MEASURE = "/massnahmen/1.1.1.1/"


class Backdated(TimestampSigner):
    """Signs as if it were so many seconds ago."""

    def __init__(self, seconds: float) -> None:
        super().__init__(salt=SIGNER.salt)
        self._seconds = seconds

    def timestamp(self) -> str:
        return b62_encode(int(time() - self._seconds))


@pytest.fixture
def counting(settings: Any) -> None:
    """The cache that counts, in the memory of this test."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def filled_in(*, seconds: float = 10, **values: str) -> dict[str, str]:
    opened = Backdated(seconds).sign("")
    return {"subject": "content", "text": "Wann fährt sie?", "email": "", "geoeffnet": opened, **values}


def html_of(response: Any) -> str:
    return str(response.content.decode())


class Fields(HTMLParser):
    """The values of the inputs of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "input" and found.get("name"):
            self.values[str(found["name"])] = found.get("value") or ""


def test_a_public_page_leads_to_the_form_about_it(client: Client, version: StrategyVersion) -> None:
    link = f"{FORM}?seite={MEASURE}"
    assert f'href="{link}"' in html_of(client.get(MEASURE))
    form = html_of(client.get(link))
    assert "Sie schreiben zur Seite „Vorlesen in der Straßenbahn (1.1.1.1)“." in form
    assert Fields(form).values["seite"] == MEASURE


def test_a_page_with_a_code_in_its_address_does_not_pass_it_on(client: Client, db: None) -> None:
    html = html_of(client.get(reverse("accounts:invitation", args=["0" * 43])))
    assert f'href="{FORM}"' in html
    assert "seite=" not in html


@pytest.mark.parametrize(
    "path",
    [
        "/massnahmen/9.9.9.9/",
        "/arbeitsbereich/",
        "/strategie.json",
        "/konto/anmelden/",
        "https://example.org/",
        "//example.org/",
        "massnahmen/1.1.1.1/",
        "/" + "x" * 600,
        FORM,
    ],
)
def test_what_is_no_public_page_of_ours_is_a_form_without_page(
    client: Client, version: StrategyVersion, path: str
) -> None:
    response = client.get(FORM, {"seite": path})
    assert "Sie schreiben zur Seite" not in html_of(response)
    assert client.post(FORM, filled_in(seite=path)).status_code == 302
    assert Feedback.objects.values_list("path", "page_title").get() == ("", "")


def test_what_is_written_is_kept_with_the_page_and_its_title(
    client: Client, version: StrategyVersion
) -> None:
    response = client.post(FORM, filled_in(seite=MEASURE, email="ada@buerger.example"))
    assert response["Location"] == reverse("publication:feedback-sent")
    row = Feedback.objects.get()
    assert (row.path, row.page_title) == (MEASURE, "Vorlesen in der Straßenbahn (1.1.1.1)")
    assert (row.subject, row.text, row.email, row.state) == (
        "content",
        "Wann fährt sie?",
        "ada@buerger.example",
        "new",
    )
    assert "Danke, Ihre Rückmeldung ist da" in html_of(client.get(response["Location"]))


def test_writing_needs_no_cookie_and_sets_none(version: StrategyVersion) -> None:
    client = Client(enforce_csrf_checks=True)
    for response in (client.get(FORM), client.post(FORM, filled_in()), client.post(FORM, {})):
        assert not response.cookies
    assert Feedback.objects.count() == 1


def test_the_form_is_no_finished_page(client: Client, version: StrategyVersion) -> None:
    response = client.get(FORM)
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_one_may_write_before_anything_is_published(client: Client, strategy: object) -> None:
    assert client.post(FORM, filled_in(subject="barrier")).status_code == 302
    assert Feedback.objects.get().subject == "barrier"


def test_the_declaration_of_accessibility_leads_to_reporting_a_barrier(
    client: Client, version: StrategyVersion
) -> None:
    page = html_of(client.get("/barrierefreiheit/"))
    assert "/rueckmeldung/?seite=/barrierefreiheit/&amp;worum=barrier" in page
    form = html_of(client.get(FORM, {"seite": "/barrierefreiheit/", "worum": "barrier"}))
    chosen = form.partition('value="barrier"')[2].partition(">")[0]
    assert "checked" in chosen


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": " "}, "Bitte schreiben Sie, was Sie uns sagen möchten."),
        ({"text": "x" * 4001}, "Bitte kürzen"),
        ({"subject": ""}, "Bitte wählen Sie, worum es geht."),
        ({"subject": "lob"}, "Bitte wählen Sie, worum es geht."),
        ({"email": "ada"}, "E-Mail-Adresse"),
        ({"website": "http://spam.example"}, "Ein Feld, das leer bleiben muss, war ausgefüllt."),
        ({"geoeffnet": ""}, "Die Seite war lange offen."),
        ({"geoeffnet": "nonsense"}, "Die Seite war lange offen."),
        ({"seconds": 0}, "Das ging sehr schnell."),
        ({"seconds": 90_000}, "Die Seite war lange offen."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    client: Client, version: StrategyVersion, values: dict[str, Any], sentence: str
) -> None:
    sent = filled_in(**{"seite": MEASURE, "email": "ada@buerger.example", **values})
    response = client.post(FORM, sent)
    html = html_of(response)
    assert response.status_code == 422
    assert sentence in html
    assert ("Wann fährt sie?" in html) is ("text" not in values)
    assert Fields(html).values["email"] == values.get("email", "ada@buerger.example")
    assert Fields(html).values["seite"] == MEASURE
    assert not Feedback.objects.exists()


def test_a_form_that_was_open_too_long_can_be_sent_again(client: Client, version: StrategyVersion) -> None:
    again = Fields(html_of(client.post(FORM, filled_in(seconds=90_000)))).values
    assert SIGNER.unsign(again["geoeffnet"], max_age=60) == ""


def test_what_filled_the_trap_by_accident_is_empty_afterwards(
    client: Client, version: StrategyVersion
) -> None:
    again = Fields(html_of(client.post(FORM, filled_in(website="x")))).values
    assert again["website"] == ""
    assert client.post(FORM, {**again, "subject": "other", "text": "Doch ein Mensch."}).status_code == 302


def test_lines_are_counted_as_they_are_kept(client: Client, version: StrategyVersion) -> None:
    assert client.post(FORM, filled_in(text="x\r\n" * 1999 + "xx")).status_code == 302
    assert Feedback.objects.get().text == "x\n" * 1999 + "xx"


@pytest.mark.usefixtures("counting")
def test_one_connection_writes_ten_times_an_hour(client: Client, version: StrategyVersion) -> None:
    answers = [client.post(FORM, filled_in()) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    refused = html_of(answers[-1])
    assert "Von Ihrem Anschluss kamen in der letzten Stunde viele Rückmeldungen." in refused
    assert "Wann fährt sie?" in refused
    assert Feedback.objects.count() == 10


@pytest.mark.usefixtures("counting")
def test_what_is_refused_for_another_reason_does_not_count(client: Client, version: StrategyVersion) -> None:
    for _ in range(11):
        client.post(FORM, filled_in(text=""))
    assert client.post(FORM, filled_in()).status_code == 302


def test_what_comes_in_makes_no_public_page_anew(client: Client, version: StrategyVersion) -> None:
    before = sum_of_marks()
    client.post(FORM, filled_in(seite=MEASURE))
    assert Feedback.objects.count() == 1
    assert sum_of_marks() == before
