"""The columns of tables of the values of indicators. Pure."""

from django.utils.translation import gettext as _

from monitoring.choices import Quality
from tables.choices import CellType
from tables.kinds.column import Column
from tables.kinds.lists import Lists
from tables.kinds.recurring import INDICATOR, pairs, same
from tables.kinds.synonyms import QUALITIES, words
from tables.signs import ZERO

NOTE_AT_MOST = 500


def indicator_value_columns(lists: Lists) -> tuple[Column, ...]:
    return (*_what(lists), *_figure(), *_where_from(lists))


def _what(lists: Lists) -> tuple[Column, ...]:
    return (
        Column(
            name="indicator",
            heading=_("Indikator"),
            type=CellType.CHOICE,
            aliases=(
                "Indikatorname",
                "Name des Indikators",
                "Kennzahl",
                "Kennziffer",
                "Merkmal",
                "Bezeichnung",
            ),
            choices=same(lists.indicators),
            explanation=_("Der Name, wie er unter „Indikatoren“ steht."),
        ),
        Column(
            name="unit",
            heading=_("Einheit"),
            type=CellType.TEXT,
            aliases=("Maßeinheit", "Mengeneinheit", "in"),
            at_most=80,
            explanation=_("Die Einheit des Indikators. Umgerechnet wird nichts."),
        ),
        Column(
            name="dimension",
            heading=_("Aufteilung nach"),
            type=CellType.TEXT,
            aliases=("Aufteilung", "Gliederung", "Dimension", "Disaggregation"),
            at_most=60,
            explanation=_("Nur bei Teilen, zum Beispiel: Stadtbezirk, Geschlecht."),
        ),
        Column(
            name="part",
            heading=_("Teil"),
            type=CellType.TEXT,
            aliases=("Gruppe", "Ausprägung", "Teilgruppe", "Untergruppe"),
            at_most=120,
            explanation=_("Leer oder „insgesamt“ für das Ganze, sonst zum Beispiel: Wanne, Frauen."),
        ),
        Column(
            name="period",
            heading=_("Jahr oder Stichtag"),
            type=CellType.PERIOD,
            aliases=("Jahr", "Stichtag", "Berichtsjahr", "Zeitbezug", "Zeit", "Zeitpunkt", "Datum"),
            explanation=_("Zum Beispiel: 2024 oder 30.06.2024."),
        ),
    )


def _figure() -> tuple[Column, ...]:
    return (
        Column(
            name="value",
            heading=_("Wert"),
            type=CellType.STATISTIC,
            aliases=("Indikatorwert", "Messwert", "Zahl", "Ergebnis"),
            digits=INDICATOR,
            meanings=((ZERO, _("die Zahl 0")),),
            explanation=_(
                "Eine Zahl, auch mit den Zeichen der Statistik: 12,3 p. Zeichen wie . oder … sind kein Wert."
            ),
        ),
        Column(
            name="quality",
            heading=_("Güte"),
            type=CellType.CHOICE,
            aliases=("Qualität", "Datenqualität"),
            choices=pairs(Quality),
            synonyms=words(QUALITIES),
            empty_says_nothing=True,
            explanation=_("Leer: endgültig, wenn nicht ein Zeichen beim Wert etwas anderes sagt."),
        ),
        Column(
            name="note",
            heading=_("Anmerkung"),
            type=CellType.TEXT,
            aliases=("Bemerkung", "Hinweis", "Kommentar", "Fußnote", "Anmerkungen"),
            at_most=NOTE_AT_MOST,
            empty_says_nothing=True,
            explanation=_("Was zu diesem Wert zu sagen ist."),
        ),
    )


def _where_from(lists: Lists) -> tuple[Column, ...]:
    return (
        Column(
            name="source",
            heading=_("Quelle"),
            type=CellType.TEXT,
            aliases=("Datenquelle", "Herkunft"),
            at_most=300,
            explanation=_("Ist es nicht die des Indikators, steht sie beim Wert als Anmerkung."),
        ),
        Column(
            name="licence",
            heading=_("Lizenz"),
            type=CellType.TEXT,
            read=False,
            explanation=_("Steht am Indikator."),
        ),
        Column(
            name="municipality",
            heading=_("Kommune"),
            type=CellType.CHOICE,
            aliases=("Gemeinde", "Stadt", "Gebiet", "Gebietseinheit", "Raumeinheit", "Region"),
            choices=same((lists.municipality,) if lists.municipality else ()),
            synonyms=tuple(
                (f"{word.casefold()}", lists.municipality) for word in _names_of(lists.municipality)
            ),
            explanation=_("Nur die eigene. Zeilen anderer Kommunen werden nicht eingelesen."),
        ),
    )


def _names_of(municipality: str) -> tuple[str, ...]:
    """What statistical offices call a municipality besides its name."""
    if not municipality:
        return ()
    forms = (_("Stadt %s"), _("%s, Stadt"), _("%s, kreisfreie Stadt"), _("Gemeinde %s"), _("Kreis %s"))
    return tuple(form % municipality for form in forms)
