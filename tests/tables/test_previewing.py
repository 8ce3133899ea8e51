"""What was previewed is what is taken over; what no longer fits the database is previewed anew."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from committees.bodies.models import Membership
from jobs.runner import run
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.inventory.actions.concepts import save_concept
from strategy.models import Concept, ConceptKind, Measure, Strategy
from tables.actions.imports import decide_rows
from tables.choices import ImportStatus, RowState
from tables.kinds.concepts import CONCEPTS
from tables.kinds.members import MEMBERS
from tables.models import TableImport
from tests.builders import NOW, make_committee, make_concept, make_measure, make_membership
from tests.tables.test_imports import HEAD, states, take_over, upload


def previewed_anew(found: TableImport, *, by: User, before: list[RowState], after: list[RowState]) -> None:
    """Taking over writes nothing and shows a new preview."""
    assert states(found) == before
    take_over(found, by=by)
    assert (found.status, found.applied_at) == (ImportStatus.READY, None)
    assert found.note == (
        "Es ist noch nichts übernommen: Inzwischen hat sich etwas geändert. Das hier ist die neue Vorschau."
    )
    assert states(found) == after


def test_rows_are_taken_over_as_previewed_without_the_file(measure: Measure, coordination: User) -> None:
    found = upload(f"{HEAD};{measure.operational_goal.number};Neu;5\n", by=coordination)
    default_storage.delete(found.file.name)
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    assert set(Measure.objects.values_list("title", flat=True)) == {measure.title, "Neu"}


def test_a_file_that_is_gone_is_told_when_the_preview_no_longer_fits(
    measure: Measure, coordination: User
) -> None:
    found = upload(f"{HEAD}{measure.number};;Anders;\n", by=coordination)
    save_element(element=measure, values={"title": "Von Hand"}, revision=1, by=coordination)
    default_storage.delete(found.file.name)
    take_over(found, by=coordination)
    assert (found.status, states(found)) == (ImportStatus.READY, [RowState.CHANGED])
    assert found.note == (
        "Es ist nichts übernommen. Die Datei ist nicht mehr da. Bitte laden Sie sie noch einmal hoch."
    )


def test_change_elsewhere_does_not_stand_in_the_way(measure: Measure, coordination: User) -> None:
    other = make_measure(measure.operational_goal, by=coordination, title="Anderswo")
    found = upload(f"{HEAD}{measure.number};;Anders;\n", by=coordination)
    save_element(element=other, values={"title": "Noch anders"}, revision=1, by=coordination)
    make_measure(measure.operational_goal, by=coordination, title="Hinzugekommen")
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED


def test_row_that_was_wrong_stays_wrong(measure: Measure, coordination: User) -> None:
    above = measure.operational_goal
    text = f"{HEAD};{above.number};Neu;\n{above.number}.2;;;\n"
    found = upload(text, by=coordination)
    assert states(found) == [RowState.NEW, RowState.WRONG]
    make_measure(above, by=coordination, title="Jetzt gibt es eine zweite")
    take_over(found, by=coordination)
    assert (found.status, states(found)) == (ImportStatus.APPLIED, [RowState.NEW, RowState.WRONG])


def test_new_row_that_exists_by_now_is_not_written_twice(measure: Measure, coordination: User) -> None:
    text = f"{HEAD};{measure.operational_goal.number};Neu;\n"
    first, second = upload(text, by=coordination), upload(text, by=coordination)
    take_over(first, by=coordination)
    previewed_anew(second, by=coordination, before=[RowState.NEW], after=[RowState.UNCHANGED])


def test_unchanged_row_that_was_edited_is_shown_again(measure: Measure, coordination: User) -> None:
    other = make_measure(measure.operational_goal, by=coordination, title="Zweite")
    found = upload(f"{HEAD}{measure.number};;Anders;\n{other.number};;Zweite;\n", by=coordination)
    save_element(element=other, values={"title": "Von Hand"}, revision=1, by=coordination)
    before, after = [RowState.CHANGED, RowState.UNCHANGED], [RowState.CHANGED, RowState.CHANGED]
    previewed_anew(found, by=coordination, before=before, after=after)


def test_number_that_means_another_row_by_now(measure: Measure, coordination: User) -> None:
    for title in ("Zweite", "Dritte"):
        make_measure(measure.operational_goal, by=coordination, title=title)
    above = measure.operational_goal.number
    found = upload(f"Nummer;Anmerkung\n{above}.2;Prüfen\n", by=coordination)
    # The gap closes: the third is the second now.
    remove_element(element=Measure.objects.get(title="Zweite"), by=coordination, at=NOW)
    previewed_anew(found, by=coordination, before=[RowState.CHANGED], after=[RowState.CHANGED])
    take_over(found, by=coordination)
    assert Measure.objects.get(title="Dritte").note == "Prüfen"


def test_field_that_is_consolidated_by_now(measure: Measure, coordination: User, core_team: User) -> None:
    text = f"{HEAD}{measure.number};;Anders;\n;{measure.operational_goal.number};Neu;\n"
    found = upload(text, by=core_team)
    theme = measure.theme_of
    theme.consolidation_since, theme.consolidation_by = NOW, coordination
    theme.save()
    before, after = [RowState.CHANGED, RowState.NEW], [RowState.WRONG, RowState.WRONG]
    previewed_anew(found, by=core_team, before=before, after=after)


def test_decision_holds_as_long_as_its_row_is_there(measure: Measure, coordination: User) -> None:
    other = make_measure(measure.operational_goal, by=coordination, title=measure.title)
    third = make_measure(measure.operational_goal, by=coordination, title=measure.title)
    found = upload(f"Titel;Kurzbeschreibung\n{measure.title};Genauer\n", by=coordination)
    decide_rows(table_import=found, decisions={2: str(other.pk)}, by=coordination)
    run(TableImport.objects.get(pk=found.pk).job_id)
    remove_element(element=other, by=coordination, at=NOW)
    previewed_anew(found, by=coordination, before=[RowState.CHANGED], after=[RowState.AMBIGUOUS])
    assert [each["key"] for each in found.rows.get().content["candidates"]] == [
        str(measure.pk),
        str(third.pk),
    ]


def rename_kind(concept: Concept, by: User) -> None:
    ConceptKind.objects.filter(pk=concept.kind_id).update(title="Umbenannt")


def edit_concept(concept: Concept, by: User) -> None:
    save_concept(concept=concept, values={"department": "Kultur"}, revision=1, by=by)


@pytest.mark.parametrize(
    ("happened", "after"), [(rename_kind, RowState.WRONG), (edit_concept, RowState.CHANGED)]
)
def test_concept_that_changed_meanwhile(
    strategy: Strategy,
    coordination: User,
    happened: Callable[[Concept, User], None],
    after: RowState,
) -> None:
    concept = make_concept(strategy)
    text = f"Titel;Art;Fachbereich\n{concept.title};{concept.kind.title};Umwelt\n"
    found = upload(text, by=coordination, kind=CONCEPTS)
    happened(concept, coordination)
    previewed_anew(found, by=coordination, before=[RowState.CHANGED], after=[after])


def test_seat_without_revision_is_compared_by_its_values(
    strategy: Strategy, coordination: User, reader: User
) -> None:
    seat = make_membership(make_committee(name="Beirat"), reader)
    text = f"Name;E-Mail;Gremium;Funktion\n{reader.name};{reader.email};Beirat;Vorsitz\n"
    found = upload(text, by=coordination, kind=MEMBERS)
    Membership.objects.filter(pk=seat.pk).update(role="deputy")
    previewed_anew(found, by=coordination, before=[RowState.CHANGED], after=[RowState.CHANGED])
    assert Membership.objects.get().role == "deputy"


def test_seat_that_would_break_a_rule_by_now(strategy: Strategy, coordination: User, reader: User) -> None:
    seat = make_membership(make_committee(name="Beirat"), reader, since=date(2026, 1, 1))
    text = f"Name;E-Mail;Mitglied bis\n{reader.name};{reader.email};31.01.2026\n"
    found = upload(text, by=coordination, kind=MEMBERS)
    Membership.objects.filter(pk=seat.pk).update(since=date(2026, 2, 1))
    previewed_anew(found, by=coordination, before=[RowState.CHANGED], after=[RowState.WRONG])
