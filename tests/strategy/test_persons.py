"""Whom to ask about a goal or measure: rows with a name, for the working area only."""

from importlib import import_module
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from editing.history import history_of
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.forms.persons import PersonsField
from strategy.known_persons import names_of_persons
from strategy.models import Measure, OperationalGoal, Proposal
from strategy.persons import Person
from tests.builders import NOW, make_department, make_version
from tests.strategy.pages import errors_on, fields_on

KIM = Person(name="Kim Neu", role="Leitung", reach="kim@herne.example")
ADA = Person(name="Ada Kaya")
former = import_module("strategy.migrations.0002_persons_as_rows")


def form_of(element: Measure | OperationalGoal, page: str = "element-edit") -> str:
    return reverse(f"strategy:{page}", args=[element.kind.value, element.pk])


def typed(*rows: tuple[str, str, str]) -> dict[str, list[str]]:
    names = ("name", "role", "reach")
    return {f"contacts-{name}": [row[place] for row in rows] for place, name in enumerate(names)}


def edit(
    client: Client, element: Measure | OperationalGoal, page: str = "element-edit", **values: Any
) -> Any:
    return client.post(form_of(element, page), {**fields_on(client.get(form_of(element, page))), **values})


# Pure


def test_former_text_becomes_one_person_and_nothing_is_lost() -> None:
    assert former.rows_of("A. Kaya, Tel. 12") == [{"name": "A. Kaya, Tel. 12", "role": "", "reach": ""}]
    (long,) = former.rows_of("x" * 119 + " " + "y" * 180)
    assert (long["name"], long["role"]) == ("x" * 119, "y" * 180)
    assert PersonsField().clean(["\t".join(long.values())])
    assert former.text_of([long]) == "x" * 119 + " " + "y" * 180
    assert former.rows_of("") == []


