from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.actions.themes import add_own_theme, leave_out_theme, merge_themes, select_theme
from strategy.models import Strategy, ThemeField
from tests.builders import make_strategic_goal, make_theme
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

SELECTION = "/arbeitsbereich/themenauswahl/"
EVIL = "<script>alert(1)</script>"
REQUIRED = ["Dieses Feld ist zwingend erforderlich."]


@pytest.fixture
def candidate(strategy: Strategy) -> ThemeField:
    return ThemeField.objects.get(title="Nachhaltige Verwaltung")


@pytest.fixture
def other(strategy: Strategy) -> ThemeField:
    return ThemeField.objects.get(title="Nachhaltige Mobilität")


def address(name: str, theme: ThemeField) -> str:
    return reverse(f"strategy:{name}", args=[theme.pk])


def decided(theme: ThemeField) -> tuple[str, int | None, str]:
    theme.refresh_from_db()
    return theme.decision, theme.position, theme.reason


def rows() -> list[Any]:
    return list(ThemeField.objects.order_by("pk").values())


def test_selection_groups_the_candidates(
    strategy: Strategy, candidate: ThemeField, other: ThemeField, coordination: User, reader_client: Client
) -> None:
    select_theme(theme=candidate, by=coordination)
    leave_out_theme(theme=other, reason="Kein Geld.", by=coordination)
    parts = ThemeField.objects.filter(decision="open").order_by("catalogue_field")[:2]
    merge_themes(strategy=strategy, parts=list(parts), title="Beides", description="", by=coordination)
    text = text_of(reader_client.get(SELECTION))
    for part in (
        "Gewählt (1) 1 Nachhaltige Verwaltung",
        "Nicht gewählt (1) Nachhaltige Mobilität",
        "Begründung: Kein Geld.",
        "ist Teil von „Beides“",
        "1 Themenfeld ist gewählt. Vorgesehen sind 5, höchstens 6.",
    ):
        assert part in text


def test_selection_offers_decisions_to_the_coordination_only(
    candidate: ThemeField, coordination_client: Client, member_client: Client
) -> None:
    offered = [
        "/waehlen/" in client.get(SELECTION).content.decode()
        for client in (coordination_client, member_client)
    ]
    assert offered == [True, False]


def test_select_chooses_the_candidate(candidate: ThemeField, coordination_client: Client) -> None:
    response = coordination_client.post(address("theme-select", candidate))
    assert goes_to(response) == f"{SELECTION}#e-{candidate.pk}"
    assert decided(candidate) == ("selected", 1, "")


def test_select_of_a_merged_part_shows_why_not(
    strategy: Strategy,
    candidate: ThemeField,
    other: ThemeField,
    coordination: User,
    coordination_client: Client,
) -> None:
    merge_themes(strategy=strategy, parts=[candidate, other], title="Beides", description="", by=coordination)
    response = coordination_client.post(address("theme-select", candidate), follow=True)
    assert messages_of(response) == [
        "„Nachhaltige Verwaltung“ ist zusammengeführt. Das lässt sich so nicht ändern."
    ]


def test_leave_out_asks_for_the_reason(candidate: ThemeField, coordination_client: Client) -> None:
    page = address("theme-leave-out", candidate)
    assert fields_on(coordination_client.get(page)) == {"reason": ""}
    response = coordination_client.post(page, {"reason": " Kein Geld. "})
    assert goes_to(response) == f"{SELECTION}#e-{candidate.pk}"
    assert decided(candidate) == ("not_selected", None, "Kein Geld.")


def test_leave_out_changes_the_reason(
    candidate: ThemeField, coordination: User, coordination_client: Client
) -> None:
    leave_out_theme(theme=candidate, reason="Kein Geld.", by=coordination)
    page = address("theme-leave-out", candidate)
    assert fields_on(coordination_client.get(page)) == {"reason": "Kein Geld."}
    coordination_client.post(page, {"reason": "Keine Leute."})
    assert decided(candidate) == ("not_selected", None, "Keine Leute.")


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        (" ", "Bitte begründen Sie, warum das Themenfeld nicht gewählt wird."),
        (
            "x" * 20_000,
            "Bitte sicherstellen, dass der Wert aus höchstens 2000 Zeichen besteht. "
            "(Er besteht aus 20000 Zeichen.)",
        ),
    ],
)
def test_leave_out_with_a_bad_reason_tells_it_in_german(
    candidate: ThemeField, coordination_client: Client, reason: str, error: str
) -> None:
    response = coordination_client.post(address("theme-leave-out", candidate), {"reason": reason})
    assert (response.status_code, errors_on(response)) == (422, {"reason": [error]})
    assert fields_on(response) == {"reason": reason}
    assert decided(candidate) == ("open", None, "")


