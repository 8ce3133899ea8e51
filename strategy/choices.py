"""The vocabularies of the field, see docs/glossary.md."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ThemeDecision(TextChoices):
    """The outcome for a candidate of the theme selection."""

    OPEN = "open", _("noch offen")
    SELECTED = "selected", _("gewählt")
    NOT_SELECTED = "not_selected", _("nicht gewählt")
    MERGED = "merged", _("zusammengeführt")


# Which decision may follow which. Merging is undone only by removing the merged candidate.
THEME_DECISION_TRANSITIONS: dict[str, frozenset[str]] = {
    ThemeDecision.OPEN: frozenset({ThemeDecision.SELECTED, ThemeDecision.NOT_SELECTED, ThemeDecision.MERGED}),
    ThemeDecision.SELECTED: frozenset({ThemeDecision.OPEN, ThemeDecision.NOT_SELECTED}),
    ThemeDecision.NOT_SELECTED: frozenset({ThemeDecision.OPEN, ThemeDecision.SELECTED}),
    ThemeDecision.MERGED: frozenset({ThemeDecision.OPEN}),
}


class MeasureKind(TextChoices):
    ONGOING = "ongoing", _("laufend")
    NEW = "new", _("neu")
    PLANNED = "planned", _("geplant")
    IDEA = "idea", _("Idee")


class Funding(TextChoices):
    BUDGET = "budget", _("Haushalt")
    GRANTS = "grants", _("Fördermittel")
    THIRD_PARTY = "third_party", _("Dritte")
    UNCLEAR = "unclear", _("ungeklärt")


class FundingState(TextChoices):
    """How sure the money of a source is."""

    OPEN = "open", _("offen")
    APPLIED = "applied", _("beantragt")
    GRANTED = "granted", _("bewilligt")
    BUDGETED = "budgeted", _("eingeplant")


class ImplementationStatus(TextChoices):
    NOT_STARTED = "not_started", _("nicht begonnen")
    IN_PREPARATION = "in_preparation", _("in Vorbereitung")
    IN_PROGRESS = "in_progress", _("in Umsetzung")
    PERMANENT_TASK = "permanent_task", _("Daueraufgabe")
    COMPLETED = "completed", _("umgesetzt")
    DEFERRED = "deferred", _("zurückgestellt")
    DISCARDED = "discarded", _("verworfen")


class ResolutionStatus(TextChoices):
    """The reservation (Vorbehalt): adopting the strategy does not yet adopt its single measures."""

    PROPOSED = "proposed", _("Vorschlag")
    UNDER_RESERVATION = "under_reservation", _("unter Vorbehalt beschlossen")
    OWN_RESOLUTION = "own_resolution", _("eigener Beschluss liegt vor")
    REJECTED = "rejected", _("abgelehnt")


class ChapterKind(StrEnum):
    """The chapters of the GNK in their usual order; their titles, and more chapters, are in `chapter_catalogue.py`."""

    PREFACE = "preface"
    INTRODUCTION = "introduction"
    CONTEXT = "context"
    MODEL = "model"
    PROCESS = "process"
    PREAMBLE = "preamble"
    CONTINUATION = "continuation"
    APPENDIX = "appendix"
    IMPRINT = "imprint"


class Phase(TextChoices):
    """The steps of the GNK method as the guide shows them."""

    ORGANISATION = "organisation", _("Aufbauorganisation")
    INVENTORY = "inventory", _("Bestandsaufnahme")
    THEMES = "themes", _("Themenfelder")
    STRATEGIC_GOALS = "strategic_goals", _("Leitlinien und strategische Ziele")
    OPERATIONAL_GOALS = "operational_goals", _("Operative Ziele")
    MEASURES = "measures", _("Maßnahmen")
    RESOLUTION = "resolution", _("Beschluss")
    IMPLEMENTATION = "implementation", _("Umsetzung")


class ElementKind(TextChoices):
    """The kinds of texts that people edit one at a time."""

    THEME = "theme", _("Themenfeld")
    STRATEGIC_GOAL = "strategic_goal", _("Strategisches Ziel")
    OPERATIONAL_GOAL = "operational_goal", _("Operatives Ziel")
    MEASURE = "measure", _("Maßnahme")
    CHAPTER = "chapter", _("Kapitel")


class TextStatus(TextChoices):
    """The degree to which the text of a goal or measure has been agreed: in the steering group, then by the council."""

    DRAFT = "draft", _("Entwurf")
    IN_REVIEW = "in_review", _("in Abstimmung")
    AGREED = "agreed", _("abgestimmt")
    ADOPTED = "adopted", _("beschlossen")


# Members of the steering group no longer change such a text.
SETTLED_STATUSES = frozenset({TextStatus.AGREED, TextStatus.ADOPTED})
# Which status may follow which by hand. A step back needs a reason.
TEXT_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    TextStatus.DRAFT: frozenset({TextStatus.IN_REVIEW}),
    TextStatus.IN_REVIEW: frozenset({TextStatus.AGREED, TextStatus.DRAFT}),
    TextStatus.AGREED: frozenset({TextStatus.IN_REVIEW, TextStatus.DRAFT}),
    TextStatus.ADOPTED: frozenset({TextStatus.DRAFT}),
}


class DataLicence(TextChoices):
    """The licences that a municipality may give its open data; the values are those of DCAT-AP.de."""

    BY = "dl-by-de/2.0", _("Datenlizenz Deutschland – Namensnennung – Version 2.0")
    ZERO = "dl-zero-de/2.0", _("Datenlizenz Deutschland – Zero – Version 2.0")
    CC_BY = "cc-by/4.0", _("Creative Commons Namensnennung 4.0 International (CC BY 4.0)")
