"""Taking an import back: as a whole, and only while nobody has worked on its rows."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage

from accounts.models import Invitation, User
from committees.bodies.models import Membership
from editing.exceptions import RuleBroken
from jobs.runner import run
from strategy.actions.elements import save_element
from strategy.document.actions.versions import freeze_version
from strategy.models import Concept, Measure, OperationalGoal, SdgTarget, Strategy
from tables.actions.imports import clear_imports, request_undoing
from tables.choices import ImportStatus
from tables.kinds.concepts import CONCEPTS
from tables.kinds.kind import Kind
from tables.kinds.measures import MEASURES
from tables.kinds.members import MEMBERS
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.models import ABANDONED_AFTER, TableImport
from tests.builders import (
    NOW,
    make_committee,
    make_concept,
    make_extract,
    make_measure,
    make_membership,
)
from tests.tables.test_imports import HEAD, take_over, upload


def taken_over(text: str, *, by: User, kind: Kind = MEASURES) -> TableImport:
    return take_over(upload(text, by=by, kind=kind), by=by)


def undo(table_import: TableImport, *, by: User) -> TableImport:
    request_undoing(table_import=table_import, by=by)
    table_import.refresh_from_db()
    run(table_import.job_id)
    table_import.refresh_from_db()
    return table_import


def test_undoing_restores_changed_and_removes_new(measure: Measure, coordination: User) -> None:
    target = SdgTarget.objects.first()
    assert target is not None
    values: dict[str, Any] = {"investment": Decimal("12.50"), "sdg_targets": [target]}
    save_element(element=measure, values=values, revision=1, by=coordination)
    number, above = measure.number, measure.operational_goal.number
    text = f"Nummer;Operatives Ziel;Titel;Investition;SDG\n{number};;Anders;7;\n;{above};Neu;;\n"
    found = taken_over(text, by=coordination)
    assert Measure.objects.get(title="Anders").sdg_targets.count() == 0
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    left = Measure.objects.active().get()
    assert (left.title, left.investment, left.revision) == (measure.title, Decimal("12.50"), 4)
    assert list(left.sdg_targets.all()) == [target]


def test_edited_row_stands_in_the_way(measure: Measure, coordination: User) -> None:
    text = f"{HEAD}{measure.number};;Anders;\n;{measure.operational_goal.number};Neu;\n"
    found = taken_over(text, by=coordination)
    new = Measure.objects.get(title="Neu")
    save_element(element=new, values={"title": "Neuer"}, revision=1, by=coordination)
    undo(found, by=coordination)
    assert found.status == ImportStatus.APPLIED
    assert found.note == "Es ist nichts rückgängig gemacht. Zeile 3 („Neu“) wurde inzwischen bearbeitet."
    assert set(Measure.objects.values_list("title", flat=True)) == {"Anders", "Neuer"}


def test_goal_with_measures_stands_in_the_way(measure: Measure, coordination: User) -> None:
    above = measure.operational_goal.strategic_goal.number
    text = f"Strategisches Ziel;Kurztitel;Zielaussage\n{above};Neu;Bis 2030\n"
    found = taken_over(text, by=coordination, kind=OPERATIONAL_GOALS)
    make_measure(OperationalGoal.objects.get(short_title="Neu"), by=coordination)
    assert undo(found, by=coordination).status == ImportStatus.APPLIED
    assert OperationalGoal.objects.count() == 2


def test_new_row_of_a_frozen_version_is_retired(
    measure: Measure, strategy: Strategy, coordination: User
) -> None:
    found = taken_over(f"{HEAD};{measure.operational_goal.number};Neu;\n", by=coordination)
    freeze_version(strategy=strategy, by=coordination, at=NOW)
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    assert Measure.objects.get(title="Neu").retired_at is not None


def test_concept_with_extracts_stands_in_the_way(strategy: Strategy, coordination: User) -> None:
    kept = make_concept(strategy)
    text = "Titel;Art;Fachbereich\nNeues;Konzept;\n" + f"{kept.title};{kept.kind.title};Umwelt\n"
    found = taken_over(text, by=coordination, kind=CONCEPTS)
    extract = make_extract(Concept.objects.get(title="Neues"))
    assert undo(found, by=coordination).status == ImportStatus.APPLIED
    extract.delete()
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    assert [(each.title, each.department) for each in Concept.objects.all()] == [
        (kept.title, kept.department)
    ]


def test_invited_people_stay_if_they_were_here(strategy: Strategy, coordination: User) -> None:
    make_committee(name="Beirat")
    text = "Name;E-Mail;Gremium\nNora Neu;nora@example.org;Beirat\nOle Ohne;ole@example.org;Beirat\n"
    found = taken_over(text, by=coordination, kind=MEMBERS)
    Invitation.objects.filter(user__email="nora@example.org").update(accepted_at=NOW)
    undo(found, by=coordination)
    assert found.status == ImportStatus.UNDONE
    assert found.note == "Nora Neu hat sich schon angemeldet: Das Konto bleibt, nur der Sitz ist entfernt."
    assert not Membership.objects.exists()
    invited = User.objects.filter(
        email__endswith="example.org", email__in=["nora@example.org", "ole@example.org"]
    )
    assert [person.email for person in invited] == ["nora@example.org"]


def test_changed_seat_gets_its_group_back_and_its_person_the_name(
    strategy: Strategy, coordination: User, reader: User
) -> None:
    body = make_committee(name="Beirat")
    make_membership(body, reader, group="Kirchen")
    text = f"Name;E-Mail;Gremium;Entsendende Gruppe\nLea Neuname;{reader.email};Beirat;Wirtschaft\n"
    found = taken_over(text, by=coordination, kind=MEMBERS)
    seat = Membership.objects.get()
    assert (str(seat.seat_group), seat.user.name) == ("Wirtschaft", "Lea Neuname")
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    seat = Membership.objects.get()
    assert (str(seat.seat_group), seat.user.name) == ("Kirchen", reader.name)


def test_after_long_nothing_is_kept_to_undo(measure: Measure, coordination: User, settings: Any) -> None:
    settings.KEEP_IMPORTS_DAYS = 30
    found = taken_over(f"{HEAD}{measure.number};;Anders;\n", by=coordination)
    applied = found.applied_at
    assert applied is not None
    assert clear_imports(at=applied + timedelta(days=30)) == 0
    assert clear_imports(at=applied + timedelta(days=30, seconds=1)) == 1
    with pytest.raises(RuleBroken, match="zu lange her"):
        request_undoing(table_import=found, by=coordination)
    assert Measure.objects.get().title == "Anders"


def test_what_was_left_open_is_taken_away(
    measure: Measure, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    found = upload(f"{HEAD}{measure.number};;Anders;\n", by=coordination)
    file = found.file.name
    read_at = found.job.finished_at
    assert read_at is not None
    assert clear_imports(at=read_at + ABANDONED_AFTER) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_imports(at=read_at + ABANDONED_AFTER + timedelta(seconds=1)) == 1
    assert not TableImport.objects.exists()
    assert not default_storage.exists(file)