def test_number_of_theme_fields_and_the_prescribed_one_are_settings(
    candidate: ThemeField, coordination_client: Client
) -> None:
    settings = reverse("strategy:settings")
    page = coordination_client.get(settings)
    sent = fields_on(page)
    number = {"strategy-themes_at_least": "3", "strategy-themes_at_most": "4"}
    assert goes_to(coordination_client.post(settings, sent | number)) == settings
    selection = coordination_client.get(reverse("strategy:theme-selection"))
    assert "Wählen Sie 3, höchstens 4 Themenfelder." in text_of(selection)
    assert "0 Themenfelder sind gewählt. Vorgesehen sind 3, höchstens 4." in text_of(selection)
    prescribed = f"Das vorgeschriebene Themenfeld „{candidate.title}“ ist nicht gewählt."
    for answer, is_missing in (("ja", True), ("nein", False)):
        coordination_client.post(
            reverse("strategy:theme-prescribe", args=[candidate.pk]), {"vorgeschrieben": answer}
        )
        page = coordination_client.get(reverse("strategy:theme-selection"))
        assert (prescribed in text_of(page)) == is_missing


def test_reopen_takes_the_decision_back(
    candidate: ThemeField, coordination: User, coordination_client: Client
) -> None:
    select_theme(theme=candidate, by=coordination)
    coordination_client.post(address("theme-reopen", candidate))
    assert decided(candidate) == ("open", None, "")


