"""Tables name departments: by any of their names, and new ones are told before they are added."""

import pytest

from accounts.models import User
from strategy.actions.departments import merge_departments, save_department
from strategy.models import Concept, Department, Measure, Strategy
from tables.choices import ImportStatus, RowState
from tables.kinds.concepts import CONCEPTS
from tables.models import TableImport
from tables.stored import from_stored
from tests.builders import make_department, make_programme
from tests.tables.test_imports import states, take_over, upload

HEAD = "Nr.;Titel;Zuständigkeit\n"


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    return make_programme(strategy, by=coordination)


def doubts(found: TableImport) -> list[str]:
    rows = [from_stored(content) for content in found.rows.values_list("content", flat=True)]
    return [doubt.reason for row in rows for doubt in row.doubts]


@pytest.mark.parametrize("name", ["FB 33", "FB 33 – KULTUR", "Kulturamt"])
def test_cell_means_a_department_by_any_of_its_names(measure: Measure, coordination: User, name: str) -> None:
    culture = make_department("FB 33 - Kultur", short_name="FB 33")
    merge_departments(department=make_department("Kulturamt"), into=culture, by=coordination)
    found = upload(f"{HEAD}{measure.number};{measure.title};{name}\n", by=coordination)
    (change,) = from_stored(found.rows.get().content).changes
    assert (change.after, doubts(found)) == ("FB 33 - Kultur", [])
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    measure.refresh_from_db()
    assert measure.department == culture


def test_new_name_is_told_before_it_is_added(measure: Measure, coordination: User) -> None:
    lines = f"{measure.number};{measure.title};FB 99\n{measure.operational_goal.number}.2;Neu;FB 99\n"
    found = upload(HEAD + lines, by=coordination)
    assert states(found) == [RowState.CHANGED, RowState.NEW]
    assert doubts(found) == ["„FB 99“ ist noch nicht verzeichnet und wird neu angelegt."] * 2
    assert not Department.objects.exists()
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    assert list(Measure.objects.values_list("department__name", flat=True)) == ["FB 99", "FB 99"]


def test_name_that_changes_before_taking_over_is_previewed_anew(measure: Measure, coordination: User) -> None:
    department = make_department("Kulturamt")
    found = upload(f"{HEAD}{measure.number};{measure.title};Kulturamt\n", by=coordination)
    save_department(department=department, values={"name": "Kultur"}, revision=1, by=coordination)
    take_over(found, by=coordination)
    assert (found.status, found.applied_at) == (ImportStatus.READY, None)
    assert Department.objects.get().name == "Kultur"


def test_concepts_name_departments_as_well(strategy: Strategy, coordination: User) -> None:
    culture = make_department("FB 33 - Kultur", short_name="FB 33")
    text = "Titel;Art;Fachbereich\nKulturplan;Konzept;FB 33\n"
    take_over(upload(text, kind=CONCEPTS, by=coordination), by=coordination)
    assert Concept.objects.get().department == culture
