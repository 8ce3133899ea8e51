"""German words sought and texts that contain them or do not: the same for both searches."""

from random import Random

# The word, the text, and what is marked in it.
FOUND = (
    ("Schule", "Schule", "Schule"),
    ("Schule", "Alle Schulen", "Schulen"),
    ("Schulen", "Die Schule", "Schule"),
    ("schule", "Die Grundschule am Park", "schule"),
    ("schule", "GRUNDSCHULEN", "SCHULEN"),
    ("Schulen", "Grundschulkinder", "schulkinder"),
    ("Schule", "Der Schulhof", "Schulhof"),
    ("schulhof", "Alle Schulhöfe", "Schulhöfe"),
    ("Schulhöfe", "Ein Grundschulhof", "schulhof"),
    ("Baum", "Unsere Bäume", "Bäume"),
    ("baume", "Stadtbäume", "bäume"),
    ("baeume", "Stadtbäume", "bäume"),
    ("Bäume", "Stadtbaeume", "baeume"),
    ("Straße", "Hauptstrasse", "strasse"),
    ("strassen", "Fahrradstraße", "straße"),
    ("strassenb", "Straßenbahn", "Straßenbahn"),
    ("Rad", "Zwei Räder", "Räder"),
    ("Räder", "Ein Rad", "Rad"),
    ("rad", "Der Radweg", "Radweg"),
    ("Räder", "Zahnräder", "räder"),
    ("Fahrrad", "Fahrräder", "Fahrräder"),
    ("Haus", "Rathäuser", "häuser"),
    ("Häuser", "Ein Haus", "Haus"),
    ("Kind", "Mit Kindern", "Kindern"),
    ("Kitas", "Jede Kita", "Kita"),
    ("Kita", "Großkitas", "kitas"),
    ("Autos", "Elektroauto", "auto"),
    ("Kreise", "Arbeitskreis", "kreis"),
    ("Bürger", "Bürgerinnen", "Bürgerinnen"),
    ("Bürger", "Neubürger", "bürger"),
    ("Sanierungen", "Gebäudesanierung", "sanierung"),
    ("Sanierung", "Sanierungsgebiet", "Sanierungsgebiet"),
    ("nachhaltig", "Nachhaltigkeit", "Nachhaltigkeit"),
    ("Nachhaltigkeit", "nachhaltige Ziele", "nachhaltige"),
    ("nachhaltigk", "Nachhaltigkeit", "Nachhaltigkeit"),
    ("Erwärmung", "Klimaerwärmung", "erwärmung"),
    ("Maßnahmen", "Massnahme", "Massnahme"),
    ("Wasser", "Abwasser", "wasser"),
    ("wassern", "Des Wassers", "Wassers"),
    ("Klima", "Stadtklima", "klima"),
    ("Beratung", "Energieberatungen", "beratungen"),
    ("beraten", "Beratung", "Beratung"),
    ("cafe", "Ein Café", "Café"),
    ("Café", "Repaircafe\u0301", "cafe\u0301"),
    ("co2", "CO2-frei", "CO2"),
    ("20", "Bis 2030", "2030"),
    ("1.2", "Ziel 1.2.3", "1.2.3"),
)
# The word and the text that must not be found.
MISSED = (
    ("Rad", "Grad"),
    ("Rad", "Versiegelungsgrad"),
    ("Räder", "Grade"),
    ("Rat", "Beratung"),
    ("Raum", "Traum"),
    ("Last", "Plastik"),
    ("Arten", "Garten"),
    ("Euer", "Steuer"),
    ("Bürger", "Duisburg"),
    ("Träger", "Antrag"),
    ("Grundschule", "Schule"),
    ("1.2", "Ziel 11.2"),
    ("1.2.3", "Ziel 1.2, 3 Orte"),
    ("co2", "co"),
    ("Sternwarte", "Warte"),
)
# The best first: the word, the text with the whole word, the text with a part.
BEFORE = (
    ("Schule", "Für den Klimaschutz gibt es viele Wege. Einer führt zur Schule.", "Grundschule Grundschule"),
    ("Wasser", "Das Gewässer der Stadt und sein Wasser.", "Abwasser, Grundwasser"),
    ("Haus", "Ein Tag, ein Ort, ein Ziel und viele Häuser.", "Haushalt"),
)


def random_words(length: int) -> str:
    """A text of so many letters whose words have nothing in common."""
    letters = Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=length)
    return " ".join("".join(letters[start : start + 60]) for start in range(0, length, 60))