def test_reopen_of_a_theme_with_goals_shows_why_not(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    theme = make_theme(strategy, by=coordination, title="Nachhaltige Verwaltung")
    make_strategic_goal(theme, by=coordination)
    response = coordination_client.post(address("theme-reopen", theme), follow=True)
    assert messages_of(response) == [
        "„Nachhaltige Verwaltung“ hat schon Ziele. "
        "Entfernen Sie zuerst die Ziele, dann lässt es sich abwählen."
    ]
    assert decided(theme) == ("selected", 1, "")


def test_up_and_down_change_the_order(
    candidate: ThemeField, other: ThemeField, coordination: User, coordination_client: Client
) -> None:
    for theme in (candidate, other):
        select_theme(theme=theme, by=coordination)
    response = coordination_client.post(address("theme-up", other))
    assert goes_to(response) == f"{SELECTION}#e-{other.pk}"
    assert [decided(theme)[1] for theme in (candidate, other)] == [2, 1]
    coordination_client.post(address("theme-down", other))
    assert [decided(theme)[1] for theme in (candidate, other)] == [1, 2]


def test_up_of_a_candidate_changes_nothing(candidate: ThemeField, coordination_client: Client) -> None:
    before = rows()
    assert coordination_client.post(address("theme-up", candidate)).status_code == 302
    assert rows() == before


def test_own_candidate_is_added(strategy: Strategy, coordination_client: Client) -> None:
    page = reverse("strategy:candidate-add")
    assert fields_on(coordination_client.get(page)) == {"title": "", "description": ""}
    response = coordination_client.post(page, {"title": "Eigenes", "description": "Mehr."})
    theme = ThemeField.objects.get(title="Eigenes")
    assert goes_to(response) == f"{SELECTION}#e-{theme.pk}"
    assert (theme.description, decided(theme)) == ("Mehr.", ("open", None, ""))


@pytest.mark.parametrize(
    ("title", "error"),
    [
        ("", REQUIRED[0]),
        ("Nachhaltige Verwaltung", "Ein Themenfeld mit diesem Titel gibt es schon."),
        (
            "x" * 20_000,
            "Bitte sicherstellen, dass der Wert aus höchstens 150 Zeichen besteht. "
            "(Er besteht aus 20000 Zeichen.)",
        ),
    ],
)
def test_own_candidate_with_a_bad_title_tells_it_in_german(
    strategy: Strategy, coordination_client: Client, title: str, error: str
) -> None:
    before = rows()
    typed = {"title": title, "description": "Mehr."}
    response = coordination_client.post(reverse("strategy:candidate-add"), typed)
    assert response.status_code == 422
    assert errors_on(response) == {"title": [error]}
    assert fields_on(response) == typed
    assert rows() == before


def test_candidates_are_merged(candidate: ThemeField, other: ThemeField, coordination_client: Client) -> None:
    page = reverse("strategy:candidate-merge")
    assert coordination_client.get(page).status_code == 200
    response = coordination_client.post(page, {"parts": [candidate.pk, other.pk], "title": "Beides"})
    merged = ThemeField.objects.get(title="Beides")
    assert goes_to(response) == f"{SELECTION}#e-{merged.pk}"
    assert set(merged.merged_from.all()) == {candidate, other}


def test_merge_with_bad_input_tells_it_in_german(
    candidate: ThemeField, other: ThemeField, coordination: User, coordination_client: Client
) -> None:
    select_theme(theme=other, by=coordination)
    before = rows()
    page = reverse("strategy:candidate-merge")
    two = ["Bitte wählen Sie mindestens zwei Themenfelder."]
    unknown = f"Bitte eine gültige Auswahl treffen. {other.pk} ist keine gültige Auswahl."
    for parts, errors in (
        ([], two),
        ([candidate.pk], two),
        ([candidate.pk, other.pk], [unknown]),
        (["Mobilität"], ["Wert „Mobilität“ ist keine gültige UUID."]),
    ):
        response = coordination_client.post(page, {"parts": parts, "title": "", "description": "Mehr."})
        assert response.status_code == 422
        assert errors_on(response) == {"parts": errors, "title": REQUIRED}
        assert fields_on(response)["description"] == "Mehr."
    assert rows() == before


def test_own_candidate_is_removed(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    theme = add_own_theme(strategy=strategy, title="Eigenes", description="", by=coordination)
    response = coordination_client.post(address("candidate-remove", theme), follow=True)
    assert response.redirect_chain == [(SELECTION, 302)]
    assert messages_of(response) == ["„Eigenes“ ist entfernt."]
    assert not ThemeField.objects.active().filter(title="Eigenes").exists()
    coordination_client.post(reverse("strategy:bin-element", args=["theme", theme.pk]))
    assert ThemeField.objects.active().filter(title="Eigenes").exists()


def test_candidate_of_the_catalogue_is_not_removed(
    candidate: ThemeField, coordination_client: Client
) -> None:
    response = coordination_client.post(address("candidate-remove", candidate), follow=True)
    assert messages_of(response) == ["Themenfelder des Katalogs bleiben als Kandidaten stehen."]
    assert decided(candidate) == ("open", None, "")


def test_theme_list_shows_progress(strategy: Strategy, coordination: User, reader_client: Client) -> None:
    page = reverse("strategy:theme-list")
    assert "Noch ist kein Themenfeld gewählt." in text_of(reader_client.get(page))
    make_strategic_goal(
        make_theme(strategy, by=coordination, title="Nachhaltige Verwaltung"), by=coordination
    )
    text = text_of(reader_client.get(page))
    assert "1 Nachhaltige Verwaltung 1 strategisches Ziel · 0 operative Ziele · 0 Maßnahmen" in text
    assert "Vollständigkeit: 20 %" in text


def test_html_in_titles_and_reasons_is_shown_as_text(
    strategy: Strategy, candidate: ThemeField, coordination: User, coordination_client: Client
) -> None:
    own = add_own_theme(strategy=strategy, title=EVIL, description=EVIL, by=coordination)
    leave_out_theme(theme=candidate, reason=EVIL, by=coordination)
    pages = [SELECTION, address("theme-leave-out", own), reverse("strategy:candidate-merge")]
    pages += [address("theme-leave-out", candidate), reverse("strategy:guide")]
    for page in pages:
        assert "<script>alert" not in coordination_client.get(page).content.decode()
    select_theme(theme=own, by=coordination)
    for page in (SELECTION, reverse("strategy:theme-list"), reverse("strategy:inventory")):
        assert "<script>alert" not in coordination_client.get(page).content.decode()
    refused = coordination_client.post(
        reverse("strategy:candidate-add"), {"title": EVIL, "description": EVIL}
    )
    assert (refused.status_code, "<script>alert" in refused.content.decode()) == (422, False)


POST_ONLY = ("theme-select", "theme-reopen", "theme-up", "theme-down", "candidate-remove")


def test_reader_cannot_write(candidate: ThemeField, reader_client: Client) -> None:
    before = rows()
    answers = [reader_client.post(address(name, candidate)).status_code for name in POST_ONLY]
    for page in (
        address("theme-leave-out", candidate),
        reverse("strategy:candidate-add"),
        reverse("strategy:candidate-merge"),
    ):
        answers.append(reader_client.get(page).status_code)
        answers.append(reader_client.post(page, {"title": "Neu", "reason": "Nein."}).status_code)
    assert set(answers) == {404}
    assert rows() == before


def test_wrong_method_is_refused(candidate: ThemeField, coordination_client: Client) -> None:
    answers = [coordination_client.get(address(name, candidate)).status_code for name in POST_ONLY]
    for page in (SELECTION, reverse("strategy:theme-list")):
        answers.append(coordination_client.post(page).status_code)
    for page in (address("theme-leave-out", candidate), reverse("strategy:candidate-add")):
        answers.append(coordination_client.put(page).status_code)
    answers.append(coordination_client.delete(reverse("strategy:candidate-merge")).status_code)
    assert set(answers) == {405}
