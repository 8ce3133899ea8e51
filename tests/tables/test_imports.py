"""Reading tables in: upload, preview, taking over; nothing half, nothing twice."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from committees.bodies.models import Membership
from editing.exceptions import RuleBroken
from exports.workbooks import write_workbook
from jobs.choices import JobState
from jobs.models import SILENCE_OF_A_LOST_JOB
from jobs.runner import run
from strategy.actions.elements import save_element
from strategy.models import Concept, Measure, Strategy
from strategy.signals import elements_created
from tables.actions.imports import (
    decide_rows,
    discard_import,
    request_applying,
    retry_import,
    start_import,
)
from tables.choices import ImportStatus, RowState
from tables.kinds.concepts import CONCEPTS
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.models import TableImport
from tables.sheets.of_kinds import kind_sheet
from tables.vocabulary import current_lists
from tests.builders import NOW, make_committee, make_measure, put_job

HEAD = "Nummer;Operatives Ziel;Titel;Investition\n"


def upload(text: str | bytes, *, by: User, kind: Kind = MEASURES, **more: Any) -> TableImport:
    content = text if isinstance(text, bytes) else text.encode()
    started = start_import(
        kind=kind, upload=BytesIO(content), filename="liste.csv", size=len(content), by=by, at=NOW, **more
    )
    run(started.job_id)
    started.refresh_from_db()
    return started


def take_over(table_import: TableImport, *, by: User) -> TableImport:
    request_applying(table_import=table_import, by=by)
    table_import.refresh_from_db()
    run(table_import.job_id)
    table_import.refresh_from_db()
    return table_import


def states(table_import: TableImport) -> list[str]:
    return list(table_import.rows.order_by("line").values_list("state", flat=True))


def test_preview_writes_nothing(measure: Measure, coordination: User) -> None:
    number, above = measure.number, measure.operational_goal.number
    text = f"{HEAD}{number};{above};Anders;\n;{above};Neu;12.000,50\n;9.9.9;Nirgends;\n"
    found = upload(text, by=coordination)
    assert found.status == ImportStatus.READY
    assert states(found) == [RowState.CHANGED, RowState.NEW, RowState.AMBIGUOUS]
    assert list(Measure.objects.values_list("title", "revision")) == [(measure.title, 1)]


def test_taking_over_writes_right_rows_with_history_and_forgets_the_file(
    measure: Measure, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    number, above = measure.number, measure.operational_goal.number
    found = upload(
        f"{HEAD}{number};{above};Anders;\n;{above};Neu;12.000,50\n;9.9.9;Nirgends;\n", by=coordination
    )
    stored = found.file.name
    with django_capture_on_commit_callbacks(execute=True):
        take_over(found, by=coordination)
    assert (found.status, found.note, found.file.name) == (ImportStatus.APPLIED, "", "")
    assert not default_storage.exists(stored)
    rows = Measure.objects.order_by("position")
    assert [(row.title, row.revision, str(row.investment)) for row in rows] == [
        ("Anders", 2, "None"),
        ("Neu", 1, "12000.50"),
    ]
    latest = rows[0].history.first()
    assert (latest.history_user, latest.history_change_reason) == (coordination, "Tabelle „liste.csv“")


@pytest.mark.parametrize("kind", [MEASURES, OPERATIONAL_GOALS], ids=str)
def test_exported_table_changes_nothing(measure: Measure, coordination: User, kind: Kind) -> None:
    content = write_workbook([kind_sheet(kind, kind.rows(user=coordination), current_lists())])
    assert states(upload(content, by=coordination, kind=kind)) == [RowState.UNCHANGED]


def test_same_file_twice_changes_nothing(measure: Measure, coordination: User) -> None:
    text = f"{HEAD};{measure.operational_goal.number};Neu;5\n"
    take_over(upload(text, by=coordination), by=coordination)
    second = upload(text, by=coordination)
    assert states(second) == [RowState.UNCHANGED]
    with pytest.raises(RuleBroken):
        request_applying(table_import=second, by=coordination)


def test_edited_meanwhile_makes_a_new_preview_and_writes_nothing(
    measure: Measure, coordination: User
) -> None:
    found = upload(
        f"{HEAD}{measure.number};;Aus der Tabelle;\n;{measure.operational_goal.number};Neu;\n",
        by=coordination,
    )
    save_element(element=measure, values={"title": "Von Hand"}, revision=1, by=coordination)
    take_over(found, by=coordination)
    assert found.status == ImportStatus.READY
    assert found.note.startswith("Es ist noch nichts übernommen")
    assert list(Measure.objects.values_list("title", flat=True)) == ["Von Hand"]
    assert found.rows.get(line=2).content["changes"][0]["before"] == "Von Hand"
    take_over(found, by=coordination)
    assert set(Measure.objects.values_list("title", flat=True)) == {"Aus der Tabelle", "Neu"}


def test_failure_in_the_middle_leaves_nothing(
    measure: Measure, coordination: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = measure.operational_goal.number
    found = upload(f"{HEAD}{measure.number};;Anders;\n;{above};Eins;\n;{above};Zwei;\n", by=coordination)

    def broken(**signal: Any) -> None:
        raise OSError

    # By then the changed row and the new ones are written.
    monkeypatch.setattr(elements_created, "send", broken)
    take_over(found, by=coordination)
    assert found.status == ImportStatus.READY
    assert found.note.startswith("Es ist nichts übernommen, weil etwas schiefging.")
    assert list(Measure.objects.values_list("title", flat=True)) == [measure.title]
    assert Measure.history.count() == 1


def test_only_the_first_of_two_takes_over(measure: Measure, coordination: User, core_team: User) -> None:
    found = upload(f"{HEAD};{measure.operational_goal.number};Neu;\n", by=coordination)
    request_applying(table_import=found, by=coordination)
    found.refresh_from_db()
    with pytest.raises(RuleBroken):
        request_applying(table_import=found, by=core_team)
    run(found.job_id)
    run(found.job_id)
    assert Measure.objects.filter(title="Neu").count() == 1


def test_right_lost_meanwhile_writes_nothing(measure: Measure, coordination: User, reader: User) -> None:
    found = upload(f"{HEAD};{measure.operational_goal.number};Neu;\n", by=coordination)
    take_over(found, by=reader)
    assert found.note == "Es ist nichts übernommen. Sie dürfen diese Tabelle nicht mehr einlesen."
    assert Measure.objects.count() == 1


def test_consolidated_field_is_wrong_for_others(
    measure: Measure, coordination: User, core_team: User
) -> None:
    theme = measure.theme_of
    theme.consolidation_since = NOW
    theme.consolidation_by = coordination
    theme.save()
    found = upload(f"{HEAD}{measure.number};;Anders;\n", by=core_team)
    assert states(found) == [RowState.WRONG]
    assert states(upload(f"{HEAD}{measure.number};;Anders;\n", by=coordination)) == [RowState.CHANGED]


def test_ambiguous_row_is_asked_about(measure: Measure, coordination: User) -> None:
    other = make_measure(measure.operational_goal, by=coordination, title=measure.title)
    found = upload(f"Titel;Kurzbeschreibung\n{measure.title};Genauer\n", by=coordination)
    assert states(found) == [RowState.AMBIGUOUS]
    decide_rows(table_import=found, decisions={2: str(other.pk)}, by=coordination)
    found.refresh_from_db()
    run(found.job_id)
    take_over(found, by=coordination)
    described = dict(Measure.objects.values_list("pk", "description"))
    assert described == {measure.pk: measure.description, other.pk: "Genauer"}


def test_unreadable_file_is_told(strategy: Strategy, coordination: User) -> None:
    found = upload(b"%PDF-1.7", by=coordination)
    assert found.status == ImportStatus.FAILED
    assert found.note == "Das ist eine PDF-Datei. Gebraucht wird die Tabelle als .xlsx oder .csv."
    discard_import(table_import=found)
    assert not TableImport.objects.exists()


def test_lost_worker_is_told_and_replaced(measure: Measure, coordination: User) -> None:
    found = upload(f"{HEAD};{measure.operational_goal.number};Neu;\n", by=coordination)
    request_applying(table_import=found, by=coordination)
    found.refresh_from_db()
    job = put_job(found.job, JobState.RUNNING, attempts=1)
    with pytest.raises(RuleBroken):
        retry_import(table_import=found, by=coordination)
    put_job(job, JobState.RUNNING, reported_at=timezone.now() - 2 * SILENCE_OF_A_LOST_JOB)
    retry_import(table_import=found, by=coordination)
    found.refresh_from_db()
    run(found.job_id)
    assert Measure.objects.filter(title="Neu").exists()


def test_concepts_are_taken_over(strategy: Strategy, coordination: User) -> None:
    text = "Titel;Art;Datum\nKlimakonzept;Konzept;05.10.2021\nOhne Art;Unsinn;\n"
    found = upload(text, by=coordination, kind=CONCEPTS)
    assert states(found) == [RowState.NEW, RowState.WRONG]
    take_over(found, by=coordination)
    assert [(each.title, str(each.dated)) for each in Concept.objects.all()] == [
        ("Klimakonzept", "2021-10-05")
    ]


def test_members_are_invited(strategy: Strategy, coordination: User, reader: User) -> None:
    body = make_committee(name="Beirat")
    text = (
        "Name;E-Mail;Gremium;Mitglied seit\n"
        "Nora Neu;nora@example.org;Beirat;01.03.2021\n"
        f"{reader.name};{reader.email};Beirat;\n"
    )
    found = upload(text, by=coordination, kind=MEMBERS)
    assert states(found) == [RowState.NEW, RowState.NEW]
    take_over(found, by=coordination)
    assert found.status == ImportStatus.APPLIED
    seats = Membership.objects.filter(committee=body).order_by("since")
    assert {seat.user.email for seat in seats} == {"nora@example.org", reader.email}
    assert str(seats[0].since) == "2021-03-01"


def test_others_may_not_start(strategy: Strategy, reader: User, core_team: User) -> None:
    with pytest.raises(RuleBroken):
        upload("Titel\nx\n", by=reader)
    with pytest.raises(RuleBroken):
        upload("Name\nx\n", by=core_team, kind=MEMBERS)
