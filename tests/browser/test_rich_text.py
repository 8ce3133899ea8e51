"""The field for long texts: writing with buttons, pasting from other programs, and the plain field without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect

from strategy.models import Chapter
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import sign_in
from tests.browser.pasted import SAMPLES, Sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASTE = """(element, [html, text]) => {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def chapter(demo: Any) -> Chapter:
    demo("selection")
    return Chapter.objects.get(chapter_kind="preface")


@pytest.fixture
def address(chapter: Chapter, live_server: Any) -> str:
    return live_server.url + reverse("strategy:element-edit", args=["chapter", chapter.pk])


def text_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text", exact=False)


def press(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")


def write(page: Page, *lines: str) -> None:
    """Type lines, each but the last with the key that ends it."""
    for line in lines[:-1]:
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.type(lines[-1])


def test_text_is_written_with_the_buttons(
    page: Page, live_server: Any, chapter: Chapter, address: str
) -> None:
    kept = "Erste Zeile,\nzweite Zeile.\n\n\n\n- eins\n\n- zwei"
    Chapter.objects.filter(pk=chapter.pk).update(text=kept)
    sign_in(page, live_server)
    page.goto(address)
    dialogs: list[str] = []

    def stay(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    expect(page.locator("#id_text")).to_have_value(kept)
    page.get_by_text("Text (erwartet)").click()
    expect(text_field(page)).to_be_focused()
    page.get_by_role("link", name="Abbrechen").click()
    page.wait_for_url(lambda url: "bearbeiten" not in url)
    assert dialogs == []

    page.goto(address)
    text_field(page).press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Ziel")
    page.keyboard.press("Control+b")
    write(page, ": Bürger*innen und **Sterne**", "")
    press(page, "Überschrift")
    write(page, "Was wir tun", "")
    press(page, "Nummerierung")
    write(page, "lesen", "schreiben", "", "")
    press(page, "Tabelle")
    page.keyboard.type("Jahr")
    page.keyboard.press("Tab")
    press(page, "Spalte löschen", "Zeile löschen", "Rückgängig", "Rückgängig", "Spalte löschen")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Wert|e")
    page.keyboard.press("Control+End")
    page.keyboard.type("Siehe ")
    press(page, "Link")
    page.get_by_label("Adresse", exact=True).fill("keine Adresse")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Bitte geben Sie eine Adresse an")
    page.get_by_label("Adresse", exact=True).fill("www.herne.example")
    page.keyboard.press("Enter")
    expect(text_field(page)).to_be_focused()
    assert_accessible(page, "form with a rich text")

    page.keyboard.press("Alt+F10")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Fett", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(text_field(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Speichern", exact=True)).to_be_focused()
    save(page)
    chapter.refresh_from_db()
    assert chapter.text == (
        f"{kept}\n\n**Ziel**: Bürger*innen und **Sterne\\*\\*\n\n## Was wir tun\n\n1. lesen\n2. schreiben\n\n"
        "| Jahr | Wert\\|e |\n|---|---|\n|  |  |\n|  |  |\n\nSiehe [www.herne.example](https://www.herne.example)"
    )
    shown = page.locator(".formatted")
    expect(shown).to_contain_text("Ziel: Bürger*innen und **Sterne**")
    expect(shown.locator("ol li")).to_have_text(["lesen", "schreiben"])


def test_pasted_texts_keep_lists_tables_and_bold(
    page: Page, live_server: Any, chapter: Chapter, address: str
) -> None:
    sign_in(page, live_server)
    page.goto(address)
    field, stored = text_field(page), page.locator("#id_text")

    def paste(sample: Sample) -> None:
        field.press("Control+a")
        page.keyboard.press("Delete")
        field.evaluate(PASTE, [sample.html, sample.text])

    found = {}
    for sample in SAMPLES:
        paste(sample)
        found[sample.name] = stored.input_value()
    assert found == {sample.name: sample.stored for sample in SAMPLES}

    word = SAMPLES[0]
    paste(word)
    save(page)
    chapter.refresh_from_db()
    assert chapter.text == word.stored
    expect(page.locator(".formatted")).to_contain_text("Bürger*innen")
    expect(page.locator(".formatted th")).to_have_text(["Jahr", "Kosten (€)", ""])

    page.goto(address)
    field.locator("td").first.click()
    page.keyboard.press("End")
    field.evaluate(PASTE, ["<p>zwei</p><ul><li>Zeilen</li></ul>", ""])
    expect(field.locator("td").first).to_have_text("2027zwei Zeilen")
    page.get_by_role("button", name="Speichern und weiter").click()
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert. Weiter:")
    expect(page).to_have_url(re.compile("/bearbeiten/|/neu/|/einstellungen/"))
    assert not page.url.startswith(address)


def test_kept_and_conflicting_texts_reach_the_field(
    page: Page,
    live_server: Any,
    chapter: Chapter,
    address: str,
    new_context: Callable[..., BrowserContext],
) -> None:
    sign_in(page, live_server)
    page.goto(address)
    text_field(page).fill("Ein angefangener Satz.")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('draft:'))")
    first = page.context.new_page()
    first.goto(address)
    first.get_by_role("button", name="Wiederherstellen").click()
    expect(text_field(first)).to_have_text("Ein angefangener Satz.")
    first.close()

    colleague = new_context().new_page()
    sign_in(colleague, live_server, "kernteam")
    colleague.goto(address)
    text_field(colleague).fill("Ein anderer Satz.")
    save(colleague)
    page.get_by_role("button", name="Speichern", exact=True).click()
    choice = page.get_by_role("radiogroup")
    choice.get_by_role("radio", name="Text von Kaya Kernteam").check()
    expect(text_field(page)).to_have_text("Ein anderer Satz.")
    choice.get_by_role("radio", name="Ihr Text").check()
    expect(text_field(page)).to_have_text("Ein angefangener Satz.")
    text_field(page).press("Control+End")
    page.keyboard.type(" Und noch einer.")
    page.get_by_role("button", name="Zusammenführen und speichern").click()
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    chapter.refresh_from_db()
    assert chapter.text == "Ein angefangener Satz. Und noch einer."


def test_limit_is_said_and_nothing_is_cut(page: Page, live_server: Any, address: str) -> None:
    sign_in(page, live_server)
    page.goto(address)
    text_field(page).evaluate(PASTE, ["", "Wort " * 9_980 + "Ende"])
    expect(page.locator(".limit-note")).to_have_text("noch 96 Zeichen")
    text_field(page).evaluate(PASTE, ["", " mehr" * 20])
    expect(page.get_by_role("status").filter(has_text="zu viel")).to_have_text(
        "4 Zeichen zu viel, erlaubt sind 50.000"
    )
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_text("50.004 Zeichen", exact=False).first).to_be_visible()
    expect(text_field(page)).to_have_attribute("aria-invalid", "true")


def test_plain_field_says_its_marks_without_scripts(
    new_context: Callable[..., BrowserContext], page: Page, live_server: Any, chapter: Chapter, address: str
) -> None:
    sign_in(page, live_server)
    plain = new_context(java_script_enabled=False)
    plain.add_cookies(page.context.cookies())
    without = plain.new_page()
    without.goto(address)
    expect(without.locator("noscript")).to_contain_text("Überschriften mit „## “", use_inner_text=True)
    expect(without.locator("noscript")).to_be_visible()
    expect(without.get_by_role("toolbar")).to_have_count(0)
    without.locator("#id_text").fill("**fett** und Bürger*innen")
    without.get_by_role("button", name="Speichern", exact=True).click()
    expect(without.locator(".formatted strong")).to_have_text("fett")
