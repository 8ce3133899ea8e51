"""What the page about data protection says is what the tables hold and what the cleaning does."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import EmailField
from django.test import Client
from django.urls import reverse
from simple_history.models import HistoricalChanges

from accounts.models import User
from operation.data_protection import HISTORIES, PROCESSINGS, record
from tests.strategy.pages import text_of

PAGE = reverse("operation:data-protection")
# The queue keeps mails in its arguments, where no field tells.
WITHOUT_A_FIELD = {"django_tasks_database.DBTaskResult"}


def tables_about_people() -> set[str]:
    """Every table that points to an account or holds an address."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        fields = model._meta.concrete_fields
        if (
            any(field.related_model is User or isinstance(field, EmailField) for field in fields)
            or model is User
        ):
            found.add(HISTORIES if issubclass(model, HistoricalChanges) else model._meta.label)
    return found


def test_every_table_about_people_is_told_once() -> None:
    told = [table for entry in PROCESSINGS for table in entry.tables]
    assert sorted(told) == sorted(tables_about_people() | WITHOUT_A_FIELD)


@pytest.mark.django_db
def test_page_says_the_periods_of_the_settings(coordination_client: Client, settings: Any) -> None:
    settings.KEEP_CLOSED_ACCOUNTS_DAYS, settings.KEEP_MAILS_DAYS = 123, 1
    page = text_of(coordination_client.get(PAGE))
    assert "nie angenommene Einladungen: 123 Tage" in page
    assert (
        "1 Tag, zu Berichtsrunden ab deren Ende; Codes und Hinweise zur Sicherheit in der Warteschlange: 14 Tage."
        in page
    )


@pytest.mark.django_db
def test_record_is_a_text_to_take_over(coordination_client: Client) -> None:
    response = coordination_client.get(reverse("operation:data-protection-record"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert text == record()
    for entry in PROCESSINGS:
        assert f"\n{entry.title}\n  Was: {entry.what}\n" in text
    assert "[Kommune eintragen]" in text
