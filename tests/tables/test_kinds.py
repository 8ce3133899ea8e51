"""Each kind of table is one object, and nothing else knows which kinds there are."""

import re
from pathlib import Path

import pytest

from tables.cells import interpret, normalised
from tables.choices import TableKind
from tables.kinds.all import KINDS
from tables.kinds.lists import Lists
from tables.kinds.measures import MEASURES

ROOT = Path(__file__).resolve().parent.parent.parent
NAMED = re.compile(r'\bTableKind\.[A-Z]|\bkind == "')


def test_every_choice_is_the_name_of_one_kind() -> None:
    assert [kind.choice for kind in KINDS] == list(TableKind)


def test_kinds_have_addresses_of_their_own() -> None:
    assert len({kind.slug for kind in KINDS}) == len(KINDS)


def test_a_kind_is_named_in_its_own_module_only() -> None:
    sources = [*(ROOT / "tables").rglob("*.py"), *(ROOT / "templates" / "tables").rglob("*.html")]
    naming = {path.relative_to(ROOT).as_posix() for path in sources if NAMED.search(path.read_text("utf-8"))}

    assert naming == {f"{type(kind).__module__.replace('.', '/')}.py" for kind in KINDS}


def test_every_synonym_stands_for_one_value_and_hides_no_label() -> None:
    for kind in KINDS:
        for column in kind.columns(Lists()):
            words = [word for word, _value in column.synonyms]
            labels = {normalised(label) for _value, label in column.choices}
            values = {value for value, _label in column.choices} | {""}
            assert len(words) == len(set(words))
            assert words == [normalised(word) for word in words]
            assert not labels.intersection(words)
            assert values.issuperset(value for _word, value in column.synonyms)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("implementation_status", "in Arbeit", "in_progress"),
        ("implementation_status", "laufend", "in_progress"),
        ("implementation_status", "Abgeschlossen", "completed"),
        ("implementation_status", "in Umsetzung", "in_progress"),
        ("funding", "Haushaltsmittel", "budget"),
        ("funding", "Eigenmittel", "budget"),
        ("funding", "Haushalt", "budget"),
        ("funding", "Fördermittel", "grants"),
        ("funding", "keine", ""),
        ("measure_kind", "Projektidee", "idea"),
    ],
)
def test_synonyms_of_choices_are_understood(name: str, cell: str, value: str) -> None:
    columns = {column.name: column for column in MEASURES.columns(Lists())}
    assert interpret(columns[name], cell) == value
