"""Words that people search for in vain: counted without person and time, bounded, shown to editors, deletable."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from publication.actions import search_misses
from publication.actions.search_misses import clear_misses, count_misses, first_month_kept, forget_misses
from publication.current import published_or_404
from publication.models import SearchMiss
from publication.search.today import index_of
from strategy.models import StrategyVersion

COUNTING, LIST = "/suche/ohne-treffer/", "/arbeitsbereich/gesucht/"
DAY = date(2026, 11, 30)


def counted() -> list[tuple[str, date, int]]:
    return list(SearchMiss.objects.order_by("word", "month").values_list("word", "month", "count"))


def test_the_page_has_a_word_counted_that_stands_nowhere(client: Client, version: StrategyVersion) -> None:
    html = client.get("/suche/", {"q": "Straßenbahn Hubschrauber"}).content.decode()
    assert f'hx-post="{COUNTING}" hx-trigger="load delay:3s"' in html
    assert '<input type="hidden" name="wort" value="Hubschrauber">' in html
    assert COUNTING not in client.get("/suche/", {"q": "Straßenbahn"}).content.decode()


def test_reading_counts_nothing(client: Client, version: StrategyVersion) -> None:
    client.get("/suche/", {"q": "Hubschrauber"})
    assert counted() == []


def test_counting_needs_no_cookie_and_sets_none(version: StrategyVersion) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(COUNTING, {"wort": ["Hubschrauber", "Zeppelin"]})
    assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies
    month = timezone.localdate().replace(day=1)
    assert counted() == [("hubschrauber", month, 1), ("zeppelin", month, 1)]


@pytest.mark.parametrize(
    "word",
    [
        "Straßenbahn",
        "strassenbahnen",
        "Straßenban",
        "",
        "x" * 41,
        "0151234567",
        "a@b.de",
        "zwei Wörter",
        "\0",
    ],
)
def test_only_single_words_that_stand_nowhere_are_counted(
    client: Client, version: StrategyVersion, word: str
) -> None:
    assert client.post(COUNTING, {"wort": word}).status_code == 204
    assert counted() == []


def test_so_many_words_at_once_are_read_as_a_question_may_have(
    client: Client, version: StrategyVersion
) -> None:
    client.post(COUNTING, {"wort": ["qwertz" + "abcdefghijklmnopqrstuvwxyz"[number] for number in range(26)]})
    assert len(counted()) == 12


def test_counting_before_anything_is_published_is_not_there(client: Client, db: None) -> None:
    assert client.post(COUNTING, {"wort": "Hubschrauber"}).status_code == 404


def test_the_same_word_is_counted_per_month(db: None) -> None:
    count_misses(words=["Zeppelin", "zeppelin"], day=DAY)
    count_misses(words=["ZEPPELIN"], day=DAY)
    count_misses(words=["Zeppelin"], day=date(2026, 12, 1))
    assert counted() == [("zeppelin", date(2026, 11, 1), 2), ("zeppelin", date(2026, 12, 1), 1)]


def test_a_month_has_so_many_words_at_most(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_misses, "WORDS_A_MONTH", 2)
    count_misses(words=["a", "b", "c"], day=DAY)
    count_misses(words=["b"], day=DAY)
    assert counted() == [("a", date(2026, 11, 1), 1), ("b", date(2026, 11, 1), 2)]


def test_words_are_forgotten_after_twelve_months(db: None) -> None:
    assert first_month_kept(DAY) == date(2025, 12, 1)
    assert first_month_kept(date(2027, 1, 15)) == date(2026, 2, 1)
    count_misses(words=["alt"], day=date(2025, 11, 30))
    count_misses(words=["jung"], day=date(2025, 12, 1))
    count_misses(words=["neu"], day=DAY)
    assert (clear_misses(day=DAY), clear_misses(day=DAY)) == (1, 0)
    assert [word for word, _month, _count in counted()] == ["jung", "neu"]


def test_forgetting_takes_all_months_of_a_word_and_leaves_the_others(db: None) -> None:
    for month in (10, 11):
        count_misses(words=["alt", "neu"], day=date(2026, month, 1))
    assert forget_misses(words=["alt", "unbekannt"]) == 1
    assert [word for word, _month, _count in counted()] == ["neu", "neu"]


def test_editors_see_the_words_most_sought_first(coordination_client: Client, strategy: object) -> None:
    today = timezone.localdate()
    count_misses(words=["zeppelin", "hubschrauber"], day=today)
    count_misses(words=["zeppelin"], day=today)
    html = coordination_client.get(LIST).content.decode()
    assert html.index(">zeppelin<") < html.index(">hubschrauber<")


def test_editors_delete_chosen_words(coordination_client: Client, strategy: object) -> None:
    count_misses(words=["zeppelin", "hubschrauber"], day=timezone.localdate())
    answer = coordination_client.post(f"{LIST}loeschen/", {"wort": ["zeppelin"]}, follow=True)
    assert "1 Wort ist gelöscht." in answer.content.decode()
    assert [word for word, _month, _count in counted()] == ["hubschrauber"]
    answer = coordination_client.post(f"{LIST}loeschen/", {}, follow=True)
    assert "Es war kein Wort ausgewählt." in answer.content.decode()
    assert len(counted()) == 1


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_takes_the_same_number_of_queries(
    coordination_client: Client,
    strategy: object,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    today = timezone.localdate()
    SearchMiss.objects.bulk_create(
        SearchMiss(word=f"w{place}", month=today.replace(day=1), count=place)
        for place in range(1, number + 1)
    )
    with django_assert_num_queries(5):
        coordination_client.get(LIST)


@pytest.mark.parametrize("text", ["x" * 2_000_000, "Straßenbahn Hubschrauber", "\U0001f6b2" * 10])
def test_what_is_no_word_is_not_even_looked_up(client: Client, version: StrategyVersion, text: str) -> None:
    index = index_of(published_or_404())
    before = index.ask.cache_info().currsize
    assert client.post(COUNTING, {"wort": text}).status_code == 204
    assert index_of(published_or_404()).ask.cache_info().currsize == before


def test_deleting_what_is_no_word_deletes_nothing(coordination_client: Client, strategy: object) -> None:
    count_misses(words=["Zeppelin"], day=DAY)
    coordination_client.post("/arbeitsbereich/gesucht/loeschen/", {"wort": "a\0b"})
    assert [word for word, _month, _count in counted()] == ["zeppelin"]
