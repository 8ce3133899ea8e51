"""The words of the guide in the phase of the implementation, and the next steps. Pure."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from accounts.roles import Right
from kern.quotes import inside_quotes
from monitoring.assessment import Assessment
from monitoring.choices import ExecutionLight
from strategy.guide import Step, Underway

# Councils want to hear once a year what has become of their decision.
ROUND_EVERY = timedelta(days=365)


class RoundFacts(Struct, frozen=True):
    """A reporting round: its title, until when it asks, how many it asks and how many have answered."""

    title: str
    is_open: bool
    deadline: date
    asked: int
    answered: int
    # Whether an Umsetzungsbericht tells about its period.
    is_told: bool = True


def underway(
    assessment: Assessment,
    *,
    waiting: int,
    latest: RoundFacts | None,
    adopted_on: date,
    today: date,
    is_renewed: bool = False,
) -> Underway:
    """How far the implementation is.

    `waiting` are the reports that nobody has decided on, `latest` is the last round that was opened, `is_renewed` says
    whether a Fortschreibung has begun.
    """
    begun = latest.deadline if latest else adopted_on
    is_due = (latest is None or not latest.is_open) and begun + ROUND_EVERY < today
    steps = [
        *_round_steps(latest, is_due=is_due, today=today),
        *_report_steps(latest),
        *_renewal_steps(is_renewed=is_renewed),
        *_steps(assessment, waiting),
    ]
    return Underway(words=_words(assessment), steps=tuple(steps))


def _round_steps(latest: RoundFacts | None, *, is_due: bool, today: date) -> list[Step]:
    if is_due:
        sentence = _("Seit mehr als einem Jahr hat niemand die Fachbereiche gefragt, was geschehen ist.")
        return [_step(sentence, _("Berichtsrunde eröffnen"), "monitoring:round-open")]
    if latest is None or not latest.is_open or (latest.answered < latest.asked and latest.deadline >= today):
        return []
    words = _("Berichtsrunde „%(title)s“: %(answered)d von %(asked)d Fachbereichen haben geantwortet.") % {
        "title": inside_quotes(latest.title),
        "answered": latest.answered,
        "asked": latest.asked,
    }
    return [_step(words, _("Antworten ansehen"), "monitoring:round-list")]


def _renewal_steps(*, is_renewed: bool) -> list[Step]:
    if not is_renewed:
        return []
    sentence = _(
        "Die Fortschreibung hat begonnen: Überarbeiten Sie die Texte und frieren Sie den neuen Stand ein."
    )
    return [_step(sentence, _("Zur Fortschreibung"), "monitoring:renewal")]


def _report_steps(latest: RoundFacts | None) -> list[Step]:
    if latest is None or latest.is_open or latest.is_told:
        return []
    sentence = _(
        "Die Berichtsrunde „%s“ ist geschlossen. Daraus kann ein Umsetzungsbericht für den Rat werden."
    )
    page = "monitoring:progress-list"
    return [_step(sentence % inside_quotes(latest.title), _("Zu den Umsetzungsberichten"), page)]


def _words(assessment: Assessment) -> str:
    lights = [line.light for line in assessment.measures]
    words = ngettext("%d Maßnahme", "%d Maßnahmen", len(lights)) % len(lights)
    parts = (
        (ExecutionLight.DONE, _("%d abgeschlossen")),
        (ExecutionLight.LATE, _("%d verspätet")),
        (ExecutionLight.NOT_ASSESSABLE, _("%d nicht bewertbar")),
    )
    told = [text % lights.count(light) for light, text in parts if lights.count(light)]
    return ", ".join((words, *told))


def _steps(assessment: Assessment, waiting: int) -> list[Step]:
    steps = []
    if not assessment.indicators:
        steps.append(
            _step(
                _(
                    "Der Rat hat beschlossen. Übernehmen Sie die Indikatoren der Ziele, damit Werte einen Platz haben."
                ),
                _("Zu den Indikatoren"),
                "monitoring:indicator-list",
            )
        )
    if waiting:
        sentence = ngettext(
            "%d Meldung wartet darauf, dass Sie sie annehmen.",
            "%d Meldungen warten darauf, dass Sie sie annehmen.",
            waiting,
        )
        steps.append(_step(sentence % waiting, _("Meldungen ansehen"), "monitoring:waiting"))
    if unreported := len(assessment.unreported):
        sentence = ngettext(
            "Zu %d Maßnahme gibt es noch keine Meldung.",
            "Zu %d Maßnahmen gibt es noch keine Meldung.",
            unreported,
        )
        steps.append(_step(sentence % unreported, _("Wo stehen wir?"), "monitoring:overview"))
    if late := len(assessment.late):
        sentence = ngettext(
            "%d Maßnahme verspätet sich oder ruht.", "%d Maßnahmen verspäten sich oder ruhen.", late
        )
        steps.append(_step(sentence % late, _("Ansehen, warum"), "monitoring:overview"))
    return steps


def _step(sentence: str, button: str, name: str) -> Step:
    return Step(sentence=sentence, button=button, right=Right.MANAGE_IMPLEMENTATION, name=name)
