"""Going back to a former state: what would change is shown, and saved as the form saves."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.actions.elements import save_element
from strategy.inventory.actions.concepts import save_concept
from strategy.inventory.actions.extracts import save_extract
from strategy.models import Chapter, Measure, SdgTarget, Strategy
from tests.builders import (
    make_concept,
    make_extract,
    make_measure,
    make_programme,
    make_submitted_paper,
    make_version,
)
from tests.strategy.pages import fields_on, goes_to, messages_of, text_of


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    measure = make_programme(strategy, by=coordination)
    first = {
        "title": "Zuerst",
        "annual_cost": Decimal("1200.50"),
        "sdg_targets": [SdgTarget.objects.get(pk="4.1")],
    }
    save(measure, coordination, **first)
    save(measure, coordination, title="Danach", annual_cost=Decimal(7), sdg_targets=[])
    return measure


def save(element: Any, by: User, **values: Any) -> None:
    save_element(element=element, values=values, revision=element.revision, by=by)
    element.refresh_from_db()


def former(element: Any, revision: int) -> str:
    record = element.history.filter(revision=revision).latest()
    return reverse("strategy:element-former", args=[element.kind, element.pk, record.pk])


def test_whole_state_comes_back_and_the_history_says_so(
    measure: Measure, coordination_client: Client
) -> None:
    address = former(measure, 2)
    page = coordination_client.get(address)
    text = text_of(page)
    assert "gestrichen: Danach" in text
    assert "neu: Zuerst" in text
    answer = coordination_client.post(address, fields_on(page))
    assert goes_to(answer) == reverse("strategy:element-history", args=["measure", measure.pk])
    back = Measure.objects.get()
    assert (back.title, back.annual_cost, back.revision) == ("Zuerst", Decimal("1200.50"), 4)
    assert [target.pk for target in back.sdg_targets.all()] == ["4.1"]
    assert "zurückgeholt vom" in text_of(coordination_client.get(goes_to(answer)))


def test_single_field_comes_back(measure: Measure, coordination_client: Client) -> None:
    address = former(measure, 2)
    revision = fields_on(coordination_client.get(address))["revision"]
    coordination_client.post(address, {"revision": revision, "field": "annual_cost"})
    back = Measure.objects.get()
    assert (back.title, back.annual_cost, back.sdg_targets.count()) == ("Danach", Decimal("1200.50"), 0)


def test_nothing_comes_back_over_another_saving(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    address = former(measure, 2)
    sent = fields_on(coordination_client.get(address))
    save(measure, coordination, title="Dazwischen")
    answer = coordination_client.post(address, sent)
    assert answer.status_code == 409
    assert "hat jemand anderes diesen Text geändert" in text_of(answer)
    assert "gestrichen: Dazwischen" in text_of(answer)
    assert Measure.objects.get().title == "Dazwischen"


def test_nothing_chosen_and_nothing_different_are_said(measure: Measure, coordination_client: Client) -> None:
    answer = coordination_client.post(former(measure, 2), {"revision": "3"})
    assert "Bitte wählen Sie, was zurückkommt." in text_of(answer)
    assert "heute genauso da wie damals" in text_of(coordination_client.get(former(measure, 3)))


def test_former_state_obeys_the_rules_of_the_form(
    strategy: Strategy, measure: Measure, coordination_client: Client
) -> None:
    Measure.history.filter(revision=2).update(title="")
    sent = fields_on(coordination_client.get(former(measure, 2)))
    answer = coordination_client.post(former(measure, 2), sent)
    assert "Titel: Dieses Feld ist zwingend erforderlich." in text_of(answer)
    assert Measure.objects.get().title == "Danach"


def test_state_of_another_element_is_not_found(
    strategy: Strategy, measure: Measure, coordination_client: Client
) -> None:
    record = measure.operational_goal.history.latest()
    address = reverse("strategy:element-former", args=["measure", measure.pk, record.pk + 1_000])
    assert coordination_client.get(address).status_code == 404


def test_nothing_comes_back_while_the_texts_rest(
    strategy: Strategy, measure: Measure, coordination: User, coordination_client: Client
) -> None:
    make_submitted_paper(make_version(strategy, by=coordination), by=coordination)
    answer = coordination_client.post(former(measure, 2), {"revision": "3", "field": "title"})
    assert answer.status_code == 409
    assert Measure.objects.get().title == "Danach"


def test_chapters_concepts_and_extracts_come_back(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    chapter = Chapter.objects.filter(strategy=strategy).first()
    for text in ("**Erst**", "Dann"):
        save(chapter, coordination, text=text)
    concept = make_concept(strategy)
    concept.save()
    title = concept.title
    save_concept(concept=concept, values={"title": "Anders"}, revision=1, by=coordination)
    extract = make_extract(concept)
    quotation = extract.quotation
    extract.save()
    values = {"kind": extract.kind, "quotation": "Anders", "page": "3", "themes": [], "sdg_targets": []}
    save_extract(extract=extract, values=values, revision=1, by=coordination)
    for address in (
        former(chapter, 2),
        reverse("strategy:concept-former", args=[concept.pk, concept.history.filter(revision=1).latest().pk]),
        reverse("strategy:extract-former", args=[extract.pk, extract.history.filter(revision=1).latest().pk]),
    ):
        answer = coordination_client.post(address, fields_on(coordination_client.get(address)), follow=True)
        assert messages_of(answer)[0].startswith("Der Stand vom")
    for row in (chapter, concept, extract):
        row.refresh_from_db()
    assert (chapter.text, concept.title, extract.quotation) == ("**Erst**", title, quotation)


def test_figure_that_was_confirmed_then_is_not_asked_about_again(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    for _number in range(3):
        make_measure(measure.operational_goal, by=coordination, annual_cost=Decimal(10))
    save(measure, coordination, annual_cost=Decimal(12_000_000))
    save(measure, coordination, annual_cost=Decimal(8))
    address = former(measure, 4)
    coordination_client.post(address, fields_on(coordination_client.get(address)))
    assert Measure.objects.get(pk=measure.pk).annual_cost == Decimal(12_000_000)
