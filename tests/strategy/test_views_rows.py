"""Measures changed in their row of a list."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.actions.elements import save_element
from strategy.models import Measure
from tests.builders import make_department
from tests.conftest import signed_in
from tests.strategy.pages import errors_on, fields_on, goes_to, text_of

HTMX = {"HX-Request": "true"}


def form_in_row(coordination_client: Client, measure: Measure, place: str = "liste") -> Any:
    return coordination_client.get(row_form(measure, place), headers=HTMX)


def row_form(measure: Measure, place: str = "liste") -> str:
    return reverse("strategy:measure-row-edit", args=[measure.pk], query={"ort": place})


def test_list_offers_the_row_to_those_who_may_edit_it(
    measure: Measure, coordination_client: Client, reader: User
) -> None:
    link = f'hx-get="{row_form(measure)}"'
    address = reverse("strategy:measure-list")
    assert link in coordination_client.get(address).content.decode()
    assert link not in signed_in(reader).get(address).content.decode()


@pytest.mark.parametrize("place", ["liste", "themenfeld"])
def test_row_is_saved_and_read_again_where_it_stands(
    measure: Measure, coordination_client: Client, coordination: User, place: str
) -> None:
    make_department("Schulamt")
    save_element(
        element=measure, values={"description": "Viel Text"}, revision=measure.revision, by=coordination
    )
    fields = fields_in_row(form_in_row(coordination_client, measure, place))
    changed = {**fields, "title": "Lesepaten", "department": "Schulamt", "start_year": "2027"}
    saved = coordination_client.post(row_form(measure, place), changed, headers=HTMX)
    row = coordination_client.get(goes_to(saved), headers=HTMX)
    assert row.content.decode().startswith("<tr")
    assert text_of(row).startswith("1.1.1.1 Lesepaten")
    assert "Gespeichert." in text_of(row)
    measure.refresh_from_db()
    assert (measure.title, str(measure.department), measure.start_year, measure.description) == (
        "Lesepaten",
        "Schulamt",
        2027,
        "Viel Text",
    )


def fields_in_row(response: Any) -> dict[str, Any]:
    """What the form of a row sends; there is no page around it."""
    response.content = b"<main>" + response.content
    return fields_on(response)


def test_what_a_figure_does_not_say_goes_into_the_remark_and_is_told(
    measure: Measure, coordination_client: Client
) -> None:
    fields = fields_in_row(form_in_row(coordination_client, measure))
    saved = coordination_client.post(row_form(measure), {**fields, "annual_cost": "ca. 12.000"}, headers=HTMX)
    row = coordination_client.get(goes_to(saved), headers=HTMX)
    assert "steht in der Anmerkung" in text_of(row)
    measure.refresh_from_db()
    assert (measure.annual_cost, "ca. 12.000" in measure.note) == (12000, True)


def test_other_saving_shows_both_texts_in_the_row(
    measure: Measure, coordination_client: Client, coordination: User
) -> None:
    fields = fields_in_row(form_in_row(coordination_client, measure))
    save_element(element=measure, values={"title": "Ihrer"}, revision=measure.revision, by=coordination)
    answer = coordination_client.post(row_form(measure), {**fields, "title": "Meiner"}, headers=HTMX)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert page.startswith("<tr")
    assert "Nichts ist verloren." in page
    assert "Ihrer" in page
    assert 'value="Meiner"' in page
    measure.refresh_from_db()
    assert measure.title == "Ihrer"


def test_error_keeps_what_was_typed(measure: Measure, coordination_client: Client) -> None:
    fields = fields_in_row(form_in_row(coordination_client, measure))
    answer = coordination_client.post(
        row_form(measure), {**fields, "title": "Neu", "start_year": "99999"}, headers=HTMX
    )
    assert answer.status_code == 422
    assert list(errors_on(answer)) == ["start_year"]
    assert 'value="Neu"' in answer.content.decode()


def test_locked_text_is_shown_once_more(
    measure: Measure, coordination_client: Client, coordination: User
) -> None:
    fields = fields_in_row(form_in_row(coordination_client, measure))
    Measure.objects.filter(pk=measure.pk).delete()
    answer = coordination_client.post(row_form(measure), {**fields, "title": "Getippt"}, headers=HTMX)
    assert answer.status_code == 409
    assert "Getippt" in text_of(answer)


def test_without_htmx_the_same_form_is_a_page(measure: Measure, coordination_client: Client) -> None:
    page = coordination_client.get(row_form(measure))
    assert page.content.decode().startswith("<!doctype html>")
    saved = coordination_client.post(row_form(measure), {**fields_on(page), "title": "Lesepaten"})
    place = coordination_client.get(goes_to(saved))
    assert goes_to(place).endswith(f"#e-{measure.pk}")
    measure.refresh_from_db()
    assert measure.title == "Lesepaten"
