"""Persons to ask in a table: all of them in one cell."""

import pytest

from accounts.models import User
from strategy.models import Measure
from strategy.persons import Person
from tables.choices import ImportStatus, RowState
from tables.misread import Misread
from tables.persons import cells_of_persons, read_persons
from tests.tables.test_imports import states, take_over, upload
from tests.tables.test_undo import undo

ADA = Person(name="Ada Kaya")
KIM = Person(name="Kim Neu", role="Leitung", reach="kim@herne.example")


@pytest.mark.parametrize(
    ("person", "cell"),
    [
        (KIM, "Kim Neu (Leitung, kim@herne.example)"),
        (ADA, "Ada Kaya"),
        (Person(name="Kim", reach="(02323) 16-1"), "Kim ((02323) 16-1)"),
        (Person(name="Kim", role="Haus 1, 02323 16"), '"Kim" ("Haus 1, 02323 16")'),
        (Person(name='Kim "Ki" (Neu)'), '"Kim ""Ki"" (Neu)"'),
    ],
)
def test_persons_are_written_so_that_they_are_read_back(person: Person, cell: str) -> None:
    assert (cells_of_persons([person]), read_persons(cell)) == ((cell,), (person,))


def test_persons_are_read_as_people_write_them() -> None:
    assert read_persons("Kim Neu(Leitung , kim@herne.example)\n Ada Kaya ;") == (ADA, KIM)
    with pytest.raises(Misread) as refused:
        read_persons("Ada Kaya; (Leitung)")
    assert refused.value.reason == "„(Leitung)“: Name: Bitte geben Sie den Namen der Person an."


def test_persons_are_taken_over_and_taken_back(measure: Measure, coordination: User) -> None:
    goal = measure.operational_goal.number
    text = (
        "Nr.;Titel;Ansprechpersonen\n"
        f'{measure.number};{measure.title};"Ada Kaya; Kim Neu (Leitung, kim@herne.example)"\n'
        f"{goal}.7;Neu;Ada Kaya\n"
    )
    found = upload(text, by=coordination)
    assert states(found) == [RowState.CHANGED, RowState.NEW]
    assert take_over(found, by=coordination).status == ImportStatus.APPLIED
    measure.refresh_from_db()
    assert (measure.contacts, Measure.objects.get(title="Neu").contacts) == ((ADA, KIM), (ADA,))
    assert states(upload(text, by=coordination)) == [RowState.UNCHANGED] * 2
    assert undo(found, by=coordination).status == ImportStatus.UNDONE
    measure.refresh_from_db()
    assert measure.contacts == ()
