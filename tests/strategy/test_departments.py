"""Departments: found by their names, added, saved, dissolved, removed and merged."""

from datetime import date

import pytest

from accounts.models import User
from accounts.roles import Role
from editing.exceptions import RuleBroken, StaleRevision
from monitoring.models import DepartmentMember
from search.models import SearchEntry
from strategy.actions.departments import (
    create_department,
    end_department,
    merge_departments,
    remove_department,
    save_department,
)
from strategy.actions.elements import create_element, save_element
from strategy.choices import ElementKind
from strategy.department_facts import spelling_pairs
from strategy.departments import Directory
from strategy.document.actions.element_changes import adopt_amendments
from strategy.document.document import from_json
from strategy.document.drafting import working_document
from strategy.document.element_changes import ChangeKind, ElementChange
from strategy.document.figures import measures_by_department
from strategy.models import Department, Measure, Strategy, StrategyVersion
from tests.builders import (
    NOW,
    make_concept,
    make_department,
    make_goal,
    make_measure,
    make_user,
    make_version,
)


def test_department_is_found_by_name_short_name_and_former_spelling(
    strategy: Strategy, coordination: User
) -> None:
    culture = make_department("FB 33 - Kultur", short_name="FB 33")
    merge_departments(department=make_department("Kulturamt"), into=culture, by=coordination)
    directory = Directory()
    for name in ("FB 33 - Kultur", "FB 33", "Kulturamt", "fachbereich 33 – kultur", "kulturamt"):
        assert directory.find(name) == culture
    assert (directory.find("FB 34"), directory.find("Kultur")) == (None, None)


def test_exact_spelling_comes_before_a_similar_one(db: None) -> None:
    one, other = make_department("FB 33 - Kultur"), make_department("FB 33 – Kultur")
    directory = Directory()
    assert (directory.find("FB 33 - Kultur"), directory.find("FB 33 – Kultur")) == (one, other)
    assert directory.find("fb 33 kultur") is None


def test_goal_and_measure_name_who_does_it_and_who_takes_part(measure: Measure, coordination: User) -> None:
    values = {"department": "FB 33", "participants": ["FB 41", "Stadtwerke", "FB 41"]}
    save_element(element=measure, values=values, revision=1, by=coordination)
    goal = measure.operational_goal
    goal_values = {"responsible": "FB 41", "participants": ["FB 33"]}
    save_element(element=goal, values=goal_values, revision=goal.revision, by=coordination)
    entry = next(working_document(measure.strategy_of).measures())
    goal_entry = next(working_document(measure.strategy_of).operational_goals())
    assert (entry.department, entry.participants) == ("FB 33", ("FB 41", "Stadtwerke"))
    assert (goal_entry.responsible, goal_entry.participants) == ("FB 41", ("FB 33",))
    assert sorted(Department.objects.values_list("name", flat=True)) == ["FB 33", "FB 41", "Stadtwerke"]


def test_saving_the_same_departments_leaves_no_trace(measure: Measure, coordination: User) -> None:
    values = {"department": "FB 33", "participants": ["FB 41"]}
    saved = save_element(element=measure, values=values, revision=1, by=coordination)
    again = save_element(element=saved, values=values, revision=2, by=coordination)
    assert (again.revision, measure.history.count()) == (2, 2)


def test_name_that_was_merged_means_the_other_one(measure: Measure, coordination: User) -> None:
    culture, former = make_department("FB 33 - Kultur"), make_department("Kulturamt")
    merge_departments(department=former, into=culture, by=coordination)
    values = {"title": "Neu", "department": "Kulturamt"}
    made = create_element(model=Measure, parent=measure.operational_goal, values=values, by=coordination)
    assert made.department == culture


