"""Unsaved text survives a closed tab, an expired session and a lost connection, and nobody else reads it."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from strategy.actions.elements import save_element
from strategy.models import Chapter
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "Ein Satz, den noch niemand gespeichert hat."


@pytest.fixture
def chapter(demo: Any) -> Chapter:
    demo("selection")
    return Chapter.objects.get(chapter_kind="preface")


@pytest.fixture
def address(chapter: Chapter, live_server: Any) -> str:
    return live_server.url + reverse("strategy:element-edit", args=["chapter", chapter.pk])


def offer(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="Es gibt einen nicht gespeicherten Text von")


def stored(page: Page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def drafts(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length")


def type_text(page: Page, address: str, text: str = TEXT) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator("#id_text").fill(text)
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('draft:'))")


def save(page: Page) -> None:
    page.get_by_role("button", name="Speichern", exact=True).click()


def test_text_survives_a_closed_tab(page: Page, live_server: Any, chapter: Chapter, address: str) -> None:
    sign_in(page, live_server)
    first = page.context.new_page()
    type_text(first, address)
    assert TEXT not in stored(first)
    first.close()

    page.goto(address)
    expect(offer(page)).to_be_visible()
    expect(page.locator("#id_text")).to_have_value("")
    assert_accessible(page, "form with a kept text")
    page.get_by_role("button", name="Wiederherstellen").click()
    expect(page.locator("#id_text")).to_have_value(TEXT)
    expect(offer(page)).to_have_count(0)
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(offer(page)).to_have_count(0)
    assert drafts(page) == 0
    chapter.refresh_from_db()
    assert chapter.text == TEXT


def test_kept_text_can_be_dropped(page: Page, live_server: Any, address: str) -> None:
    sign_in(page, live_server)
    first = page.context.new_page()
    type_text(first, address)
    first.close()
    page.goto(address)
    page.get_by_role("button", name="Verwerfen").click()
    expect(offer(page)).to_have_count(0)
    assert (drafts(page), page.locator("#id_text").input_value()) == (0, "")


def test_kept_text_never_overwrites_what_others_saved_since(
    page: Page, live_server: Any, chapter: Chapter, address: str
) -> None:
    sign_in(page, live_server)
    first = page.context.new_page()
    type_text(first, address)
    first.close()
    colleague = User.objects.get(email="kernteam@herne.example")
    save_element(element=chapter, values={"text": "Ihr Text"}, revision=chapter.revision, by=colleague)
    page.goto(address)
    expect(offer(page)).to_contain_text("Seitdem hat jemand anderes hier gespeichert.")
    page.get_by_role("button", name="Wiederherstellen").click()
    save(page)
    expect(page.locator("[data-conflict]")).to_contain_text("Ihr Text")
    expect(page.locator("#id_text")).to_have_value(TEXT)
    expect(offer(page)).to_have_count(0)
    chapter.refresh_from_db()
    assert chapter.text == "Ihr Text"


def test_text_survives_an_expired_session(
    page: Page, live_server: Any, chapter: Chapter, address: str
) -> None:
    sign_in(page, live_server)
    type_text(page, address)
    Session.objects.all().delete()
    save(page)
    page.wait_for_url("**/anmelden/**")
    sign_in(page, live_server)
    page.goto(address)
    page.get_by_role("button", name="Wiederherstellen").click()
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    chapter.refresh_from_db()
    assert chapter.text == TEXT


def test_open_form_says_that_the_session_has_expired(page: Page, live_server: Any, address: str) -> None:
    sign_in(page, live_server)
    page.clock.install()
    page.goto(address)
    with page.expect_response("**/anwesenheit/"):
        page.clock.run_for(1_500)
    Session.objects.all().delete()
    page.clock.run_for(20_000)
    expect(page.get_by_text("Sie sind nicht mehr angemeldet.")).to_be_visible()


def test_text_survives_a_lost_connection(
    page: Page, live_server: Any, chapter: Chapter, address: str
) -> None:
    sign_in(page, live_server)
    type_text(page, address)
    page.context.set_offline(True)
    save(page)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Keine Verbindung. Ihr Text ist in diesem Browser gesichert.")
    expect(page.locator("#id_text")).to_have_value(TEXT)
    page.context.set_offline(False)
    expect(notice).to_contain_text("Die Verbindung ist wieder da. Sie können jetzt speichern.")
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    chapter.refresh_from_db()
    assert chapter.text == TEXT


def test_refused_text_is_still_kept(page: Page, live_server: Any, address: str) -> None:
    sign_in(page, live_server)
    first = page.context.new_page()
    type_text(first, address, "x" * 501)
    save(first)
    expect(first.get_by_role("heading", name="Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    expect(offer(first)).to_have_count(0)
    first.close()
    page.goto(address)
    page.get_by_role("button", name="Wiederherstellen").click()
    expect(page.locator("#id_text")).to_have_value("x" * 501)


def test_signing_out_deletes_the_texts_after_asking(page: Page, live_server: Any, address: str) -> None:
    sign_in(page, live_server)
    first = page.context.new_page()
    type_text(first, address)
    first.close()
    page.goto(f"{live_server.url}/arbeitsbereich/")
    dialog = page.get_by_role("dialog")
    sign_out(page)
    expect(dialog.get_by_role("link", name="bearbeiten")).to_be_visible()
    assert_accessible(page, "question before signing out")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert drafts(page) == 1
    sign_out(page)
    dialog.get_by_role("button", name="Löschen und abmelden").click()
    page.wait_for_url(f"{live_server.url}/")
    assert drafts(page) == 0
    sign_in(page, live_server)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(offer(page)).to_have_count(0)


def test_text_is_kept_from_others_at_the_same_machine(page: Page, live_server: Any, address: str) -> None:
    """The session of one person expires, another one signs in: they see nothing and read nothing."""
    sign_in(page, live_server)
    type_text(page, address)
    Session.objects.all().delete()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, live_server, "kernteam")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(offer(page)).to_have_count(0)
    assert (drafts(page), TEXT in stored(page)) == (1, False)
    sign_out(page)
    page.wait_for_url(f"{live_server.url}/")

    sign_in(page, live_server)
    page.goto(address)
    page.get_by_role("button", name="Wiederherstellen").click()
    expect(page.locator("#id_text")).to_have_value(TEXT)


def test_quick_sign_out_asks_nothing(page: Page, live_server: Any, address: str) -> None:
    sign_in(page, live_server)
    page.goto(address)
    sign_out(page)
    page.wait_for_url(f"{live_server.url}/")
