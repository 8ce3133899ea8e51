"""The library: a source is added and read, searched, compared, copied from, read again and removed."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.choices import JobState
from jobs.runner import run
from library.actions import add_file, copy_measure
from library.choices import SourceState
from library.models import LibraryEntry, LibrarySource
from strategy.choices import TextStatus
from strategy.document.drafting import working_document
from strategy.models import Measure, OperationalGoal, Strategy
from tests.builders import NOW, make_goal, make_strategic_goal, make_theme
from tests.library.files import MUSTERSTADT, document_of, file_of

DAY = NOW.date()


@pytest.fixture
def goal(strategy: Strategy, coordination: User) -> OperationalGoal:
    above = make_strategic_goal(make_theme(strategy, by=coordination), by=coordination)
    return make_goal(above, by=coordination, statement="Bis 2030 sind alle Schulhöfe kühl und grün.")


def upload(client: Client, content: bytes) -> Any:
    return client.post(reverse("library:source-upload"), {"file": SimpleUploadedFile("x.json", content)})


def test_a_measure_of_another_municipality_is_found_and_copied_with_its_source(
    coordination_client: Client, goal: OperationalGoal
) -> None:
    client = coordination_client
    assert upload(client, MUSTERSTADT.read_bytes()).status_code == 302
    assert (
        "Energieberatung"
        in client.get(reverse("library:overview"), {"q": "ENERGIEBERATUNG haustür"}).content.decode()
    )

    alike = client.get(reverse("library:others-do", args=[goal.pk])).content.decode()
    assert "<mark>Schulhöfe</mark>" in alike

    entry = LibraryEntry.objects.get(title="Schulhöfe entsiegeln und bepflanzen")
    copying = reverse("library:entry-copy", args=[entry.pk])
    assert f'value="{goal.pk}" selected' in client.get(copying, {"ziel": str(goal.pk)}).content.decode()
    client.post(copying, {"goal": goal.pk})

    measure = Measure.objects.get()
    assert (measure.title, measure.operational_goal, measure.text_status) == (
        entry.title,
        goal,
        TextStatus.DRAFT,
    )
    assert measure.description == entry.text
    LibrarySource.objects.all().delete()
    [written] = working_document(Strategy.objects.get()).measures()
    assert str(written.adapted_from).startswith("„Schulhöfe entsiegeln und bepflanzen“, Stadt Musterstadt")
    page = client.get(reverse("strategy:element-detail", args=["measure", measure.pk])).content.decode()
    assert "Nach der Maßnahme „Schulhöfe entsiegeln und bepflanzen“" in page


def test_a_copy_of_a_copy_names_whoever_was_first(coordination: User, goal: OperationalGoal) -> None:
    origin = {
        "municipality": "Gemeinde Musterdorf",
        "title": "Gärten teilen",
        "address": "",
        "attribution": "",
        "licence": "CC BY 4.0",
        "licence_url": "https://lizenz.example/",
        "read_on": "2026-01-01",
    }
    content = json.loads(file_of())
    for theme in content["document"]["themes"]:
        theme["strategic_goals"][0]["operational_goals"][0]["measures"][0]["adapted_from"] = origin
    add_file(content=json.dumps(content).encode(), day=DAY)
    entry = LibraryEntry.objects.exclude(adapted_from="").first()
    assert entry is not None

    copy_measure(entry=entry, goal=goal, by=coordination)

    [written] = working_document(Strategy.objects.get()).measures()
    said = str(written.adapted_from)
    assert "Stadt Musterstadt, gelesen am" in said
    assert "dort nach der Maßnahme „Gärten teilen“, Gemeinde Musterdorf, gelesen am 1. Januar 2026" in said
    assert "https://lizenz.example/" in said


def test_a_refused_file_leaves_nothing(coordination_client: Client, strategy: Strategy) -> None:
    response = upload(coordination_client, document_of())

    assert (response.status_code, LibrarySource.objects.count()) == (422, 0)
    assert "nennt keine Lizenz" in response.content.decode()


def test_a_new_file_replaces_the_old_one_of_the_same_municipality(strategy: Strategy) -> None:
    add_file(content=file_of(), day=DAY)
    source = add_file(content=file_of({"id": "cc-by/4.0"}, title="Neue Strategie\x00"), day=DAY)

    assert [(row.title, row.pk) for row in LibrarySource.objects.all()] == [
        ("Neue Strategie\ufffd", source.pk)
    ]
    assert (source.attribution, source.entries.count()) == ("Stadt Musterstadt", 34)


def test_an_address_is_read_in_the_background_and_says_why_not(
    coordination_client: Client, strategy: Strategy
) -> None:
    client = coordination_client
    add = reverse("library:source-add")
    assert "beginnen" in client.post(add, {"address": "ftp://stadt.example/x"}).content.decode()
    client.post(add, {"address": "http://127.0.0.1:9/katalog.ttl"})
    source = LibrarySource.objects.get()
    assert (source.state, client.post(add, {"address": source.address}).status_code) == (
        SourceState.READING,
        422,
    )

    run(source.job.pk)

    source = LibrarySource.objects.get()
    listed = client.get(reverse("library:source-list")).content.decode()
    assert (source.state, "in einem internen Netz" in listed) == (SourceState.FAILED, True)
    client.post(reverse("library:source-read-again", args=[source.pk]))
    assert LibrarySource.objects.get().job.state == JobState.WAITING
    client.post(reverse("library:source-remove", args=[source.pk]))
    assert LibrarySource.objects.count() == 1


def test_who_may_add_no_measure_reads_but_does_not_copy(
    reader_client: Client, member_client: Client, goal: OperationalGoal
) -> None:
    add_file(content=file_of(), day=DAY)
    entry = LibraryEntry.objects.filter(kind="measure").first()

    for client in (reader_client, member_client):
        assert client.get(reverse("library:entry-detail", args=[entry.pk])).status_code == 200
        assert (
            client.post(reverse("library:entry-copy", args=[entry.pk]), {"goal": goal.pk}).status_code == 404
        )
    assert not Measure.objects.exists()
