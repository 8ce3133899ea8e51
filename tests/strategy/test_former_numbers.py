"""The number in a former list: shown with its element, typed in its form, found by the search, no text of the draft."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.models import Measure, OperationalGoal, Strategy
from tests.builders import make_programme
from tests.strategy.pages import fields_on


@pytest.mark.parametrize("kind", ["measure", "operational-goal"])
def test_former_number_is_typed_shown_and_found(
    strategy: Strategy, coordination: User, coordination_client: Client, kind: str
) -> None:
    measure = make_programme(strategy, by=coordination)
    element: Measure | OperationalGoal = measure if kind == "measure" else measure.operational_goal
    edit = reverse("strategy:element-edit", args=[element.kind, element.pk])
    fields = fields_on(coordination_client.get(edit))
    coordination_client.post(edit, {**fields, "former_number": "Ü17"})
    element.refresh_from_db()
    page = coordination_client.get(reverse("strategy:element-detail", args=[element.kind, element.pk]))
    found = coordination_client.get(reverse("search:results"), {"q": "Ü17"})

    assert element.former_number == "Ü17"
    assert "<dt>Bisherige Nummer</dt><dd>Ü17</dd>" in page.content.decode()
    assert str(element.pk) in found.content.decode()
