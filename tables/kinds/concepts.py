"""The columns of existing documents. Pure."""

from django.utils.translation import gettext as _

from strategy.inventory.choices import EvaluationStatus
from tables.choices import CellType
from tables.kinds.column import Column
from tables.kinds.lists import Lists
from tables.kinds.recurring import pairs, same


def concept_columns(lists: Lists) -> tuple[Column, ...]:
    text = CellType.TEXT
    return (
        Column(
            name="title",
            heading=_("Titel"),
            type=text,
            aliases=("Konzept", "Bezeichnung", "Name", "Dokument"),
            required=True,
            at_most=200,
            explanation=_("Wie das Dokument heißt."),
        ),
        Column(
            name="kind",
            heading=_("Art"),
            type=CellType.CHOICE,
            aliases=("Art des Dokuments", "Dokumentart", "Typ"),
            required=True,
            choices=same(lists.concept_kinds),
            explanation=_("Welche Art von Dokument es ist."),
        ),
        Column(
            name="department",
            heading=_("Fachbereich"),
            type=text,
            aliases=("Zuständiger Fachbereich", "FB", "Zuständig", "Amt"),
            at_most=200,
            explanation=_("Wer das Dokument verantwortet."),
        ),
        Column(
            name="dated",
            heading=_("Datum"),
            type=CellType.DATE,
            aliases=("vom", "Stand", "Beschlossen am", "Datum des Beschlusses"),
            explanation=_("Von wann das Dokument ist, zum Beispiel 05.10.2021."),
        ),
        Column(
            name="council_reference",
            heading=_("Vorlage des Rates"),
            type=text,
            aliases=("Vorlage", "Ratsvorlage", "Vorlagennummer", "Vorlage Nr."),
            at_most=60,
            explanation=_("Die Nummer der Vorlage, zum Beispiel 2021/0734."),
        ),
        Column(
            name="valid_until",
            heading=_("gültig bis"),
            type=CellType.DATE,
            aliases=("Gültigkeit", "Laufzeit bis"),
            explanation=_("Bis wann das Dokument gilt, zum Beispiel 31.12.2030."),
        ),
        Column(
            name="link",
            heading=_("Adresse im Internet"),
            type=CellType.LINK,
            aliases=("Link", "URL", "Internetadresse", "Fundort"),
            at_most=500,
            explanation=_("Wo das Dokument im Internet steht, mit https:// am Anfang."),
        ),
        Column(
            name="summary",
            heading=_("Zusammenfassung"),
            type=CellType.LONG_TEXT,
            aliases=("Kurzbeschreibung", "Beschreibung", "Inhalt"),
            explanation=_("Was in dem Dokument steht."),
        ),
        Column(
            name="evaluation_status",
            heading=_("Stand der Auswertung"),
            type=CellType.CHOICE,
            read=False,
            choices=pairs(EvaluationStatus),
            explanation=_("Folgt aus der Auswertung."),
        ),
    )