def test_merging_gives_everything_to_the_other_one(
    measure: Measure, strategy: Strategy, coordination: User
) -> None:
    former, remaining = make_department("FB 33 – Kultur"), make_department("FB 33 - Kultur")
    child, elder = make_department("Archiv", parent=former), make_department("Kulturamt")
    merge_departments(department=elder, into=former, by=coordination)
    values = {"department": former, "participants": [former, make_department("FB 41")]}
    save_element(element=measure, values=values, revision=1, by=coordination)
    goal = make_goal(measure.operational_goal.strategic_goal, by=coordination, responsible=former.name)
    concept = make_concept(strategy, department=former.name)
    changed = merge_departments(department=former, into=remaining, by=coordination)
    for row in (measure, goal, concept, child, elder, former):
        row.refresh_from_db()
    assert changed == 3
    assert (measure.department, goal.responsible, concept.department) == (remaining, remaining, remaining)
    assert {str(each) for each in measure.participants.all()} == {"FB 33 - Kultur", "FB 41"}
    assert (child.parent, elder.merged_into, former.merged_into) == (remaining, remaining, remaining)
    # One saved state with a revision of its own: whoever has the form open sees a conflict.
    assert (measure.revision, measure.history.count()) == (3, 3)
    last = measure.history.order_by("history_id").last()
    assert (last.department_id, last.history_user) == (remaining.pk, coordination)
    assert {row.department.name for row in last.participants.all()} == {"FB 33 - Kultur", "FB 41"}


def test_merged_spellings_are_one_group_in_the_catalogue(measure: Measure, coordination: User) -> None:
    save_element(element=measure, values={"department": "FB 33 – Kultur"}, revision=1, by=coordination)
    make_measure(measure.operational_goal, by=coordination, department="FB 33 - Kultur")
    names = [name for name, _rows in measures_by_department(working_document(measure.strategy_of))]
    assert names == ["FB 33 - Kultur", "FB 33 – Kultur"]
    former = Department.objects.get(name="FB 33 – Kultur")
    merge_departments(department=former, into=make_department("FB 33 - Kultur"), by=coordination)
    groups = measures_by_department(working_document(measure.strategy_of))
    assert [(name, len(rows)) for name, rows in groups] == [("FB 33 - Kultur", 2)]


def test_merging_changes_no_frozen_version(measure: Measure, coordination: User) -> None:
    save_element(element=measure, values={"department": "FB 33 – Kultur"}, revision=1, by=coordination)
    version = make_version(measure.strategy_of, by=coordination)
    former = Department.objects.get(name="FB 33 – Kultur")
    merge_departments(department=former, into=make_department("FB 33 - Kultur"), by=coordination)
    content = StrategyVersion.objects.get(pk=version.pk).content
    assert content == version.content
    assert next(from_json(content).measures()).department == "FB 33 – Kultur"


def test_document_of_an_earlier_schema_has_nobody_beside(measure: Measure, coordination: User) -> None:
    content = make_version(measure.strategy_of, by=coordination).content
    older = content.replace(',"participants":[]', "")
    assert len(older) < len(content)
    assert next(from_json(older).measures()).participants == ()


def test_merging_is_refused_while_the_texts_rest(
    measure: Measure, strategy: Strategy, coordination: User
) -> None:
    former, remaining = make_department("A"), make_department("B")
    Strategy.objects.update(submitted_paper="2021/1", submitted_at=NOW)
    with pytest.raises(RuleBroken, match="liegt als Vorlage 2021/1 den Gremien vor"):
        merge_departments(department=former, into=remaining, by=coordination)
    with pytest.raises(RuleBroken, match="liegt als Vorlage"):
        save_department(department=former, values={"name": "C"}, revision=1, by=coordination)
    saved = save_department(department=former, values={"mailbox": "a@b.example"}, revision=1, by=coordination)
    assert (saved.name, saved.mailbox, saved.revision) == ("A", "a@b.example", 2)


def test_department_cannot_be_merged_into_what_belongs_to_it(strategy: Strategy, coordination: User) -> None:
    above = make_department("Dezernat")
    below = make_department("FB 33", parent=make_department("Amt", parent=above))
    with pytest.raises(RuleBroken, match="gehört zu"):
        merge_departments(department=above, into=below, by=coordination)
    with pytest.raises(RuleBroken, match="gehört schon zu dieser Stelle"):
        save_department(department=above, values={"parent": below}, revision=1, by=coordination)


def test_merged_department_is_gone_for_who_comes_second(strategy: Strategy, coordination: User) -> None:
    one, other = make_department("A"), make_department("B")
    merge_departments(department=one, into=other, by=coordination)
    for again in (
        lambda: merge_departments(department=one, into=other, by=coordination),
        lambda: save_department(department=one, values={"name": "C"}, revision=2, by=coordination),
        lambda: end_department(department=one, on=date(2026, 1, 1), by=coordination),
    ):
        with pytest.raises(RuleBroken, match="inzwischen entfernt"):
            again()


