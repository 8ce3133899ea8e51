from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class EvaluationStatus(TextChoices):
    """The status of the evaluation (Auswertung) of an existing document."""

    OPEN = "open", _("offen")
    IN_PROGRESS = "in_progress", _("in Arbeit")
    EVALUATED = "evaluated", _("ausgewertet")


EVALUATION_STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    EvaluationStatus.OPEN: frozenset({EvaluationStatus.IN_PROGRESS, EvaluationStatus.EVALUATED}),
    EvaluationStatus.IN_PROGRESS: frozenset({EvaluationStatus.OPEN, EvaluationStatus.EVALUATED}),
    EvaluationStatus.EVALUATED: frozenset({EvaluationStatus.IN_PROGRESS}),
}


class ExtractKind(TextChoices):
    """The kind of statement that a passage (Fundstelle) of an existing document makes."""

    GOAL = "goal", _("Ziel")
    MEASURE = "measure", _("Maßnahme")
    FIGURE = "figure", _("Indikator")
    RESOLUTION = "resolution", _("Beschluss")


class SwotKind(TextChoices):
    """The four fields of the SWOT view of a theme field."""

    STRENGTH = "strength", _("Stärke")
    WEAKNESS = "weakness", _("Schwäche")
    OPPORTUNITY = "opportunity", _("Chance")
    THREAT = "threat", _("Risiko")


# What stands above several statements of one kind.
SWOT_TITLES: dict[SwotKind, str | Promise] = {
    SwotKind.STRENGTH: _("Stärken"),
    SwotKind.WEAKNESS: _("Schwächen"),
    SwotKind.OPPORTUNITY: _("Chancen"),
    SwotKind.THREAT: _("Risiken"),
}
