import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.chapters import ChapterPlan, arrange_chapters
from strategy.choices import ChapterKind
from strategy.models import Chapter, Strategy
from tests.strategy.pages import fields_on, goes_to, text_of

LIST = reverse("strategy:chapter-list")
SETTINGS = reverse("strategy:chapter-settings")
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


def settings_fields(client: Client, **changes: str) -> dict[str, str]:
    """The fields of the page, with changes by the beginning of their name and the title of the line."""
    response = client.get(SETTINGS)
    fields = fields_on(response)
    names = {row.line.title or row.line.name: row.line.name for row in response.context["form"].rows()}
    for name, value in changes.items():
        field, _rule, title = name.partition("_")
        fields[f"{field}-{names[title]}"] = value
    return fields


def titles() -> list[str]:
    return [str(chapter) for chapter in Chapter.objects.chosen()]


def test_chapters_are_chosen_named_and_put_in_order(
    strategy: Strategy, coordination_client: Client, reader_client: Client
) -> None:
    Chapter.objects.filter(chapter_kind="appendix").update(text="Ein Text.")
    changes = {
        "place_Anhang": "",
        "place_Modell": "",
        "place_Glossar": "5",
        "title_Vorwort": "Grußwort",
        "place_Impressum": "2",
        "place_own-1": "20",
        "title_own-1": "Danksagung",
    }
    response = coordination_client.post(SETTINGS, settings_fields(coordination_client, **changes))
    assert goes_to(response) == LIST
    assert titles() == [
        "Grußwort",
        "Impressum",
        "Einleitung",
        "Projektkontext",
        "Glossar",
        "Entwicklungsprozess",
        "Präambel",
        "Verstetigung",
        "Danksagung",
    ]
    said = "Gespeichert. Nicht mehr in der Strategie: Modell, Anhang. Die Texte bleiben erhalten."
    assert said in text_of(coordination_client.get(LIST))
    left_out = Chapter.objects.get(chapter_kind="appendix")
    page = reverse("strategy:element-detail", args=["chapter", left_out.pk])
    assert (left_out.text, reader_client.get(page).status_code) == ("Ein Text.", 404)

    coordination_client.post(SETTINGS, settings_fields(coordination_client, place_Anhang="99"))
    assert (titles()[-1], reader_client.get(page).status_code) == ("Anhang", 200)


def test_what_somebody_else_saved_meanwhile_stays(strategy: Strategy, coordination_client: Client) -> None:
    opened = settings_fields(coordination_client, title_Modell="So hängt es zusammen")
    coordination_client.post(
        SETTINGS, settings_fields(coordination_client, title_Vorwort="Grußwort", place_Anhang="")
    )
    coordination_client.post(SETTINGS, opened)
    assert (titles()[0], titles()[3], "Anhang" in titles()) == ("Grußwort", "So hängt es zusammen", False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_Vorwort": ""}, "Bitte geben Sie dem Kapitel eine Überschrift."),
        ({"title_Vorwort": "einleitung"}, "Ein Kapitel mit dieser Überschrift gibt es schon."),
        ({"title_own-1": "Danksagung"}, "Bitte geben Sie an, an welcher Stelle es steht."),
        ({"place_Vorwort": "vorn"}, "„vorn“ ist keine Zahl."),
        ({"place_Vorwort": "100"}, "Dieser Wert muss kleiner oder gleich 99 sein."),
    ],
)
def test_chapter_settings_refuse_what_makes_no_sense(
    strategy: Strategy, coordination_client: Client, changes: dict[str, str], sentence: str
) -> None:
    response = coordination_client.post(SETTINGS, settings_fields(coordination_client, **changes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert next(iter(changes.values())) in fields_on(response).values()
    assert titles()[0] == "Vorwort"


def test_chapters_rest_with_the_texts(strategy: Strategy, coordination_client: Client) -> None:
    Strategy.objects.update(submitted_paper="2021/1", submitted_at=timezone.now())
    response = coordination_client.post(
        SETTINGS, settings_fields(coordination_client, title_Vorwort="Grußwort")
    )
    assert response.status_code == 422
    assert "liegt als Vorlage" in text_of(response)
    assert titles()[0] == "Vorwort"


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


def test_chapters_that_others_changed_meanwhile_are_not_arranged(
    strategy: Strategy, coordination: User
) -> None:
    seen = {chapter.pk for chapter in Chapter.objects.filter(retired_at=None)}
    added = Chapter.objects.create(strategy=strategy, chapter_kind="", title="Danksagung", position=90)
    plans = [ChapterPlan(key=key, kind="", title="x") for key in seen]
    with pytest.raises(RuleBroken, match="Inzwischen hat jemand die Kapitel geändert"):
        arrange_chapters(strategy=strategy, plans=plans, seen=seen, by=coordination, at=timezone.now())
    added.refresh_from_db()
    assert added.retired_at is None
