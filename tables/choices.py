"""Kinds of tables, and the types of their columns."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TableKind(TextChoices):
    """The contents of a table. The values are the names on the command line."""

    MEASURES = "measures", _("Maßnahmen")
    OPERATIONAL_GOALS = "operational-goals", _("Operative Ziele")
    CONCEPTS = "concepts", _("Konzepte")
    MEMBERS = "members", _("Mitglieder")
    DEPARTMENTS = "departments", _("Fachbereiche und Stellen")
    INDICATOR_VALUES = "indicator-values", _("Werte der Indikatoren")


class CellType(TextChoices):
    """The way in which a cell is read, checked, compared and written."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("längerer Text")
    YEAR = "year", _("Jahr")
    DECIMAL = "decimal", _("Zahl")
    STATISTIC = "statistic", _("Zahl, auch mit einem Zeichen der Statistik")
    DATE = "date", _("Datum")
    PERIOD = "period", _("Jahr oder Stichtag")
    CHOICE = "choice", _("eine Angabe aus der Liste")
    YES_NO = "yes_no", _("ja oder nein")
    CODES = "codes", _("Nummern, mit Komma getrennt")
    NAMES = "names", _("Namen, mit Semikolon getrennt")
    COSTS = "costs", _("Jahre mit ihren Kosten, mit Semikolon getrennt")
    SOURCES = "sources", _("Quellen mit Betrag und Stand, mit Semikolon getrennt")
    PERSONS = "persons", _("Personen, mit Semikolon getrennt")
    NUMBER = "number", _("Nummer, zum Beispiel 1.2.3")
    GOAL = "goal", _("Nummer oder Titel des Ziels")
    EMAIL = "email", _("E-Mail-Adresse")
    LINK = "link", _("Adresse im Internet")


class RowState(TextChoices):
    """The effect that taking over a table would have on one of its rows."""

    NEW = "new", _("neu")
    CHANGED = "changed", _("geändert")
    UNCHANGED = "unchanged", _("unverändert")
    AMBIGUOUS = "ambiguous", _("nicht eindeutig")
    TRAY = "tray", _("in die Ablage")
    WRONG = "wrong", _("fehlerhaft")


# Rows of these states are taken over, those in the tray as what waits for a goal.
TAKEN_OVER = (RowState.NEW, RowState.CHANGED, RowState.TRAY)


class ImportStatus(TextChoices):
    """The progress of reading a table."""

    WAITING = "waiting", _("wartet auf das Lesen")
    READING = "reading", _("wird gelesen")
    READY = "ready", _("wartet auf Ihre Entscheidung")
    FAILED = "failed", _("nicht lesbar")
    TO_APPLY = "to_apply", _("wird gleich übernommen")
    APPLYING = "applying", _("wird übernommen")
    APPLIED = "applied", _("übernommen")
    TO_UNDO = "to_undo", _("wird gleich rückgängig gemacht")
    UNDOING = "undoing", _("wird rückgängig gemacht")
    UNDONE = "undone", _("rückgängig gemacht")
    CANCELLED = "cancelled", _("abgebrochen")


READING, APPLYING, UNDOING = "table-reading", "table-applying", "table-undoing"
# The kinds of jobs: how far the table is while one waits for its worker, and while it runs.
WORK = {
    READING: (ImportStatus.WAITING, ImportStatus.READING),
    APPLYING: (ImportStatus.TO_APPLY, ImportStatus.APPLYING),
    UNDOING: (ImportStatus.TO_UNDO, ImportStatus.UNDOING),
}
