"""Which columns each kind of table has. Pure: the open vocabularies come in as a value."""

from typing import Any

from django.utils.translation import gettext as _

from committees.choices import MembershipRole
from strategy.choices import (
    EvaluationStatus,
    Funding,
    ImplementationStatus,
    MeasureKind,
    ResolutionStatus,
)
from strategy.values import Value
from tables.choices import CellType, TableKind
from tables.columns import Column

AMOUNT, INDICATOR = (12, 2), (14, 3)


class Lists(Value, frozen=True):
    """What may stand in the cells of open vocabularies, in the order in which drop-downs show it."""

    concept_kinds: tuple[str, ...] = ()
    seat_groups: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sdg_codes: tuple[str, ...] = ()


def columns_of(kind: TableKind, lists: Lists) -> tuple[Column, ...]:
    """The columns of a kind, in the order in which they are written."""
    match kind:
        case TableKind.MEASURES:
            return _measure_columns(lists)
        case TableKind.OPERATIONAL_GOALS:
            return _goal_columns(lists)
        case TableKind.CONCEPTS:
            return _concept_columns(lists)
        case TableKind.MEMBERS:
            return _member_columns(lists)


def identifying(kind: TableKind) -> tuple[str, ...]:
    """The columns by which rows are matched; a table needs at least one of them."""
    match kind:
        case TableKind.MEASURES:
            return ("number", "title")
        case TableKind.OPERATIONAL_GOALS:
            return ("number", "short_title")
        case TableKind.CONCEPTS:
            return ("title",)
        case TableKind.MEMBERS:
            return ("email",)


