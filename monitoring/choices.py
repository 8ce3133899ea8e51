"""The vocabularies of the implementation, see docs/glossary.md. Two lights that never mix: Vollzug and Wirkung."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from strategy.choices import ImplementationStatus


class MeasureState(TextChoices):
    """What has become of a measure, as a department reports it."""

    NOT_STARTED = "not_started", _("nicht begonnen")
    IN_PREPARATION = "in_preparation", _("in Vorbereitung")
    IN_PROGRESS = "in_progress", _("in Umsetzung")
    PERMANENT_TASK = "permanent_task", _("Daueraufgabe")
    COMPLETED = "completed", _("abgeschlossen")
    DEFERRED = "deferred", _("zurückgestellt")
    GIVEN_UP = "given_up", _("aufgegeben")
    BLOCKED = "blocked", _("blockiert")
    MERGED = "merged", _("zusammengeführt")


# Who leaves the plan says why.
STATES_WITH_REASON = frozenset({MeasureState.DEFERRED, MeasureState.GIVEN_UP, MeasureState.BLOCKED})
# Nothing more is expected of such a measure.
ENDED_STATES = frozenset({MeasureState.COMPLETED, MeasureState.GIVEN_UP, MeasureState.MERGED})
# The planning names the state at the adoption. It is only where the implementation begins.
INITIAL_STATES: dict[ImplementationStatus, MeasureState] = {
    ImplementationStatus.NOT_STARTED: MeasureState.NOT_STARTED,
    ImplementationStatus.IN_PREPARATION: MeasureState.IN_PREPARATION,
    ImplementationStatus.IN_PROGRESS: MeasureState.IN_PROGRESS,
    ImplementationStatus.PERMANENT_TASK: MeasureState.PERMANENT_TASK,
    ImplementationStatus.COMPLETED: MeasureState.COMPLETED,
    ImplementationStatus.DEFERRED: MeasureState.DEFERRED,
    ImplementationStatus.DISCARDED: MeasureState.GIVEN_UP,
}


class ReportStatus(TextChoices):
    """The way of a report: only what coordination has accepted counts, and only that becomes public."""

    DRAFT = "draft", _("in Arbeit")
    REPORTED = "reported", _("gemeldet")
    ACCEPTED = "accepted", _("angenommen")
    RETURNED = "returned", _("zurückgegeben")


class AnswerState(TextChoices):
    """How far a department is in a round."""

    ANSWERED = "answered", _("geantwortet")
    RETURNED = "asked_back", _("Rückfrage offen")
    OPEN = "open", _("noch offen")


class RoundMailKind(TextChoices):
    """Why somebody is written to about a round."""

    OPENED = "opened", _("Die Runde ist eröffnet")
    BEFORE = "before", _("Die Frist endet bald")
    AFTER = "after", _("Die Frist ist vorbei")
    DEPUTY = "deputy", _("Die Vertretung ist gefragt")
    RETURNED = "returned", _("Es gibt eine Rückfrage")


class Direction(TextChoices):
    MORE = "more", _("mehr ist besser")
    LESS = "less", _("weniger ist besser")
    WITHIN = "within", _("in einem Bereich halten")
    UNKNOWN = "unknown", _("noch nicht festgelegt")


class PathKind(TextChoices):
    """The way from the baseline to the targets."""

    LINEAR = "linear", _("gleichmäßig von Jahr zu Jahr")
    STEPS = "steps", _("in Stufen: bis zum Jahr eines Zielwerts gilt der vorige")


class Interval(TextChoices):
    YEARLY = "yearly", _("jährlich")
    TWO_YEARS = "two_years", _("alle zwei Jahre")
    FIVE_YEARS = "five_years", _("alle fünf Jahre")
    IRREGULAR = "irregular", _("unregelmäßig")


# How many years a value may be old before nobody can say any more where things stand.
VALUE_MAY_BE_OLD: dict[Interval, int] = {
    Interval.YEARLY: 2,
    Interval.TWO_YEARS: 3,
    Interval.FIVE_YEARS: 6,
    Interval.IRREGULAR: 5,
}


class Quality(TextChoices):
    FINAL = "final", _("endgültig")
    PROVISIONAL = "provisional", _("vorläufig")
    ESTIMATED = "estimated", _("geschätzt")


class ExecutionLight(TextChoices):
    """Vollzug: are we doing it?"""

    DONE = "done", _("abgeschlossen")
    ON_SCHEDULE = "on_schedule", _("im Zeitplan")
    LATE = "late", _("verspätet")
    HALTED = "halted", _("ruht")
    ENDED = "ended", _("beendet")
    NOT_ASSESSABLE = "execution_unknown", _("nicht bewertbar")


class EffectLight(TextChoices):
    """Wirkung: does it help?"""

    REACHED = "reached", _("Ziel erreicht")
    ON_PATH = "on_path", _("auf dem Pfad")
    BEHIND = "behind", _("hinter dem Pfad")
    AWAY = "away", _("entfernt sich vom Ziel")
    MISSED = "missed", _("Ziel verfehlt")
    NOT_ASSESSABLE = "effect_unknown", _("nicht bewertbar")


class FrameworkArea(TextChoices):
    """Whether an aspect is about how a city steers, or about what it does."""

    STEERING = "steering", _("Steuerung")
    CONTENT = "content", _("Inhalt")


class AspectState(TextChoices):
    """What a city says about an aspect or core indicator: comply or explain."""

    REPORTED = "reported", _("berichtet")
    EXPLAINED = "explained", _("nicht berichtet (begründet)")
    OPEN = "open", _("offen")
