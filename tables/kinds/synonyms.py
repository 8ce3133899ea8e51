"""Words that people write for a choice and that mean nothing else there. Pure.

What can mean two things is in no list ("in Bearbeitung" is preparing for some and doing for others): it is asked.
"""

from collections.abc import Mapping

from django.db.models import Choices

from committees.bodies.choices import MembershipRole
from monitoring.choices import Quality
from strategy.choices import Funding, ImplementationStatus, MeasureKind

NOTHING = ""

MEASURE_KINDS: Mapping[str, tuple[str, ...]] = {
    MeasureKind.ONGOING: (
        *("läuft", "bestehend", "vorhanden", "begonnen", "Bestand", "laufende Maßnahme"),
        *("bestehende Maßnahme", "wird fortgeführt", "Fortführung", "bereits laufend"),
    ),
    MeasureKind.NEW: ("neue Maßnahme", "neues Vorhaben"),
    MeasureKind.PLANNED: ("in Planung", "Planung", "vorgesehen", "beabsichtigt", "geplante Maßnahme"),
    MeasureKind.IDEA: ("Vorschlag", "Projektidee", "Maßnahmenidee", "Anregung"),
}
FUNDINGS: Mapping[str, tuple[str, ...]] = {
    Funding.BUDGET: (
        *(
            "Haushaltsmittel",
            "Eigenmittel",
            "eigene Mittel",
            "städtische Mittel",
            "kommunale Mittel",
            "Budget",
        ),
        *(
            "städtischer Haushalt",
            "kommunaler Haushalt",
            "Haushalt der Stadt",
            "Kernhaushalt",
            "Kommune",
            "Stadt",
        ),
        *("im Haushalt", "aus dem Haushalt", "HH", "HH-Mittel"),
    ),
    Funding.GRANTS: (
        *("Förderung", "Fördergelder", "gefördert", "Förderprogramm", "Förderprogramme"),
        *("Landesmittel", "Bundesmittel", "EU-Mittel", "Landesförderung", "Bundesförderung", "EU-Förderung"),
        *("Städtebauförderung", "Zuschuss", "Zuschüsse", "Zuwendung", "Zuwendungen"),
    ),
    Funding.THIRD_PARTY: (
        *("Drittmittel", "durch Dritte", "von Dritten", "Spenden", "Sponsoring", "Sponsoren"),
        *("Stiftung", "Stiftungsmittel", "private Mittel", "privat"),
    ),
    Funding.UNCLEAR: (
        *("offen", "noch offen", "unklar", "nicht geklärt", "noch ungeklärt", "noch zu klären", "zu klären"),
        *("in Klärung", "nicht gesichert", "noch nicht gesichert", "?"),
    ),
    NOTHING: ("keine", "keiner", "kein Bedarf", "nicht erforderlich", "nicht nötig", "entfällt"),
}
IMPLEMENTATION_STATUSES: Mapping[str, tuple[str, ...]] = {
    ImplementationStatus.NOT_STARTED: (
        *("offen", "noch offen", "ausstehend", "steht aus", "noch nicht begonnen", "nicht gestartet"),
        *("noch nicht gestartet", "nicht angefangen"),
    ),
    ImplementationStatus.IN_PREPARATION: (
        *("in Planung", "Planung", "geplant", "Vorbereitung", "wird vorbereitet", "in der Vorbereitung"),
    ),
    ImplementationStatus.IN_PROGRESS: (
        *("in Arbeit", "laufend", "läuft", "begonnen", "gestartet", "angefangen", "in Durchführung"),
        *("in der Umsetzung", "Umsetzung", "wird umgesetzt", "teilweise umgesetzt", "bereits begonnen"),
    ),
    ImplementationStatus.PERMANENT_TASK: (
        *("dauerhaft", "fortlaufend", "kontinuierlich", "ständig", "permanent", "Dauer", "ständige Aufgabe"),
        *("laufende Aufgabe", "Regelaufgabe", "Dauermaßnahme"),
    ),
    ImplementationStatus.COMPLETED: (
        *("abgeschlossen", "erledigt", "fertig", "fertiggestellt", "beendet", "realisiert", "durchgeführt"),
        *("vollständig umgesetzt", "bereits umgesetzt", "ist umgesetzt"),
    ),
    ImplementationStatus.DEFERRED: (
        *("verschoben", "aufgeschoben", "pausiert", "ruht", "ruhend", "ausgesetzt", "vorerst zurückgestellt"),
    ),
    ImplementationStatus.DISCARDED: (
        *(
            "entfallen",
            "entfällt",
            "gestrichen",
            "eingestellt",
            "aufgegeben",
            "nicht weiterverfolgt",
            "abgebrochen",
        ),
    ),
}
ROLES: Mapping[str, tuple[str, ...]] = {
    MembershipRole.CHAIR: ("Vorsitzende", "Vorsitzender", "Vorsitzende/r", "Leitung", "Leiterin", "Leiter"),
    MembershipRole.DEPUTY: (
        *("stellvertretend", "stv.", "Stellvertreter", "Stellvertreterin", "Stellvertreter/in"),
        *("stellvertretender Vorsitz", "stv. Vorsitz", "stellvertretende Vorsitzende"),
        *("stellvertretender Vorsitzender", "stv. Vorsitzende", "stv. Vorsitzender"),
    ),
    MembershipRole.MEMBER: ("Mitglieder", "ordentliches Mitglied", "Teilnehmer", "Teilnehmerin"),
}

QUALITIES: Mapping[str, tuple[str, ...]] = {
    Quality.FINAL: ("final", "endgültiger Wert"),
    Quality.PROVISIONAL: ("p", "vorläufiger Wert", "vorl."),
    Quality.ESTIMATED: ("s", "Schätzung", "Schätzwert", "geschätzter Wert", "gesch."),
}


def words(synonyms: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """The pairs of (word, value) that a column takes, each word as `cells.normalised` writes it."""
    return tuple((word.casefold(), _value(choice)) for choice, found in synonyms.items() for word in found)


def _value(choice: str) -> str:
    return str(choice.value) if isinstance(choice, Choices) else choice
