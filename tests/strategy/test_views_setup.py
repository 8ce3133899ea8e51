from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.setup import begin_strategy, save_settings
from strategy.models import Chapter, Municipality, Strategy, ThemeField
from strategy.reviewing import EXPECTED_SETTINGS, reviewed
from tests.builders import make_strategy
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

SETUP = reverse("strategy:setup")
SETTINGS = reverse("strategy:settings")
EVIL = "<script>alert(1)</script>"
TYPED = {
    "municipality-kind": "Stadt",
    "municipality-name": "Herne",
    "municipality-ags": "05916000",
    "strategy-title": "Nachhaltigkeitsstrategie",
    "strategy-target_year": "2030",
    "strategy-period_start": "2021",
    "strategy-period_end": "2025",
}


def image(image_format: str, size: int = 2) -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (size, size)).save(file, image_format)
    return SimpleUploadedFile(f"wappen.{image_format.lower()}", file.getvalue())


def rows() -> list[Any]:
    return [list(model.objects.values()) for model in (Municipality, Strategy)]


def test_setup_begins_the_strategy(coordination: User, coordination_client: Client) -> None:
    assert coordination_client.get(SETUP).status_code == 200
    assert goes_to(coordination_client.post(SETUP, TYPED)) == reverse("bodies:first-bodies")
    strategy = Strategy.objects.get()
    assert (str(strategy), str(strategy.municipality)) == ("Nachhaltigkeitsstrategie", "Stadt Herne")
    assert (strategy.target_year, strategy.period_start, strategy.period_end) == (2030, 2021, 2025)
    assert (ThemeField.objects.count(), Chapter.objects.count()) == (10, 9)
    assert strategy.history.get().history_user == coordination


def test_setup_is_done_once(strategy: Strategy, coordination_client: Client) -> None:
    before = rows()
    assert coordination_client.get(SETUP).status_code == 404
    assert coordination_client.post(SETUP, TYPED).status_code == 404
    with pytest.raises(RuleBroken, match="Die Strategie ist schon angelegt"):
        begin_strategy(municipality=Municipality(), strategy=Strategy(), by=None)
    assert rows() == before


def test_setup_lets_others_wait(reader_client: Client) -> None:
    assert "Die Koordination legt zuerst Kommune und Strategie an." in text_of(reader_client.get(SETUP))
    assert reader_client.post(SETUP, TYPED).status_code == 200
    assert Strategy.objects.count() == 0


REQUIRED = ["Dieses Feld ist zwingend erforderlich."]
BAD: list[tuple[dict[str, str], str, dict[str, list[str]]]] = [
    ({"municipality-name": ""}, "municipality_form", {"name": REQUIRED}),
    ({"municipality-ags": "123"}, "municipality_form", {"ags": ["Der AGS hat genau acht Ziffern."]}),
    ({"strategy-title": ""}, "strategy_form", {"title": REQUIRED}),
    (
        {"strategy-target_year": "bald"},
        "strategy_form",
        {"target_year": ["„bald“ ist kein Jahr. Zum Beispiel: 2027"]},
    ),
    (
        {"strategy-target_year": "20255"},
        "strategy_form",
        {"target_year": ["„20255“ ist kein Jahr. Zum Beispiel: 2027"]},
    ),
    (
        {"strategy-period_start": "1989"},
        "strategy_form",
        {"period_start": ["Das Jahr 1989 passt nicht. Möglich sind Jahre von 1990 bis 2100."]},
    ),
    (
        {"strategy-period_start": "2026"},
        "strategy_form",
        {"__all__": ["Der Zeitraum endet vor seinem Anfang."]},
    ),
    (
        {"strategy-period_end": "-1"},
        "strategy_form",
        {"period_end": ["„-1“ ist kein Jahr. Zum Beispiel: 2027"]},
    ),
    (
        {"strategy-title": "x" * 20_000},
        "strategy_form",
        {
            "title": [
                "Bitte sicherstellen, dass der Wert aus höchstens 200 Zeichen besteht. "
                "(Er besteht aus 20000 Zeichen.)"
            ]
        },
    ),
]


@pytest.mark.parametrize(("typed", "form", "errors"), BAD)
def test_setup_with_bad_input_tells_it_in_german_and_keeps_it(
    coordination_client: Client, typed: dict[str, str], form: str, errors: dict[str, list[str]]
) -> None:
    response = coordination_client.post(SETUP, {**TYPED, **typed})
    assert response.status_code == 422
    assert errors_on(response, form) == errors
    fields = fields_on(response)
    assert {name: fields[name] for name in TYPED} == {**TYPED, **typed}
    assert (Strategy.objects.count(), Municipality.objects.count()) == (0, 0)


def test_settings_are_saved(strategy: Strategy, coordination: User, coordination_client: Client) -> None:
    fields = fields_on(coordination_client.get(SETTINGS))
    typed = {**fields, "strategy-title": "Neu", "municipality-contact": "Rathaus"}
    response = coordination_client.post(SETTINGS, typed, follow=True)
    assert messages_of(response) == ["Gespeichert."]
    strategy.refresh_from_db()
    assert (strategy.title, strategy.revision) == ("Neu", 2)
    assert Municipality.objects.get().contact == "Rathaus"
    assert strategy.history.latest().history_user == coordination


