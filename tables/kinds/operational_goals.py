"""The columns of operational goals. Pure."""

from django.utils.translation import gettext as _

from tables.choices import CellType
from tables.kinds.column import Column
from tables.kinds.lists import Lists
from tables.kinds.recurring import INDICATOR, number, sdg


def goal_columns(lists: Lists) -> tuple[Column, ...]:
    text, long = CellType.TEXT, CellType.LONG_TEXT
    return (
        number(_("Die Nummer des operativen Ziels, zum Beispiel 1.2.3. Leer für ein neues Ziel.")),
        Column(
            name="strategic_goal",
            heading=_("Strategisches Ziel"),
            type=CellType.NUMBER,
            aliases=("Nummer des strategischen Ziels", "Nr. strategisches Ziel", "Strategisches Ziel Nr."),
            explanation=_("Die Nummer des strategischen Ziels darüber, zum Beispiel 1.2."),
        ),
        Column(
            name="short_title",
            heading=_("Kurztitel"),
            type=text,
            aliases=("Titel", "Kurzbezeichnung", "Bezeichnung"),
            required=True,
            at_most=120,
            explanation=_("Wenige Worte, unter denen das Ziel bekannt ist."),
        ),
        Column(
            name="statement",
            heading=_("Zielaussage"),
            type=long,
            aliases=("Ziel", "Operatives Ziel", "Zielformulierung", "Wortlaut"),
            required=True,
            explanation=_("Der Satz, der das Ziel sagt: „Bis 2025 …“"),
        ),
        Column(
            name="explanation",
            heading=_("Erläuterung"),
            type=long,
            aliases=("Erläuterungen", "Begründung", "Beschreibung"),
            explanation=_("Was zum Verständnis nötig ist."),
        ),
        Column(
            name="indicator",
            heading=_("Kennzahl"),
            type=text,
            aliases=("Indikator", "Messgröße"),
            at_most=200,
            explanation=_("Woran man misst, ob das Ziel erreicht ist."),
        ),
        Column(
            name="unit",
            heading=_("Einheit"),
            type=text,
            aliases=("Maßeinheit",),
            at_most=80,
            explanation=_("Zum Beispiel kg je Person."),
        ),
        Column(
            name="baseline_value",
            heading=_("Ausgangswert"),
            type=CellType.DECIMAL,
            aliases=("Basiswert", "Istwert", "Ist-Wert"),
            digits=INDICATOR,
            explanation=_("Der Wert der Kennzahl am Anfang."),
        ),
        Column(
            name="baseline_year",
            heading=_("Jahr"),
            type=CellType.YEAR,
            aliases=("Jahr des Ausgangswerts", "Ausgangsjahr", "Basisjahr"),
            explanation=_("Das Jahr des Ausgangswerts."),
        ),
        Column(
            name="target_value",
            heading=_("Zielwert"),
            type=CellType.DECIMAL,
            aliases=("Sollwert", "Soll-Wert"),
            digits=INDICATOR,
            explanation=_("Der Wert, der im Zieljahr erreicht sein soll."),
        ),
        Column(
            name="target_year",
            heading=_("Zieljahr"),
            type=CellType.YEAR,
            aliases=("bis", "bis Jahr"),
            explanation=_("Das Jahr, in dem das Ziel erreicht sein soll."),
        ),
        Column(
            name="responsible",
            heading=_("Zuständig"),
            type=text,
            aliases=(
                "Zuständigkeit",
                "Zuständiger Fachbereich",
                "Verantwortlich",
                "Fachbereich",
                "Federführung",
            ),
            at_most=200,
            explanation=_("Wer das Ziel verantwortet."),
        ),
        sdg(lists),
        Column(
            name="dns_codes",
            heading=_("DNS"),
            type=CellType.CODES,
            aliases=("Deutsche Nachhaltigkeitsstrategie (DNS)", "Deutsche Nachhaltigkeitsstrategie"),
            at_most=200,
            explanation=_(
                "Bezug zur Deutschen Nachhaltigkeitsstrategie: Nummern mit Komma getrennt, 11.2.a, 13.1."
            ),
        ),
        Column(
            name="nhs_codes",
            heading=_("NHS"),
            type=CellType.CODES,
            aliases=(
                "Nachhaltigkeitsstrategie NRW (NHS)",
                "Nachhaltigkeitsstrategie NRW",
                "NHS NRW",
                "Landesstrategie",
            ),
            at_most=200,
            explanation=_("Bezug zur Nachhaltigkeitsstrategie NRW: Nummern mit Komma getrennt, 13.1, 4.1."),
        ),
    )
