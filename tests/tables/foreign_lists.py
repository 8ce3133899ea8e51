"""Lists of measures in the shape in which other cities and departments keep them; what they say is invented."""

from io import BytesIO
from unicodedata import normalize

import xlsxwriter

ACTIONS = ("ausbauen", "fördern", "erproben", "neu ordnen", "sichtbar machen")
SUBJECTS = (
    *("Radabstellanlagen am Bahnhof", "Trinkbrunnen in der Innenstadt", "Schulgärten", "Reparaturcafés"),
    *("Fassadenbegrünung", "Mitfahrbänke", "Lastenradverleih", "Energieberatung", "Saatguttausch"),
    *("Mehrwegangebote auf Märkten", "Bürgersolaranlagen"),
)
TITLES = tuple(f"{subject} {action}" for action in ACTIONS for subject in SUBJECTS)
FIELDS = ("Mobilität und Wege", "Bildung für alle", "Grün in der Stadt")
GOALS = ("Radverkehr stärken", "Müll vermeiden", "Grünflächen erhalten", "Energie sparen")


def surplus_list() -> bytes:
    """34 rows of a workbook with a letterhead, a head over two rows and numbers of its own."""
    head = ("Nr.", "Handlungsfeld", "Maßnahme", "Kurzbeschreibung", "Zuständigkeit", "Status", "Kosten")
    states = ("in Arbeit", "laufend", "abgeschlossen")
    rows = [
        (
            f"Ü{place}",
            FIELDS[place % 3],
            TITLES[place - 1],
            f"Gemeinsam mit den Vereinen:\n• Schritt {place}\n• Auswertung",
            f"FB {place % 5 + 1}",
            states[place % 3],
            f"ca. {place}.000 €",
            ("Haushaltsmittel", "Eigenmittel")[place % 2],
            "2027-2029",
        )
        for place in range(1, 35)
    ]
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Maßnahmenliste")
        sheet.merge_range(0, 0, 0, 8, "Übersicht der Maßnahmen, Stand Frühjahr")
        for place, heading in enumerate(head):
            sheet.merge_range(2, place, 3, place, heading)
        sheet.merge_range(2, 7, 2, 8, "Umsetzung")
        sheet.write_row(3, 7, ("Finanzierung", "Zeitraum"))
        for place, row in enumerate(rows):
            sheet.write_row(place + 4, 0, row)
    return output.getvalue()


def goal_list() -> bytes:
    """48 rows of a CSV file in Windows-1252 whose goals are texts."""
    rows = [
        f"{921 + place};{GOALS[place % 4]};{TITLES[place]};"
        f'"Erster Absatz{place}.<br>Zweiter&nbsp;Absatz";FB 33 – Kultur;0,5 VZÄ (E 11);{2027 + place % 3}'
        for place in range(1, 49)
    ]
    head = "Lfd. Nr.;Ziel;Maßnahme;Beschreibung;Federführung;Personal;Beginn"
    return "\r\n".join([head, *rows, ""]).encode("cp1252")


def list_without_goals() -> bytes:
    """55 rows of a workbook from a Mac, without goals and numbers, with a heading in English."""
    spans = ("ab 2027", "2027/28", 2028)
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Tabelle1")
        head = ("Maßnahme", "Beschreibung", "Department", "Laufzeit", "SDG", "Für wen?")
        sheet.write_row(0, 0, [normalize("NFD", heading) for heading in head])
        for place, title in enumerate(TITLES):
            text = f"Das prüfen wir für Übergänge in Stadtteil {place + 1}."
            cells = (title, text, "Büro für Stadtgrün", spans[place % 3], "SDG 4.1, 4.5", "Bürger*innen")
            cells_on_a_mac = [normalize("NFD", cell) if isinstance(cell, str) else cell for cell in cells]
            sheet.write_row(place + 1, 0, cells_on_a_mac)
    return output.getvalue()
