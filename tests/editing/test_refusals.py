"""A broken rule that no view expected is answered with its sentence, and nothing that was typed is lost."""

from html import escape

import pytest
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from editing.exceptions import RuleBroken
from editing.kept_text import sent_texts
from strategy.models import Strategy
from tests.conftest import signed_in

SENTENCE = "Das geht „heute“ nicht."
SEEN = reverse("strategy:activity-seen")


def refuse(**_values: object) -> None:
    raise RuleBroken(SENTENCE)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch, strategy: Strategy) -> None:
    monkeypatch.setattr("strategy.discussion.views.news.remember_seen", refuse)


def test_the_sentence_and_the_texts_stand_on_the_page(
    refusing: None, member: User, caplog: pytest.LogCaptureFixture
) -> None:
    typed = {"short_title": "Bäche & Flüsse", "tags": ["Wasser", "Klima"], "draft": "0" * 32, "revision": "3"}
    secrets = {"password1": "streng", "code": "123456", "csrfmiddlewaretoken": "abcdef"}
    page = f"http://testserver{reverse('strategy:activity')}"
    response = signed_in(member).post(SEEN, typed | secrets, headers={"referer": page})
    text = response.content.decode()
    assert response.status_code == 409
    assert SENTENCE in text
    assert [label for _id, label, _text in response.context["texts"]] == ["Short title", "Tags"]
    assert escape("Bäche & Flüsse") in text
    assert "Wasser\nKlima" in text
    assert f'href="{page}"' in text
    for kept_back in ("streng", "123456", "abcdef", "0" * 32):
        assert kept_back not in text
    assert SEEN in caplog.text


def test_the_way_on_stays_inside(refusing: None, member: User) -> None:
    response = signed_in(member).post(SEEN, {}, headers={"referer": "https://anderswo.example/"})
    assert response.status_code == 409
    assert response.context["back_url"] == reverse("strategy:guide")
    assert "Sie hatten nichts geändert" in response.content.decode()


def test_a_page_that_is_only_read_says_the_sentence(
    monkeypatch: pytest.MonkeyPatch, strategy: Strategy, member: User
) -> None:
    monkeypatch.setattr("strategy.discussion.views.news.preference_of", lambda _user: refuse())
    response = signed_in(member).get(reverse("strategy:activity"))
    assert response.status_code == 409
    assert SENTENCE in response.content.decode()


@pytest.mark.parametrize(
    ("sensitive", "shown"), [("__ALL__", []), (("vote",), ["note"]), ((), ["vote", "note"])]
)
def test_what_the_view_calls_sensitive_is_not_shown(sensitive: object, shown: list[str]) -> None:
    request = RequestFactory().post("/", {"vote": "ja", "note": "gern"})
    request.sensitive_post_parameters = sensitive  # type: ignore[attr-defined]
    assert [f"id_{name}" for name in shown] == [text[0] for text in sent_texts(request)]
