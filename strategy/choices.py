"""The vocabularies of the field, see docs/glossary.md."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ThemeDecision(TextChoices):
    """What became of a candidate of the theme selection."""

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


class ChapterKind(TextChoices):
    """The written chapters, in the order of the printed strategy."""

    PREFACE = "preface", _("Vorwort")
    INTRODUCTION = "introduction", _("Einleitung")
    CONTEXT = "context", _("Projektkontext")
    MODEL = "model", _("Modell")
    PROCESS = "process", _("Entwicklungsprozess")
    PREAMBLE = "preamble", _("Präambel")
    CONTINUATION = "continuation", _("Verstetigung")
    APPENDIX = "appendix", _("Anhang")
    IMPRINT = "imprint", _("Impressum")


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


class VersionStatus(TextChoices):
    COUNCIL_DRAFT = "council_draft", _("Beschlussentwurf")
    ADOPTED = "adopted", _("beschlossene Fassung")


VERSION_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    VersionStatus.COUNCIL_DRAFT: frozenset({VersionStatus.ADOPTED}),
    VersionStatus.ADOPTED: frozenset(),
}


class ElementKind(TextChoices):
    """What people edit one at a time."""

    THEME = "theme", _("Themenfeld")
    STRATEGIC_GOAL = "strategic_goal", _("Strategisches Ziel")
    OPERATIONAL_GOAL = "operational_goal", _("Operatives Ziel")
    MEASURE = "measure", _("Maßnahme")
    CHAPTER = "chapter", _("Kapitel")


class TextStatus(TextChoices):
    """How far the text of a goal or measure has been agreed in the steering group (Abstimmung)."""

    DRAFT = "draft", _("Entwurf")
    IN_REVIEW = "in_review", _("in Abstimmung")
    AGREED = "agreed", _("abgestimmt")


# Which status may follow which. A step back needs a reason.
TEXT_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    TextStatus.DRAFT: frozenset({TextStatus.IN_REVIEW}),
    TextStatus.IN_REVIEW: frozenset({TextStatus.AGREED, TextStatus.DRAFT}),
    TextStatus.AGREED: frozenset({TextStatus.IN_REVIEW, TextStatus.DRAFT}),
}


class ProposalStatus(TextChoices):
    """What became of a proposed change (Änderungsvorschlag)."""

    OPEN = "open", _("offen")
    ACCEPTED = "accepted", _("angenommen")
    ACCEPTED_WITH_CHANGES = "accepted_with_changes", _("mit Änderungen angenommen")
    DECLINED = "declined", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


PROPOSAL_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    ProposalStatus.OPEN: frozenset(set(ProposalStatus) - {ProposalStatus.OPEN}),
    ProposalStatus.ACCEPTED: frozenset(),
    ProposalStatus.ACCEPTED_WITH_CHANGES: frozenset(),
    ProposalStatus.DECLINED: frozenset(),
    ProposalStatus.WITHDRAWN: frozenset(),
}


class DigestFrequency(TextChoices):
    """How often somebody gets a mail about what happened."""

    NEVER = "never", _("gar nicht")
    DAILY = "daily", _("täglich")
    WEEKLY = "weekly", _("wöchentlich")


class EvaluationStatus(TextChoices):
    """How far an existing document has been evaluated (Auswertung)."""

    OPEN = "open", _("offen")
    IN_PROGRESS = "in_progress", _("in Arbeit")
    EVALUATED = "evaluated", _("ausgewertet")


EVALUATION_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    EvaluationStatus.OPEN: frozenset({EvaluationStatus.IN_PROGRESS, EvaluationStatus.EVALUATED}),
    EvaluationStatus.IN_PROGRESS: frozenset({EvaluationStatus.OPEN, EvaluationStatus.EVALUATED}),
    EvaluationStatus.EVALUATED: frozenset({EvaluationStatus.IN_PROGRESS}),
}


class ReadingStatus(TextChoices):
    """Whether the text of an uploaded file has been read for the search."""

    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("wird gelesen")
    DONE = "done", _("gelesen")
    FAILED = "failed", _("nicht lesbar")


class ExtractKind(TextChoices):
    """What a passage (Fundstelle) of an existing document says."""

    GOAL = "goal", _("Ziel")
    MEASURE = "measure", _("Maßnahme")
    FIGURE = "figure", _("Kennzahl")
    RESOLUTION = "resolution", _("Beschluss")


class SwotKind(TextChoices):
    """The four fields of the SWOT view of a theme field."""

    STRENGTH = "strength", _("Stärke")
    WEAKNESS = "weakness", _("Schwäche")
    OPPORTUNITY = "opportunity", _("Chance")
    THREAT = "threat", _("Risiko")


# What stands above several statements of one kind.
SWOT_TITLES: dict[SwotKind, Any] = {
    SwotKind.STRENGTH: _("Stärken"),
    SwotKind.WEAKNESS: _("Schwächen"),
    SwotKind.OPPORTUNITY: _("Chancen"),
    SwotKind.THREAT: _("Risiken"),
}
