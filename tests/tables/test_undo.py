"""Taking an import back: as a whole, and only while nobody has worked on its rows."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Invitation, User
from committees.models import Membership
from strategy.actions.elements import save_element
from strategy.actions.versions import freeze_version
from strategy.models import Concept, Measure, OperationalGoal, SdgTarget, Strategy
from tables.actions.imports import request_undoing
from tables.applying import undo_import
from tables.choices import ImportStatus, TableKind
from tables.models import TableImport
from tests.builders import NOW, make_committee, make_concept, make_extract, make_measure, make_programme
from tests.tables.test_imports import HEAD, take_over, upload


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    return make_programme(strategy, by=coordination)


def taken_over(text: str, *, by: User, kind: TableKind = TableKind.MEASURES) -> TableImport:
    return take_over(upload(text, by=by, kind=kind), by=by)


def undo(table_import: TableImport, *, by: User) -> TableImport:
    request_undoing(table_import=table_import, by=by, at=NOW)
    undo_import(table_import.pk)
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
    left = Measure.objects.get()
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
    found = taken_over(text, by=coordination, kind=TableKind.OPERATIONAL_GOALS)
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
    found = taken_over(text, by=coordination, kind=TableKind.CONCEPTS)
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
    found = taken_over(text, by=coordination, kind=TableKind.MEMBERS)
    Invitation.objects.filter(user__email="nora@example.org").update(accepted_at=NOW)
    undo(found, by=coordination)
    assert found.status == ImportStatus.UNDONE
    assert found.note == "Nora Neu hat sich schon angemeldet: Das Konto bleibt, nur der Sitz ist entfernt."
    assert not Membership.objects.exists()
    invited = User.objects.filter(
        email__endswith="example.org", email__in=["nora@example.org", "ole@example.org"]
    )
    assert [person.email for person in invited] == ["nora@example.org"]