@pytest.mark.parametrize(
    "reach", ["kim@herne.example", "02323 16-2345", "+49 (2323) 16/2345", "Tel.: 110", ""]
)
def test_person_is_reached_by_mail_or_telephone(reach: str) -> None:
    assert PersonsField().clean([f"Kim\t\t{reach}"]) == (Person(name="Kim", reach=reach),)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("\tLeitung\t", "Zeile 1: Name: Bitte geben Sie den Namen der Person an."),
        (
            "Kim\t\tkim@herne",
            "Zeile 1: E-Mail oder Telefon: „kim@herne“ ist weder eine E-Mail-Adresse noch eine Telefonnummer.",
        ),
        (
            "Kim\t\t12",
            "Zeile 1: E-Mail oder Telefon: „12“ ist weder eine E-Mail-Adresse noch eine Telefonnummer.",
        ),
    ],
)
def test_row_that_names_nobody_is_refused_in_its_row(row: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PersonsField().clean([row])
    assert refused.value.messages == [sentence]


def test_same_row_twice_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        PersonsField().clean(["Kim\t\t", "Kim\t\t"])
    assert refused.value.messages == ["Diese Zeile steht zweimal da: Kim"]


# Rows in the database


def test_persons_stay_out_of_the_document_and_stand_in_the_history(
    measure: Measure, coordination: User
) -> None:
    save_element(element=measure, values={"contacts": (ADA, KIM)}, revision=1, by=coordination)
    measure.refresh_from_db()
    assert measure.contacts == (ADA, KIM)
    (field,) = history_of(measure)[0].fields
    assert (field.label, field.changes[0].text) == (
        "Ansprechpersonen (intern)",
        "Ada Kaya\nKim Neu (Leitung, kim@herne.example)",
    )
    assert "Kaya" not in make_version(measure.strategy_of, by=coordination).content


def test_names_are_suggested_from_what_names_persons(
    measure: Measure, coordination: User, django_assert_num_queries: Any
) -> None:
    save_element(element=measure, values={"contacts": (KIM,)}, revision=1, by=coordination)
    make_department("FB 33", contact="Luca Wolf", deputy="Mika Berg")
    User.objects.create_user(email="fort@herne.example", name="Fort", is_active=False)
    with django_assert_num_queries(4):
        found = names_of_persons()
    assert set(found) == {
        "Kim Neu",
        "Luca Wolf",
        "Mika Berg",
        *User.objects.exclude(name="Fort").values_list("name", flat=True),
    }


# Forms


def test_goal_and_measure_take_persons_from_their_forms(
    measure: Measure, coordination_client: Client
) -> None:
    for element in (measure, measure.operational_goal):
        rows = typed(("Kim Neu", "Leitung", "kim@herne.example"), ("Ada  Kaya ", "", ""), ("", "", ""))
        assert edit(coordination_client, element, **rows).status_code == 302
        element.refresh_from_db()
        assert element.contacts == (ADA, KIM)
        page = coordination_client.get(reverse("strategy:element-detail", args=[element.kind, element.pk]))
        assert "<dd>Ada Kaya<br>Kim Neu (Leitung, kim@herne.example)</dd>" in page.content.decode()
        unchanged = edit(coordination_client, element)
        assert (unchanged.status_code, type(element).objects.get(pk=element.pk).revision) == (
            302,
            element.revision,
        )


def test_error_stands_at_the_rows_and_what_was_typed_stays(
    measure: Measure, coordination_client: Client
) -> None:
    response = edit(coordination_client, measure, **typed(("Kim", "", "kim"), ("Ada", "", "")))
    assert list(errors_on(response)) == ["contacts"]
    assert fields_on(response)["contacts-reach"] == ["kim", "", ""]


def test_other_saving_of_the_persons_becomes_a_conflict(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    opened = fields_on(coordination_client.get(form_of(measure)))
    save_element(element=measure, values={"contacts": (KIM,)}, revision=1, by=coordination)
    response = coordination_client.post(form_of(measure), {**opened, **typed(("Ada Kaya", "", ""))})
    assert response.status_code == 409
    (field,) = response.context["conflicts"].fields
    again = {**fields_on(response), field.chosen_name: "theirs"}
    assert coordination_client.post(form_of(measure), again).status_code == 302
    measure.refresh_from_db()
    assert measure.contacts == (KIM,)


def test_persons_are_proposed_and_accepted(
    measure: Measure, member_client: Client, coordination_client: Client
) -> None:
    assert edit(member_client, measure, "proposal-add", **typed(("Ada Kaya", "", ""))).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.values == {"contacts": ["Ada Kaya\t\t"]}
    url = reverse("strategy:proposal-accept", args=[proposal.pk])
    assert coordination_client.post(url, fields_on(coordination_client.get(url))).status_code == 302
    measure.refresh_from_db()
    assert measure.contacts == (ADA,)


# One row more


def test_one_row_more_keeps_what_was_typed_and_saves_nothing(
    measure: Measure, coordination_client: Client
) -> None:
    opened = fields_on(coordination_client.get(form_of(measure)))
    assert (opened["contacts-name"], opened["yearly_costs-year"]) == ("", "")
    sent = {
        **opened,
        "title": "",
        **typed(("Kim", "", "kim"), ("", "", "")),
        "funding_sources-name": "EFRE",
        "more-rows": "contacts",
    }
    response = coordination_client.post(form_of(measure), sent)
    assert response.status_code == 200
    assert response.context["form"].errors == {}
    shown = fields_on(response)
    assert (shown["title"], shown["contacts-name"], shown["contacts-reach"], shown["yearly_costs-year"]) == (
        "",
        ["Kim", "", ""],
        ["kim", "", ""],
        "",
    )
    assert shown["funding_sources-name"] == ["EFRE", ""]
    again = coordination_client.post(form_of(measure), {**shown, "more-rows": "contacts"})
    assert fields_on(again)["contacts-name"] == ["Kim", "", "", ""]
    assert Measure.objects.get(pk=measure.pk).revision == 1


def test_one_row_more_in_a_new_element_and_in_a_proposal_saves_nothing(
    measure: Measure, coordination_client: Client, member_client: Client
) -> None:
    add = reverse("strategy:element-add", args=["measure", measure.operational_goal_id])
    sent = {**fields_on(coordination_client.get(add)), "title": "Neu", "more-rows": "yearly_costs"}
    assert fields_on(coordination_client.post(add, sent))["yearly_costs-year"] == ["", ""]
    proposed = edit(member_client, measure, "proposal-add", title="Neu", **{"more-rows": "contacts"})
    assert (proposed.status_code, fields_on(proposed)["title"]) == (200, "Neu")
    assert (Measure.objects.count(), Proposal.objects.count()) == (1, 0)


def test_one_row_more_at_a_text_that_was_removed_shows_what_was_typed(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    opened = fields_on(coordination_client.get(form_of(measure)))
    remove_element(element=measure, by=coordination, at=NOW)
    sent = {**opened, **typed(("Kim", "", "kim"), ("", "", "")), "more-rows": "contacts"}
    response = coordination_client.post(form_of(measure), sent)
    assert response.status_code == 409
    assert [text for _id, _label, text in response.context["texts"] if "Kim" in text] == ["Kim kim"]
