"""Tables name departments: by any of their names, and new ones are told before they are added."""

from decimal import Decimal

import pytest

from accounts.models import User
from strategy.actions.departments import merge_departments, save_department
from strategy.actions.elements import save_element
from strategy.models import Concept, Department, Measure, Strategy
from strategy.money import YearlyCost
from tables.choices import ImportStatus, RowState
from tables.kinds.concepts import CONCEPTS
from tables.kinds.departments import DEPARTMENTS
from tables.models import TableImport
from tables.stored import from_stored
from tests.builders import make_department
from tests.tables.test_imports import states, take_over, upload
from tests.tables.test_undo import undo

HEAD = "Nr.;Titel;Zuständigkeit\n"


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


def test_those_who_take_part_are_read_and_taken_back(measure: Measure, coordination: User) -> None:
    culture = make_department("FB 33 - Kultur", short_name="FB 33")
    make_department("Verein, Freunde")
    head = "Nr.;Titel;Beteiligte Stellen\n"
    line = f'{measure.number};{measure.title};"FB 33; Verein, Freunde; FB 99"\n'
    new = f"{measure.operational_goal.number}.9;Neu;fb 33\n"
    found = upload(head + line + new, by=coordination)
    assert doubts(found) == ["„FB 99“ ist noch nicht verzeichnet und wird neu angelegt."]
    take_over(found, by=coordination)
    assert sorted(map(str, measure.participants.all())) == ["FB 33 - Kultur", "FB 99", "Verein, Freunde"]
    assert list(Measure.objects.get(title="Neu").participants.all()) == [culture]
    undone = undo(found, by=coordination)
    assert (undone.status, measure.participants.count()) == (ImportStatus.UNDONE, 0)


def test_figure_against_the_costs_per_year_is_refused_where_it_is_read(
    measure: Measure, coordination: User
) -> None:
    rows = (YearlyCost(year=2027, running_cost=Decimal(12_000)),)
    save_element(element=measure, values={"yearly_costs": rows}, revision=1, by=coordination)
    head = "Nr.;Titel;Laufende Kosten\n"
    same = upload(f"{head}{measure.number};{measure.title};12.000\n", by=coordination)
    assert states(same) == [RowState.UNCHANGED]
    other = upload(f"{head}{measure.number};{measure.title};15.000\n", by=coordination)
    (problem,) = from_stored(other.rows.get().content).problems
    assert problem.reason.startswith(
        "Die Aufstellung je Jahr ergibt 12.000\u00a0€ im Jahr, eingetragen ist 15.000"
    )


DEPARTMENT_HEAD = "Kurzname;Name;gehört zu;E-Mail-Postfach;aufgelöst zum\n"


def test_departments_are_read_by_any_of_their_names(strategy: Strategy, coordination: User) -> None:
    culture = make_department("FB 33 - Kultur", short_name="FB 33")
    merge_departments(department=make_department("Kulturamt"), into=culture, by=coordination)
    text = (
        f"{DEPARTMENT_HEAD}FB 33;FB 33 – Kultur und Sport;Dezernat II;kultur@herne.example;\n"
        "Dez. II;Dezernat II;;;\nFB 99;Neu;Dez. II;;31.12.2030\n"
    )
    found = upload(text, kind=DEPARTMENTS, by=coordination)
    assert states(found) == [RowState.CHANGED, RowState.NEW, RowState.NEW]
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    culture.refresh_from_db()
    assert (culture.name, str(culture.parent), culture.mailbox) == (
        "FB 33 – Kultur und Sport",
        "Dezernat II",
        "kultur@herne.example",
    )
    assert sorted(Department.objects.proper().values_list("short_name", flat=True)) == [
        "Dez. II",
        "FB 33",
        "FB 99",
    ]
    former = upload("Name;Postfach\nKulturamt;k@herne.example\n", kind=DEPARTMENTS, by=coordination)
    assert from_stored(former.rows.get().content).key == str(culture.pk)
    undone = undo(found, by=coordination)
    assert (undone.status, undone.remark) == (
        ImportStatus.UNDONE,
        "„Dezernat II“ bleibt verzeichnet, weil etwas diese Stelle nennt.",
    )
    culture.refresh_from_db()
    assert (culture.name, culture.parent) == ("FB 33 - Kultur", None)


def test_name_and_short_name_of_two_departments_are_asked_about(
    strategy: Strategy, coordination: User
) -> None:
    make_department("Kultur", short_name="FB 33")
    make_department("Sport", short_name="FB 34")
    found = upload("Kurzname;Name\nFB 33;Sport\n", kind=DEPARTMENTS, by=coordination)
    assert states(found) == [RowState.AMBIGUOUS]