def test_second_department_with_a_name_is_refused(strategy: Strategy, coordination: User) -> None:
    create_department(values={"name": "FB 33", "short_name": "33"}, by=coordination)
    with pytest.raises(RuleBroken, match="Eine Stelle mit diesem Namen gibt es schon"):
        create_department(values={"name": "FB 33"}, by=coordination)
    with pytest.raises(RuleBroken, match="Diesen Kurznamen hat schon eine andere Stelle"):
        create_department(values={"name": "FB 34", "short_name": "33"}, by=coordination)


def test_stale_form_of_a_department_overwrites_nothing(strategy: Strategy, coordination: User) -> None:
    department = make_department("FB 33")
    save_department(department=department, values={"contact": "A"}, revision=1, by=coordination)
    with pytest.raises(StaleRevision):
        save_department(department=department, values={"contact": "B"}, revision=1, by=coordination)


def test_only_what_was_never_named_is_removed(measure: Measure, coordination: User) -> None:
    unused = make_department("Leer")
    remove_department(department=unused, by=coordination)
    saved = save_element(element=measure, values={"department": "FB 33"}, revision=1, by=coordination)
    save_element(element=saved, values={"department": None}, revision=2, by=coordination)
    # The history still names it.
    with pytest.raises(RuleBroken, match="wird oder wurde verwendet"):
        remove_department(department=Department.objects.get(), by=coordination)
    ended = end_department(department=Department.objects.get(), on=date(2026, 1, 1), by=coordination)
    assert [ended.is_active(date(2025, 12, 31)), ended.is_active(date(2026, 1, 1))] == [True, False]


def test_department_that_answers_for_the_implementation_is_not_removed(
    measure: Measure, coordination: User
) -> None:
    department = make_department("FB 51")
    DepartmentMember.objects.create(
        department=department, user=make_user(Role.DEPARTMENT), added_at=NOW, added_by=coordination
    )
    with pytest.raises(RuleBroken, match="wird oder wurde verwendet"):
        remove_department(department=department, by=coordination)


def test_new_name_of_a_department_is_found_by_the_search(measure: Measure, coordination: User) -> None:
    save_element(element=measure, values={"department": "Alt"}, revision=1, by=coordination)
    department = Department.objects.get()
    save_department(department=department, values={"name": "Kulturwesen"}, revision=1, by=coordination)
    assert "Kulturwesen" in SearchEntry.objects.get(key=str(measure.pk)).text


def test_pairs_put_first_what_is_used_more(measure: Measure, coordination: User) -> None:
    save_element(element=measure, values={"department": "FB 33 – Kultur"}, revision=1, by=coordination)
    make_department("FB 33 - Kultur")
    make_department("FB 35 - Kultur")
    pairs = spelling_pairs(list(Department.objects.proper().with_uses()))
    assert next((str(pair.one), str(pair.other), pair.likeness.value) for pair in pairs) == (
        "FB 33 – Kultur",
        "FB 33 - Kultur",
        "spelling",
    )
    assert [pair.likeness.value for pair in pairs] == ["spelling", "number", "number"]


def test_former_name_goes_on_to_find_a_department(measure: Measure, coordination: User) -> None:
    save_element(element=measure, values={"department": "Kulturamt"}, revision=1, by=coordination)
    department = Department.objects.get()
    save_department(department=department, values={"name": "Kultur"}, revision=1, by=coordination)
    assert Directory().find("Kulturamt") == department
    save_department(department=department, values={"name": "Kulturamt"}, revision=2, by=coordination)
    assert [Directory().find(name) for name in ("Kulturamt", "Kultur")] == [department, department]


def test_amendment_names_a_department_that_is_new(
    measure: Measure, strategy: Strategy, coordination: User
) -> None:
    values = {"department": "FB 33", "participants": ["FB 41", "FB 42"]}
    save_element(element=measure, values=values, revision=1, by=coordination)
    version = make_version(strategy, by=coordination)
    new = {"department": "FB 99", "participants": ["FB 42", "Verein", "FB 41"]}
    change = ElementChange(
        kind=ChangeKind.CHANGE, element_kind=ElementKind.MEASURE, element_key=measure.pk, values=new
    )
    made = adopt_amendments(version=version, changes=[change], by=coordination, at=NOW)
    entry = next(from_json(made.content).measures())
    assert (entry.department, entry.participants) == ("FB 99", ("FB 41", "FB 42", "Verein"))
    measure.refresh_from_db()
    assert str(measure.department) == "FB 99"
    assert sorted(map(str, measure.participants.all())) == ["FB 41", "FB 42", "Verein"]
