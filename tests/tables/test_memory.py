"""What people said about columns and words holds for files of the same kind, once their rows were taken over."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.runner import run
from strategy.models import Measure, Strategy
from tables.actions.imports import answer_questions, assign_columns, discard_import
from tables.choices import ImportStatus, RowState
from tables.kinds.measures import MEASURES
from tables.kinds.operational_goals import OPERATIONAL_GOALS
from tables.models import RememberedHead, RememberedWord, TableImport
from tests.builders import NOW
from tests.conftest import signed_in
from tests.tables.deciding import Deciding
from tests.tables.test_imports import states, take_over, upload
from tests.tables.test_undo import undo


def assigned(text: str, chosen: dict[int, str], *, by: User) -> TableImport:
    """A table whose columns somebody has assigned."""
    found = upload(text, by=by)
    return read_again(assign_columns(table_import=found, chosen=chosen, by=by))


def answered(found: TableImport, *, by: User, **answers: Any) -> TableImport:
    return read_again(answer_questions(table_import=found, by=by, **answers))


def read_again(found: TableImport) -> TableImport:
    run(found.job_id)
    found.refresh_from_db()
    return found


def names(found: TableImport) -> list[str]:
    return [fact["name"] for fact in found.columns]


def test_columns_are_remembered_when_rows_are_taken_over(measure: Measure, coordination: User) -> None:
    text = f"Vorhaben;Wozu;Wetter\n{measure.title};Weil;gut\n"
    found = assigned(text, {0: "title", 1: "note", 2: ""}, by=coordination)
    assert states(found) == [RowState.CHANGED]
    assert names(upload(text, by=coordination)) == ["", "", ""]
    take_over(found, by=coordination)
    again = upload(text, by=coordination)
    assert (states(again), names(again)) == ([RowState.UNCHANGED], ["title", "note", ""])
    assert [fact["remembered"] for fact in again.columns] == [True, True, True]
    head = RememberedHead.objects.get()
    assert (head.headings, head.remembered_by) == (["Vorhaben", "Wozu", "Wetter"], coordination)


def test_columns_of_another_list_are_not_touched(measure: Measure, coordination: User) -> None:
    text = f"Vorhaben;Wozu\n{measure.title};Weil\n"
    take_over(assigned(text, {0: "title", 1: "note"}, by=coordination), by=coordination)
    assert names(upload(f"Vorhaben;Wozu;Wer\n{measure.title};Weil;x\n", by=coordination)) == ["", "", ""]
    assert names(upload(f"Wozu;Vorhaben\nWeil;{measure.title}\n", by=coordination)) == ["", ""]
    assert names(upload(text, by=coordination, kind=OPERATIONAL_GOALS)) == ["", ""]


def test_discarded_import_is_not_remembered_and_our_own_table_is_recognised(
    measure: Measure, coordination: User
) -> None:
    discarded = assigned(
        "Nummer;Titel;Kurzbeschreibung\n341;Fernwärme;Netz.\n", {0: "", 1: "title", 2: ""}, by=coordination
    )
    discard_import(table_import=discarded)
    assert not RememberedHead.objects.exists()
    number, above = measure.number, measure.operational_goal.number
    found = upload(f"Nummer;Operatives Ziel;Titel\n{number};{above};Neuer Name\n", by=coordination)
    assert states(found) == [RowState.CHANGED]


def test_our_own_headings_are_not_remembered_as_left_out(measure: Measure, coordination: User) -> None:
    text = f"Nummer;Titel;Wozu\n{measure.number};Anders;Weil\n"
    chosen = {0: "number", 1: "", 2: "title"}
    take_over(assigned(text, chosen, by=coordination), by=coordination)
    assert names(upload(text, by=coordination)) == ["number", "title", ""]
    assert RememberedHead.objects.get().fields == {"2": "title"}


def test_word_is_asked_once_and_remembered_when_rows_are_taken_over(
    measure: Measure, coordination: User
) -> None:
    text = (
        "Operatives Ziel;Titel;Status\n"
        f"{measure.operational_goal.number};Eins;In Bearbeitung\n"
        f"{measure.operational_goal.number};Zwei;in  bearbeitung\n"
    )
    found = upload(text, by=coordination)
    assert states(found) == [RowState.WRONG, RowState.WRONG]
    assert [(each["word"], each["count"], each["lines"]) for each in found.cell_questions] == [
        ("in bearbeitung", 2, [2, 3])
    ]
    words = {"implementation_status": {"in bearbeitung": "in_progress"}}
    answered(found, words=words, by=coordination)
    assert states(found) == [RowState.NEW, RowState.NEW]
    assert states(upload(text, by=coordination)) == [RowState.WRONG, RowState.WRONG]
    take_over(found, by=coordination)
    statuses = Measure.objects.exclude(pk=measure.pk).values_list("implementation_status", flat=True)
    assert set(statuses) == {"in_progress"}
    again = upload(text, by=coordination)
    assert states(again) == [RowState.UNCHANGED, RowState.UNCHANGED]
    assert [each["word"] for each in again.cell_questions] == ["in bearbeitung"]
    remembered = RememberedWord.objects.get()
    assert (remembered.word, remembered.value, remembered.remembered_by) == (
        "in bearbeitung",
        "in_progress",
        coordination,
    )


def test_unreadable_cells_of_a_column_are_left_out_with_a_remark(
    measure: Measure, coordination: User
) -> None:
    above = measure.operational_goal.number
    text = (
        "Operatives Ziel;Titel;Kosten pro Jahr;Status;Bemerkung\n"
        f"{above};Eins;siehe Anlage;irgendwie;Wichtig\n{above};Zwei;12;laufend;\n"
    )
    found = upload(text, by=coordination)
    assert states(found) == [RowState.WRONG, RowState.NEW]
    words = {"implementation_status": {"irgendwie": None}}
    answered(found, words=words, left_out=["annual_cost"], by=coordination)
    assert states(found) == [RowState.NEW, RowState.NEW]
    take_over(found, by=coordination)
    one, two = (Measure.objects.get(title=title) for title in ("Eins", "Zwei"))
    assert (one.annual_cost, one.implementation_status) == (None, "not_started")
    assert one.note == (
        "Wichtig\nLaufende Kosten: „siehe Anlage“ (nicht eingelesen)\n"
        "Umsetzungsstand: „irgendwie“ (nicht eingelesen)"
    )
    assert (two.annual_cost, two.note) == (12, "")
    # To leave something out is said each time.
    assert not RememberedWord.objects.exists()
    again = upload(text, by=coordination)
    assert states(again) == [RowState.WRONG, RowState.UNCHANGED]
    answered(again, words=words, left_out=["annual_cost"], by=coordination)
    assert states(again) == [RowState.UNCHANGED, RowState.UNCHANGED]


def test_what_is_left_out_of_one_column_is_read_in_another(measure: Measure, coordination: User) -> None:
    text = f"Titel;Kosten pro Jahr;Preis\n{measure.title};siehe Anlage;auch dort\n"
    found = answered(upload(text, by=coordination), left_out=["annual_cost"], by=coordination)
    assert states(found) == [RowState.CHANGED]
    chosen = {0: "title", 1: "", 2: "annual_cost"}
    found = read_again(assign_columns(table_import=found, chosen=chosen, by=coordination))
    assert (states(found), found.left_out) == ([RowState.WRONG], [])


def test_remembered_is_seen_and_forgotten(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    text = f"Vorhaben;Stand der Dinge\n{measure.title};in Bearbeitung\n"
    found = assigned(text, {0: "title", 1: "implementation_status"}, by=coordination)
    answered(found, words={"implementation_status": {"in bearbeitung": "in_progress"}}, by=coordination)
    take_over(found, by=coordination)
    address = reverse("tables:import-memory", args=[MEASURES])
    page = coordination_client.get(address).content.decode()
    for shown in ("Vorhaben: eingelesen als Titel", "in bearbeitung", "in Umsetzung", str(coordination)):
        assert shown in page
    head, word = RememberedHead.objects.get(), RememberedWord.objects.get()
    coordination_client.post(reverse("tables:import-forget-head", args=[MEASURES, head.pk]))
    coordination_client.post(reverse("tables:import-forget-word", args=[MEASURES, word.pk]))
    assert not RememberedHead.objects.exists()
    assert not RememberedWord.objects.exists()
    assert "Es sind keine Spalten gemerkt." in coordination_client.get(address).content.decode()


def test_taken_back_import_forgets_what_it_taught(measure: Measure, coordination: User) -> None:
    text = f"Vorhaben;Stand der Dinge\n{measure.title};{{}}\n"
    chosen = {0: "title", 1: "implementation_status"}
    taught = [
        take_over(
            answered(
                assigned(text.format(word), chosen, by=coordination),
                words={"implementation_status": {word: value}},
                by=coordination,
            ),
            by=coordination,
        )
        for word, value in (("irgendwie", "in_progress"), ("später", "deferred"))
    ]
    assert undo(taught[1], by=coordination).status == ImportStatus.UNDONE
    # The columns were said again by what is taken back; the word of the first import stays.
    assert not RememberedHead.objects.exists()
    assert RememberedWord.objects.get().word == "irgendwie"


def test_single_cell_of_a_figure_is_left_out(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    above = measure.operational_goal.number
    text = f"OZ;Maßnahme;Kosten pro Jahr\n{above};Eins;siehe Anlage\n{above};Zwei;viel\n"
    person = Deciding(text, by=coordination, client=coordination_client)
    person.answer({"siehe Anlage": "-"})
    assert states(person.found) == [RowState.NEW, RowState.WRONG]
    take_over(person.found, by=coordination)
    assert Measure.objects.get(title="Eins").note == "Laufende Kosten: „siehe Anlage“ (nicht eingelesen)"
    assert not RememberedWord.objects.exists()


def test_remembered_of_another_kind_is_not_found(strategy: Strategy, coordination: User) -> None:
    word = RememberedWord.objects.create(
        kind="members", name="role", word="x", value="chair", remembered_at=NOW
    )
    forget = reverse("tables:import-forget-word", args=[MEASURES, word.pk])
    assert signed_in(coordination).post(forget).status_code == 404
    assert RememberedWord.objects.exists()
