"""Fields of the measure form behind a line: what the line says, and when they are open."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from strategy.models import Measure
from tests.strategy.pages import fields_on

FOLD = re.compile(r'<details class="disclosed-fields"( open)?>\s*<summary>(.*?)</summary>', re.DOTALL)


@pytest.fixture
def page(measure: Measure) -> str:
    return reverse("strategy:element-edit", args=["measure", measure.pk])


def folds(response: HttpResponse) -> list[tuple[str, bool]]:
    """The line of each fold, and whether it is open."""
    found = FOLD.findall(response.content.decode())
    return [(" ".join(re.sub(r"<[^>]+>", " ", line).split()), bool(is_open)) for is_open, line in found]


def test_folded_fields_say_what_they_hold(measure: Measure, coordination_client: Client, page: str) -> None:
    Measure.objects.filter(pk=measure.pk).update(
        partners="Volkshochschule", milestones="2027: Start", note=""
    )
    assert folds(coordination_client.get(page)) == [
        ("Meilensteine ausgefüllt", False),
        ("Beteiligte, Ansprechpersonen, Partner, Zielgruppe ausgefüllt: Partner", False),
        ("Personal, Produktnummer, Kosten je Jahr, Finanzierungsquellen", False),
        ("Anmerkung, bisherige Nummer", False),
    ]


@pytest.mark.parametrize(
    ("name", "value", "opened"),
    [("staff_fte", "drei", 2), ("former_number", "1" * 100, 3)],
)
def test_fold_with_an_error_is_open(
    coordination_client: Client, page: str, name: str, value: str, opened: int
) -> None:
    sent = {**fields_on(coordination_client.get(page)), name: value}
    response = coordination_client.post(page, sent)
    assert name in response.context["form"].errors
    assert [place for place, (_line, is_open) in enumerate(folds(response)) if is_open] == [opened]


def test_fold_is_open_where_one_row_more_was_asked_for(coordination_client: Client, page: str) -> None:
    sent = {**fields_on(coordination_client.get(page)), "more-rows": "participants"}
    assert [is_open for _line, is_open in folds(coordination_client.post(page, sent))] == [
        False,
        True,
        False,
        False,
    ]


def test_fold_with_what_was_typed_is_open_when_the_form_comes_back(
    coordination_client: Client, page: str
) -> None:
    sent = {**fields_on(coordination_client.get(page)), "title": "", "milestones": "2028: Eröffnung"}
    assert [line for line, is_open in folds(coordination_client.post(page, sent)) if is_open] == [
        "Meilensteine ausgefüllt"
    ]