def _measure_columns(lists: Lists) -> tuple[Column, ...]:
    text, long = CellType.TEXT, CellType.LONG_TEXT
    return (
        _number(_("Die Nummer der Maßnahme, zum Beispiel 1.2.3.4. Leer für eine neue Maßnahme.")),
        Column(
            name="operational_goal",
            heading=_("Operatives Ziel"),
            type=CellType.NUMBER,
            aliases=("Nummer des operativen Ziels", "Nr. operatives Ziel", "OZ", "Operatives Ziel Nr."),
            explanation=_("Die Nummer des operativen Ziels, zu dem die Maßnahme gehört, zum Beispiel 1.2.3."),
        ),
        Column(
            name="title",
            heading=_("Titel"),
            type=text,
            aliases=("Maßnahme", "Maßnahmentitel", "Titel der Maßnahme", "Bezeichnung", "Name der Maßnahme"),
            required=True,
            at_most=200,
            explanation=_("Wie die Maßnahme heißt."),
        ),
        Column(
            name="description",
            heading=_("Kurzbeschreibung"),
            type=long,
            aliases=("Beschreibung", "Inhalt", "Beschreibung der Maßnahme"),
            explanation=_("Was getan wird, in wenigen Sätzen."),
        ),
        Column(
            name="measure_kind",
            heading=_("Art der Maßnahme"),
            type=CellType.CHOICE,
            aliases=("Art", "Maßnahmenart"),
            choices=_pairs(MeasureKind),
            empty_says_nothing=True,
            explanation=_("Läuft die Maßnahme schon, ist sie neu, geplant oder eine Idee?"),
        ),
        Column(
            name="department",
            heading=_("Zuständiger Fachbereich"),
            type=text,
            aliases=(
                "Fachbereich",
                "FB",
                "Zuständigkeit",
                "Zuständig",
                "Verantwortlich",
                "Federführung",
                "Federführend",
                "Amt",
            ),
            at_most=200,
            explanation=_("Wer die Maßnahme verantwortet."),
        ),
        Column(
            name="partners",
            heading=_("Partner"),
            type=text,
            aliases=("Kooperationspartner", "Beteiligte", "Partnerinnen und Partner", "Akteure"),
            at_most=300,
            explanation=_("Wer mitmacht."),
        ),
        Column(
            name="target_group",
            heading=_("Zielgruppe"),
            type=text,
            aliases=("Zielgruppen",),
            at_most=300,
            explanation=_("Für wen die Maßnahme ist."),
        ),
        Column(
            name="start_year",
            heading=_("Beginn"),
            type=CellType.YEAR,
            aliases=("Beginn (Jahr)", "Start", "Startjahr", "von", "ab"),
            explanation=_("Das Jahr, in dem die Maßnahme beginnt."),
        ),
        Column(
            name="end_year",
            heading=_("Ende"),
            type=CellType.YEAR,
            aliases=("Ende (Jahr)", "Endjahr", "bis"),
            explanation=_("Das Jahr, in dem die Maßnahme endet. Leer, wenn sie dauerhaft ist."),
        ),
        Column(
            name="permanent",
            heading=_("dauerhaft"),
            type=CellType.YES_NO,
            aliases=("Daueraufgabe", "unbefristet"),
            explanation=_("„ja“, wenn die Maßnahme kein Ende hat."),
        ),
        Column(
            name="staff_fte",
            heading=_("Personal (Vollzeitstellen)"),
            type=CellType.DECIMAL,
            aliases=("Personal", "Vollzeitstellen", "Stellen", "VZÄ", "Stellenanteile", "Personalbedarf"),
            digits=(6, 2),
            negative=False,
            explanation=_("Wie viele Vollzeitstellen nötig sind, zum Beispiel 0,5."),
        ),
        Column(
            name="annual_cost",
            heading=_("Laufende Kosten"),
            type=CellType.DECIMAL,
            aliases=(
                "Laufende Kosten (Euro im Jahr)",
                "Kosten pro Jahr",
                "Kosten im Jahr",
                "Jährliche Kosten",
                "Sachkosten",
            ),
            digits=AMOUNT,
            negative=False,
            explanation=_("Euro im Jahr."),
        ),
        Column(
            name="investment",
            heading=_("Investition"),
            type=CellType.DECIMAL,
            aliases=(
                "Investition (Euro, einmalig)",
                "Investitionen",
                "Investitionskosten",
                "Einmalige Kosten",
            ),
            digits=AMOUNT,
            negative=False,
            explanation=_("Euro, einmalig."),
        ),
        Column(
            name="funding",
            heading=_("Finanzierung"),
            type=CellType.CHOICE,
            aliases=("Finanzierungsart", "Mittelherkunft"),
            choices=_pairs(Funding),
            explanation=_("Woher das Geld kommt."),
        ),
        Column(
            name="budget_product",
            heading=_("Produktnummer"),
            type=text,
            aliases=("Produktnummer im Haushalt", "Produkt", "Produkt-Nr.", "Haushaltsprodukt"),
            at_most=40,
            explanation=_("Die Nummer des Produkts im Haushalt."),
        ),
        Column(
            name="milestones",
            heading=_("Meilensteine"),
            type=long,
            aliases=("Umsetzungsschritte", "Zwischenschritte"),
            explanation=_("Was bis wann geschafft sein soll."),
        ),
        Column(
            name="implementation_status",
            heading=_("Umsetzungsstand"),
            type=CellType.CHOICE,
            aliases=("Status", "Stand der Umsetzung", "Stand"),
            choices=_pairs(ImplementationStatus),
            empty_says_nothing=True,
            explanation=_("Wie weit die Maßnahme ist."),
        ),
        Column(
            name="resolution_status",
            heading=_("Beschlussstand"),
            type=CellType.CHOICE,
            read=False,
            choices=_pairs(ResolutionStatus),
            explanation=_("Folgt aus dem Beschluss des Rates."),
        ),
        _sdg(lists),
        Column(
            name="note",
            heading=_("Anmerkung"),
            type=long,
            aliases=("Anmerkungen", "Bemerkung", "Bemerkungen", "Hinweis", "Hinweise", "Kommentar"),
            explanation=_("Was sonst noch wichtig ist."),
        ),
    )


