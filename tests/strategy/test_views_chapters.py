from django.test import Client
from django.urls import reverse

from strategy.choices import ChapterKind
from strategy.models import Chapter, Strategy
from tests.strategy.pages import fields_on, goes_to, text_of

LIST = reverse("strategy:chapter-list")
SMART = reverse("strategy:smart-check")


def address(name: str) -> str:
    return reverse(
        f"strategy:element-{name}", args=["chapter", Chapter.objects.get(chapter_kind="preface").pk]
    )


def test_list_shows_all_chapters_in_the_order_of_the_book(strategy: Strategy, reader_client: Client) -> None:
    Chapter.objects.filter(chapter_kind="preface").update(text="Liebe Leute, willkommen.")
    response = reader_client.get(LIST)
    assert [chapter.chapter_kind for chapter in response.context["chapters"]] == list(ChapterKind)
    assert "Vorwort 3 Einleitung leer" in text_of(response)


def test_chapter_is_shown_with_its_headings(strategy: Strategy, reader_client: Client) -> None:
    assert "Dieses Kapitel ist noch leer." in text_of(reader_client.get(address("detail")))
    Chapter.objects.update(text="## Titel\n\n<script>alert(1)</script>")
    content = reader_client.get(address("detail")).content.decode()
    assert ("<h2>Titel</h2>" in content, "<script>alert" in content) == (True, False)


def test_chapter_is_written_by_coordination_and_core_team(
    strategy: Strategy, coordination_client: Client, member_client: Client
) -> None:
    fields = fields_on(coordination_client.get(address("edit")))
    assert fields == {"revision": "1", "text": ""}
    assert member_client.post(address("edit"), {**fields, "text": "Nein"}).status_code == 404
    response = coordination_client.post(address("edit"), {**fields, "text": "Liebe Leute"})
    assert goes_to(response) == address("detail")
    assert Chapter.objects.get(chapter_kind="preface").text == "Liebe Leute"


def test_chapter_is_neither_removed_nor_moved(strategy: Strategy, coordination_client: Client) -> None:
    assert [coordination_client.post(address(name)).status_code for name in ("remove", "up", "down")] == [
        404,
        404,
        404,
    ]
    assert Chapter.objects.count() == 9


def test_smart_check_advises_while_typing(strategy: Strategy, member_client: Client) -> None:
    typed = {
        "statement": "Bis 2025 gibt es überall ein Angebot.",
        "indicator": "Bezirke",
        "target_value": "1.234,5",
        "target_year": "2025",
    }
    text = text_of(member_client.post(SMART, typed))
    assert text == (
        "S – spezifisch: ja M – messbar: ja "
        "A – akzeptiert: noch nicht. Nennen Sie, wer zuständig ist. T – terminiert: ja"
    )


def test_smart_check_takes_bad_input(strategy: Strategy, member_client: Client) -> None:
    typed = {"statement": "x" * 20_000, "target_value": "viel", "target_year": "20255", "revision": "x"}
    response = member_client.post(SMART, typed)
    assert response.status_code == 200
    assert "M – messbar: noch nicht." in text_of(response)


def test_reader_gets_no_smart_check(strategy: Strategy, reader_client: Client) -> None:
    assert reader_client.post(SMART).status_code == 404


def test_wrong_method_is_refused(strategy: Strategy, coordination_client: Client) -> None:
    answers = [coordination_client.get(SMART).status_code, coordination_client.post(LIST).status_code]
    assert answers == [405] * 2
