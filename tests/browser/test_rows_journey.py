"""A measure is changed in its row of the list, and the buttons of a form lie over none of its fields."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from strategy.models import Measure
from strategy.persons import Person
from tests.browser.accessible import assert_accessible
from tests.browser.conftest import be
from tests.builders import make_measure, make_programme, make_strategy, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Focuses each field as somebody does who goes on with the keyboard, and names those that something else covers.
COVERED = """() => {
    const covered = [];
    for (const field of document.querySelectorAll("main :is(input, select, textarea, button):not([type=hidden])")) {
        if (!field.checkVisibility() || field.ariaHidden) continue;
        field.focus();
        const { left, right, top, bottom } = field.getBoundingClientRect();
        // A long text is higher than the window.
        const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
        const seen = document.elementFromPoint((left + right) / 2, middle);
        if (!seen || !(field.contains(seen) || seen.closest("label, .kern-form-check, .rich-text")))
            covered.push(field.name || field.textContent);
    }
    return covered;
}"""


@pytest.fixture
def coordinator(transactional_db: None) -> User:
    return make_user(Role.COORDINATION)


@pytest.fixture
def measure(coordinator: User) -> Measure:
    measure = make_programme(make_strategy(), by=coordinator)
    make_measure(measure.operational_goal, by=coordinator, title="Zweite", annual_cost=500)
    return measure


def test_row_is_changed_in_its_place_and_the_sums_follow(
    page: Page, live_server: Any, measure: Measure, coordinator: User
) -> None:
    be(page, live_server, coordinator)
    page.goto(live_server.url + reverse("strategy:measure-list"))
    edit = page.get_by_role("link", name="1.1.1.2 bearbeiten")
    edit.click()
    title = page.get_by_label("Titel", exact=True)
    expect(title).to_be_focused()
    title.fill("Verworfen")
    page.keyboard.press("Escape")
    # What was typed goes by a decision only.
    expect(page.get_by_role("link", name="Abbrechen")).to_be_focused()
    expect(title).to_have_value("Verworfen")
    page.keyboard.press("Enter")
    expect(edit).to_be_focused()
    expect(page.get_by_role("link", name="Zweite")).to_be_visible()
    # Nor is it offered once more when the row opens again.
    page.wait_for_function("Object.keys(localStorage).every((key) => !key.startsWith('draft:'))")

    edit.click()
    page.get_by_label("Laufende Kosten").fill("viel")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page, "row with an error")
    page.get_by_label("Laufende Kosten").fill("12.000")
    page.get_by_role("button", name="Speichern").click()
    expect(edit).to_be_focused()
    expect(page.get_by_role("region", name="Summen der Maßnahmen")).to_contain_text("12.000")
    assert Measure.objects.get(title="Zweite").annual_cost == 12000


def test_no_field_of_a_long_form_lies_below_something_else(
    page: Page, live_server: Any, measure: Measure, coordinator: User
) -> None:
    be(page, live_server, coordinator)
    # Otherwise the page is still moving when it is asked.
    page.emulate_media(reduced_motion="reduce")
    page.goto(live_server.url + reverse("strategy:element-edit", args=["measure", measure.pk]))
    page.evaluate("document.fonts.ready.then(() => true)")
    ways = page.get_by_role("button", name="Speichern und weiter").bounding_box()
    assert ways is not None
    assert ways["y"] + ways["height"] <= 900, "the form of a measure is one screen"
    # A phone, a low window, and a phone at 400 %.
    for width, height in ((390, 844), (1280, 600), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(COVERED) == [], width


def test_a_table_of_inputs_grows_with_and_without_a_script(
    page: Page, live_server: Any, coordinator: User, measure: Measure, new_context: Any
) -> None:
    address = live_server.url + reverse("strategy:element-edit", args=["measure", measure.pk])
    be(page, live_server, coordinator)
    page.goto(address)
    page.get_by_text("Beteiligte, Ansprechpersonen", exact=False).click()
    page.get_by_role("button", name="Weitere Stelle").click()
    expect(page.get_by_label("weitere beteiligte Stelle 2")).to_be_focused()
    page.get_by_label("Name, Zeile 1").fill("Kim Neu")
    page.get_by_role("button", name="Weitere Zeile").first.click()
    expect(page.get_by_label("Name, Zeile 2")).to_be_focused()
    expect(page.get_by_label("Name, Zeile 2")).to_have_value("")
    page.keyboard.type("Ada Kaya")
    assert_accessible(page, "measure with a row more")
    # Enter saves and adds no row.
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Gespeichert.")
    measure.refresh_from_db()
    assert measure.contacts == (Person(name="Ada Kaya"), Person(name="Kim Neu"))

    plain = new_context(java_script_enabled=False).new_page()
    be(plain, live_server, coordinator)
    plain.goto(address)
    expect(plain.get_by_label("Name, Zeile 3")).to_be_hidden()
    plain.get_by_text("ausgefüllt: Ansprechpersonen (intern)").click()
    plain.get_by_label("Name, Zeile 3").fill("Luca Wolf")
    plain.get_by_role("button", name="Weitere Zeile").first.click()
    expect(plain.get_by_label("Name, Zeile 3")).to_have_value("Luca Wolf")
    expect(plain.get_by_label("Name, Zeile 4")).to_be_focused()
    plain.keyboard.type("Mika Berg")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("status").first).to_contain_text("Gespeichert.")
    measure.refresh_from_db()
    assert [person.name for person in measure.contacts] == ["Ada Kaya", "Kim Neu", "Luca Wolf", "Mika Berg"]