def test_settings_with_bad_input_tell_it_in_german_and_keep_it(
    strategy: Strategy, coordination_client: Client
) -> None:
    before = rows()
    fields = fields_on(coordination_client.get(SETTINGS))
    bad = {"strategy-target_year": "20255", "municipality-ags": "x", "municipality-accent_colour": "blau"}
    response = coordination_client.post(SETTINGS, {**fields, **bad})
    assert response.status_code == 422
    assert errors_on(response, "strategy_form") == {
        "target_year": ["„20255“ ist kein Jahr. Zum Beispiel: 2027"]
    }
    assert errors_on(response, "municipality_form") == {
        "ags": ["Der AGS hat genau acht Ziffern."],
        "accent_colour": ["Bitte so schreiben: #1B4F8F."],
    }
    assert fields_on(response)["municipality-ags"] == "x"
    assert rows() == before


def test_stale_settings_are_refused_and_kept(
    strategy: Strategy, core_team: User, coordination_client: Client
) -> None:
    fields = fields_on(coordination_client.get(SETTINGS))
    save_settings(strategy=strategy, municipality={}, values={"title": "Ihrer"}, revision=1, by=core_team)
    before = rows()
    response = coordination_client.post(SETTINGS, {**fields, "strategy-title": "Meiner"})
    assert response.status_code == 409
    assert "hat jemand anderes diesen Text geändert. Nichts ist verloren." in text_of(response)
    assert fields_on(response)["strategy-title"] == "Meiner"
    assert rows() == before


def test_settings_take_and_drop_a_logo(strategy: Strategy, coordination_client: Client) -> None:
    fields = fields_on(coordination_client.get(SETTINGS))
    assert (
        coordination_client.post(SETTINGS, {**fields, "municipality-logo": image("PNG")}).status_code == 302
    )
    assert Municipality.objects.get().logo.name.startswith("logo/wappen")
    fields = fields_on(coordination_client.get(SETTINGS))
    assert coordination_client.post(SETTINGS, fields).status_code == 302
    assert Municipality.objects.get().logo.name.startswith("logo/wappen")
    fields = fields_on(coordination_client.get(SETTINGS))
    coordination_client.post(SETTINGS, {**fields, "municipality-logo-clear": "on"})
    assert Municipality.objects.get().logo.name == ""


def test_settings_refuse_what_is_no_small_picture(strategy: Strategy, coordination_client: Client) -> None:
    fields = fields_on(coordination_client.get(SETTINGS))
    for logo, error in (
        (image("GIF"), "Bitte laden Sie das Logo als PNG oder JPEG hoch."),
        (
            SimpleUploadedFile("x.png", b"<svg/>"),
            "Bitte ein gültiges Bild hochladen. Die hochgeladene Datei ist kein Bild oder ist defekt.",
        ),
        (
            SimpleUploadedFile("gross.png", image("PNG").read() + b"\0" * 500_000),
            "Das Logo ist zu groß. Erlaubt sind höchstens 500 kB.",
        ),
    ):
        response = coordination_client.post(SETTINGS, {**fields, "municipality-logo": logo})
        assert response.status_code == 422
        assert errors_on(response, "municipality_form") == {"logo": [error]}
    assert Municipality.objects.get().logo.name == ""


def test_html_in_the_settings_is_shown_as_text(strategy: Strategy, coordination_client: Client) -> None:
    names = ("municipality-name", "municipality-contact", "municipality-imprint", "municipality-privacy")
    evil = dict.fromkeys((*names, "municipality-accessibility", "strategy-title"), EVIL)
    fields = fields_on(coordination_client.get(SETTINGS))
    assert coordination_client.post(SETTINGS, {**fields, **evil}).status_code == 302
    assert {name: fields_on(coordination_client.get(SETTINGS))[name] for name in evil} == evil
    for page in (SETTINGS, reverse("strategy:guide")):
        assert "<script>alert" not in coordination_client.get(page).content.decode()


def test_others_cannot_change_settings(
    strategy: Strategy, reader_client: Client, member_client: Client
) -> None:
    before = rows()
    for client in (reader_client, member_client):
        assert client.get(SETTINGS).status_code == 404
        assert client.post(SETTINGS, TYPED).status_code == 404
    assert rows() == before


def test_pages_are_hidden_before_the_setup(coordination_client: Client) -> None:
    for name in ("settings", "theme-selection", "theme-list", "chapter-list", "version-list", "organisation"):
        assert coordination_client.get(reverse(f"strategy:{name}")).status_code == 404


def test_wrong_method_is_refused(coordination_client: Client) -> None:
    assert coordination_client.put(SETUP).status_code == 405
    make_strategy()
    assert coordination_client.delete(SETTINGS).status_code == 405


def test_settings_call_expected_what_the_guide_asks_for(
    strategy: Strategy, coordination_client: Client
) -> None:
    remedies = [finding.remedy.address for finding in reviewed(strategy).review.findings if finding.remedy]
    fields = {address.partition("#id_municipality-")[2] for address in remedies} - {""}
    assert fields == EXPECTED_SETTINGS
    assert "Impressum der Website (erwartet)" in text_of(coordination_client.get(SETTINGS))
