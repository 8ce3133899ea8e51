"""Columns and choices that recur in several kinds. Pure: the open vocabularies come in as a value."""

from django.db.models import Choices
from django.utils.translation import gettext as _

from tables.choices import CellType
from tables.kinds.column import Column
from tables.kinds.lists import Lists

# As long as its statement can be.
GOAL_AT_MOST = 1_000
FORMER_NUMBER_AT_MOST = 40
AMOUNT, INDICATOR = (12, 2), (14, 3)


def number(explanation: str) -> Column:
    return Column(
        name="number",
        heading=_("Nummer"),
        type=CellType.NUMBER,
        aliases=("Nr.", "Ziffer", "Lfd. Nr.", "Laufende Nummer", "Maßnahmennummer", "Maßnahmen-Nr."),
        explanation=explanation,
    )


def former_number() -> Column:
    return Column(
        name="former_number",
        heading=_("Bisherige Nummer"),
        type=CellType.TEXT,
        aliases=(
            "Frühere Nummer",
            "Alte Nummer",
            "Eigene Nummer",
            "Interne Nummer",
            "Kürzel",
            "Kennung",
            "ID",
        ),
        at_most=FORMER_NUMBER_AT_MOST,
        explanation=_("Die Nummer in einer früheren Liste, zum Beispiel Ü1 oder 922."),
    )


def participants(lists: Lists, *aliases: str) -> Column:
    return Column(
        name="participants",
        heading=_("Beteiligte Stellen"),
        type=CellType.NAMES,
        aliases=("Beteiligte Fachbereiche", "Beteiligte Ämter", "Mitwirkende Stellen", *aliases),
        names=lists.departments,
        at_most=200,
        explanation=_("Wer mitwirkt: Namen oder Kurznamen, mit Semikolon getrennt."),
    )


def contacts() -> Column:
    return Column(
        name="contacts",
        heading=_("Ansprechpersonen (intern)"),
        type=CellType.PERSONS,
        aliases=(
            "Ansprechpersonen",
            "Ansprechperson",
            "Ansprechpartner",
            "Ansprechpartnerin",
            "Kontaktperson",
        ),
        explanation=_("Wen man fragt: Kim Neu (Leitung, kim@herne.example); Ada Kaya."),
    )


def sdg(lists: Lists) -> Column:
    return Column(
        name="sdg_targets",
        heading=_("SDG-Unterziele"),
        type=CellType.CODES,
        aliases=("SDG", "SDGs", "SDG-Bezug", "Bezug zu SDG-Unterzielen", "Bezug zu den SDG", "Unterziele"),
        codes=frozenset(lists.sdg_codes),
        explanation=_("Nummern der Unterziele, mit Komma getrennt: 4.1, 4.5."),
    )


def pairs(choices: type[Choices]) -> tuple[tuple[str, str], ...]:
    return tuple((str(choice.value), str(choice.label)) for choice in choices)


def same(titles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((title, title) for title in titles)
