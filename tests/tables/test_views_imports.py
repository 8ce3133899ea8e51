"""The pages of reading a table in, from the upload to the way back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.runner import run
from strategy.models import Measure, Strategy
from tables.choices import ImportStatus
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.models import TableImport
from tests.conftest import signed_in

ADD = ("tables:import-add", [MEASURES])


def post_file(client: Client, text: str) -> Any:
    file = SimpleUploadedFile("liste.csv", text.encode())
    return client.post(reverse(ADD[0], args=ADD[1]), {"file": file, "sheet": "", "encoding": ""})


def page_of(name: str, found: TableImport) -> str:
    return reverse(f"tables:import-{name}", args=[found.pk])


def test_journey_from_upload_to_undoing(measure: Measure, coordination_client: Client) -> None:
    above = measure.operational_goal.number
    answer = post_file(
        coordination_client, f"Operatives Ziel;Titel\n{above};Neue <b>Sache</b>\n9.9.9;Falsch\n"
    )
    found = TableImport.objects.get()
    assert answer.url == page_of("detail", found)
    assert "progress" in coordination_client.get(page_of("detail", found)).content.decode()
    progress = reverse("jobs:job-status", args=[found.job_id])
    assert "HX-Refresh" not in coordination_client.get(progress)
    run(found.job_id)
    assert coordination_client.get(progress)["HX-Refresh"] == "true"
    page = coordination_client.get(page_of("detail", found)).content.decode()
    assert "1 von 2 Zeilen lässt sich übernehmen: 1 neu; die anderen nicht: 1 nicht eindeutig." in page
    assert "Neue &lt;b&gt;Sache&lt;/b&gt;" in page
    wrong = coordination_client.get(page_of("wrong-csv", found)).content.decode("utf-8-sig")
    assert wrong.splitlines() == [
        "Operatives Ziel;Titel;Grund",
        "9.9.9;Falsch;Ein operatives Ziel 9.9.9 gibt es nicht.",
    ]
    coordination_client.post(page_of("apply", found))
    found.refresh_from_db()
    run(found.job_id)
    assert Measure.objects.count() == 2
    assert "Übernommen am" in coordination_client.get(page_of("detail", found)).content.decode()
    coordination_client.post(page_of("undo", found))
    found.refresh_from_db()
    run(found.job_id)
    assert Measure.objects.active().count() == 1
    assert "Rückgängig gemacht am" in coordination_client.get(page_of("detail", found)).content.decode()


def test_columns_page_assigns(measure: Measure, coordination_client: Client) -> None:
    post_file(coordination_client, f"Vorhaben;Wozu\n{measure.title};Weil\n")
    found = TableImport.objects.get()
    run(found.job_id)
    page = coordination_client.get(page_of("columns", found)).content.decode()
    assert f'<span class="import-sample">{measure.title}</span>' in page
    doubled = coordination_client.post(page_of("columns", found), {"column_0": "title", "column_1": "title"})
    assert doubled.status_code == 422
    coordination_client.post(page_of("columns", found), {"column_0": "title", "column_1": "note"})
    found.refresh_from_db()
    assert (found.status, found.chosen) == (ImportStatus.WAITING, {"0": "title", "1": "note"})


def test_discarding_forgets_everything(measure: Measure, coordination_client: Client) -> None:
    post_file(coordination_client, "Titel\nx\n")
    found = TableImport.objects.get()
    run(found.job_id)
    assert found.filename in coordination_client.get(page_of("discard", found)).content.decode()
    assert TableImport.objects.exists()
    coordination_client.post(page_of("discard", found))
    assert not TableImport.objects.exists()


def test_upload_without_file_is_refused(strategy: Strategy, coordination_client: Client) -> None:
    assert coordination_client.post(reverse(ADD[0], args=ADD[1]), {}).status_code == 422


@pytest.mark.parametrize("name", ["detail", "columns", "wrong-csv", "undo"])
def test_strangers_find_nothing(
    measure: Measure, coordination_client: Client, reader: User, core_team: User, name: str
) -> None:
    post_file(coordination_client, "Titel\nx\n")
    found = TableImport.objects.get()
    run(found.job_id)
    assert signed_in(reader).get(page_of(name, found)).status_code == 404
    TableImport.objects.update(kind=MEMBERS.choice)
    assert signed_in(core_team).get(page_of(name, found)).status_code == 404
