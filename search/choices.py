"""Kinds of what the search finds, in the order of its filter."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    THEME = "theme", _("Themenfelder")
    STRATEGIC_GOAL = "strategic_goal", _("Strategische Ziele")
    OPERATIONAL_GOAL = "operational_goal", _("Operative Ziele")
    MEASURE = "measure", _("Maßnahmen")
    CHAPTER = "chapter", _("Kapitel")
    SWOT = "swot", _("SWOT-Einträge")
    CONCEPT = "concept", _("Konzepte")
    CONCEPT_PAGE = "concept_page", _("Seiten von Konzepten")
    EXTRACT = "extract", _("Fundstellen")
    COMMENT = "comment", _("Kommentare")
    MEETING = "meeting", _("Sitzungen")
    AGENDA_ITEM = "agenda_item", _("Tagesordnungspunkte")