def _goal_columns(lists: Lists) -> tuple[Column, ...]:
    text, long = CellType.TEXT, CellType.LONG_TEXT
    return (
        _number(_("Die Nummer des operativen Ziels, zum Beispiel 1.2.3. Leer für ein neues Ziel.")),
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
        _sdg(lists),
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


def _concept_columns(lists: Lists) -> tuple[Column, ...]:
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
            choices=_same(lists.concept_kinds),
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
            choices=_pairs(EvaluationStatus),
            explanation=_("Folgt aus der Auswertung."),
        ),
    )


def _member_columns(lists: Lists) -> tuple[Column, ...]:
    return (
        Column(
            name="name",
            heading=_("Name"),
            type=CellType.TEXT,
            aliases=("Vor- und Nachname", "Person", "Mitglied"),
            required=True,
            at_most=150,
            explanation=_("Vor- und Nachname."),
        ),
        Column(
            name="email",
            heading=_("E-Mail"),
            type=CellType.EMAIL,
            aliases=("E-Mail-Adresse", "Mail", "Mailadresse"),
            required=True,
            at_most=254,
            explanation=_(
                "An der Adresse wird die Person erkannt. Wer noch kein Konto hat, wird eingeladen."
            ),
        ),
        Column(
            name="committee",
            heading=_("Gremium"),
            type=CellType.CHOICE,
            required=True,
            choices=_same(lists.bodies),
            explanation=_("In welchem Gremium die Person sitzt."),
        ),
        Column(
            name="seat_group",
            heading=_("Entsendende Gruppe"),
            type=CellType.CHOICE,
            aliases=("Gruppe", "Entsendet von", "Organisation", "Institution"),
            choices=_same(lists.seat_groups),
            explanation=_("Für wen die Person spricht."),
        ),
        Column(
            name="role",
            heading=_("Funktion"),
            type=CellType.CHOICE,
            aliases=("Rolle",),
            choices=_pairs(MembershipRole),
            empty_says_nothing=True,
            explanation=_("Vorsitz, Stellvertretung oder Mitglied."),
        ),
        Column(
            name="has_vote",
            heading=_("stimmberechtigt"),
            type=CellType.YES_NO,
            aliases=("Stimmrecht", "Stimme"),
            empty_says_nothing=True,
            explanation=_("„ja“, wenn die Person in Abfragen stimmt."),
        ),
        Column(
            name="since",
            heading=_("Mitglied seit"),
            type=CellType.DATE,
            aliases=("seit", "Beginn", "von"),
            empty_says_nothing=True,
            explanation=_("Seit wann die Person in dem Gremium sitzt, zum Beispiel 01.03.2026."),
        ),
        Column(
            name="until",
            heading=_("Mitglied bis"),
            type=CellType.DATE,
            aliases=("bis", "Ende"),
            explanation=_("Der letzte Tag der Mitgliedschaft. Leer, solange sie dauert."),
        ),
    )


def _number(explanation: str) -> Column:
    return Column(
        name="number",
        heading=_("Nummer"),
        type=CellType.NUMBER,
        aliases=("Nr.", "Ziffer"),
        explanation=explanation,
    )


def _sdg(lists: Lists) -> Column:
    return Column(
        name="sdg_targets",
        heading=_("SDG-Unterziele"),
        type=CellType.CODES,
        aliases=("SDG", "SDGs", "SDG-Bezug", "Bezug zu SDG-Unterzielen", "Bezug zu den SDG", "Unterziele"),
        codes=frozenset(lists.sdg_codes),
        explanation=_("Nummern der Unterziele, mit Komma getrennt: 4.1, 4.5."),
    )


def _pairs(choices: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(choice.value), str(choice.label)) for choice in choices)


def _same(titles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((title, title) for title in titles)
